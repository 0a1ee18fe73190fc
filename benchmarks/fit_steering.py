"""Fit the weights of `assistant.steering`: `python -m benchmarks.fit_steering [--data DIR] [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over the vector and the words of a message, on those of
`benchmarks/judge_questions.jsonl` that were written to steer the assistant, against all others there and the questions
of `benchmarks/section_questions.jsonl`. Prints one JSON
line: of messages by writers that the model has not seen, the share of orders recognised, and of answerable questions,
and of those that are worded like orders, taken for one; the threshold is such that `MOST_MISTAKEN` of the answerable
are. `--write` replaces `assistant/steering.npz`. Neither split of the gold is read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from assistant.phrasing import Phrasing
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from assistant.steering import WEIGHTS_FILE
from benchmarks.fitting import (
    MEANING_SCALE,
    Numbers,
    stacked,
    vectors_of,
    word_columns,
    word_table,
    word_weights,
    write_table,
)

HERE = Path(__file__).parent
STEERING = "steering"
"""Why a message of the training set has no answer, if it is an order."""
STRENGTH = 0.1
"""Inverse strength of the L2 penalty."""
RAREST = 2
"""Messages that a word or pair has to stand in to be weighed."""
MOST_MISTAKEN = 0.0015
"""Share of the answerable questions of unseen writers that may be taken for orders."""


@dataclass(frozen=True)
class Samples:
    """The messages, a row each."""

    messages: NDArray[np.str_]
    vectors: Mapping[str, Numbers]
    """Encoder -> (n, d); zeros for messages in languages that the other encoder compares."""
    steers: NDArray[np.bool_]
    answerable: NDArray[np.bool_]
    writer: NDArray[np.str_]

    def rows(self, chosen: NDArray[np.bool_]) -> Samples:
        """Some of them."""
        return Samples(
            self.messages[chosen],
            {name: matrix[chosen] for name, matrix in self.vectors.items()},
            self.steers[chosen],
            self.answerable[chosen],
            self.writer[chosen],
        )

    @property
    def folds(self) -> NDArray[np.int64]:
        """Fold of each message: one for each writer of orders, the other writers shared among them; (n,)."""
        own = sorted(set(self.writer[self.steers]))
        others = sorted(set(self.writer) - set(own))
        fold = {writer: n for n, writer in enumerate(own)} | {w: n % len(own) for n, w in enumerate(others)}
        return np.array([fold[writer] for writer in self.writer])


@dataclass(frozen=True)
class Model:
    """A fitted model; the greater its sum, the more likely a message is an order."""

    bias: float
    meaning: Mapping[str, Numbers]
    words: dict[str, float]

    def total(self, samples: Samples) -> Numbers:
        """Sum for each message; (n,)."""
        phrasing = Phrasing(self.words)
        worded = np.array([phrasing.weigh(message) for message in samples.messages])
        meant = sum(samples.vectors[name] @ weights for name, weights in self.meaning.items())
        return np.asarray(self.bias + worded + meant)


def messages() -> Iterator[dict[str, Any]]:
    """Yield each message with its writer, and why it has no answer."""
    for line in (HERE / "judge_questions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
    for line in (HERE / "section_questions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line) | {"answerable": True, "why": None}


def gather(assistant: Assistant) -> Samples:
    """Encode every message of the training set."""
    rows = list(messages())
    return Samples(
        np.array([row["question"] for row in rows]),
        vectors_of(rows, assistant),
        np.array([row["why"] == STEERING for row in rows]),
        np.array([row["answerable"] for row in rows]),
        np.array([row["writer"] for row in rows]),
    )


def fit(samples: Samples) -> Model:
    """Fit one logistic model over scaled vectors and words."""
    columns, words = word_columns(samples.messages.tolist(), RAREST)
    vectors = [sparse.csr_matrix(matrix * MEANING_SCALE) for matrix in samples.vectors.values()]
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
    regression.fit(stacked([*vectors, columns]), samples.steers)
    sizes = np.cumsum([matrix.shape[1] for matrix in vectors])
    *meaning, worded = np.split(regression.coef_[0], sizes)
    return Model(
        float(regression.intercept_[0]),
        {name: part * MEANING_SCALE for name, part in zip(samples.vectors, meaning, strict=True)},
        word_weights(words, worded),
    )


def unseen(samples: Samples) -> Numbers:
    """Sum of every message by a model that has seen none of its writer; (n,)."""
    total, folds = np.zeros(len(samples.steers)), samples.folds
    for fold in sorted(set(folds)):
        total[folds == fold] = fit(samples.rows(folds != fold)).total(samples.rows(folds == fold))
    return total


def write(model: Model, threshold: float, identities: Mapping[str, str], path: Path = WEIGHTS_FILE) -> None:
    """Replace the weights."""
    table = {"bias": np.array(model.bias), "threshold": np.array(threshold)} | word_table(model.words)
    for name, weights in model.meaning.items():
        table[f"{name}_identity"] = np.array(identities[name])
        table[f"{name}_weights"] = weights.astype(np.float16)
    write_table(table, path)


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=load_settings().data)
    parser.add_argument("--write", action="store_true", help="replace assistant/steering.npz")
    arguments = parser.parse_args()
    with closing(Assistant(Settings(data=arguments.data, vector_store="memory"))) as assistant:
        samples, identities = gather(assistant), assistant.snapshot.manifest.encoders
    total = unseen(samples)
    threshold = float(np.quantile(total[samples.answerable], 1 - MOST_MISTAKEN))
    taken = total >= threshold
    alike = samples.answerable & np.isin(samples.writer, sorted(set(samples.writer[samples.steers])))
    line = {
        "benchmark": "fit_steering",
        "messages": len(taken),
        "orders": int(samples.steers.sum()),
        "threshold": round(threshold, 2),
        "recognised": round(float(taken[samples.steers].mean()), 3),
        "mistaken": round(float(taken[samples.answerable].mean()), 4),
        "mistaken of those worded alike": round(float(taken[alike].mean()), 3),
    }
    print(json.dumps(line))
    if arguments.write:
        write(fit(samples), threshold, identities)


if __name__ == "__main__":
    main()
