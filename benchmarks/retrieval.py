"""Measure retrieval on public questions.

    python -m benchmarks.retrieval --passages P.jsonl --questions Q.jsonl --system rahnuma langchain

Passages are `{id, text}` or `{passage_id|chunk_id|document_id, text}`; a passage is also known by its
`document_id` and `filename`. Questions are `{id|query_id, question|query|question_ur}` with `gold: [...]`,
`passage_id` or `gold_document`. Several systems may be given; they run one after the other on the same
questions: the first gives the top of the JSON line, the others stand under `others`. Nothing is tuned here.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.evaluation.metrics import Estimate, mean, percentile, ranking_measures
from benchmarks.systems import CACHE, SYSTEMS, CountingCache, System, make_system

DEPTH = 10
PASSAGE_NAMES = ("id", "passage_id", "chunk_id", "document_id")
ALIASES = (*PASSAGE_NAMES, "filename")
QUESTION_NAMES = ("id", "query_id")
QUESTION_TEXTS = ("question", "query", "question_ur")


class BenchmarkError(ValueError):
    """A file of a benchmark cannot be used; the message says why."""


class Passage(NamedTuple):
    """One text to find."""

    id: str
    text: str
    names: frozenset[str]
    """Everything that a question's gold may call it."""


class BenchQuestion(NamedTuple):
    """One question with the ids of the passages that answer it."""

    id: str
    text: str
    relevant: frozenset[str]
    level: str | None
    """A label of the benchmark's own, e.g. how colloquial the question is."""


def read_passages(path: Path) -> list[Passage]:
    """Read passages.

    Raises:
        BenchmarkError: a line is malformed, has no id or no text, or an id stands twice.
    """
    passages = []
    for number, row in enumerate(_rows(path), 1):
        name = _first(row, PASSAGE_NAMES)
        if name is None or not isinstance(row.get("text"), str):
            raise BenchmarkError(
                f"{path}:{number}: a passage needs an id ({', '.join(PASSAGE_NAMES)}) and a text"
            )
        names = frozenset(str(row[field]) for field in ALIASES if row.get(field) is not None)
        passages.append(Passage(name, row["text"], names))
    if len({passage.id for passage in passages}) != len(passages):
        raise BenchmarkError(f"{path}: an id stands twice")
    return passages


def read_questions(path: Path, passages: Sequence[Passage], field: str | None = None) -> list[BenchQuestion]:
    """Read questions and find the passages that their gold names.

    Args:
        path: the questions.
        passages: what the gold may name.
        field: the field that holds the wording, if not the usual ones.

    Raises:
        BenchmarkError: a line is malformed, has no wording, or its gold names no passage.
    """
    by_name: dict[str, set[str]] = {}
    for passage in passages:
        for name in passage.names:
            by_name.setdefault(name, set()).add(passage.id)
    questions = []
    for number, row in enumerate(_rows(path), 1):
        text = _first(row, (field,) if field else QUESTION_TEXTS)
        relevant = frozenset(found for name in _gold(row) for found in by_name.get(name, ()))
        if text is None or not relevant:
            raise BenchmarkError(f"{path}:{number}: a question needs a wording and gold that names a passage")
        name = _first(row, QUESTION_NAMES) or str(number)
        questions.append(BenchQuestion(name, text, relevant, _first(row, ("level",))))
    return questions


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except FileNotFoundError:
        raise BenchmarkError(f"{path} is missing") from None
    except json.JSONDecodeError as error:
        raise BenchmarkError(f"{path} is not JSON Lines: {error}") from error


def _first(row: Mapping[str, Any], fields: Sequence[str]) -> str | None:
    return next((str(row[field]) for field in fields if row.get(field) is not None), None)


def _gold(row: Mapping[str, Any]) -> list[str]:
    gold = row.get("gold")
    if isinstance(gold, list):
        return [str(name) for name in gold]
    name = _first(row, ("gold", "passage_id", "gold_document"))
    return [name] if name is not None else []


def measure(
    system: System, passages: Sequence[Passage], questions: Sequence[BenchQuestion]
) -> dict[str, Any]:
    """Index, ask every question once, and measure.

    Returns:
        Every measure, its 95% interval, accuracy@1 by level, and times. Asking is timed without the first,
        uncounted question, which loads the weights.
    """
    began = time.perf_counter()
    system.index([passage.id for passage in passages], [passage.text for passage in passages])
    indexed = time.perf_counter()
    system.search("ready", DEPTH)
    ranked, times = [], []
    for question in questions:
        start = time.perf_counter()
        ranked.append(system.search(question.text, DEPTH))
        times.append(time.perf_counter() - start)
    measures = [ranking_measures(keys, q.relevant) for keys, q in zip(ranked, questions, strict=True)]
    estimates = {name: mean([row[name] for row in measures]) for name in measures[0]} if measures else {}
    return {
        **{name: round(estimate.value, 4) for name, estimate in estimates.items()},
        "intervals": {name: _interval(estimate) for name, estimate in estimates.items()},
        "accuracy@1_by_level": _by_level(questions, [row["accuracy@1"] for row in measures]),
        "questions_per_second": round(len(times) / sum(times), 2) if times else 0.0,
        "search_ms": {"p50": _ms(times, 0.5), "p95": _ms(times, 0.95)},
        "indexing_seconds": round(indexed - began, 2),
    }


def _interval(estimate: Estimate) -> list[float]:
    return [round(estimate.low, 4), round(estimate.high, 4)]


def _ms(times: Sequence[float], share: float) -> float:
    return round(percentile(times, share) * 1000, 2)


def _by_level(questions: Sequence[BenchQuestion], accuracy: Sequence[float]) -> dict[str, float]:
    levels = sorted({question.level for question in questions if question.level is not None})
    return {
        level: round(mean([a for a, q in zip(accuracy, questions, strict=True) if q.level == level]).value, 4)
        for level in levels
    }


def peak_memory_mb() -> float:
    """Largest resident size of this process so far, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def benchmark(
    names: Sequence[str], passages: Path, questions: Path, given: argparse.Namespace
) -> dict[str, Any]:
    """Run the named systems over the same questions; returns what is printed."""
    texts = read_passages(passages)
    asked = read_questions(questions, texts, given.question_field)[: given.limit]
    results: dict[str, dict[str, Any]] = {}
    for name in names:
        cache = CountingCache(given.cache)
        found = measure(make_system(name, cache), texts, asked)
        results[name] = {
            "system": name,
            **found,
            "texts_encoded": cache.encoded,
            "peak_memory_mb": peak_memory_mb(),
        }
    first, *others = names
    line = {**results[first], "passages": len(texts), "questions": len(asked), "file": str(questions)}
    return {**line, "others": {name: results[name] for name in others}} if others else line


def main(argv: Sequence[str] | None = None) -> int:
    """Print one JSON line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--system", nargs="+", choices=SYSTEMS, default=["rahnuma"], help="one or several")
    parser.add_argument("--limit", type=int, default=None, help="only the first questions")
    parser.add_argument("--question-field", default=None, help="field of the wording, e.g. question_en")
    parser.add_argument("--cache", type=Path, default=CACHE, help="file that keeps vectors between runs")
    given = parser.parse_args(argv)
    try:
        line = benchmark(list(dict.fromkeys(given.system)), given.passages, given.questions, given)
    except BenchmarkError as error:
        print(f"benchmarks.retrieval: {error}", file=sys.stderr)
        return 1
    print(json.dumps(line, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
