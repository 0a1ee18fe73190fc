"""Read a model's answer as it comes, as structured output where the model can, else as marked text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.generation.prompts import Message
from assistant.generation.stream import Draft, MarkedText

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_CHARACTERS = 12_000
"""Of one answer; a model that writes more is stopped."""
STRUCTURED_FORM = 'Answer as JSON: {"statements": [{"text": "one statement", "ids": ["identifier"]}]}'
MARKED_FORM = (
    "Write each statement on a line of its own and put the identifier of its provision after it in square brackets, "
    "like this: One statement. [identifier]"
)
Reading = AsyncIterator[Draft | None]
"""Drafts as they are completed; None whenever a piece came that completed none."""


def schema(ids: Sequence[str], most: int) -> dict[str, Any]:
    """JSON Schema of an answer: a model that keeps to it can only name identifiers that were issued."""
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "ids": {"type": "array", "items": {"type": "string", "enum": list(ids)}},
        },
        "required": ["text", "ids"],
        "additionalProperties": False,
    }
    return {
        "title": "Statements",
        "description": "Statements that answer the question, each with the identifiers of its provisions.",
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement, "maxItems": most}},
        "required": ["statements"],
        "additionalProperties": False,
    }


async def structured(model: BaseChatModel, messages: list[Message], form: dict[str, Any]) -> Reading:
    """Read structured output: of the statements so far, all but the last are complete."""
    done = 0
    statements: list[Draft] = []
    async for partial in model.with_structured_output(form, method="json_schema").astream(messages):
        statements = _drafts(partial)
        if sum(len(draft.text) for draft in statements) > MOST_CHARACTERS:
            statements = statements[:-1]
            break
        yield None
        for draft in statements[done:-1]:
            yield draft
        done = max(done, len(statements) - 1)
    for draft in statements[done:]:
        yield draft


def _drafts(partial: object) -> list[Draft]:
    """The statements of a partial answer; whatever is not of the form is passed over."""
    rows = partial.get("statements") if isinstance(partial, dict) else None
    return [
        Draft(str(row.get("text") or ""), _ids(row.get("ids")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]


def _ids(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one).strip("[] ") for one in value)) if isinstance(value, list) else ()


async def marked(model: BaseChatModel, messages: list[Message]) -> Reading:
    """Read marked text."""
    parser = MarkedText()
    read = 0
    async for piece in model.astream(messages):
        text = piece.text if isinstance(piece.text, str) else str(piece.content)
        yield None
        for draft in parser.feed(text[: MOST_CHARACTERS - read]):
            yield draft
        read += len(text)
        if read > MOST_CHARACTERS:
            return
    for draft in parser.close():
        yield draft
