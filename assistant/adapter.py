"""Linear adapters: move a question's vector to where the questions lie that the same provision is known to answer.

An encoder that was trained on all the world's texts does not know which differences matter between these provisions.
A matrix for each encoder, fitted on readers' questions by `benchmarks/fit_adapters.py`, tells it. Only questions are
moved: the index stays as it is, and everything but ranking goes on using the encoder's own vector.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.encoders import Matrix

ADAPTERS_FILE = Path(__file__).parent / "adapters.npz"


@dataclass(frozen=True)
class Adapter:
    """Moves the vectors of one encoder; it means nothing with another."""

    centre: Matrix
    """(d,) float32, taken away first: some encoders put all texts close together."""
    weights: Matrix
    """(d, d) float32"""

    def move(self, vector: Matrix) -> Matrix:
        """Return the question's vector for ranking; (d,), of length 1."""
        moved = np.asarray((vector - self.centre) @ self.weights, dtype=np.float32)
        length = float(np.linalg.norm(moved))
        return moved / length if length else vector


def load_adapters(encoders: Mapping[str, str], path: Path = ADAPTERS_FILE) -> dict[str, Adapter]:
    """Read the adapters that were fitted for the encoders in use; an encoder without one ranks by its own vectors.

    Args:
        encoders: `english` and `multilingual` -> identity of the encoder in use.
        path: file with `<name>_identity`, `<name>_centre` and `<name>_weights` of each.
    """
    with np.load(path, allow_pickle=False) as table:
        return {
            name: Adapter(
                table[f"{name}_centre"].astype(np.float32), table[f"{name}_weights"].astype(np.float32)
            )
            for name, identity in encoders.items()
            if f"{name}_identity" in table and str(table[f"{name}_identity"]) == identity
        }
