"""Readers' questions: what a provision answers, and of some of them whether the answer is yes or no."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import CatalogueError
from corpus.types import Reply

REPLIES: tuple[Reply, ...] = ("yes", "no", "depends")
Questions = dict[str, dict[str, list[str]]]
"""Locator -> language -> questions."""
Replies = dict[str, dict[str, Reply]]
"""Locator -> question -> what the provision replies to it."""


def load_questions(path: Path) -> tuple[Questions, Replies]:
    """Read `questions.jsonl`: one line a provision, `{"locator", "en", "ur", "ur-Latn", "yes", "no", "depends"}`.

    The last three are optional: they name questions of that line to which the provision replies so. Two empty
    tables if there is no file.

    Raises:
        CatalogueError: a line is not of that form, a locator stands twice, or a reply has no question.
    """
    questions: Questions = {}
    replies: Replies = {}
    if not path.exists():
        return questions, replies
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            locator = row.pop("locator")
        except (json.JSONDecodeError, KeyError, AttributeError) as error:
            raise CatalogueError(f"{where}: not a JSON object with a locator") from error
        if locator in questions:
            raise CatalogueError(f"{where}: {locator} stands twice")
        replies[locator] = _replies(row, where)
        questions[locator] = row
    return questions, replies


def _replies(row: dict[str, Any], where: str) -> dict[str, Reply]:
    """Take the replies out of a line; each is to one of the questions that stay in it, and to each there is one."""
    given: dict[str, Reply] = {}
    replied: Mapping[Reply, list[str]] = {reply: row.pop(reply, []) for reply in REPLIES}
    asked = {question for questions in row.values() for question in questions}
    for reply, questions in replied.items():
        for question in questions:
            if question not in asked:
                raise CatalogueError(
                    f"{where}: “{question}” stands under {reply} and is no question of this line"
                )
            if question in given:
                raise CatalogueError(
                    f"{where}: “{question}” has two replies, {given[question]} and {reply}; keep one"
                )
            given[question] = reply
    return given
