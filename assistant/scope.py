"""Whether a question is on the subject of the documents at all, however little they say of it.

Who asks for a poem, cricket or the weather is told what this assistant is for; who asks on the subject and is refused,
what was searched and what came nearest. A linear model over the question's vector, which we have anyway,
fitted by `benchmarks/scope.py`; a question that names a document, AI or one of our terms is on the subject.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.evidence import SPACE_OF, Evidence
from assistant.inquiry import Inquiry
from assistant.locators import find_locators
from assistant.naming import named_sources
from assistant.retrieval import Retriever
from corpus import Catalogue
from ingest.encoders import Matrix
from ingest.snapshot import SPACES

WEIGHTS_FILE = Path(__file__).parent / "scope.toml"
FAR = 0.6
"""Share of a question's term weight unknown to the corpus, from which it is off the subject: for other encoders."""
URDU_AI = "اے ?آئی|مصنوعی ذہانت"


class Direction(NamedTuple):
    """Weights over the vectors of one encoder."""

    weights: Matrix
    """(d,) float32"""
    bias: float
    surely: float
    """Chance below which a question is off the subject even where it would be answered."""


class Scope:
    """Tells questions on the documents' subject from others, against one snapshot."""

    def __init__(self, retriever: Retriever, weights: Path = WEIGHTS_FILE) -> None:
        table = tomllib.loads(weights.read_text(encoding="utf-8"))
        encoders: Mapping[str, str] = retriever.snapshot.manifest.encoders
        self._retriever = retriever
        self._catalogue = retriever.catalogue
        self._threshold: float = table["threshold"]
        self._directions = {
            name: Direction(np.array(entry["weights"], dtype=np.float32), entry["bias"], entry["surely"])
            for name, entry in table["encoders"].items()
            if encoders.get(name) == entry["identity"]
        }
        self._terms = terms_of(retriever.catalogue)

    def is_off(self, inquiry: Inquiry, evidence: Evidence, *, surely: bool = False) -> bool:
        """Tell whether a question is on none of the documents' subjects.

        `surely`: so plainly that it is not answered even where words of a provision happen to be near.
        """
        if names_it(inquiry.rephrased, self._catalogue, self._terms):
            return False
        encoder = SPACES[SPACE_OF[inquiry.question_language]]
        if encoder not in self._directions:
            return evidence.unknown > FAR and not surely
        direction = self._directions[encoder]
        total = float(direction.weights @ self._retriever.vector(encoder, inquiry.rephrased)) + direction.bias
        return 1 / (1 + math.exp(-total)) < (direction.surely if surely else self._threshold)


def terms_of(catalogue: Catalogue) -> re.Pattern[str]:
    """A pattern of the glossary's names and acronyms, and of AI in Urdu."""
    names = [entry.term for entry in catalogue.glossary if not entry.term.islower()]
    every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{every})\b|{URDU_AI}", re.IGNORECASE)


def names_it(question: str, catalogue: Catalogue, terms: re.Pattern[str]) -> bool:
    """Tell whether a question names a document, a provision of one, or a term of the glossary."""
    return bool(
        terms.search(question)
        or named_sources(question, catalogue)
        or find_locators(question, catalogue, frozenset(catalogue.sources))
    )
