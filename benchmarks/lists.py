"""How many lists are complete, and in the order of the text, on questions of our own: one JSON line.

    python -m benchmarks.lists [--data DIR] [--missed]

The questions (`list_questions.jsonl`) ask for enumerations of all five sources in English, Urdu and Roman Urdu.
They were written from the texts before the product was asked any; most by five writers who knew nothing of how lists are
found. Of the first a third, chosen by hash, is held out, and all that the last two writers asked: what fails there is never
shown and was never looked at, so its figure tells how other people's lists fare.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.judging import cited_keys
from assistant.schemas import Answer, Question
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.halves import options, report, share
from corpus.types import QuestionLanguage

QUESTIONS = Path(__file__).with_name("list_questions.jsonl")


@dataclass(frozen=True)
class ListQuestion:
    """A question for a list, and what a complete answer holds."""

    id: str
    language: QuestionLanguage
    question: str
    groups: Sequence[Sequence[str]]
    """For each member, in the order of the text, the keys that give it; one of each is enough."""
    held_out: bool
    says: Sequence[str] = ()
    """Of a list that one provision tells: a pattern for each member, to be found in the answer."""
    some: int = 0
    """Only so many members are asked for, and the answer should say of how many."""
    only: bool = False
    """The question narrows a list: no other provision of the source may be cited."""


@dataclass(frozen=True)
class Verdict:
    """What came of one question."""

    asked: ListQuestion
    complete: bool
    ordered: bool


def judged(asked: ListQuestion, answer: Answer) -> Verdict:
    """Judge the answer to one question."""
    cited = cited_keys(answer.model_dump(mode="json"))
    places = [place for key in cited for place, group in enumerate(asked.groups) if key in group]
    text = f"{answer.answer} {' '.join(statement.text for statement in answer.statements)}".casefold()
    complete = all(re.search(pattern, text, re.IGNORECASE) for pattern in asked.says)
    if asked.some:
        complete &= len(set(places)) == asked.some and str(len(asked.groups)) in text
    else:
        complete &= set(places) == set(range(len(asked.groups)))
    source = asked.groups[0][0].partition("/")[0]
    wanted = {key for group in asked.groups for key in group}
    if asked.only:
        complete &= all(key in wanted for key in cited if key.startswith(f"{source}/"))
    return Verdict(asked, complete, places == sorted(places))


def figures(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """Shares of complete and of ordered lists; of complete ones also by language."""
    languages = dict.fromkeys(verdict.asked.language for verdict in verdicts)
    by_language = {
        language: share([v.complete for v in verdicts if v.asked.language == language])
        for language in languages
    }
    return {
        "questions": len(verdicts),
        "complete": share([v.complete for v in verdicts]),
        "in_order": share([v.ordered for v in verdicts]),
        "complete_by_language": by_language,
    }


def main() -> None:
    """Print one JSON line."""
    given = options(__doc__)
    questions = [ListQuestion(**json.loads(line)) for line in QUESTIONS.read_text("utf-8").splitlines()]
    with closing(Assistant(Settings(data=given.data))) as assistant:
        found = [judged(asked, assistant.answer(Question(question=asked.question))) for asked in questions]
    report(found, figures, lambda v: v.complete and v.ordered, missed=given.missed)


if __name__ == "__main__":
    main()
