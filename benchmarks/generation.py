"""Gold questions through a real, very weak model: nothing unproved may reach a reader. One JSON line.

Run `python -m benchmarks.generation [DATA] [--questions 100]`; the model is SmolLM2-135M on loopback. A statement
that was written by the model is verified anew, and the whole answer is checked by the independent checker of
`rahnuma eval`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.evaluation.checker import AnswerChecker
from assistant.evaluation.gold import load_gold
from assistant.schemas import CITING, AnswerStatus, Question
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from benchmarks.smollm2 import NAME, served

GOLD = Path(__file__).parent.parent / "tests" / "gold"
TOKENS = 64
PROVISIONS = 1
"""Kept small: the model reads and writes slowly on two cores."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=load_settings().data)
    parser.add_argument("--questions", type=int, default=100)
    arguments = parser.parse_args()
    with served() as address:
        assistant = Assistant(model_settings(arguments.data, address))
        try:
            assistant.warm()
            print(
                json.dumps(
                    {"benchmark": "generation", "model": NAME, **measure(assistant, arguments.questions)}
                )
            )
        finally:
            assistant.close()


def model_settings(data: Path, address: str, timeout: float = 120) -> Settings:
    """Settings for the small model; the time is ample, so that what it writes is seen."""
    return Settings(
        data=data,
        vector_store="memory",
        model=NAME,
        model_base_url=address,
        model_tokens=TOKENS,
        model_provisions=PROVISIONS,
        model_timeout=timeout,
        model_silence=timeout,
        model_output="marked",
    )


def measure(assistant: Assistant, count: int) -> dict[str, Any]:
    """Ask gold questions of all kinds in turn; count how they ended and what the checker found."""
    checker = AnswerChecker(assistant.snapshot.provisions, assistant.catalogue)
    statuses, modes, faults = Counter[str](), Counter[str](), Counter[str]()
    statements = verified = refused_differently = 0
    began = time.perf_counter()
    for question in questions(count):
        answer = assistant.answer(question)
        plain = assistant.answer(question.model_copy(update={"mode": "extractive"}))
        refused_differently += answer.status is not plain.status
        statuses[answer.status] += 1
        if answer.status in CITING:
            modes[answer.mode] += 1
        statements += len(answer.statements)
        verified += sum(statement.support == "verified" for statement in answer.statements)
        faults.update(fault.kind for fault in checker.check(answer.model_dump(mode="json")).faults)
    return {
        "questions": count,
        "statuses": dict(statuses),
        "modes": dict(modes),
        "statements": statements,
        "written_by_the_model": verified,
        "unproved": faults.total(),
        "faults": dict(faults),
        "status_changed_by_the_model": refused_differently,
        "errors": statuses[AnswerStatus.ERROR],
        "seconds": round(time.perf_counter() - began, 1),
    }


def questions(count: int) -> list[Question]:
    """Gold questions, each set in turn, so that every language and refusals are among them."""
    rows = [row for row in load_gold(GOLD) if not row.history]
    step = max(len(rows) // count, 1)
    return [Question(question=row.question) for row in rows[::step]][:count]


if __name__ == "__main__":
    main()
