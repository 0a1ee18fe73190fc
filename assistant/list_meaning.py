"""Tell which list of a document a question asks for, whatever it calls the list.

"What does UNESCO's text rest on?" asks for the four values and "by which steps did the paper become policy?" for the chronology,
without a word of the names in `corpus/lists.toml`. A multinomial logistic model over what the question means and how it is worded,
fitted by `benchmarks/fit_list_meaning.py`, gives each list of several provisions a probability, and one to "none of them".
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from assistant.inquiry import Inquiry
from assistant.meaning import encoder_of
from assistant.phrasing import words_of
from assistant.retrieval import Retriever
from corpus import ListOf
from ingest.encoders import Matrix

WEIGHTS_FILE = Path(__file__).parent / "list_meaning.npz"
SURE = 0.8
"""Probability from which the whole list is asked for, whatever was found: dev questions for one member have at most .74."""
KINDS = frozenset({"fact", "list", "duty", "number", "definition"})
"""Kinds of question that a list may answer."""


class ListMeaning:
    """The lists of one catalogue as the model knows them. Safe to share between threads."""

    def __init__(self, retriever: Retriever, weights: Path = WEIGHTS_FILE) -> None:
        """Read what was fitted; a list that the catalogue no longer has is passed over.

        Args:
            retriever: gives the vectors of questions.
            weights: file with `lists` (k names as `name_of` gives them), `bias` (k + 1,), `words`, `word_weights` (w, k + 1),
                `threshold`, and of each encoder `<name>_identity` and `<name>_weights` (d, k + 1). Column 0 is none of the lists.
        """
        self._retriever = retriever
        in_use = retriever.snapshot.manifest.encoders
        known = {name_of(one): one for one in retriever.catalogue.lists}
        with np.load(weights, allow_pickle=False) as table:
            self._lists: list[ListOf | None] = [None, *map(known.get, table["lists"].tolist())]
            self._bias: Matrix = table["bias"].astype(np.float32)
            self._words = {word: row for row, word in enumerate(table["words"].tolist())}
            self._word_weights: Matrix = table["word_weights"].astype(np.float32) * float(table["step"])
            self._threshold = float(table["threshold"])
            self._meaning: dict[str, Matrix] = {
                name: table[f"{name}_weights"].astype(np.float32)
                for name, identity in in_use.items()
                if f"{name}_identity" in table and str(table[f"{name}_identity"]) == identity
            }

    def asked(self, inquiry: Inquiry) -> tuple[ListOf | None, bool]:
        """The list that a question asks for as a whole, and whether it surely does.

        None if it asks for less, or with an encoder that was not fitted.
        """
        weights = self._meaning.get(encoder_of(inquiry))
        if weights is None or not may_ask(inquiry):
            return None, False
        vector = self._retriever.vector(encoder_of(inquiry), inquiry.rephrased)
        chances = _softmax(self._bias + vector @ weights + self._worded(inquiry.rephrased))
        best = int(chances[1:].argmax()) + 1
        found = self._lists[best]
        left_out = found is not None and inquiry.sources and found.source_id not in inquiry.sources
        if found is None or left_out or chances[best] < self._threshold:
            return None, False
        surely = bool(chances[best] >= SURE)
        return (found, surely) if surely or not inquiry.follow_up else (None, False)

    def _worded(self, question: str) -> Matrix:
        """What the words of a question speak for; (k + 1,)."""
        rows = [self._words[word] for word in words_of(question) if word in self._words]
        return np.asarray(self._word_weights[rows].sum(axis=0) / math.sqrt(len(rows) or 1), dtype=np.float32)


def may_ask(inquiry: Inquiry) -> bool:
    """Tell whether a question is one that a list may answer, whatever was found."""
    named = any(hit.named for hit in inquiry.hits)
    return inquiry.kind in KINDS and not (named or inquiry.mentioned or inquiry.part)


def name_of(structure: ListOf) -> str:
    """Name of a list that no other has: its source and the first of its own names."""
    return f"{structure.source_id}/{structure.names[0]}"


def _softmax(totals: Matrix) -> Matrix:
    raised = np.exp(totals - totals.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)
