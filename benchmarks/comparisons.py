"""What a reader gets who asks in chat for a comparison of two documents, on questions of our own: one JSON line.

    python -m benchmarks.comparisons [--data DIR] [--missed]

The questions (`comparisons.jsonl`) were written from the texts, with the provisions of each side that treat the topic; a
side without any must be said to have none. Half of them are held out: what fails there is never shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.judging import cited_keys
from assistant.schemas import Answer, Question
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.halves import options, report, share
from corpus.types import QuestionLanguage

QUESTIONS = Path(__file__).with_name("comparisons.jsonl")


@dataclass(frozen=True)
class ComparisonQuestion:
    """A question for a comparison, and what each side of it has."""

    id: str
    language: QuestionLanguage
    question: str
    sides: Mapping[str, Sequence[str]]
    """Source id -> keys of the provisions that treat the topic; empty: the source is silent."""
    held_out: bool


@dataclass(frozen=True)
class Side:
    """What an answer shows of one source."""

    silent: bool
    """It has nothing on the topic."""
    kept: bool
    """It is cited, or said to have no match."""
    expected: bool
    """A provision on the topic is cited; of a silent source, none is."""
    first: bool
    """The first one cited is on the topic; of a silent source as `expected`."""


@dataclass(frozen=True)
class Verdict:
    """What came of one question."""

    asked: ComparisonQuestion
    sides: Sequence[Side]


def judged(asked: ComparisonQuestion, answer: Answer, titles: Mapping[str, str]) -> Verdict:
    """Judge the answer to one question; `titles` are the short titles of the sources in the answer's language."""
    cited = cited_keys(answer.model_dump(mode="json"))
    sides = []
    for source_id, wanted in asked.sides.items():
        shown = [key for key in cited if key.startswith(f"{source_id}/")]
        kept = bool(shown) or titles[source_id] in answer.answer
        if wanted:
            sides.append(
                Side(False, kept, bool(set(shown) & set(wanted)), shown[:1] != [] and shown[0] in wanted)
            )
        else:
            sides.append(Side(True, kept, kept and not shown, kept and not shown))
    return Verdict(asked, sides)


def figures(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """Shares of sides that are kept, and that are right; and of questions of which both sides are."""
    speaking = [side for verdict in verdicts for side in verdict.sides if not side.silent]
    silent = [side for verdict in verdicts for side in verdict.sides if side.silent]
    return {
        "questions": len(verdicts),
        "sides_kept": share([side.kept for side in (*speaking, *silent)]),
        "expected_cited": share([side.expected for side in speaking]),
        "expected_first": share([side.first for side in speaking]),
        "silence_told": share([side.expected for side in silent]),
        "both_sides_right": share([all(side.expected for side in v.sides) for v in verdicts]),
    }


def main() -> None:
    """Print one JSON line."""
    given = options(__doc__)
    asked = [ComparisonQuestion(**json.loads(line)) for line in QUESTIONS.read_text("utf-8").splitlines()]
    with closing(Assistant(Settings(data=given.data))) as assistant:
        sources = assistant.catalogue.sources.values()
        found = []
        for one in asked:
            answer = assistant.answer(Question(question=one.question))
            titles = {source.id: source.short_title.get(answer.language) for source in sources}
            found.append(judged(one, answer, titles))
    report(found, figures, lambda v: all(side.first for side in v.sides), missed=given.missed)


if __name__ == "__main__":
    main()
