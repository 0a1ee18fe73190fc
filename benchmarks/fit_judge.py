"""Fit the weights of the judge on the dev questions: `python -m benchmarks.fit_judge [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over `assistant.judge.Evidence`, on both states of the
corpus together where the data folder holds the official files. Prints one JSON line with cross-validated
figures; `--write` replaces `assistant/judge.toml`. The test split is never read.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from assistant.inquiry import Inquiry
from assistant.judge import WEIGHTS_FILE, Evidence, hard_miss
from assistant.language import answer_language
from assistant.route import route
from assistant.service import CANDIDATES, Assistant
from assistant.settings import load_settings

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FILES = ("english", "urdu", "roman_urdu", "unanswerable")
MOST_WRONGLY_REFUSED = 0.04


def gather(assistant: Assistant) -> tuple[np.ndarray, np.ndarray]:
    """Evidence (n, features) and label (n,) of every dev question that the hard rules let through."""
    rows, labels = [], []
    for name in FILES:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["split"] != "dev":
                continue
            language = gold["language"]
            inquiry = Inquiry(
                gold["question"], answer_language(language), language, rephrased=gold["question"]
            )
            route(inquiry, assistant.catalogue)
            inquiry.hits = assistant.retriever.search(gold["question"], limit=CANDIDATES, language=language)
            if not hard_miss(gold["question"], inquiry.hits[:2]):
                rows.append(astuple(assistant.judge.evidence(inquiry)))
                labels.append(gold["answerable"])
    return np.array(rows), np.array(labels, dtype=int)


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c", type=float, default=0.5, help="inverse strength of the L2 penalty")
    arguments = parser.parse_args()
    assistant = Assistant(load_settings())
    features, labels = gather(assistant)
    assistant.close()
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = (features - mean) / spread
    model = LogisticRegression(C=arguments.c, class_weight="balanced", max_iter=2000)
    chance = cross_val_predict(model, scaled, labels, cv=20, method="predict_proba")[:, 1]
    good = np.sort(chance[labels == 1])
    threshold = float(np.floor(good[int(MOST_WRONGLY_REFUSED * len(good))] * 100) / 100)
    model.fit(scaled, labels)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    report = {
        "questions": len(labels),
        "auroc": round(float(roc_auc_score(labels, chance)), 3),
        "threshold": threshold,
        "refused": round(float((chance[labels == 0] < threshold).mean()), 3),
        "wrongly_refused": round(float((chance[labels == 1] < threshold).mean()), 3),
        "curve": {
            str(t): [
                round(float((chance[labels == 0] < t).mean()), 3),
                round(float((chance[labels == 1] < t).mean()), 3),
            ]
            for t in (0.3, 0.4, 0.5, 0.6)
        },
    }
    print(json.dumps(report))
    if arguments.write:
        write(bias, weights, threshold)


def write(bias: float, weights: np.ndarray, threshold: float) -> None:
    """Replace the weights file."""
    lines = [
        "# Fitted by benchmarks/fit_judge.py on the dev questions; do not edit by hand.",
        f"bias = {bias:.4f}",
        f"threshold = {threshold}",
        "",
        "[weights]",
        *(f"{field.name} = {weight:.4f}" for field, weight in zip(fields(Evidence), weights, strict=True)),
    ]
    WEIGHTS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
