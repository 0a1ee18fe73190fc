"""How well questions off the documents' subject are told: `python -m benchmarks.scope [--write]`, one JSON line.

Logistic regression (scikit-learn, L2, balanced classes) over the vectors of questions of several writers: those of
`judge_questions.jsonl`, labelled by why they cannot be answered, and short ones of `scope.jsonl`, half of which are
near misses and a third of which is held out by hash. Figures of each writer's questions are by a model fitted without
that writer. `--write` replaces `assistant/scope.toml`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.evidence import SPACE_OF
from assistant.resources import catalogue_of, configured_encoders
from assistant.scope import WEIGHTS_FILE, names_it, terms_of
from assistant.settings import load_settings
from benchmarks.halves import share
from corpus.types import QuestionLanguage
from ingest.encoders import Encoder
from ingest.snapshot import SPACES

SHORT = Path(__file__).with_name("scope.jsonl")
JUDGED = Path(__file__).with_name("judge_questions.jsonl")
OFF = re.compile(r"chit|general|out_of_scope|off.?topic|admin|bot|home|insult|opinion|code|about the bot")
"""How the reasons of `judge_questions.jsonl` begin that put a question off the subject."""
EITHER = re.compile(r"news|predict|opinion")
"""Reasons that say nothing about it."""
THRESHOLD = 0.4
"""Chance of being on the subject, below which a refused question is told to be off it."""
SURELY = {"english": 0.03, "multilingual": 0.1}
"""The same for a question that would be answered: no answerable one of an unseen writer has less."""
SCALE = 10.0
"""Vectors have length 1: how freely the penalty lets their weights grow."""
INVERSE_STRENGTH = 0.3
HELD_OUT = 3
"""One short question of so many is held out."""


@dataclass(frozen=True)
class Sample:
    """One question."""

    question: str
    language: QuestionLanguage
    on: bool
    """It is on the subject."""
    writer: str


def samples() -> Iterator[Sample]:
    """Yield every labelled question."""
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        why = row["why"] or ""
        if not EITHER.match(why):
            off = not row["answerable"] and OFF.match(why) is not None
            yield Sample(row["question"], row["language"], not off, row["writer"])
    for line in SHORT.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        held_out = int(hashlib.sha256(row["question"].encode()).hexdigest(), 16) % HELD_OUT == 0
        writer = "held_out" if held_out else "short"
        yield Sample(row["question"], row["language"], row["on_subject"], writer)


class Fitted:
    """The model of one encoder, and the questions it was fitted on."""

    def __init__(self, chosen: list[Sample], encoder: Encoder) -> None:
        """Encode the questions, a batch at a time."""
        batches = [chosen[start : start + 64] for start in range(0, len(chosen), 64)]
        self.samples = chosen
        self.vectors = np.vstack([encoder.queries([s.question for s in batch]) for batch in batches])
        self.on = np.array([s.on for s in chosen])
        self.writer = np.array([s.writer for s in chosen])

    def weights(self, rows: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
        """Weights (d,) and bias of a model fitted on some of the questions."""
        mean = self.vectors[rows].mean(axis=0)
        model = LogisticRegression(C=INVERSE_STRENGTH, class_weight="balanced", max_iter=3000)
        model.fit((self.vectors[rows] - mean) * SCALE, self.on[rows])
        weights = model.coef_[0] * SCALE
        return weights, float(model.intercept_[0] - weights @ mean)

    def unseen(self) -> NDArray[np.float64]:
        """Chance that each question is on the subject, by a model that has seen none of its writer's; (n,)."""
        total = np.zeros(len(self.on))
        for writer in set(self.writer):
            own = self.writer == writer
            weights, bias = self.weights(~own & (self.writer != "held_out"))
            total[own] = self.vectors[own] @ weights + bias
        return np.asarray(1 / (1 + np.exp(-total)))


def report(chosen: list[Sample], off: list[bool]) -> dict[str, Any]:
    """By language: share of what is off the subject that is told so, and of what is on it, of all and held out."""
    found: dict[str, Any] = {}
    for language in SPACE_OF:
        for name, held_out in (("", False), ("_held_out", True)):
            rows = [
                (sample.on, told)
                for sample, told in zip(chosen, off, strict=True)
                if sample.language == language and (sample.writer == "held_out" or not held_out)
            ]
            found[language + name] = {
                "off": sum(not on for on, _ in rows),
                "told_off": share([told for on, told in rows if not on]),
                "on": sum(on for on, _ in rows),
                "wrongly_told_off": share([told for on, told in rows if on]),
            }
    return found


def write(models: dict[str, Fitted], identities: dict[str, str], file: Path = WEIGHTS_FILE) -> None:
    """Replace the weights file."""
    lines = [
        "# Fitted by benchmarks/scope.py; do not edit by hand.",
        f"threshold = {THRESHOLD}",
        f"surely = {SURELY}",
    ]
    for name, model in models.items():
        weights, bias = model.weights(model.writer != "held_out")
        numbers = ", ".join(f"{weight:.3f}" for weight in weights)
        lines += ["", f"[encoders.{name}]", f"surely = {SURELY[name]}", f'identity = "{identities[name]}"']
        lines += [f"bias = {bias:.4f}", f"weights = [{numbers}]"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    settings = load_settings()
    encoders, catalogue = configured_encoders(settings), catalogue_of(settings)
    terms = terms_of(catalogue)
    by_encoder: dict[str, list[Sample]] = {}
    for sample in samples():
        by_encoder.setdefault(SPACES[SPACE_OF[sample.language]], []).append(sample)
    models = {name: Fitted(chosen, encoders[name]) for name, chosen in by_encoder.items()}
    every: list[Sample] = []
    off: list[bool] = []
    for model in models.values():
        every += model.samples
        off += [
            bool(chance < THRESHOLD) and not names_it(sample.question, catalogue, terms)
            for sample, chance in zip(model.samples, model.unseen(), strict=True)
        ]
    print(json.dumps({"questions": len(every), **report(every, off)}))
    if arguments.write:
        write(models, {name: encoders[name].identity for name in models})


if __name__ == "__main__":
    main()
