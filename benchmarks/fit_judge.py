"""Fit the weights of the judge: `python -m benchmarks.fit_judge [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over `assistant.evidence.Evidence` and the meaning of the
question (`assistant.meaning.meant`), on the dev questions and on questions written for this alone
(`benchmarks/judge_questions.jsonl`). Prints one JSON line with figures of each writer's questions by a model that was
fitted without that writer; the threshold is read off the same. `--write` replaces `assistant/judge.toml`. The test
split is never read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.evidence import SPACE_OF, Evidence, Gatherer, hard_miss
from assistant.inquiry import Inquiry
from assistant.judge import ABOUT_ITSELF, WEIGHTS_FILE, exempt
from assistant.language import answer_language
from assistant.meaning import meant
from assistant.route import route
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.small_talk import talk
from ingest.snapshot import SPACES

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FILES = ("english", "urdu", "roman_urdu", "unanswerable")
TRAINING = Path(__file__).parent / "judge_questions.jsonl"
MOST_WRONGLY_REFUSED = 0.04
"""Share of the answerable questions of unseen writers that the threshold may refuse."""
ENCODERS = tuple(dict.fromkeys(SPACES[space] for space in SPACE_OF.values()))
MEANING_SCALE = 10.0
"""Vectors of length 1 beside standardised evidence: how freely the penalty lets their weights grow."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Samples:
    """The judged questions, a row each."""

    evidence: Numbers
    """(n, e)"""
    meanings: dict[str, Numbers]
    """Encoder -> (n, 2d); zeros for questions of languages that the other encoder searches."""
    answerable: NDArray[np.int64]
    writer: NDArray[np.str_]
    """Who wrote it; "dev" for those of the dev split."""

    def rows(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Samples:
        """Some of them."""
        meanings = {name: matrix[chosen] for name, matrix in self.meanings.items()}
        return Samples(self.evidence[chosen], meanings, self.answerable[chosen], self.writer[chosen])


@dataclass(frozen=True)
class Model:
    """A fitted judge."""

    bias: float
    evidence: Numbers
    """(e,)"""
    meanings: dict[str, tuple[Numbers, float]]
    """Encoder -> weights (2d,) and the offset that is taken away."""

    def chance(self, samples: Samples) -> Numbers:
        """Probability that each question is answered; (n,)."""
        total = self.bias + samples.evidence @ self.evidence
        for name, (weights, offset) in self.meanings.items():
            asked = samples.meanings[name].any(axis=1)
            total = total + np.where(asked, samples.meanings[name] @ weights - offset, 0.0)
        return np.asarray(1 / (1 + np.exp(-total)))


def questions() -> Iterator[dict[str, Any]]:
    """Yield each question with its writer."""
    for name in FILES:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["split"] == "dev":
                yield gold | {"writer": "dev"}
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def gather(assistant: Assistant) -> Samples:
    """Gather what the judge weighs of every question that the rules do not decide by themselves."""
    gatherer, catalogue = Gatherer(assistant.retriever), assistant.catalogue
    kept: list[tuple[tuple[float, ...], str, Numbers, bool, str]] = []
    for asked in questions():
        text, language = asked["question"], asked["language"]
        inquiry = Inquiry(text, answer_language(language), language, rephrased=text)
        route(inquiry, catalogue)
        assistant.finder.find(inquiry)
        decided = talk(text) or ABOUT_ITSELF.search(text) or not inquiry.hits or exempt(inquiry, catalogue)
        if not decided and not hard_miss(text, inquiry.hits[:2]):
            evidence = astuple(gatherer.gather(inquiry))
            encoder = SPACES[SPACE_OF[language]]
            kept.append((evidence, encoder, meant(inquiry, gatherer), asked["answerable"], asked["writer"]))
    meanings = {
        name: np.array(
            [vector if encoder == name else np.zeros_like(vector) for _, encoder, vector, _, _ in kept]
        )
        for name in ENCODERS
    }
    return Samples(
        np.array([evidence for evidence, *_ in kept]),
        meanings,
        np.array([answerable for *_, answerable, _ in kept], dtype=np.int64),
        np.array([writer for *_, writer in kept]),
    )


def fit(samples: Samples, c: float) -> Model:
    """Fit one logistic model over standardised evidence and scaled, centred vectors; `c` is the inverse L2 strength."""
    mean, spread = samples.evidence.mean(axis=0), samples.evidence.std(axis=0)
    spread[spread == 0] = 1.0
    blocks, centres = [(samples.evidence - mean) / spread], {}
    for name, matrix in samples.meanings.items():
        asked = matrix.any(axis=1)
        centres[name] = matrix[asked].mean(axis=0)
        blocks.append(np.where(asked[:, None], matrix - centres[name], 0.0) * MEANING_SCALE)
    regression = LogisticRegression(C=c, class_weight="balanced", max_iter=5000)
    regression.fit(np.hstack(blocks), samples.answerable)
    split = np.cumsum([block.shape[1] for block in blocks])[:-1]
    first, *others = np.split(regression.coef_[0], split)
    weights = first / spread
    meanings = {
        name: (part * MEANING_SCALE, float(part @ centres[name]) * MEANING_SCALE)
        for name, part in zip(samples.meanings, others, strict=True)
    }
    return Model(float(regression.intercept_[0] - (weights * mean).sum()), weights, meanings)


def unseen(samples: Samples, c: float) -> Numbers:
    """Chance of every question by a model that has seen no question of its writer; (n,)."""
    chance = np.zeros(len(samples.answerable))
    for writer in set(samples.writer):
        own = samples.writer == writer
        chance[own] = fit(samples.rows(~own), c).chance(samples.rows(own))
    return chance


def figures(chance: Numbers, answerable: NDArray[np.int64], threshold: float) -> dict[str, float]:
    """Area under the curve, and shares refused at a threshold, of the unanswerable and of the answerable."""
    return {
        "questions": len(chance),
        "auroc": round(float(roc_auc_score(answerable, chance)), 3),
        "refused": round(float((chance[answerable == 0] < threshold).mean()), 3),
        "wrongly_refused": round(float((chance[answerable == 1] < threshold).mean()), 3),
    }


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c", type=float, default=0.1, help="inverse strength of the L2 penalty")
    arguments = parser.parse_args()
    assistant = Assistant(load_settings())
    samples = gather(assistant)
    identities = assistant.snapshot.manifest.encoders
    assistant.close()
    chance = unseen(samples, arguments.c)
    good = np.sort(chance[samples.answerable == 1])
    threshold = float(np.floor(good[int(MOST_WRONGLY_REFUSED * len(good))] * 100) / 100)
    report: dict[str, Any] = {"threshold": threshold, "all": figures(chance, samples.answerable, threshold)}
    for writer in sorted(set(samples.writer)):
        own = samples.writer == writer
        report[writer] = figures(chance[own], samples.answerable[own], threshold)
    print(json.dumps(report))
    if arguments.write:
        write(fit(samples, arguments.c), threshold, identities)


def write(model: Model, threshold: float, identities: dict[str, str], file: Path = WEIGHTS_FILE) -> None:
    """Replace the weights file."""
    lines = [
        "# Fitted by benchmarks/fit_judge.py; do not edit by hand.",
        f"bias = {model.bias:.4f}",
        f"threshold = {threshold}",
        "",
        "[weights]",
        *(
            f"{field.name} = {weight:.4f}"
            for field, weight in zip(fields(Evidence), model.evidence, strict=True)
        ),
    ]
    for name, (weights, offset) in model.meanings.items():
        numbers = ", ".join(f"{weight:.3f}" for weight in weights)
        lines += [
            "",
            f"[meaning.{name}]",
            f'identity = "{identities[name]}"',
            f"offset = {offset:.4f}",
            f"weights = [{numbers}]",
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
