"""Which language a question is in: English, Urdu, or Urdu in Latin letters.

Roman Urdu is full of English nouns ("working groups kitne mahine baad milenge?"), so nouns decide nothing. English
shows by its function words, Roman Urdu by words that English has not: how such words are spelt was learnt from
readers' questions by `benchmarks/languages.py`, which also tells how often that is right.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.types import QuestionLanguage

WEIGHTS_FILE = Path(__file__).parent / "language.json"
ARABIC_LETTER = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
LATIN_LETTER = re.compile("[A-Za-z]")
URDU_END = re.compile(r"\b(?:ہے|ہیں|ہوں|ہو|تھا|تھی|تھے|گا|گی|گے|کیا|ذکر|کریں|دیں|بتائیں)\W*$")
"""How a sentence of Urdu ends, however many English words stand before."""
QUOTED = re.compile('["“”«][^"“”«»]*["“”»]')
WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
LONGEST = 3
"""Letters of the longest run of a word's spelling that is weighed; its beginning and end count as letters."""
ENGLISH = frozenset(
    """the of to and are was were what which who whom whose when where why how does did should shall must can could
    would will for at by with from that this these those it its been has have had not an a about any there my their
    they you your we our if as into than be on under being between both very more most give please who's what's pls
    whats""".split()
)
"""Words that make a sentence English; none is also a common word of Roman Urdu, as "is", "us", "or", "in" are."""
EITHER = frozenset("is us or in to me so hi do i no s par main may ok".split())
"""Words of both, and what is left of them: they speak for neither."""


class Spelling(NamedTuple):
    """How words of Roman Urdu are spelt, against those of English."""

    bias: float
    runs: dict[str, float]
    """Run of letters -> weight; above 0 speaks for Roman Urdu."""
    urdu: frozenset[str]
    """Known words that the runs alone would take for English."""
    english: frozenset[str]
    """Known words that the runs alone would take for Roman Urdu."""

    def is_urdu(self, word: str) -> bool:
        """Tell whether a word in small letters is Roman Urdu."""
        if word in self.urdu or word in self.english:
            return word in self.urdu
        return self.bias + sum(self.runs.get(run, 0.0) for run in runs(word)) > 0


def runs(word: str) -> set[str]:
    """Every run of one to `LONGEST` letters of a word, "^" and "$" being its beginning and end."""
    letters = f"^{word}$"
    return {letters[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(letters) - n + 1)}


@lru_cache(maxsize=1)
def spelling() -> Spelling:
    """The fitted weights, read once."""
    table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Spelling(table["bias"], table["runs"], frozenset(table["urdu"]), frozenset(table["english"]))


@lru_cache(maxsize=8192)
def weight(word: str) -> int:
    """What a word in small letters says: -1 English, 1 Roman Urdu, 0 neither."""
    if word in ENGLISH:
        return -1
    return int(word not in EITHER and spelling().is_urdu(word))


def detect(question: str) -> QuestionLanguage:
    """Tell the language by script, and Roman Urdu from English by the words that are of one of them only.

    Names decide nothing: a word with a capital letter counts only if it is English, or if every word has one. Nor does
    a quotation that something is asked about.
    """
    around = QUOTED.sub(" ", question)
    question = around if WORD.search(around) or ARABIC_LETTER.search(around) else question
    arabic = len(ARABIC_LETTER.findall(question))
    latin = len(LATIN_LETTER.findall(question))
    if arabic and (arabic * 2 >= latin or URDU_END.search(question)):
        return "ur"
    words = WORD.findall(question.replace("’", "'"))
    small = any(word.islower() for word in words)
    weights = [(weight(word.casefold()), word.islower() or not small) for word in words]
    return "ur-Latn" if sum(w for w, counts in weights if counts or w < 0) > 0 else "en"


def answer_language(question_language: QuestionLanguage) -> Literal["en", "ur"]:
    """Language of the answer: Urdu for Urdu in either script."""
    return "en" if question_language == "en" else "ur"
