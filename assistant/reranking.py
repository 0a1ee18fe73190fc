"""Put first what answers: where the first hits are about as near as one another, the question is read together with each."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.cross_encoder import passage_of
from assistant.inquiry import Inquiry
from assistant.naming import person_asked

FIRST = 3
"""Hits that are read."""
CLOSE = 3.0
"""Lead of the first hit, in the units of its score, below which they are."""
WEIGHT = 3.0
"""What a logit of the cross-encoder weighs beside the score of a hit (docs/decisions/0014-reading.md)."""
ONE_PROVISION = frozenset({"fact", "number", "yes_no", "duty", "gap"})
"""Kinds of question that one provision answers first."""


class Scoring(Protocol):
    """Scores pairs of a question and a passage."""

    def score(self, question: str, passages: list[str]) -> NDArray[np.float32]:
        """How far each passage answers the question, as a logit; (n,)."""


def rerank(inquiry: Inquiry, cross_encoder: Scoring) -> None:
    """Move the hit to the front that an English question is answered by, judged by its score and by reading both."""
    hits = inquiry.hits[:FIRST]
    if inquiry.question_language != "en" or len(hits) < 2 or hits[0].score - hits[1].score >= CLOSE:
        return
    if inquiry.kind not in ONE_PROVISION or _settled(inquiry):
        return
    read = cross_encoder.score(inquiry.rephrased, [passage_of(hit.provision) for hit in hits])
    best = hits[int(np.argmax([hit.score + WEIGHT * own for hit, own in zip(hits, read, strict=True)]))]
    rest = [hit for hit in inquiry.hits if hit is not best]
    inquiry.hits = [replace(best, score=max(best.score, hits[0].score)), *rest]


def _settled(inquiry: Inquiry) -> bool:
    """Tell whether what answers was found by something else than its rank."""
    if person_asked(inquiry.rephrased):
        return True
    found = inquiry.part or inquiry.section or inquiry.listed or inquiry.compared or inquiry.mentioned
    return bool(found or inquiry.on_theme or inquiry.quotation or inquiry.detail) or inquiry.hits[0].named
