"""Which of the provisions that were found an answer is written from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import kinds_of
from assistant.evidence import wording
from assistant.retrieval import Hit

MOST_PROVISIONS = 4
KEEP = 0.7
"""A provision is shown if its score is at least this share of the first one's."""
BY_WHEN = re.compile(
    r"\bby (?:when|what year|which year)\b|\b(?:which|what) year\b|کب تک|کس سال|\bkab tak\b|\bkis saal\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def select(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that stand out: named ones alone if there are any, else those near the first in score."""
    named = [hit for hit in hits if hit.named]
    if named or not hits:
        return named[:MOST_PROVISIONS]
    floor = hits[0].score * KEEP if hits[0].score > 0 else hits[0].score
    return [hit for hit in hits if hit.score >= floor][:MOST_PROVISIONS]


def dated_first(hits: Sequence[Hit], question: str) -> list[Hit]:
    """Put provisions with a year first where a date is asked for, alone or with a number: one of them holds it."""
    asked = kinds_of(question)
    if "deadline" not in asked or not ("count" in asked or BY_WHEN.search(question)):
        return list(hits)
    return sorted(hits, key=lambda hit: YEAR.search(wording(hit.provision)) is None)
