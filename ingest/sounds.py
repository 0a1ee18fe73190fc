"""Words by their consonants, alike in Urdu and Latin script, so that a name is found across scripts.

Urdu writes the consonants of a foreign name and few of its vowels: «سکسن» and "Saxon" are both `sksn`. Letters
that Urdu and English writers use for one sound are unified; `و` may be a v or a vowel and counts at the
beginning alone. Chosen on one half of a public set of Urdu questions on English passages
(docs/decisions/0004-ranking.md).
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.text import fold, fold_urdu

WORD = re.compile(r"[^\W_]+", re.UNICODE)
SHORTEST = 3
"""Consonants that a word must have to be told from others."""
SPELLINGS = tuple(
    tuple(pair.split("="))
    for pair in "tion=sn sion=sn tch=C chh=C ch=C sch=s sh=s ph=f ck=k qu=k q=k kh=k gh=g th=t dh=d bh=b jh=j x=ks z=s w=v".split()
)
"""English and romanised spellings of one consonant, in the order they are replaced; C is the sound of "ch"."""
SOFT = re.compile(r"([cg])(?=[eiy])")
SILENT = re.compile("[aeiouyhv]")
DOUBLED = re.compile(r"(.)\1+")
URDU_LETTERS = {
    letter: sound
    for letters, sound in {
        "ب": "b", "پ": "p", "تٹط": "t", "ثسصشذزژضظ": "s", "ج": "j", "چ": "c", "خکق": "k", "دڈ": "d",
        "رڑ": "r", "غگ": "g", "ف": "f", "ل": "l", "م": "m", "نں": "n",
    }.items()
    for letter in letters
}  # fmt: skip
URDU_FIRST = {**URDU_LETTERS, **dict.fromkeys("اآعأ", "a"), **dict.fromkeys("ہح", "h"), "و": "v", "ی": "y"}


def sounds(text: str) -> list[str]:
    """Return the sound of every word that has one, and every number as it stands."""
    found = []
    for word in WORD.findall(fold_urdu(fold(text))):
        sound = word if word.isdigit() else sound_of(word)
        if sound:
            found.append(sound)
    return found


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """Reduce a word, folded and in either script, to its consonants; empty if too few are left."""
    bare = DOUBLED.sub(r"\1", _latin(word) if word.isascii() else _urdu(word))
    return bare if len(bare) >= SHORTEST and bare.isascii() and bare.isalpha() else ""


def _latin(word: str) -> str:
    for spelling, sound in SPELLINGS:
        word = word.replace(spelling, sound)
    word = SOFT.sub(lambda match: "s" if match[1] == "c" else "j", word).replace("c", "k").replace("C", "c")
    first = "a" if word[:1] in set("aeiou") else word[:1]
    return first + SILENT.sub("", word[1:])


def _urdu(word: str) -> str:
    return URDU_FIRST.get(word[:1], "") + "".join(URDU_LETTERS.get(letter, "") for letter in word[1:])
