"""The check of names: which may stand in a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.generation.verifier.analysis import Sentence, stem
from ingest.lexical import STOPWORDS

NAME = re.compile(r"(?<!^)(?<![.!?:;•\"“(] )(?<![\"“(])\b(?:[A-Z][\w&-]*|[A-Za-z]*[A-Z]{2}[\w&-]*)")
TITLE = re.compile(r"\b[A-Z][a-z]+(?: (?:(?:of|for|and|the) )*[A-Z][a-z]+)+")
PLAIN_TITLE = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
SHORT_NAME = re.compile(r"\b([A-Z][A-Za-z]*[A-Z])s?\b")
PEOPLE = ("i", "is", "n", "ns", "an", "ans", "ean", "ian")
"""Endings that make the name of its people from that of a country."""
DOTTED = re.compile(r"(?<=[A-Za-z])\.(?=[A-Z]\b)")
PART = re.compile(r"[A-Z]{2,}s?\b|[A-Za-z][a-z]+|[A-Z]{2,}")


def foreign_name(statement: Sentence, names: Names) -> bool:
    """A name or Latin abbreviation that is neither in the source nor among the names known beside it."""
    text = statement.text
    for title in (TITLE, PLAIN_TITLE):
        text = title.sub(lambda found: "" if names.abbreviate(found[0]) else found[0], text)
    found = [
        name for name in NAME.findall(text) if name.removesuffix("s").casefold() not in names.abbreviations
    ]
    parts = (part for name in found for part in PART.findall(name))
    return any(part[0].isupper() and not names.know(part) for part in parts)


def _without_ending(name: str) -> list[str]:
    """What a name may be made from: Pakistan of Pakistani, Africa of African."""
    return [name.removesuffix(ending) for ending in PEOPLE if name.endswith(ending)]


@dataclass(frozen=True)
class Names:
    """Latin words that may stand as names, by stem; the initials of all in their order; the abbreviations."""

    stems: frozenset[str]
    initials: str
    weighty: str
    """Initials of the words that are no stopwords: SME of small and medium enterprises."""
    capitals: str
    """Initials of the words with a capital only."""
    abbreviations: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Names:
        """Collect the names of texts."""
        texts = [DOTTED.sub("", text) for text in texts]
        found = [part for text in texts for part in PART.findall(text)]
        return cls(
            frozenset(map(stem, found)),
            "".join(part[0] for part in found).casefold(),
            "".join(part[0] for part in found if part not in STOPWORDS).casefold(),
            "".join(part[0] for part in found if part[0].isupper()).casefold(),
            frozenset(short.casefold() for text in texts for short in SHORT_NAME.findall(text)),
        )

    def know(self, part: str) -> bool:
        """Tell whether a word is among them, or abbreviates words that follow each other."""
        letters = part.removesuffix("s").casefold()
        rows = (self.initials, self.weighty) if len(letters) > 2 else (self.capitals,)
        known = any(letters in row for row in rows)
        said = {stem(part), *map(stem, _without_ending(part))}
        return not self.stems.isdisjoint(said) or (part[:2].isupper() and known)

    def abbreviate(self, title: str) -> bool:
        """Tell whether one of the abbreviations is the initials of a title, small words counted or not."""
        words = title.split()
        every = "".join(word[0] for word in words).casefold()
        return bool(
            {every, "".join(word[0] for word in words if word[0].isupper()).casefold()} & self.abbreviations
        )
