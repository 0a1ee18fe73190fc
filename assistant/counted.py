"""Tell whether provisions count what a question asks the number of.

A provision near to the question usually holds some number, so "how many months may a firm stay in the sandbox"
is not answered by any number at all: it must stand just before the thing that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.asked import NUMBER_WORD
from ingest.glosses import glosses
from ingest.lexical import WORD, terms

COUNTED = re.compile(r"\bhow many\b|\bkitn[aei]\b|کتن[ےی]", re.IGNORECASE)
NUMBER = re.compile(rf"\d[\d.,]*|{NUMBER_WORD}", re.IGNORECASE)
PASSED_OVER = frozenset("of the a an ke ki ka more other different total new کے کی کا کل".split())
ENDS = frozenset(
    """are is was were will would do does did can may must should have has had in on at to for from by with under per
    hain hai honge hongi hoga hogi mein se ko tak aur ہیں ہے ہوں ہو میں سے کو تک اور گے""".split()
)
"""Words at which the name of the thing ends."""
MONEY = frozenset("money fund budget rupe currenc price fee cost amount".split())
"""Terms of sums, which are a kind of their own in `asked`."""
LONGEST_NAME = 2
REACH = 5
"""Words after a number in which the thing that it counts must stand."""


def things(question: str) -> frozenset[str]:
    """English index terms of what a question asks the number of; none if it does not ask, or for a sum."""
    asked = COUNTED.search(question)
    if asked is None:
        return frozenset()
    name: list[str] = []
    for word in WORD.findall(question[asked.end() :].casefold()):
        if word in ENDS or len(name) == LONGEST_NAME:
            break
        if word not in PASSED_OVER and not NUMBER.fullmatch(word):
            name.append(word)
    found = {*terms(" ".join(name), "latin", skeletons=False), *glosses(" ".join(name))}
    english = frozenset(term for term in found if term.isascii())
    return frozenset() if english & MONEY else english


def counts(wordings: Iterable[str], counted: frozenset[str]) -> bool:
    """Tell whether any wording has a number just before one of the things."""
    return any(_counts(WORD.findall(wording.casefold()), counted) for wording in wordings)


def _counts(words: Sequence[str], counted: frozenset[str]) -> bool:
    for place, word in enumerate(words):
        if NUMBER.fullmatch(word):
            after = " ".join(words[place + 1 : place + 1 + REACH])
            if not counted.isdisjoint(terms(after, "latin", skeletons=False)):
                return True
    return False
