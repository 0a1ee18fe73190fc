"""What a reader gets who asks in chat for a comparison of two documents, on questions of our own: one JSON line.

    python -m benchmarks.comparisons [--data DIR] [--missed]

The questions (`comparisons.jsonl`) were written from the texts, with the provisions of each side that treat the topic; a
side without any must be said to have none. Half of them are held out: what fails there is never shown.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.judging import cited_keys
from assistant.schemas import Answer, Question
from assistant.service import Assistant
from assistant.settings import Settings
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
        "sides_kept": _share([side.kept for side in (*speaking, *silent)]),
        "expected_cited": _share([side.expected for side in speaking]),
        "expected_first": _share([side.first for side in speaking]),
        "silence_told": _share([side.expected for side in silent]),
        "both_sides_right": _share([all(side.expected for side in v.sides) for v in verdicts]),
    }


def _share(holds: Sequence[bool]) -> float:
    return round(sum(holds) / max(len(holds), 1), 3)


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--missed", action="store_true", help="name what fails, of what is not held out")
    given = parser.parse_args()
    asked = [ComparisonQuestion(**json.loads(line)) for line in QUESTIONS.read_text("utf-8").splitlines()]
    with closing(Assistant(Settings(data=given.data))) as assistant:
        sources = assistant.catalogue.sources.values()
        found = []
        for one in asked:
            answer = assistant.answer(Question(question=one.question))
            titles = {source.id: source.short_title.get(answer.language) for source in sources}
            found.append(judged(one, answer, titles))
    seen = [verdict for verdict in found if not verdict.asked.held_out]
    line: dict[str, object] = {
        "seen": figures(seen),
        "held_out": figures([verdict for verdict in found if verdict.asked.held_out]),
    }
    if given.missed:
        line["missed"] = [v.asked.id for v in seen if not all(side.first for side in v.sides)]
    print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
