"""Evaluate: judge predictions against the gold, and write metrics, a table and a plot beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from assistant.evaluation import judging, plot, tables
from assistant.evaluation.checker import AnswerChecker
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.judging import Json, Row
from assistant.evaluation.metrics import Estimate, percentile, ratio
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

P = TypeVar("P", bound=Prediction)


def evaluate_folder(
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
        provisions: key -> provision of the snapshot that was asked.
        catalogue: for statuses and conflict notes.

    Returns:
        What `metrics.json` holds. An undefined measure is NaN there, as Python writes and reads it.

    Raises:
        EvaluationError: the folder holds no predictions of this task.
    """
    rows, missed = judge(task, folder, gold, provisions, catalogue)
    metrics: Json = {"task": task, "systems": summarise(rows), "missed": missed}
    (folder / METRICS).write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / TABLE).write_text(tables.render(metrics), encoding="utf-8")
    plot.draw(metrics, folder / PLOT)
    return metrics


def judge(
    task: Task,
    folder: Path,
    gold: Sequence[GoldQuestion],
    provisions: Mapping[str, Provision],
    catalogue: Catalogue,
) -> tuple[list[Row], list[Json]]:
    """Judge every prediction; returns the rows, and notes on what the product got wrong."""
    if task == "quotes":
        judged = read_predictions(folder, Judged)
        return [judging.judge_quote(p) for p in judged], _notes(judging.note_quote(p) for p in judged)
    by_id = {question.id: question for question in gold}
    if task == "retrieval":
        found = _known(read_predictions(folder, Ranking), by_id)
        rows = [judging.judge_ranking(p, by_id[p.id]) for p in found]
        return rows, _notes(
            judging.note_ranking(p, by_id[p.id], provisions) for p in found if p.system == PRODUCT
        )
    checker = AnswerChecker(provisions, catalogue)
    one, note = (
        (judging.judge_answer, judging.note_answer)
        if task == "answers"
        else (judging.judge_refusal, judging.note_refusal)
    )
    answered = _known(read_predictions(folder, Answered), by_id)
    return [one(p, by_id[p.id], checker) for p in answered], _notes(
        note(p, by_id[p.id], checker) for p in answered
    )


def _known(predictions: Sequence[P], by_id: Mapping[str, GoldQuestion]) -> list[P]:
    return [prediction for prediction in predictions if prediction.id in by_id]


def _notes(notes: Iterable[Json | None]) -> list[Json]:
    return [note for note in notes if note is not None]


def summarise(rows: Sequence[Row]) -> Json:
    """Summarise rows by system: all questions together, then by every value of every dimension."""
    systems: Json = {}
    for name in dict.fromkeys(row.system for row in rows):
        own = [row for row in rows if row.system == name]
        dimensions = list(dict.fromkeys(dimension for row in own for dimension in row.labels))
        systems[name] = {
            "all": block(own),
            "latency_ms": latencies(own),
            "by": {dimension: _by(own, dimension) for dimension in dimensions},
        }
    return systems


def _by(rows: Sequence[Row], dimension: str) -> Json:
    values = sorted({row.labels[dimension] for row in rows if dimension in row.labels})
    return {value: block([row for row in rows if row.labels.get(dimension) == value]) for value in values}


def block(rows: Sequence[Row]) -> Json:
    """Estimates of every measure over some rows, and how many they are."""
    names = list(dict.fromkeys(name for row in rows for name in row.measures))
    return {
        "questions": len(rows),
        "measures": {
            name: _json(_estimate([row.measures[name] for row in rows if name in row.measures]))
            for name in names
        },
    }


def _estimate(pairs: Sequence[judging.Pair]) -> Estimate:
    return ratio([above for above, _ in pairs], [below for _, below in pairs])


def _json(estimate: Estimate) -> Json:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "count": estimate.count}


def latencies(rows: Sequence[Row]) -> Json:
    """p50 and p95 of every wall time, in milliseconds."""
    names = list(dict.fromkeys(name for row in rows for name in row.ms))
    times = {name: [row.ms[name] for row in rows if name in row.ms] for name in names}
    return {name: {"p50": percentile(ms, 0.5), "p95": percentile(ms, 0.95)} for name, ms in times.items()}
