"""Fit the weights of the judge: `python -m benchmarks.fit_judge [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over `assistant.evidence.Evidence`, on the dev
questions and on questions written for this alone (`benchmarks/judge_questions.jsonl`). Prints one JSON line
with figures of cross-validation on dev; `--write` replaces `assistant/judge.toml`. The test split is never
read.
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
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.evidence import Evidence, Gatherer, hard_miss
from assistant.inquiry import Inquiry
from assistant.judge import SMALL_TALK, WEIGHTS_FILE, exempt
from assistant.language import answer_language
from assistant.resources import catalogue_of, configured_encoders
from assistant.retrieval import Retriever
from assistant.route import route
from assistant.service import CANDIDATES
from assistant.settings import load_settings
from ingest.snapshot import open_snapshot

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FILES = ("english", "urdu", "roman_urdu", "unanswerable")
TRAINING = Path(__file__).parent / "judge_questions.jsonl"
MOST_WRONGLY_REFUSED = 0.02
"""Share of the answerable dev questions that the threshold may refuse: half of what may be refused at all, since the
hard rules add to it and other writers' questions are harder (docs/decisions/0004-ranking.md)."""
FOLDS, REPEATS = 10, 10


@dataclass(frozen=True)
class Sample:
    """One judged question."""

    evidence: tuple[float, ...]
    answerable: bool
    dev: bool


def questions() -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield each question, and whether it is one of the dev split."""
    for name in FILES:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["split"] == "dev":
                yield gold, True
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        yield json.loads(line), False


def gather(retriever: Retriever) -> list[Sample]:
    """Gather the evidence of every question that the rules do not decide by themselves."""
    gatherer = Gatherer(retriever)
    samples = []
    for gold, dev in questions():
        text, language = gold["question"], gold["language"]
        inquiry = Inquiry(text, answer_language(language), language, rephrased=text)
        route(inquiry, retriever.catalogue)
        inquiry.hits = retriever.search(text, limit=CANDIDATES, language=language)
        decided = SMALL_TALK.search(text) or exempt(inquiry, retriever.catalogue)
        if not decided and not hard_miss(text, inquiry.hits[:2]):
            samples.append(Sample(astuple(gatherer.gather(inquiry)), gold["answerable"], dev))
    return samples


def cross_validated(
    features: NDArray[np.float64], labels: NDArray[np.int64], dev: NDArray[np.bool_], c: float
) -> NDArray[np.float64]:
    """Probability of every dev sample by models that have not seen it, the mean of several foldings; (n dev,)."""
    places, others = np.flatnonzero(dev), np.flatnonzero(~dev)
    chance = np.zeros(len(places))
    folds = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=0)
    for train, test in folds.split(places, labels[places]):
        rows = np.concatenate([places[train], others])
        chance[test] += model(c).fit(features[rows], labels[rows]).predict_proba(features[places[test]])[:, 1]
    return chance / REPEATS


def model(c: float) -> Any:
    """The model that is fitted: standardised features, inverse strength `c` of the L2 penalty."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=c, class_weight="balanced", max_iter=3000))


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c", type=float, default=0.1, help="inverse strength of the L2 penalty")
    arguments = parser.parse_args()
    settings = load_settings()
    encoders = configured_encoders(settings)
    retriever = Retriever(open_snapshot(settings.data, encoders), encoders, catalogue_of(settings))
    samples = gather(retriever)
    retriever.close()
    features = np.array([sample.evidence for sample in samples])
    labels = np.array([sample.answerable for sample in samples], dtype=np.int64)
    dev = np.array([sample.dev for sample in samples])
    chance = cross_validated(features, labels, dev, arguments.c)
    good, bad = np.sort(chance[labels[dev] == 1]), chance[labels[dev] == 0]
    threshold = float(np.floor(good[int(MOST_WRONGLY_REFUSED * len(good))] * 100) / 100)
    report = {
        "questions": len(labels),
        "dev": int(dev.sum()),
        "auroc": round(float(roc_auc_score(labels[dev], chance)), 3),
        "threshold": threshold,
        "refused": round(float((bad < threshold).mean()), 3),
        "wrongly_refused": round(float((good < threshold).mean()), 3),
    }
    print(json.dumps(report))
    if arguments.write:
        scale, regression = model(arguments.c).fit(features, labels)
        weights = regression.coef_[0] / scale.scale_
        write(float(regression.intercept_[0] - (weights * scale.mean_).sum()), weights, threshold)


def write(bias: float, weights: NDArray[np.float64], threshold: float) -> None:
    """Replace the weights file."""
    lines = [
        "# Fitted by benchmarks/fit_judge.py; do not edit by hand.",
        f"bias = {bias:.4f}",
        f"threshold = {threshold}",
        "",
        "[weights]",
        *(f"{field.name} = {weight:.4f}" for field, weight in zip(fields(Evidence), weights, strict=True)),
    ]
    WEIGHTS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
