"""How well the last turn of a conversation is answered, by the languages of its last two turns: one JSON line.

    python -m benchmarks.follow_ups [--data DIR] [--split dev] [--misses]

Each line of `follow_ups.jsonl` is a conversation, written before the code that is measured here was changed, and the
provisions that its last turn may be answered from; none: it must be refused. Earlier turns are answered as they come
and go along as history, as the chat sends them. A third of them, by the hash of their text, is held out: the code was
written without sight of how those come out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from assistant.schemas import CITING, Answer, Question, Turn
from assistant.service import Assistant
from assistant.settings import Settings

CONVERSATIONS = Path(__file__).with_name("follow_ups.jsonl")


class Result(NamedTuple):
    """A conversation and the answer to its last turn."""

    split: str
    pair: str
    """Languages of the turn before the last and of the last: `en>ur`."""
    turns: list[str]
    gold: list[str]
    answer: Answer

    @property
    def cited(self) -> list[str]:
        """Keys of the provisions cited, in order."""
        return [f"{citation.source_id}/{citation.locator}" for citation in self.answer.citations]

    @property
    def wrongly_refused(self) -> bool:
        """There is an answer in the documents, and none was given."""
        return bool(self.gold) and self.answer.status not in CITING

    @property
    def right(self) -> bool:
        """A gold provision is cited first, or there is none and the question was refused."""
        return self.cited[0] in self.gold if self.cited else not self.gold


def last_answer(assistant: Assistant, turns: Iterable[str]) -> Answer:
    """Hold a conversation; return the answer to its last turn."""
    history: list[Turn] = []
    for question in turns:
        answer = assistant.answer(Question(question=question, history=history))
        history += [Turn(role="user", content=question), Turn(role="assistant", content=answer.answer)]
    return answer


def results(assistant: Assistant, lines: Iterable[str]) -> Iterator[Result]:
    """Hold every conversation."""
    for line in lines:
        row = json.loads(line)
        yield Result(
            row["split"], row["pair"], row["turns"], row["gold"], last_answer(assistant, row["turns"])
        )


def shares(found: list[Result]) -> Mapping[str, float | int]:
    """Shares of conversations; the first two of those that have an answer in the documents."""
    answerable = [one for one in found if one.gold]
    count = max(len(answerable), 1)
    return {
        "conversations": len(found),
        "cited_first": round(sum(one.right for one in answerable) / count, 3),
        "cited": round(sum(bool({*one.cited} & {*one.gold}) for one in answerable) / count, 3),
        "wrongly_refused": round(sum(one.wrongly_refused for one in answerable) / count, 3),
        "wrongly_answered": sum(not one.right for one in found if not one.gold),
    }


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--split", choices=["dev", "held_out"], help="only this split")
    parser.add_argument("--misses", action="store_true", help="the conversations of `dev` that end wrongly")
    given = parser.parse_args()
    lines = CONVERSATIONS.read_text(encoding="utf-8").splitlines()
    with closing(Assistant(Settings(data=given.data))) as assistant:
        found = [one for one in results(assistant, lines) if given.split in {None, one.split}]
    report: dict[str, object] = {
        split: shares([one for one in found if one.split == split])
        for split in sorted({one.split for one in found})
    }
    report["pairs"] = {
        pair: shares([one for one in found if one.pair == pair])
        for pair in sorted({one.pair for one in found})
    }
    if given.misses:
        report["misses"] = [
            {"turns": one.turns, "shown": one.answer.rephrased, "cited": one.cited[:3], "gold": one.gold}
            for one in found
            if one.split == "dev" and not one.right
        ]
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
