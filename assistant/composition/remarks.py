"""Closing remarks: contradictions between provisions, and later versions of what was cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.composition.forms import Bench
from assistant.inquiry import Inquiry, Point
from assistant.naming import WORD
from corpus.text import fold_urdu


def conflicts(inquiry: Inquiry, bench: Bench, points: Sequence[Point]) -> list[Point]:
    """Contradictions that touch the cited provisions and the question: the note, citing every side."""
    cited = {point.keys[0] for point in points}
    asked = set(WORD.findall(fold_urdu(inquiry.rephrased)))
    return [
        Point(conflict.note.get(inquiry.language), conflict.provisions, "conflict", lead="conflict")
        for conflict in bench.catalogue.conflicts
        if cited & set(conflict.provisions) and (not conflict.topics or asked & set(conflict.topics))
    ]


def later(inquiry: Inquiry, bench: Bench, points: Sequence[Point]) -> list[Point]:
    """The record of a later version, where a point rests on a source that it supersedes."""
    cited = {key.partition("/")[0] for point in points for key in point.keys}
    for source in bench.catalogue.sources.values():
        if source.state and cited & set(source.supersedes) and source.id not in cited:
            if inquiry.sources and source.id not in inquiry.sources:
                continue
            record = bench.provision(source.id, source.state[0])
            return [replace(bench.writer.summary(record, inquiry), group=None, lead="later")]
    return []
