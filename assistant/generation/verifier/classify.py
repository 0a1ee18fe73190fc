"""Classify (evidence, statement): supported, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from assistant.generation.verifier import checks, negation, strength
from assistant.generation.verifier.analysis import Sentence, analyse, split
from assistant.generation.verifier.names import Names, foreign_name
from ingest.encoders import Matrix

Encode = Callable[[Sequence[str]], Matrix]
"""Texts to vectors of length 1: n texts give (n, d) float32."""
FEWEST_REWORDED = 6
"""Content words that a statement needs before another verb than the evidence's can be a rewording of it."""
REMEMBERED = 2048
"""Sentences of sources whose vectors are kept."""


class Reason(StrEnum):
    """Why a statement is not supported."""

    NUMBER = "number"
    NAME = "name"
    STRENGTH = "strength"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    LIMIT = "limit"
    EXCEPTION = "exception"
    CONTENT = "content"


@dataclass(frozen=True)
class Evidence:
    """What a statement may rest on."""

    texts: tuple[str, ...]
    """Wordings of the provisions it cites, all in the language of the statement."""
    names: tuple[str, ...] = ()
    """Titles, headings and expanded abbreviations beside them: single words may come from there, claims may not."""


@dataclass(frozen=True)
class Thresholds:
    """From where on the content of a statement counts as supported; tuned by `benchmarks/verifier.py`."""

    coverage: float
    """Least share of its content words that the evidence has."""
    support: float
    """Least mean of that share and of its cosine with the sentences it comes from."""
    action: float
    """The same where the verb of a should, must or may is not in the evidence: another duty is soon said."""
    addition: int
    """Most content words in a row that the evidence lacks."""


ENGLISH = Thresholds(coverage=0.55, support=0.6, action=0.7, addition=4)
URDU = Thresholds(coverage=0.6, support=0.75, action=0.9, addition=3)
"""The encoder across languages puts every pair of Urdu sentences near .85, so that the words decide."""


class Verifier:
    """Verifies statements of one language."""

    def __init__(self, encode: Encode, thresholds: Thresholds = ENGLISH) -> None:
        self._encode = encode
        self._thresholds = thresholds
        self._vector = lru_cache(maxsize=REMEMBERED)(lambda text: encode([text])[0])

    def check(self, evidence: Evidence, statement: str) -> Reason | None:
        """Return None for a supported statement, else the first reason found, the gravest kinds first."""
        source = [analyse(sentence) for text in evidence.texts for sentence in split(text)]
        names = Names.of((*evidence.texts, *evidence.names))
        for sentence in split(statement):
            reason = next(self._reasons(analyse(sentence), source, names), None)
            if reason is not None:
                return reason
        return None

    def _reasons(self, statement: Sentence, source: Sequence[Sentence], names: Names) -> Iterator[Reason]:
        aligned = checks.align(statement, source)
        if negation.turned_round(statement, aligned, source) or negation.turned_condition(statement, aligned):
            yield Reason.NEGATION
        if negation.lost_negator(statement, aligned) or negation.lifted_limit(statement, aligned):
            yield Reason.NEGATION
        if strength.wrong_strength(statement, aligned, source) or strength.lost_strength(statement, aligned):
            yield Reason.STRENGTH
        if checks.wrong_number(statement, aligned, source):
            yield Reason.NUMBER
        if foreign_name(statement, names):
            yield Reason.NAME
        if checks.opposite(statement, aligned):
            yield Reason.OPPOSITE
        if checks.foreign_limit(statement, aligned, source):
            yield Reason.LIMIT
        if checks.lost_exception(statement, aligned) or checks.foreign_exception(statement, source):
            yield Reason.EXCEPTION
        if not self._content(statement, source, aligned, names):
            yield Reason.CONTENT

    def _content(
        self, statement: Sentence, source: Sequence[Sentence], aligned: Sequence[Sentence], names: Names
    ) -> bool:
        held = checks.stems(source) | names.stems
        covered = checks.coverage(statement, held)
        limits = self._thresholds
        if not aligned or covered < limits.coverage:
            return False
        if checks.longest_addition(statement, held) > limits.addition:
            return False
        foreign = checks.foreign_action(statement, held)
        if foreign and len(statement.stems) < FEWEST_REWORDED:
            return False
        least = limits.action if foreign else limits.support
        return (covered + self._cosine(statement, aligned)) / 2 >= least

    def _cosine(self, statement: Sentence, aligned: Sequence[Sentence]) -> float:
        """Best cosine of the statement with one of its sentences, or with all of them together."""
        vector = self._vector(statement.text)
        rows = np.stack([self._vector(sentence.text) for sentence in aligned])
        together = rows.mean(axis=0)
        return float(max((rows @ vector).max(), together @ vector / np.linalg.norm(together)))
