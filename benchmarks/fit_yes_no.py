"""Fit the weights of `assistant.yes_no`: `python -m benchmarks.fit_yes_no [--write]`.

Logistic regression (scikit-learn, L2) over `assistant.yes_no.Signs` and the question's vector, on readers' questions
whose reply is known, each as if it were not known itself, on the tuning third of the questions of other writers, and
on the dev questions. Prints one JSON line: share stated and share right of those, on provisions that a model has not
seen; the threshold is the least that is right often enough. `--write` replaces `assistant/yes_no.toml`. Neither the
held-out questions nor the test split are read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.composition.replying import case_of
from assistant.inquiry import Inquiry
from assistant.language import answer_language
from assistant.route import route
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.yes_no import WEIGHTS_FILE, Signs
from benchmarks.fit_judge import FILES, GOLD
from benchmarks.yes_no_questions import Labelled, others, readers

MEANING_SCALE = 10.0
"""Vectors of length 1 beside standardised signs: how freely the penalty lets their weights grow."""
RIGHT = 0.98
"""Share of what is stated that has to be right, on provisions that the model has not seen."""
UNLIKE_READERS = 3.0
"""Weight of a question of another writer beside a reader's question: they are fewer, and like those to come."""
OF_NO = 2.5
"""Weight of a question whose reply is no: readers were seldom asked for one."""
FOLDS = 10
THRESHOLDS = np.arange(0.70, 0.99, 0.01)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Samples:
    """The questions, a row each."""

    signs: Numbers
    """(n, s)"""
    vectors: Numbers
    """(n, d)"""
    yes: NDArray[np.bool_]
    weight: Numbers
    key: NDArray[np.str_]
    part: NDArray[np.str_]

    def rows(self, chosen: NDArray[np.int64]) -> Samples:
        """Some of them."""
        return Samples(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True)
class Model:
    """A fitted model; its sum is above 0 for yes."""

    bias: float
    signs: Numbers
    meaning: Numbers

    def total(self, samples: Samples) -> Numbers:
        """Sum for each question; (n,)."""
        return np.asarray(self.bias + samples.signs @ self.signs + samples.vectors @ self.meaning)


def questions(assistant: Assistant) -> Iterator[Labelled]:
    """Yield the questions to fit on, with the reply yes or no."""
    known = [*readers(assistant.catalogue), *(one for one in others() if one.part == "tuning"), *dev()]
    yield from (one for one in known if one.reply in {"yes", "no"})


def dev() -> Iterator[Labelled]:
    """Yield the yes/no questions of the dev split."""
    for name in FILES:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["split"] == "dev" and gold.get("polarity"):
                yield Labelled(
                    gold["question"], gold["language"], gold["gold"][0], gold["polarity"], "tuning"
                )


def gather(assistant: Assistant) -> Samples:
    """Gather the signs and the vector of every question."""
    rows: list[tuple[Any, ...]] = []
    bench = assistant.composer.bench
    for one in questions(assistant):
        inquiry = Inquiry(one.question, answer_language(one.language), one.language, rephrased=one.question)
        route(inquiry, assistant.catalogue)
        provision = assistant.snapshot.provisions[one.key]
        case = case_of(inquiry, provision, bench.writer.evidence)
        if case is None:
            continue
        signs = astuple(bench.yes_no.signs(case, one.key, but=one.question))
        vector = assistant.retriever.vector("multilingual", one.question)
        weight = (1.0 if one.part == "readers" else UNLIKE_READERS) * (1.0 if one.reply == "yes" else OF_NO)
        rows.append((signs, vector, one.reply == "yes", weight, one.key, one.part))
    return Samples(*(np.array(column) for column in zip(*rows, strict=True)))


def fit(samples: Samples, c: float) -> Model:
    """Fit one model over standardised signs and scaled, centred vectors; `c` is the inverse L2 strength."""
    mean, spread = samples.signs.mean(axis=0), samples.signs.std(axis=0)
    spread[spread == 0] = 1.0
    centre = samples.vectors.mean(axis=0)
    regression = LogisticRegression(C=c, max_iter=5000)
    blocks = [(samples.signs - mean) / spread, (samples.vectors - centre) * MEANING_SCALE]
    regression.fit(np.hstack(blocks), samples.yes, sample_weight=samples.weight)
    first, second = np.split(regression.coef_[0], [len(mean)])
    signs, meaning = first / spread, second * MEANING_SCALE
    return Model(float(regression.intercept_[0] - signs @ mean - meaning @ centre), signs, meaning)


def unseen(samples: Samples, c: float) -> Numbers:
    """Sum for every question by a model that has seen no question of its provision; (n,)."""
    total = np.zeros(len(samples.yes))
    for seen, left in GroupKFold(FOLDS).split(samples.signs, samples.yes, samples.key):
        total[left] = fit(samples.rows(seen), c).total(samples.rows(left))
    return total


def stated(samples: Samples, total: Numbers, threshold: float) -> NDArray[np.bool_]:
    """Tell which questions get a reply; (n,)."""
    carried = [
        Signs(*row).carry("yes" if sum_ > 0 else "no") for row, sum_ in zip(samples.signs, total, strict=True)
    ]
    return np.asarray(np.array(carried) & (1 / (1 + np.exp(-abs(total))) >= threshold))


def figures(samples: Samples, total: Numbers, threshold: float) -> dict[str, float]:
    """Share stated, and share right of those."""
    said = stated(samples, total, threshold)
    right = (total > 0) == samples.yes
    return {
        "questions": len(said),
        "stated": round(float(said.mean()), 3),
        "right": round(float(right[said].mean()) if said.any() else 0.0, 3),
    }


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c", type=float, default=0.05, help="inverse strength of the L2 penalty")
    arguments = parser.parse_args()
    with closing(Assistant(load_settings())) as assistant:
        samples = gather(assistant)
        identity = assistant.snapshot.manifest.encoders["multilingual"]
    total = unseen(samples, arguments.c)
    threshold = next(
        (round(float(t), 2) for t in THRESHOLDS if figures(samples, total, t)["right"] >= RIGHT), 0.99
    )
    report: dict[str, Any] = {"threshold": threshold}
    for part in sorted(set(samples.part)):
        own = np.flatnonzero(samples.part == part)
        report[part] = figures(samples.rows(own), total[own], threshold)
    print(json.dumps(report))
    if arguments.write:
        write(fit(samples, arguments.c), threshold, identity)


def write(model: Model, threshold: float, identity: str, file: Path = WEIGHTS_FILE) -> None:
    """Replace the weights file."""
    named = zip(fields(Signs), model.signs, strict=True)
    lines = [
        "# Fitted by benchmarks/fit_yes_no.py; do not edit by hand.",
        f"bias = {model.bias:.4f}",
        f"threshold = {threshold}",
        "",
        "[weights]",
        *(f"{field.name} = {weight:.4f}" for field, weight in named),
        "",
        "[meaning]",
        f'identity = "{identity}"',
        f"weights = [{', '.join(f'{weight:.3f}' for weight in model.meaning)}]",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
