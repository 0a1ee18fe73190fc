"""Evaluate: judge predictions against the gold, and write metrics, a table and a plot beside them.

Every measure of one question is a pair (numerator, denominator); a question with the denominator 0 takes no part
in it. Means and ratios are then the same thing, and one bootstrap serves both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.evaluation import plot, tables
from assistant.evaluation.checker import CITING, AnswerChecker, key_of
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.metrics import Estimate, percentile, ranking_measures, ratio
from assistant.evaluation.records import (
    METRICS,
    PLOT,
    PRODUCT,
    TABLE,
    Answered,
    Judged,
    Prediction,
    Ranking,
    Task,
    read_predictions,
)
from corpus import Catalogue, Provision

Pair = tuple[float, float]
Json = dict[str, Any]
YES = ("yes", "جی ہاں", "ہاں")
NO = ("no", "جی نہیں", "نہیں")
MISSED_BEYOND = 5
"""A question counts as missed if nothing acceptable is among the first five."""


@dataclass(frozen=True)
class Row:
    """The measures of one question by one system, and the labels it is counted under."""

    system: str
    labels: Mapping[str, str]
    """Dimension -> value, e.g. `language` -> `ur`."""
    measures: Mapping[str, Pair]
    ms: Mapping[str, float] = field(default_factory=dict)
    """Wall times by name, in milliseconds."""


def evaluate(
    task: Task,
    folder: Path,
    gold: Sequence[GoldQuestion],
    provisions: Mapping[str, Provision],
    catalogue: Catalogue,
) -> Json:
    """Judge the predictions in a results folder and write `metrics.json`, `table.md` and `plot.png` into it.

    Args:
        task: what the predictions are of.
        folder: the results folder.
        gold: the questions; predictions for others are passed over.
        provisions: key -> provision of the snapshot that answered.
        catalogue: for statuses and conflict notes.

    Raises:
        EvaluationError: the folder holds no predictions of this task.
    """
    by_id = {question.id: question for question in gold}
    missed: list[Json] = []
    if task == "retrieval":
        found = _known(read_predictions(folder, Ranking), by_id)
        rows = [ranking_row(prediction, by_id[prediction.id]) for prediction in found]
        missed = [
            miss(prediction, by_id[prediction.id], provisions)
            for prediction in found
            if prediction.system == PRODUCT and rows_miss(prediction, by_id[prediction.id])
        ]
    elif task == "quotes":
        judged = read_predictions(folder, Judged)
        rows = [quote_row(prediction) for prediction in judged]
        missed = [prediction.model_dump() for prediction in judged if quote_row(prediction).measures["right"][0] == 0]
    else:
        answered = _known(read_predictions(folder, Answered), by_id)
        checker = AnswerChecker(provisions, catalogue)
        judge = answer_row if task == "answers" else refusal_row
        rows = [judge(prediction, by_id[prediction.id], checker) for prediction in answered]
        missed = [
            note for prediction in answered if (note := answer_note(task, prediction, by_id[prediction.id], checker))
        ]
    metrics = {"task": task, "systems": summarise(rows), "missed": missed}
    (folder / METRICS).write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / TABLE).write_text(tables.render(metrics), encoding="utf-8")
    plot.draw(metrics, folder / PLOT)
    return metrics


def _known[P: Prediction](predictions: Sequence[P], by_id: Mapping[str, GoldQuestion]) -> list[P]:
    return [prediction for prediction in predictions if prediction.id in by_id]
