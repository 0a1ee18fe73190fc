"""Fit the weights of `assistant.sections`: `python -m benchmarks.fit_sections [--data DIR] [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over `assistant.sections.Signs` and the words of a question, on
questions that ask for a whole section or for one of its provisions (`benchmarks/section_questions.jsonl`) and on the
answerable ones of `benchmarks/judge_questions.jsonl`, each of which one provision answers. Prints one JSON line: of
questions by writers that the model has not seen, the share of whole sections found, and of others taken for one; the
thresholds are such that `MOST_MISTAKEN` of the judge's questions are. `--write` replaces `assistant/sections.npz`.
Neither split of the gold is read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.inquiry import Inquiry
from assistant.phrasing import Phrasing
from assistant.sections import WEIGHTS_FILE, Section, may_ask, near, sections_of, signs_of
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from benchmarks.fitting import (
    Numbers,
    found,
    spread_of,
    stacked,
    word_columns,
    word_table,
    word_weights,
    write_table,
)

HERE = Path(__file__).parent
JUDGES = "judge"
"""Writer of the judge's questions, as far as this fit tells them apart."""
FOLDS = 3
STRENGTH = 0.1
"""Inverse strength of the L2 penalty."""
RAREST = 3
"""Questions that a word or pair has to stand in to be weighed."""
MOST_MISTAKEN = {"likely": 0.03, "sure": 0.003}
"""Share of the judge's questions, each answered by one provision, that may be taken to ask for a whole section."""


@dataclass(frozen=True)
class Samples:
    """A question each row, with the section that it asks for or, if it asks for less, the likeliest one."""

    questions: NDArray[np.str_]
    signs: Numbers
    """(n, s)"""
    whole: NDArray[np.bool_]
    writer: NDArray[np.str_]

    def rows(self, chosen: NDArray[np.bool_]) -> Samples:
        """Some of them."""
        return Samples(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True)
class Model:
    """A fitted model; the greater its sum, the more likely a whole section is asked for."""

    bias: float
    signs: Numbers
    words: dict[str, float]

    def total(self, samples: Samples) -> Numbers:
        """Sum for each question; (n,)."""
        phrasing = Phrasing(self.words)
        worded = np.array([phrasing.weigh(question) for question in samples.questions])
        return np.asarray(self.bias + samples.signs @ self.signs + worded)


def questions() -> Iterator[dict[str, Any]]:
    """Yield each question with its writer, its provision, and whether it asks for the whole section of that."""
    for line in (HERE / "section_questions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
    for line in (HERE / "judge_questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["answerable"] and row["key"]:
            yield row | {"whole": False, "writer": JUDGES}


def gather(assistant: Assistant) -> Samples:
    """Gather the signs of every question that may ask for a section; one whose section was not found near is left out."""
    sections = sections_of(assistant.snapshot.provisions.values())
    kept: list[tuple[str, tuple[float, ...], bool, str]] = []
    for row in questions():
        inquiry = found(row["question"], row["language"], assistant)
        candidates = list(near(inquiry.hits, sections))
        if not candidates or inquiry.listed is not None or not may_ask(inquiry):
            continue
        chosen = sections.get(row["key"]) if row["whole"] else _likeliest(candidates, inquiry)
        if chosen in candidates and chosen is not None:
            kept.append(
                (
                    row["question"],
                    astuple(signs_of(chosen, inquiry)),
                    row["whole"],
                    row["writer"],
                )
            )
    return Samples(
        np.array([one[0] for one in kept]),
        np.array([one[1] for one in kept]),
        np.array([one[2] for one in kept]),
        np.array([one[3] for one in kept]),
    )


def _likeliest(candidates: list[Section], inquiry: Inquiry) -> Section:
    return max(candidates, key=lambda section: signs_of(section, inquiry).standing)


def fit(samples: Samples) -> Model:
    """Fit one logistic model over standardised signs and the words."""
    mean, spread = samples.signs.mean(axis=0), spread_of(samples.signs)
    columns, words = word_columns(samples.questions.tolist(), RAREST)
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
    regression.fit(stacked([(samples.signs - mean) / spread, columns]), samples.whole)
    own, worded = np.split(regression.coef_[0], [samples.signs.shape[1]])
    weights = own / spread
    return Model(
        float(regression.intercept_[0] - weights @ mean),
        weights,
        word_weights(words, worded),
    )


def unseen(samples: Samples) -> Numbers:
    """Sum of every question by a model that has seen none of its writer, nor of its third of the judge's; (n,)."""
    total = np.zeros(len(samples.whole))
    writers = sorted(set(samples.writer) - {JUDGES})
    judges = np.flatnonzero(samples.writer == JUDGES)
    for fold in range(FOLDS):
        own = np.isin(samples.writer, writers[fold::FOLDS])
        own[judges[fold::FOLDS]] = True
        total[own] = fit(samples.rows(~own)).total(samples.rows(own))
    return total


def write(model: Model, thresholds: Mapping[str, float], path: Path = WEIGHTS_FILE) -> None:
    """Replace the weights."""
    own = {"bias": np.array(model.bias), "signs": model.signs}
    bounds = {name: np.array(value) for name, value in thresholds.items()}
    write_table(own | word_table(model.words) | bounds, path)


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=load_settings().data)
    parser.add_argument("--write", action="store_true", help="replace assistant/sections.npz")
    arguments = parser.parse_args()
    with closing(Assistant(Settings(data=arguments.data, vector_store="memory"))) as assistant:
        samples = gather(assistant)
    total, judges = unseen(samples), samples.writer == JUDGES
    thresholds = {name: float(np.quantile(total[judges], 1 - share)) for name, share in MOST_MISTAKEN.items()}
    line: dict[str, object] = {"benchmark": "fit_sections", "questions": len(total)}
    for name, threshold in thresholds.items():
        taken = total >= threshold
        line[name] = {
            "threshold": round(threshold, 2),
            "found": round(float(taken[samples.whole].mean()), 3),
            "mistaken": round(float(taken[~samples.whole & ~judges].mean()), 3),
            "mistaken of the judge's": round(float(taken[judges].mean()), 3),
        }
    print(json.dumps(line))
    if arguments.write:
        write(fit(samples), thresholds)


if __name__ == "__main__":
    main()
