"""What is answered, refused and doubted of fresh questions, half of them near misses: one JSON line by language.

    python -m benchmarks.answerability [--data DIR] [--misses]

`answerability.jsonl` holds 238 questions by one writer who knew the documents and nothing of the product; no model is
fitted on them. Half have an answer (`key`: the provisions that give it); most of the others treat a subject of the
documents and ask for what these do not say. Near misses are far harder than the unanswerable questions of the gold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assistant.messages import MESSAGES
from assistant.schemas import CITING, Answer, Question
from assistant.service import Assistant
from assistant.settings import Settings

QUESTIONS = Path(__file__).with_name("answerability.jsonl")


class Result(NamedTuple):
    """A question and its answer."""

    question: str
    language: str
    gold: list[str]
    """Provisions that answer it; none: nothing does."""
    answer: Answer

    @property
    def answered(self) -> bool:
        """It was not refused."""
        return self.answer.status in CITING

    @property
    def doubted(self) -> bool:
        """It was answered, and the answer says that it may be none."""
        return self.answered and MESSAGES["unsure"][self.answer.language] in self.answer.answer

    @property
    def right(self) -> bool:
        """The provision cited first answers it."""
        cited = self.answer.citations[:1]
        return any(f"{one.source_id}/{one.locator}" in self.gold for one in cited)


def ask(assistant: Assistant, lines: Iterable[str]) -> list[Result]:
    """Ask every question of a file."""
    rows = (json.loads(line) for line in lines)
    return [
        Result(
            row["question"],
            row["language"],
            row["key"],
            assistant.answer(Question(question=row["question"])),
        )
        for row in rows
    ]


def shares(found: list[Result]) -> Mapping[str, float | int]:
    """Shares of the answerable questions and of the others."""
    good, bad = [one for one in found if one.gold], [one for one in found if not one.gold]
    return {
        "questions": len(found),
        "cited_first": _share([one.right for one in good]),
        "wrongly_refused": _share([not one.answered for one in good]),
        "doubted": _share([one.doubted for one in good]),
        "wrongly_answered": _share([one.answered for one in bad]),
        "wrongly_answered_without_doubt": _share([one.answered and not one.doubted for one in bad]),
    }


def _share(which: list[bool]) -> float:
    return round(sum(which) / max(len(which), 1), 3)


def main() -> None:
    """Ask, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--misses", action="store_true", help="print what was wrongly answered or refused")
    arguments = parser.parse_args()
    with closing(Assistant(Settings(data=arguments.data))) as assistant:
        found = ask(assistant, QUESTIONS.read_text(encoding="utf-8").splitlines())
    languages = ("all", *sorted({one.language for one in found}))
    print(json.dumps({name: shares([r for r in found if name in ("all", r.language)]) for name in languages}))
    for one in found:
        if arguments.misses and one.answered is not bool(one.gold):
            print("refused" if one.gold else "answered", one.language, one.question, sep="\t")


if __name__ == "__main__":
    main()
