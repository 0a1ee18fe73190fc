"""What a question's meaning says of whether it can be answered: a linear model over vectors we have anyway.

Coverage and cosines tell how near a question is to the provisions, not in what it differs from what they answer.
The question's own vector tells of the kind of question (news, a penalty, a name), and its difference from the nearest
question that is known to be answered tells in which direction it goes beyond that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.evidence import SPACE_OF, Gatherer
from assistant.inquiry import Inquiry
from ingest.encoders import Matrix
from ingest.snapshot import SPACES


@dataclass(frozen=True)
class Direction:
    """Weights over the vectors of one encoder; they mean nothing with another."""

    identity: str
    """Identity of the encoder that they were fitted on."""
    weights: Matrix
    """(2d,) float32, for `meant`."""
    offset: float
    """Taken away, so that the mean question of the training set has 0."""


class Meaning:
    """Weighs the meaning of questions against one snapshot."""

    def __init__(self, table: Mapping[str, Any], gatherer: Gatherer, encoders: Mapping[str, str]) -> None:
        """Take weights by encoder from a table; those of an encoder that is not in use are left out.

        Args:
            table: `english` and `multilingual` -> `identity`, `weights` (2d numbers) and `offset`.
            gatherer: knows the questions that are known to be answered.
            encoders: `english` and `multilingual` -> identity of the encoder in use.
        """
        self._gatherer = gatherer
        self._directions = {
            name: Direction(entry["identity"], np.array(entry["weights"], dtype=np.float32), entry["offset"])
            for name, entry in table.items()
            if encoders.get(name) == entry["identity"]
        }

    def weigh(self, inquiry: Inquiry) -> float:
        """Return what its meaning adds to the judge's sum: above 0 for, below 0 against an answer.

        0 with an encoder for which no weights were fitted.
        """
        direction = self._directions.get(SPACES[SPACE_OF[inquiry.question_language]])
        if direction is None:
            return 0.0
        return float(direction.weights @ meant(inquiry, self._gatherer)) - direction.offset


def meant(inquiry: Inquiry, gatherer: Gatherer) -> Matrix:
    """The question's vector, and its difference from the nearest known question of the hits (else 0); (2d,)."""
    vector, nearest = gatherer.nearest_known(inquiry)
    return np.concatenate([vector, np.zeros_like(vector) if nearest is None else vector - nearest])
