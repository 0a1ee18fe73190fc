"""Which of the provisions that were found an answer is written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asked import kinds_of
from assistant.composition.fact import DECISIVE, Fact
from assistant.missing import wording
from assistant.retrieval import Hit
from corpus import Provision

MOST_PROVISIONS = 4
KEEP = 0.7
"""A provision is shown if its score is at least this share of the first one's."""
BY_WHEN = re.compile(
    r"\bby (?:when|what year|which year)\b|\b(?:which|what) year\b|کب تک|کس سال|\bkab tak\b|\bkis saal\b",
    re.IGNORECASE,
)
LOOKED_AT = 8
"""Hits among which one is looked for that holds the fact, where none of those selected does."""


def select(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that stand out: named ones alone if there are any, else those near the first in score."""
    named = [hit for hit in hits if hit.named]
    if named or not hits:
        return named[:MOST_PROVISIONS]
    floor = hits[0].score * KEEP if hits[0].score > 0 else hits[0].score
    return [hit for hit in hits if hit.score >= floor][:MOST_PROVISIONS]


def holding_first(
    hits: Sequence[Hit], fact: Fact, question: str, lacks: Callable[[Provision], float] = lambda _: 0.0
) -> list[Hit]:
    """Select hits, those first that hold the fact asked for: a name, a place, partners, or by when something is due.

    Where another of the same source, near them, holds more of it than any of those selected, it goes before them.
    Only what speaks of the matter counts: it lacks no more telling a word of the question than the first hit.

    Args:
        hits: best first.
        fact: what is asked for.
        question: as it is searched.
        lacks: weight of the most telling word of the question that a provision lacks.
    """
    chosen, decisive = select(hits), Fact(_decisive(fact, question))
    if not decisive or not chosen or chosen[0].named:
        return chosen

    bound = lacks(chosen[0].provision)

    def share(hit: Hit) -> float:
        on_matter = lacks(hit.provision) <= bound
        return decisive.held(wording(hit.provision)) if on_matter else 0.0

    first = chosen[0].provision.source_id
    near = [hit for hit in hits[len(chosen) : LOOKED_AT] if hit.provision.source_id == first]
    shares = {hit.provision.key: share(hit) for hit in (*chosen, *near)}
    most = max(shares[hit.provision.key] for hit in chosen)
    other = max(near, key=lambda hit: shares[hit.provision.key], default=None)
    if other is not None and shares[other.provision.key] > most:
        chosen = [other, *chosen]
    return sorted(chosen, key=lambda hit: -shares[hit.provision.key])


def _decisive(fact: Fact, question: str) -> frozenset[str]:
    """Kinds of fact without which a provision is no answer; a year, where it is asked by when or with a number."""
    due = "deadline" in kinds_of(question) and ("count" in kinds_of(question) or BY_WHEN.search(question))
    return fact.kinds & DECISIVE | ({"year"} if due and "date" in fact.kinds else set())
