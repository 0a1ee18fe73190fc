"""The sides of a comparison that is asked for in a question: which sources, on what topic, and what each has on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.comparison.match import Match, Matcher
from assistant.comparison.topic import compared_topic
from assistant.inquiry import Inquiry
from assistant.lists import find_list
from corpus import Catalogue, ListOf

BOTH = re.compile(
    r"\bboth\b|\b(?:the|these) two\b|\bdono\w*|(?<!\w)دونوں(?!\w)",
    re.IGNORECASE,
)
"""Two documents that are spoken of without their names."""
LOOKED_AT = 10
"""Hits from which the sources are taken where a question does not name two."""


@dataclass(frozen=True)
class Side:
    """What one source has on the topic of a comparison."""

    source_id: str
    listed: ListOf | None
    """The list that it makes of what is compared: its pillars, its principles."""
    match: Match

    @property
    def speaks(self) -> bool:
        """The source has something on the topic."""
        return self.listed is not None or bool(self.match.provisions)


@dataclass(frozen=True)
class Compared:
    """A topic, and what each side has on it."""

    topic: str
    sides: tuple[Side, ...]

    @property
    def speaks(self) -> bool:
        """One side at least has something on the topic."""
        return any(side.speaks for side in self.sides)


def sources_compared(inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """The sources that a question compares: those it names, both documents, or those of the best hits."""
    named = inquiry.named_sources
    if len(named) > 1:
        return named
    documents = tuple(source.id for source in catalogue.documents)
    if BOTH.search(inquiry.rephrased) and len(documents) == 2 and set(named) <= set(documents):
        return documents
    near = (hit.provision.source_id for hit in inquiry.hits[:LOOKED_AT])
    return tuple(dict.fromkeys([*named, *near]))[:2]


def compared(inquiry: Inquiry, catalogue: Catalogue, matcher: Matcher) -> Compared | None:
    """Find what each side has on what a question compares; None where it names no topic or one side only."""
    topic = compared_topic(inquiry.rephrased, catalogue)
    sources = sources_compared(inquiry, catalogue)
    if not topic or len(sources) < 2:
        return None
    return Compared(
        topic, tuple(_side(topic, source_id, inquiry, catalogue, matcher) for source_id in sources)
    )


def _side(topic: str, source_id: str, inquiry: Inquiry, catalogue: Catalogue, matcher: Matcher) -> Side:
    listed = find_list(f"list {topic}", catalogue, frozenset({source_id}))
    return Side(source_id, listed, matcher.match(topic, source_id, inquiry.question_language))
