"""Closing remarks: contradictions between provisions, and later versions of what was cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import kinds_of
from assistant.composition.fact import facts_asked
from assistant.composition.forms import Bench
from assistant.composition.wording import sentences_of
from assistant.inquiry import Inquiry, Point
from assistant.messages import MESSAGES
from assistant.naming import WORD
from corpus import Conflict
from corpus.text import fold_urdu

SEVERAL = frozenset({"list", "comparison", "state"})
"""Kinds of question that several provisions answer side by side."""


def conflicts(inquiry: Inquiry, bench: Bench, points: Sequence[Point]) -> list[Point]:
    """Contradictions that touch what is asked, or what the first point says: the note, citing every side."""
    cited = {point.keys[0] for point in points}
    asked = set(WORD.findall(fold_urdu(inquiry.rephrased)))
    return [
        Point(
            conflict.note.get(inquiry.language),
            conflict.provisions,
            "conflict",
            lead="changed" if conflict.between_versions else "conflict",
        )
        for conflict in bench.catalogue.conflicts
        if cited & set(conflict.provisions)
        and (not conflict.topics or asked & set(conflict.topics))
        and _bears(conflict, inquiry, points[0])
    ]


def _bears(conflict: Conflict, inquiry: Inquiry, first: Point) -> bool:
    """Tell whether a conflict is about the kind of fact asked for; where none is, whether the first point is a side of it."""
    asked = facts_asked(inquiry.rephrased)
    if "count" in kinds_of(inquiry.rephrased) and "money" not in asked:
        asked |= {"count"}
    if asked:
        return conflict.about in asked
    return inquiry.kind in SEVERAL or first.keys[0] in conflict.provisions


def later(inquiry: Inquiry, bench: Bench, points: Sequence[Point]) -> list[Point]:
    """The record of a later version, where a point rests on a source that it supersedes; once in a conversation.

    Its first sentence is enough: what is said of a draft always begins with its status and date.
    """
    cited = {key.partition("/")[0] for point in points for key in point.keys}
    if _said_before(inquiry):
        return []
    for source in bench.catalogue.sources.values():
        if source.state and cited & set(source.supersedes) and source.id not in cited:
            if inquiry.sources and source.id not in inquiry.sources:
                continue
            record = bench.writer.summary(bench.provision(source.id, source.state[0]), inquiry)
            return [replace(record, text=sentences_of(record.text)[0], group=None, lead="later")]
    return []


def _said_before(inquiry: Inquiry) -> bool:
    """Tell whether an earlier answer of the conversation named the later version."""
    told = [turn.content for turn in inquiry.history if turn.role == "assistant"]
    return any(lead in text for text in told for lead in MESSAGES["later"].values())
