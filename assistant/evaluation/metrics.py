"""Measures of ranking and refusing, with bootstrap confidence intervals.

A measure of one question is a float; one that is not defined is NaN, never 0, and NaN questions take no
part in a mean. "Relevant" is a set of keys, each of which answers the question by itself. Where a question
asks for several things at once, `groups` holds, for each of them, the keys that give it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

NAN = math.nan
RESAMPLES = 2000
SEED = 20250730
"""Fixed, so that the same predictions give the same interval."""
LEVEL = 0.95
DEPTH = 10
"""Ranks beyond this one count for no measure."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean or a ratio with the ends of its 95% confidence interval."""

    value: float
    low: float
    high: float
    count: int
    """Questions it rests on; 0 where it is NaN."""

    def __str__(self) -> str:
        """Write `0.912 [0.861, 0.955]`, or `NaN`."""
        if math.isnan(self.value):
            return "NaN"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


UNDEFINED = Estimate(NAN, NAN, NAN, 0)


# --- one question ------------------------------------------------------------------------------------------


def hit_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 if any of the first k keys is relevant, else 0; NaN if nothing is relevant."""
    if not relevant:
        return NAN
    return float(any(key in relevant for key in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int = DEPTH) -> float:
    """1/rank of the first relevant key, 0 if none is among the first k (Voorhees, TREC-8 QA track, 1999)."""
    if not relevant:
        return NAN
    return next((1 / rank for rank, key in enumerate(ranked[:k], 1) if key in relevant), 0.0)


def recall_at(ranked: Sequence[str], groups: Sequence[Collection[str]], k: int = DEPTH) -> float:
    """Share of the groups of which at least one key is among the first k.

    With groups of one key each this is the usual recall@k (Manning, Raghavan, Schütze, *Introduction to
    Information Retrieval*, 8.3); an empty group cannot be found and is not counted.
    """
    wanted = [group for group in groups if group]
    if not wanted:
        return NAN
    top = set(ranked[:k])
    return sum(any(key in top for key in group) for group in wanted) / len(wanted)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int = DEPTH) -> float:
    """nDCG@k, gains 0 and 1, discount 1/log2(rank + 1) (Järvelin & Kekäläinen, TOIS 20(4), 2002)."""
    if not relevant:
        return NAN
    top = _once(ranked[:k])
    gained = sum(1 / math.log2(rank + 1) for rank, key in enumerate(top, 1) if key in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(set(relevant)), k) + 1))
    return gained / ideal


def average_precision_at(ranked: Sequence[str], relevant: Collection[str], k: int = DEPTH) -> float:
    """Sum of the precisions at each relevant rank up to k, divided by the number of relevant keys.

    As trec_eval's `map_cut_k` (Manning et al., 8.4): relevant keys beyond rank k count as missed.
    """
    if not relevant:
        return NAN
    found, total = 0, 0.0
    for rank, key in enumerate(_once(ranked[:k]), 1):
        if key in relevant:
            found += 1
            total += found / rank
    return total / len(set(relevant))


def accuracy_at_1(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 if the first key is relevant: hit@1 under the name that single-answer benchmarks use."""
    return hit_at(ranked, relevant, 1)


def _once(ranked: Sequence[str]) -> list[str | None]:
    """Blank every repetition of a key: it holds its rank but earns nothing."""
    seen: set[str] = set()
    out: list[str | None] = []
    for key in ranked:
        out.append(None if key in seen else key)
        seen.add(key)
    return out


def ranking_measures(
    ranked: Sequence[str], relevant: Collection[str], groups: Sequence[Collection[str]] = ()
) -> dict[str, float]:
    """Every measure of one ranking by its name in tables; without groups each relevant key is one."""
    parts = groups or [(key,) for key in relevant]
    return {
        "hit@1": hit_at(ranked, relevant, 1),
        "hit@5": hit_at(ranked, relevant, 5),
        "MRR@10": reciprocal_rank(ranked, relevant),
        "recall@10": recall_at(ranked, parts),
        "nDCG@10": ndcg_at(ranked, relevant),
        "MAP@10": average_precision_at(ranked, relevant),
        "accuracy@1": accuracy_at_1(ranked, relevant),
    }


# --- many questions ----------------------------------------------------------------------------------------


def mean(values: Sequence[float]) -> Estimate:
    """Mean of the values that are defined, with its interval; NaN if none is."""
    defined = [value for value in values if not math.isnan(value)]
    return ratio(defined, [1.0] * len(defined))


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> Estimate:
    """Sum of numerators over sum of denominators, with a bootstrap interval over questions.

    Percentile bootstrap (Efron & Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 13): questions are
    drawn with replacement, 2,000 times from a fixed seed. Resamples whose denominator is 0 are left out.

    Raises:
        ValueError: the two lists differ in length.
    """
    if len(numerators) != len(denominators):
        raise ValueError(f"{len(numerators)} numerators for {len(denominators)} denominators")
    above, below = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    total = float(below.sum())
    if total == 0:
        return UNDEFINED
    draws = _draws(len(below))
    sums, bases = above[draws].sum(axis=1), below[draws].sum(axis=1)
    resampled: Floats = sums[bases > 0] / bases[bases > 0]
    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(float(above.sum()) / total, float(low), float(high), round(total))


@cache
def _draws(size: int) -> NDArray[np.int64]:
    generator = np.random.default_rng(SEED)
    return generator.integers(0, size, (RESAMPLES, size), dtype=np.int64)


def precision_recall(should: Sequence[bool], did: Sequence[bool]) -> tuple[Estimate, Estimate]:
    """Precision and recall of a yes/no decision; NaN where nothing was, or should have been, decided yes.

    Args:
        should: for each question, whether yes was right.
        did: for each question, whether yes was decided.
    """
    both = [float(right and said) for right, said in zip(should, did, strict=True)]
    precision = ratio(both, [float(said) for said in did])
    recall = ratio(both, [float(right) for right in should])
    return precision, recall


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, interpolated; NaN of nothing."""
    return float(np.quantile(np.asarray(values), share)) if len(values) else NAN


def aggregate(rows: Sequence[Mapping[str, float]]) -> dict[str, Estimate]:
    """Mean of each measure over the questions that have it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: mean([row[name] for row in rows if name in row]) for name in names}
