"""POST /v1/chat/completions and GET /v1/models."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from assistant.errors import NotFoundError
from assistant.holder import Ready, Slot
from assistant.openai_api.completion import chunks, completion
from assistant.openai_api.conversation import to_question
from assistant.openai_api.errors import OpenAIErrors
from assistant.openai_api.schemas import MODEL, Completion, CompletionRequest, ErrorResponse, Model, ModelList
from assistant.schemas import Answer
from assistant.service import Event

ERRORS: dict[int, str] = {
    400: "Broken JSON, no question, or something that cannot be done here",
    404: "No such model",
    413: "Body over the limit",
    429: "Too many questions at once",
    503: "The index is not ready",
}


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ErrorResponse, "description": ERRORS[status]} for status in statuses}


def add_openai_routes(app: FastAPI) -> None:
    """Add the routes, and the shape of their errors."""
    app.add_middleware(OpenAIErrors)

    @app.post(
        "/v1/chat/completions",
        response_model=Completion,
        responses=_errors(*ERRORS),
        summary="OpenAI-compatible: answer the last user message; with stream, as chunks",
    )
    def complete(body: CompletionRequest, request: Request, assistant: Ready, slot: Slot) -> Any:
        question, base_url = to_question(body), str(request.base_url).rstrip("/")
        if not body.stream:
            return completion(body, assistant.answer(question), base_url)
        events = assistant.stream(question)
        # What is wrong with the question shows at the first event, while the status can still say it.
        events = chain([next(events)], events)
        return StreamingResponse(_lines(body, events, base_url), media_type="text/event-stream")

    @app.get("/v1/models", summary="OpenAI-compatible: the models, of which there is one")
    async def models() -> ModelList:
        return ModelList(data=[Model()])

    @app.get("/v1/models/{model}", responses=_errors(404), summary="OpenAI-compatible: one model")
    async def one_model(model: str) -> Model:
        if model != MODEL:
            raise NotFoundError(f"There is no model {model[:64]!r} here; ask for {MODEL!r}.")
        return Model()


def _lines(body: CompletionRequest, events: Iterator[Event], base_url: str) -> Iterator[str]:
    answer = next(value for _, value in events if isinstance(value, Answer))
    whole = completion(body, answer, base_url)
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    for chunk in chunks(whole, with_usage):
        yield f"data: {chunk.model_dump_json()}\n\n"
    yield "data: [DONE]\n\n"
