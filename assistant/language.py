"""Which language a question is in: English, Urdu, or Urdu in Latin letters."""

from __future__ import annotations

import re
from typing import Literal

from corpus.types import QuestionLanguage

ARABIC_LETTER = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
LATIN_LETTER = re.compile("[A-Za-z]")
WORD = re.compile(r"[a-z']+")
# Frequent words of Urdu as people spell them in Latin letters, none of which is a common English word.
ROMAN_URDU = frozenset(
    """kya kia kyun kyu kab kahan kaha kaun kon kis kisi kitna kitne kitni kaise kesay kaisay kese konsa konsi kaunsa
    kaunsi hai hain hen hy hei ho hoga hogi honge hota hoti hote tha thi thay ka ki ke ko se sey mein mai mei mn par
    pe pr aur or ya bhi nahi nahin nhi nai agar lekin magar jab tak liye liay lye wala wali walay wale karna karne
    karta karti karte kare karen karein kar sakta sakti sakte sakti chahiye chahye chaheye hukumat sarkar qanoon kanoon
    taleem sehat aurat auraton khawateen bachon bache bachay logon log shehri shehriyon mulk pakistan ke bare baare
    bary mutabiq matlab batao bata dein den bataen btao batayein batain iska iske uska uske yeh ye woh wo is us un in apna apni apne
    kuch koi sab dono zaroori lazmi lazim ijazat mumkin rakha rakhi diya dia gaya gayi gya kiya jata jati jate jaye jaen
    hua hui huay raha rahi rahe baat bat zikr zikar tareef hadaf maqsad fund paisa paise kaam kam naam chaar saat nizam nigrani zimmedar
    zimmedari hifazat tahaffuz policy men""".split()
)
OPENING = frozenset({"aur", "lekin", "magar", "phir"})
"""One of these at the beginning is enough: "aur draft?"."""
ENGLISH = frozenset(
    """the of to and is are was were what which who when where why how does do did should shall must may can could
    would will for in on at by with from that this these those it its be been has have had not an about any there
    their they you your we our if or as into than policy under""".split()
)


def detect(question: str) -> QuestionLanguage:
    """Tell the language by script, then by the share of Roman Urdu words among the known words."""
    arabic = len(ARABIC_LETTER.findall(question))
    latin = len(LATIN_LETTER.findall(question))
    if arabic and arabic * 2 >= latin:
        return "ur"
    words = WORD.findall(question.casefold())
    urdu = sum(word in ROMAN_URDU and word not in ENGLISH for word in words)
    english = sum(word in ENGLISH for word in words)
    if (urdu >= 2 and urdu > english) or (words[:1] and words[0] in OPENING and not english):
        return "ur-Latn"
    return "en"


def answer_language(question_language: QuestionLanguage) -> Literal["en", "ur"]:
    """Language of the answer: Urdu for Urdu in either script."""
    return "en" if question_language == "en" else "ur"
