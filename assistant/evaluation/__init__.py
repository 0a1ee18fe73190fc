"""Evaluation that people can rerun: *generate* predictions, *evaluate* them, *report* the last results.

results/<ISO time>-<task>/  config.json         settings, snapshot, encoders, weights, git revision
                            predictions.jsonl   what each system gave, unjudged
                            metrics.json        every measure with its 95% interval, and what was missed
                            table.md  plot.png
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.errors import AssistantError
from assistant.evaluation import generate
from assistant.evaluation.baselines import Product, RankingSystem, make_baselines
from assistant.evaluation.config import describe, new_folder, write_config
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.evaluate import evaluate_folder
from assistant.evaluation.gold import GoldQuestion, faults, load_gold
from assistant.evaluation.quotations import gold_cases, quote_cases
from assistant.evaluation.records import TABLE, TASKS, Task, write_predictions
from assistant.evaluation.report import write_report
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from ingest.errors import IngestError

__all__ = ["EvaluationError", "evaluate_folder", "load_gold", "main", "run", "write_report"]

GOLD = Path("tests/gold")
RESULTS = Path("results")
CACHE = Path("cache") / "embeddings.sqlite"


def run(task: Task, settings: Settings, gold: Path, split: str, out: Path) -> Path:
    """Generate and evaluate one task.

    Args:
        task: `retrieval`, `answers`, `refusals` or `quotes`.
        settings: what the assistant is opened with.
        gold: file or folder of gold questions.
        split: `dev`, `test` or `all`.
        out: where the results folder is made, and the vectors of the baselines are kept.

    Returns:
        The new results folder.

    Raises:
        EvaluationError: the gold or the task cannot be used.
        SnapshotError: there is no usable index.
    """
    questions = load_gold(gold, split)
    with closing(Assistant(settings)) as assistant:
        wrong = faults(questions, assistant.snapshot.provisions)
        if wrong:
            raise EvaluationError(f"the gold does not fit the index: {wrong[0]} (and {len(wrong) - 1} more)")
        assistant.warm()
        predictions = _predictions(task, assistant, questions, out / CACHE)
        folder = new_folder(out, task)
        write_config(folder, describe(task, assistant, gold, split))
        write_predictions(folder, predictions)
        evaluate_folder(task, folder, questions, assistant.snapshot.provisions, assistant.catalogue)
    return folder


def _predictions(
    task: Task, assistant: Assistant, questions: Sequence[GoldQuestion], cache: Path
) -> generate.Predictions:
    provisions = assistant.snapshot.provisions
    if task == "retrieval":
        systems: list[RankingSystem] = [Product(assistant.retriever), *make_baselines(provisions, cache)]
        return generate.rankings(systems, questions)
    if task == "quotes":
        check = generate.quote_check(provisions, assistant.catalogue)
        return generate.verdicts(check, [*quote_cases(provisions), *gold_cases(questions)])
    return generate.answers(assistant, questions)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `eval TASK [--split] [--gold] [--out] [--report]`; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="rahnuma eval", description="Measure the assistant on gold questions."
    )
    parser.add_argument(
        "task", choices=[*TASKS, "report"], help="what to measure; report: write docs from the last results"
    )
    parser.add_argument("--split", default="dev", choices=["dev", "test", "all"], help="tune on dev only")
    parser.add_argument("--gold", type=Path, default=GOLD, help="file or folder of gold questions")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where results folders are made")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="where `report` writes evaluation.md")
    given = parser.parse_args(argv)
    try:
        if given.task == "report":
            print(write_report(given.out, given.docs))
            return 0
        folder = run(given.task, load_settings(), given.gold, given.split, given.out)
    except (AssistantError, IngestError) as error:
        print(f"rahnuma eval: {error}", file=sys.stderr)
        return 1
    print((folder / TABLE).read_text(encoding="utf-8"))
    print(folder)
    return 0
