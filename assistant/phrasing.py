"""What the words of a question say of whether the documents answer it, whatever they are said of.

"Fee", "address", "who paid", "kitne log": some words ask for what policies do not hold, in any of the languages. A linear
model over the words themselves, fitted by `benchmarks/fit_judge.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.text import fold_urdu
from ingest.lexical import WORD


class Phrasing:
    """Weighs the words of questions, and their pairs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weight of each word and pair."""
        self._weights = weights

    def weigh(self, question: str) -> float:
        """Return what its words add to the judge's sum; a question without a known word adds nothing for them."""
        known = words_of(question) & self._weights.keys()
        return sum(self._weights[word] for word in known) / math.sqrt(len(known) or 1)


def words_of(question: str) -> set[str]:
    """The words of a question, folded, and its pairs of neighbours; function words too, for they tell what is asked."""
    words = [fold_urdu(word) for word in WORD.findall(question.casefold())]
    return {*words, *map(" ".join, pairwise(words))}


def load_phrasing(path: Path) -> Phrasing:
    """Read what was fitted: `words` and `word_weights`."""
    with np.load(path, allow_pickle=False) as table:
        weights = zip(table["words"].tolist(), table["word_weights"].tolist(), strict=True)
        return Phrasing(dict(weights))
