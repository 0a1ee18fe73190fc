"""Words that carry the meaning of a rule: numbers, negations, modals. Words are given casefolded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Kind = Literal["number", "negation", "modal"]


def word_set(text: str) -> frozenset[str]:
    """The words of a text written for reading."""
    return frozenset(text.split())


NEGATIONS = word_set(
    "not no never none nor neither nothing nobody nowhere without cannot unless except excluding prohibit "
    "prohibited forbid forbidden"
)
MODALS = word_set(
    "shall should must may might can could will would ought need needs encourage encouraged invited urged "
    "recommended required requires optional mandatory voluntary"
)
NUMBERS = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions half quarter dozen once twice first "
    "second third fourth fifth sixth seventh eighth ninth tenth"
)
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "mis")


@lru_cache(maxsize=8192)
def kind_of(word: str) -> Kind | None:
    """Tell what kind of meaning a word carries, or None for the rest."""
    if word in NEGATIONS or word.endswith("n't") or word.startswith("non-"):
        return "negation"
    if word in MODALS:
        return "modal"
    if any(c.isdigit() for c in word) or any(piece in NUMBERS for piece in word.split("-")):
        return "number"
    return None


def opposed(one: str, other: str) -> bool:
    """Tell whether two words differ by a negating prefix: "lawful" and "unlawful"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and any(long == prefix + short for prefix in NEGATIVE_PREFIXES)


def weighty(words: Iterable[str], kinds: Iterable[Kind] = ("number", "negation", "modal")) -> Counter[str]:
    """Count the words of the given kinds."""
    wanted = set(kinds)
    return Counter(word for word in words if kind_of(word) in wanted)
