"""What a question's meaning says of whether it can be answered: a linear model over vectors we have anyway.

Coverage and cosines tell how near a question is to the provisions, not in what it differs from what they answer.
The question's own vector tells of the kind of question (news, a penalty, a name), its difference from the nearest
question that is known to be answered tells in which direction it goes beyond that one, and its precedents, questions
that people have judged, tell what became of those most like it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import SPACE_OF, Gatherer
from assistant.inquiry import Inquiry
from ingest.encoders import Matrix
from ingest.snapshot import SPACES

NEAREST = 5
"""Precedents of each kind whose cosines are averaged."""


@dataclass(frozen=True)
class Precedents:
    """Questions that people have judged, as one encoder sees them."""

    vectors: Matrix
    """(n, d) float32"""
    answered: NDArray[np.bool_]
    """(n,): the documents answer it."""

    def nearness(self, vectors: Matrix) -> Matrix:
        """Best cosine and mean of the best `NEAREST` with those not answered, then with those answered.

        Args:
            vectors: of the questions, (m, d).

        Returns:
            (m, 4) float32
        """
        cosines = vectors @ self.vectors.T
        found: list[Matrix] = []
        for kind in (~self.answered, self.answered):
            best = cosines[:, kind]
            if best.shape[1] > NEAREST:
                best = np.partition(best, -NEAREST, axis=1)[:, -NEAREST:]
            found += (
                [best.max(axis=1), best.mean(axis=1)]
                if best.shape[1]
                else [np.zeros(len(vectors), dtype=np.float32)] * 2
            )
        return np.stack(found, axis=1).astype(np.float32)


@dataclass(frozen=True)
class Direction:
    """Weights over the vectors of one encoder; they mean nothing with another."""

    identity: str
    """Identity of the encoder that they were fitted on."""
    weights: Matrix
    """(2d + 4,) float32, for `meant` and the nearness of precedents."""
    offset: float
    """Taken away, so that the mean question of the training set has 0."""
    precedents: Precedents


class Meaning:
    """Weighs the meaning of questions against one snapshot."""

    def __init__(
        self, directions: Mapping[str, Direction], gatherer: Gatherer, encoders: Mapping[str, str]
    ) -> None:
        """Take the directions of the encoders in use; those of another encoder are left out.

        Args:
            directions: `english` and `multilingual` -> what was fitted.
            gatherer: knows the questions that are known to be answered.
            encoders: `english` and `multilingual` -> identity of the encoder in use.
        """
        self._gatherer = gatherer
        self._directions = {
            name: direction
            for name, direction in directions.items()
            if encoders.get(name) == direction.identity
        }

    def weigh(self, inquiry: Inquiry) -> float:
        """Return what its meaning adds to the judge's sum: above 0 for, below 0 against an answer.

        0 with an encoder for which no weights were fitted.
        """
        direction = self._directions.get(encoder_of(inquiry))
        if direction is None:
            return 0.0
        vector = meant(inquiry, self._gatherer)
        near = direction.precedents.nearness(vector[None, : len(vector) // 2])[0]
        return float(direction.weights @ np.concatenate([vector, near])) - direction.offset


def encoder_of(inquiry: Inquiry) -> str:
    """Name of the encoder by whose vectors questions in this language are compared."""
    return SPACES[SPACE_OF[inquiry.question_language]]


def meant(inquiry: Inquiry, gatherer: Gatherer) -> Matrix:
    """The question's vector, and its difference from the nearest known question of the hits (else 0); (2d,)."""
    vector, nearest = gatherer.nearest_known(inquiry)
    return np.concatenate([vector, np.zeros_like(vector) if nearest is None else vector - nearest])


def load_directions(path: Path) -> dict[str, Direction]:
    """Read what was fitted: of each encoder `<name>_identity`, `_weights`, `_offset`, `_precedents` and `_answered`.

    Precedents are whole numbers of steps of the size `_step`.
    """
    with np.load(path, allow_pickle=False) as table:
        return {
            name: Direction(
                identity=str(table[f"{name}_identity"]),
                weights=table[f"{name}_weights"].astype(np.float32),
                offset=float(table[f"{name}_offset"]),
                precedents=Precedents(
                    table[f"{name}_precedents"].astype(np.float32) * table[f"{name}_step"],
                    table[f"{name}_answered"],
                ),
            )
            for name in sorted(set(SPACES.values()))
            if f"{name}_identity" in table
        }
