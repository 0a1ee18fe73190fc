"""Greetings, thanks and goodbyes are returned; what no document can give (a ruling, an opinion) is said not to be ours."""

from __future__ import annotations

import re

from assistant.inquiry import Inquiry
from assistant.schemas import AnswerStatus


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TALK = {
    "salam": _words(
        "salam salaam aoa asalam assalam assalamualaikum assalamoalaikum aslam walaikum سلام السلام وعلیکم"
    ),
    "greeting": _words("hi hello hey hiya greetings morning evening afternoon adaab آداب ہیلو"),
    "how_are_you": _words("howareyou how's hows hal haal حال مزاج wassup"),
    "thanks": _words(
        "thanks thank thankyou thx ty shukriya shukria shukriyah jazakallah meherbani mehrbani شکریہ مہربانی نوازش جزاک"
    ),
    "goodbye": _words(
        "bye goodbye goodnight khuda hafiz khudahafiz allahhafiz alvida milenge خدا حافظ الوداع ملیں"
    ),
    "noted": _words(
        "ok okay okey great nice perfect cool good acha achha achchha theek thik sahi zabardast اچھا ٹھیک زبردست"
    ),
}
"""What is said, in the order in which it is returned -> words of which one must be there."""
BESIDE = _words(
    "a all alaikum allah am and answer are assistant baat bahut bahot bhai bhi bohat bohot bot buddy day dear dost for friend "
    "going gaya gayi gai glad guide hai hain have he help helped helpful ho hope i in is it itna ji jaan jawab job ka karne ke "
    "khair ki ko kya liye lot love madad me mera much my night o of on phir please pyare rahe really see so soon such "
    "samajh that the there this time to today tum u useful ustad very wa was wala well were work yaar yar you your aap ap "
    "again khair "
    "آپ کا کی کے بہت ہے ہیں ہو مدد لیے بھائی جی اور اللہ علیکم و رحمۃ برکاتہ کیا تم یار جناب پھر اچھی جواب خیر نے سب مجھے سمجھ "
    "گیا گئی"
)
"""Words that may stand beside them; any other word is a subject, and then it is no small talk."""
ASKING = _words("kya is are کیا")
"""A remark that begins with one of these is a question."""
HOW = re.compile(
    r"how (?:are|r) (?:you|u|things)|\b(?:aap|ap|tum|bhai)\b.{0,9}\b(?:kaise|kaisay|kesay|kese|kaisi)\b|\b(?:kaise|kesay|kese) ho\b|کیسے (?:ہیں|ہو)|کیسی (?:ہیں|ہو)",
    re.IGNORECASE,
)
MOST_WORDS = 10
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
WHO = re.compile(
    r"^\W*(?:(?:who|what) (?:are|r) (?:you|u)|what can (?:you|u) do|(?:aap|ap|tum) k(?:au|o)n)\b|^\W*(?:آپ|تم) (?:کون|کیا کر سکتے)",
    re.IGNORECASE,
)
"""What the assistant is for is asked."""
RULING = re.compile(
    r"\b(?:haram|halal|gun[aā]?ah|fatwa|shari[ae]?h? ke mutabiq|in islam|islam mein)\b|حرام|حلال|گناہ|فتو[یٰ]+|شرعی|اسلام میں",
    re.IGNORECASE,
)
"""A ruling of religion is asked for."""
OPINION = re.compile(
    r"\b(?:you personally|do you (?:think|believe|feel|like|prefer|want)|(?:what|who)(?:'s| is| are) your (?:opinion|view|favou?rite)\w*"
    r"|(?:aap|ap|tum)(?:k[ei]|har[ei])? (?:(?:ki|ka|ke) )?(?:raye|rai|khayal|khyal)|apki ra[yi]e?|(?:tumhe|aap ?ko) (?:kya|kaisa|kaun) ?\w* (?:lagta|pasand))\b"
    r"|(?:آپ|تمہار)\S* ?(?:کی|کے|کا)? ?(?:رائے|خیال|پسند)|آپ کو کو?ن",
    re.IGNORECASE,
)
"""An opinion of the assistant's own is asked for."""


def return_talk(inquiry: Inquiry) -> None:
    """End an inquiry that is small talk and nothing else, asks what the assistant is, or for a ruling of religion."""
    kinds = talk(inquiry.question)
    if kinds or RULING.search(inquiry.question):
        inquiry.status, inquiry.reason = AnswerStatus.OUT_OF_SCOPE, " ".join(kinds or ["ruling"])
    elif WHO.search(inquiry.question):
        inquiry.status = AnswerStatus.OUT_OF_SCOPE


def talk(text: str) -> list[str]:
    """Name the kinds of small talk that a text is made of; none if a single word of it is another."""
    words = [word.casefold() for word in WORD.findall(HOW.sub("howareyou", text.replace("’", "'")))]
    if len(words) > MOST_WORDS or any(character.isdigit() for character in text):
        return []
    if not BESIDE.union(*TALK.values()).issuperset(words):
        return []
    kinds = [kind for kind, spoken in TALK.items() if not spoken.isdisjoint(words)]
    if kinds == ["noted"]:
        return [] if words[0] in ASKING else kinds
    return [kind for kind in kinds if kind != "noted"]
