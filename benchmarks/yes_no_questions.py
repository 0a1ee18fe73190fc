"""Yes/no questions with what their provision replies: readers' questions, and those of other writers in two parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus import Catalogue
from corpus.types import QuestionLanguage

OTHER_WRITERS = Path(__file__).with_name("judge_questions.jsonl")
Part = Literal["readers", "tuning", "held_out"]


@dataclass(frozen=True)
class Labelled:
    """One question, with a reply given by hand."""

    question: str
    language: QuestionLanguage
    key: str
    """Provision that replies to it."""
    reply: str
    """`yes`, `no`, `depends`, or `other` for a question that neither answers."""
    part: Part


def readers(catalogue: Catalogue) -> Iterator[Labelled]:
    """Yield readers' questions whose reply is known."""
    for table in catalogue.provisions.values():
        for provision in table.values():
            replies = catalogue.replies.get(provision.key, {})
            for language, questions in provision.questions.items():
                for question in questions:
                    if question in replies:
                        yield Labelled(question, language, provision.key, replies[question], "readers")


def others() -> Iterator[Labelled]:
    """Yield questions of other writers: a third for tuning, the rest to measure on, by a hash of the question."""
    for line in OTHER_WRITERS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "polarity" in row:
            third = int(hashlib.sha256(row["question"].encode()).hexdigest(), 16) % 3 == 0
            part: Part = "tuning" if third else "held_out"
            yield Labelled(row["question"], row["language"], row["key"], row["polarity"], part)
