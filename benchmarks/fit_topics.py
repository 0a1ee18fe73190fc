"""Fit the weights by which a provision is on a topic: `python -m benchmarks.fit_topics [--write]`.

Topics are the names of our themes, asked of each source; a provision is on one if it was filed under that
theme by hand. Logistic regression (scikit-learn), a model a language, judged with each theme left out in
turn. Prints one JSON line a language, and one for the matcher as it stands (words and model), to which no theme is
told; `--write` replaces `assistant/comparison/topics.toml`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.comparison.match import (
    FEATURES,
    LEAST,
    LOOKED_AT,
    MOST_MATCHES,
    WEIGHTS_FILE,
    Matcher,
    features,
)
from assistant.evidence import Gatherer
from assistant.resources import catalogue_of, configured_encoders
from assistant.retrieval import Retriever
from assistant.settings import load_settings
from corpus.types import Language, QuestionLanguage
from ingest.snapshot import open_snapshot

LANGUAGES: tuple[Language, ...] = ("en", "ur")


@dataclass(frozen=True)
class Sample:
    """One provision found for one theme's name in one source."""

    values: tuple[float, ...]
    filed: bool
    theme: int
    cell: tuple[int, str]


def gather(retriever: Retriever, language: Language) -> tuple[list[Sample], dict[tuple[int, str], bool]]:
    """Return the samples in their order, and of each cell whether anything is filed there."""
    gatherer, catalogue = Gatherer(retriever), retriever.catalogue
    cells: dict[tuple[int, str], bool] = {}
    samples = []
    for number, theme in enumerate(catalogue.themes.values()):
        topic = theme.name.get(language)
        for source_id, table in catalogue.provisions.items():
            filed = {provision.key for provision in table.values() if theme.id in provision.themes}
            cells[number, source_id] = bool(filed)
            for hit in retriever.search(topic, limit=LOOKED_AT, sources=[source_id], language=language):
                values = features(gatherer, topic, language, hit)
                samples.append(Sample(values, hit.provision.key in filed, number, (number, source_id)))
    return samples, cells


def shown(samples: list[Sample], chance: list[float]) -> Iterator[list[Sample]]:
    """Yield what a comparison would show of each cell, best first."""
    by_cell: dict[tuple[int, str], list[Sample]] = {}
    for sample, probability in zip(samples, chance, strict=True):
        if probability >= LEAST:
            by_cell.setdefault(sample.cell, []).append(sample)
    yield from (found[:MOST_MATCHES] for found in by_cell.values())


def report(samples: list[Sample], cells: dict[tuple[int, str], bool], chance: list[float]) -> dict[str, Any]:
    """Precision of what is shown, and cells filled rightly and wrongly."""
    found = list(shown(samples, chance))
    every = [sample for cell in found for sample in cell]
    filled = {cell[0].cell for cell in found}
    right = {sample.cell for sample in every if sample.filed}
    return {
        "precision": round(sum(sample.filed for sample in every) / max(len(every), 1), 2),
        "cells_rightly_filled": f"{len(right)}/{sum(cells.values())}",
        "cells_wrongly_filled": f"{sum(not cells[c] for c in filled)}/{len(cells) - sum(cells.values())}",
    }


class Untold(Matcher):
    """The matcher without its knowledge of what was filed by hand."""

    def named_themes(self, topic: str, language: QuestionLanguage | None = None) -> list[str]:
        """None."""
        return []


def measure(retriever: Retriever, language: Language) -> dict[str, Any]:
    """What the matcher shows of each cell if no theme is told to it."""
    matcher, catalogue = Untold(retriever, Gatherer(retriever)), retriever.catalogue
    counts = dict.fromkeys(("shown", "on_theme", "right", "wrong", "filled", "empty"), 0)
    for theme in catalogue.themes.values():
        for source_id, table in catalogue.provisions.items():
            filed = {provision.locator for provision in table.values() if theme.id in provision.themes}
            found = matcher.match(theme.name.get(language), source_id, language).provisions
            hits = [hit.provision.locator in filed for hit in found]
            counts["shown"] += len(hits)
            counts["on_theme"] += sum(hits)
            counts["right"] += any(hits)
            counts["wrong"] += bool(hits) and not filed
            counts["filled"] += bool(filed)
            counts["empty"] += not filed
    return {
        "precision": round(counts["on_theme"] / max(counts["shown"], 1), 2),
        "cells_rightly_filled": f"{counts['right']}/{counts['filled']}",
        "cells_wrongly_filled": f"{counts['wrong']}/{counts['empty']}",
    }


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    settings = load_settings()
    encoders = configured_encoders(settings)
    retriever = Retriever(open_snapshot(settings.data, encoders), encoders, catalogue_of(settings))
    lines = ["# Fitted by benchmarks/fit_topics.py; do not edit by hand."]
    for language in LANGUAGES:
        samples, cells = gather(retriever, language)
        values = np.array([sample.values for sample in samples])
        filed = np.array([sample.filed for sample in samples])
        groups = [sample.theme for sample in samples]
        model = make_pipeline(StandardScaler(), LogisticRegression())
        chance = cross_val_predict(
            model, values, filed, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba"
        )[:, 1]
        print(json.dumps({"language": language, "model": report(samples, cells, chance.tolist())}))
        print(json.dumps({"language": language, "matcher": measure(retriever, language)}))
        scale, regression = model.fit(values, filed)
        weights = regression.coef_[0] / scale.scale_
        lines += [
            "",
            f"[{language}]",
            f"bias = {regression.intercept_[0] - (weights * scale.mean_).sum():.4f}",
        ]
        lines += [f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, weights, strict=True)]
    retriever.close()
    if arguments.write:
        WEIGHTS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
