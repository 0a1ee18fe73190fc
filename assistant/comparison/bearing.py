"""How a provision bears on a topic by its words: named in its heading, laid down in a sentence, or touched in passing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.comparison.topic import TopicWords
from corpus import Localised, Provision, ProvisionKind
from ingest.lexical import terms
from ingest.passages import SENTENCE

LAYING_DOWN = re.compile(r"\b(?:[Ss]hall|must|should|will|may|encouraged?)\b|^\W*(?:To|to) [a-z]")
"""A word of duty, or the beginning of an aim: "To develop …"."""
URDU_LAYING_DOWN = re.compile(r"(?<!\w)(?:چاہ(?:یے|ئے|یئے|ئیے|ئیں|ییں)|گا|گے|گی|لازم|لازمی|پابند|ہدف)(?!\w)")
"""The same in our Urdu summaries."""
URDU_SENTENCE = re.compile(r"(?<=[۔؟])\s+")
HEADING, SPOKEN, LAID_DOWN, APART = 1.0, 0.5, 0.5, 0.75
"""What it weighs that a heading names the topic, that a sentence speaks of it, and lays something down with it; what it
takes away that the provision tells no rule."""
NO_RULES = frozenset({ProvisionKind.RECITAL, ProvisionKind.FRONT_MATTER, ProvisionKind.ACRONYM})
"""Kinds of provision that touch everything and lay nothing down."""


@dataclass(frozen=True)
class Sentence:
    """The terms of one sentence, in one of the scripts."""

    latin: frozenset[str]
    arabic: frozenset[str]
    lays_down: bool


@dataclass(frozen=True)
class Bearing:
    """How a provision bears on a topic; both shares are between 0 and 1."""

    heading: float
    """Share of the topic that its heading, or our short name of it, holds."""
    sentence: float
    """Share of the topic that the best of its sentences holds."""
    lays_down: bool
    """That sentence has a word of duty."""
    rules: bool
    """It is of a kind that lays things down."""

    @property
    def share(self) -> float:
        """Share of the topic that its heading or the best of its sentences holds."""
        return max(self.heading, self.sentence)

    @property
    def weight(self) -> float:
        """How directly it treats the topic."""
        spoken = self.sentence * (SPOKEN + LAID_DOWN * self.lays_down)
        return HEADING * self.heading + spoken - APART * (not self.rules)


class Reader:
    """Reads how the provisions of one snapshot bear on topics. Safe to share between threads."""

    def __init__(self, provisions: Mapping[str, Provision], titles: Mapping[str, Localised]) -> None:
        self._provisions = provisions
        self._titles = titles
        self._sentences = lru_cache(maxsize=None)(self._read)
        self._headings = lru_cache(maxsize=None)(self._head)

    def bearing(self, key: str, words: TopicWords) -> Bearing:
        """How the provision of a key bears on a topic."""
        best = max(
            ((words.coverage(s.latin, s.arabic), s.lays_down) for s in self._sentences(key)),
            default=(0.0, False),
        )
        rules = self._provisions[key].kind not in NO_RULES
        return Bearing(words.coverage(*self._headings(key)), *best, rules)

    def _head(self, key: str) -> tuple[frozenset[str], frozenset[str]]:
        """Terms of the heading right above a provision, and of our short name of it."""
        provision, title = self._provisions[key], self._titles.get(key)
        latin = [*provision.heading[-1:], title.en if title else ""]
        arabic = [*provision.heading_ur[-1:], title.ur if title else ""]
        return (
            frozenset(terms(" ".join(latin), "latin", skeletons=False)),
            frozenset(terms(" ".join(arabic), "arabic")),
        )

    def _read(self, key: str) -> tuple[Sentence, ...]:
        provision = self._provisions[key]
        text = provision.text or provision.summaries.get("en", "")
        none: frozenset[str] = frozenset()
        return (
            *(
                Sentence(frozenset(terms(s, "latin", skeletons=False)), none, bool(LAYING_DOWN.search(s)))
                for s in SENTENCE.split(text)
            ),
            *(
                Sentence(none, frozenset(terms(s, "arabic")), bool(URDU_LAYING_DOWN.search(s)))
                for s in URDU_SENTENCE.split(provision.summaries.get("ur", ""))
            ),
        )
