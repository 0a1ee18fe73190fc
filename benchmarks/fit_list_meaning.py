"""Fit the weights of `assistant.list_meaning`: `python -m benchmarks.fit_list_meaning [--data DIR] [--write]`.

Multinomial logistic regression (scikit-learn, L2) over the vector and the words of a question, on questions that ask for a whole
list or for one of its members (`benchmarks/list_meaning_questions.jsonl`), against those of `benchmarks/section_questions.jsonl`
and `benchmarks/judge_questions.jsonl`, which ask for none. Prints one JSON line: of questions by writers that the model
has not seen, the share whose list was found, and of those that ask for less, for a section, or for something that is not there, the share taken for
one; the threshold is such that `MOST_MISTAKEN` of the judge's answerable questions are. `--write` replaces
`assistant/list_meaning.npz`. Neither split of the gold is read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from assistant.list_meaning import WEIGHTS_FILE, name_of
from assistant.lists import find_list
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from benchmarks.fitting import (
    MEANING_SCALE,
    WORD_SCALE,
    Numbers,
    stacked,
    vectors_of,
    word_columns,
    write_table,
)
from corpus import Catalogue

HERE = Path(__file__).parent
NONE = ""
"""Label of a question that asks for no list."""
FOLDS = 3
STRENGTH = 1.0
"""Inverse strength of the L2 penalty."""
RAREST = 3
"""Questions that a word or pair has to stand in to be weighed."""
LEAST_WEIGHT = 0.05
"""A word that speaks for no list by as much as this is left out of the file."""
MOST_MISTAKEN = 0.003
"""Share of the judge's answerable questions of unseen writers that may be taken to ask for a list."""


@dataclass(frozen=True)
class Samples:
    """The questions, a row each."""

    questions: NDArray[np.str_]
    vectors: Mapping[str, Numbers]
    """Encoder -> (n, d); zeros for questions in languages that the other encoder compares."""
    lists: NDArray[np.str_]
    """Name of the list that is asked for, or `NONE`."""
    named: NDArray[np.bool_]
    """The list is found by its name already."""
    writer: NDArray[np.str_]
    part: NDArray[np.str_]
    """`lists`, `sections`, `judge` or, of the judge's that have no answer, `unanswerable`."""

    def rows(self, chosen: NDArray[np.bool_]) -> Samples:
        """Some of them."""
        vectors = {name: matrix[chosen] for name, matrix in self.vectors.items()}
        others = (self.lists[chosen], self.named[chosen], self.writer[chosen], self.part[chosen])
        return Samples(self.questions[chosen], vectors, *others)


@dataclass(frozen=True)
class Model:
    """A fitted model; of k lists, k + 1 columns, the first for none."""

    lists: Sequence[str]
    bias: Numbers
    meaning: Mapping[str, Numbers]
    words: Sequence[str]
    word_weights: Numbers
    """(w, k + 1)"""

    def chances(self, samples: Samples) -> Numbers:
        """Probability of none and of each list; (n, k + 1)."""
        columns, _ = word_columns(samples.questions.tolist(), vocabulary=self.words)
        totals = self.bias + columns @ self.word_weights / WORD_SCALE
        for name, weights in self.meaning.items():
            totals = totals + samples.vectors[name] @ weights
        raised = np.exp(totals - totals.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def questions(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Each question with its writer, the list that it asks for, and the part of the set that it is of.

    A question for a whole section asks for a list if that is what the section consists of.
    """
    listed = dict(_under_one_heading(catalogue))
    found: list[dict[str, Any]] = []
    for part in ("lists", "sections", "judge"):
        name = {"lists": "list_meaning", "sections": "section", "judge": "judge"}[part]
        for line in (HERE / f"{name}_questions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            whole = row.get("whole", False)
            asked = (row["list"] if part == "lists" else listed.get(row["key"], NONE)) if whole else NONE
            kept = "unanswerable" if part == "judge" and not row["answerable"] else part
            found.append(row | {"list": asked, "part": kept})
    return found


def _under_one_heading(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each provision under the heading of a list all of whose members stand there, with the name of the list."""
    for structure in catalogue.lists:
        provisions = catalogue.provisions[structure.source_id]
        headings = {tuple(provisions[locator].heading) for locator in structure.members}
        if len(structure.members) > 1 and len(headings) == 1:
            yield from (
                (p.key, name_of(structure)) for p in provisions.values() if tuple(p.heading) in headings
            )


def gather(assistant: Assistant) -> Samples:
    """Encode every question."""
    catalogue = assistant.catalogue
    rows = questions(catalogue)
    everywhere = frozenset(catalogue.sources)
    return Samples(
        np.array([row["question"] for row in rows]),
        vectors_of(rows, assistant),
        np.array([row["list"] for row in rows]),
        np.array(
            [
                bool(row["list"]) and find_list(row["question"], catalogue, everywhere) is not None
                for row in rows
            ]
        ),
        np.array([row["writer"] for row in rows]),
        np.array([row["part"] for row in rows]),
    )


def fit(samples: Samples) -> Model:
    """Fit one multinomial model over scaled vectors and words."""
    columns, words = word_columns(samples.questions.tolist(), RAREST)
    vectors = [sparse.csr_matrix(matrix * MEANING_SCALE) for matrix in samples.vectors.values()]
    regression = LogisticRegression(C=STRENGTH, max_iter=400)
    regression.fit(stacked([*vectors, columns]), samples.lists)
    sizes = np.cumsum([matrix.shape[1] for matrix in vectors])
    *meaning, worded = np.split(regression.coef_.T, sizes)
    return Model(
        regression.classes_[1:].tolist(),
        regression.intercept_,
        {name: part * MEANING_SCALE for name, part in zip(samples.vectors, meaning, strict=True)},
        words,
        worded * WORD_SCALE,
    )


def unseen(samples: Samples) -> tuple[Numbers, NDArray[np.str_]]:
    """Chance of each question's likeliest list, and which that is, by a model that has not seen its writer; (n,) each.

    The judge's questions are cut into as many thirds as the writers of lists.
    """
    chance, likeliest = (
        np.zeros(len(samples.lists)),
        np.full(len(samples.lists), NONE, dtype=samples.lists.dtype),
    )
    fold = np.zeros(len(samples.lists), dtype=int)
    for part in ("lists", "sections"):
        writers = sorted(set(samples.writer[samples.part == part]))
        for number, writer in enumerate(writers):
            fold[(samples.part == part) & (samples.writer == writer)] = number % FOLDS
    for part in ("judge", "unanswerable"):
        own = np.flatnonzero(samples.part == part)
        fold[own] = np.arange(len(own)) % FOLDS
    for number in range(FOLDS):
        own = fold == number
        model = fit(samples.rows(~own))
        chances = model.chances(samples.rows(own))[:, 1:]
        chance[own], likeliest[own] = chances.max(axis=1), np.array(model.lists)[chances.argmax(axis=1)]
    return chance, likeliest


def write(model: Model, threshold: float, identities: Mapping[str, str], path: Path = WEIGHTS_FILE) -> None:
    """Replace the weights; those of words are whole numbers of steps."""
    kept = np.abs(model.word_weights[:, 1:]).max(axis=1) >= LEAST_WEIGHT
    weights = model.word_weights[kept]
    step = np.abs(weights).max() / np.iinfo(np.int8).max
    table = {
        "lists": np.array(model.lists),
        "bias": model.bias,
        "threshold": np.array(threshold),
        "words": np.array(model.words)[kept],
        "word_weights": np.rint(weights / step).astype(np.int8),
        "step": np.float32(step),
    }
    for name, part in model.meaning.items():
        table |= {f"{name}_identity": np.array(identities[name]), f"{name}_weights": part.astype(np.float16)}
    write_table(table, path)


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=load_settings().data)
    parser.add_argument("--write", action="store_true", help="replace assistant/list_meaning.npz")
    arguments = parser.parse_args()
    with closing(Assistant(Settings(data=arguments.data, vector_store="memory"))) as assistant:
        samples, identities = gather(assistant), assistant.snapshot.manifest.encoders
    chance, likeliest = unseen(samples)
    threshold = float(np.quantile(chance[samples.part == "judge"], 1 - MOST_MISTAKEN))
    taken, asks = chance >= threshold, samples.lists != NONE
    right, unnamed = taken & (likeliest == samples.lists), asks & ~samples.named

    def share(holds: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
        return round(float(holds[of].mean()), 4)

    line = {
        "benchmark": "fit_list_meaning",
        "questions": len(taken),
        "threshold": round(threshold, 3),
        "found": share(right, asks),
        "found of those not named": share(right, unnamed),
        "another list": share(taken & ~right, asks),
        "mistaken": {
            "one member asked for": share(taken, (samples.part == "lists") & ~asks),
            **{p: share(taken, (samples.part == p) & ~asks) for p in ("sections", "judge", "unanswerable")},
        },
    }
    print(json.dumps(line))
    if arguments.write:
        write(fit(samples), threshold, identities)


if __name__ == "__main__":
    main()
