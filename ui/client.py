"""A small typed client of the API: answers as they come, the sources, the state of the service."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant.schemas import (
    READERS,
    Answer,
    AnswerEvent,
    ExportRequest,
    Feedback,
    FeedbackReceipt,
    Problem,
    Question,
    Readiness,
    SourceInfo,
    SourceList,
)
from ui.shelf import File
from ui.sse import EventParser, ServerEvent

Model = TypeVar("Model", bound=BaseModel)
UNREACHABLE = "The assistant cannot be reached right now. Please ask again."
BROKEN = "The answer broke off before its end. Please ask again."
FILE_NAME = re.compile(r'filename="([\w.-]+)"')
UNREADABLE = "The assistant sent something that cannot be read. Please ask again."

_PROBLEM = TypeAdapter(Problem)


def provision_path(source_id: str, locator: str, *below: str) -> str:
    """Address of a provision in the API, or of what lies below it."""
    parts = (source_id, "provisions", locator, *below)
    return "/api/v1/sources/" + "/".join(quote(part, safe="()") for part in parts)


class ApiError(Exception):
    """The API refused or could not be reached; the message is a sentence for a reader.

    `status` is the HTTP status, or None where no response came.
    """

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class Client:
    """Speaks to the API over an `httpx.AsyncClient` that already knows its address."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def answer(self, question: Question) -> AsyncIterator[AnswerEvent]:
        """Ask; yield what the API streams, the whole answer last. Events of unknown names are passed over.

        Raises:
            ApiError: refused, out of reach, or broken off before the answer was whole.
        """
        request = self._http.build_request(
            "POST",
            "/api/v1/answers",
            json=question.model_dump(mode="json"),
            headers={"accept": "text/event-stream"},
        )
        whole = False
        async with self._sent(request) as response:
            async for event in _events(response):
                read = None if whole else _read(event)
                if read is not None:
                    yield read
                whole = whole or isinstance(read, Answer)
        if not whole:
            raise ApiError(BROKEN)

    async def sources(self) -> list[SourceInfo]:
        """Every source of the catalogue.

        Raises:
            ApiError: refused or out of reach.
        """
        return (await self.get("/api/v1/sources", SourceList)).sources

    async def readiness(self) -> Readiness:
        """Say whether questions can be answered, and from what; a service that is not ready is no error.

        Raises:
            ApiError: out of reach.
        """
        return await self.get("/readyz", Readiness, accept={503})

    async def rate(self, feedback: Feedback) -> None:
        """Keep what a reader thinks of an answer.

        Raises:
            ApiError: refused or out of reach.
        """
        await self.post("/api/v1/feedback", feedback.model_dump(), FeedbackReceipt)

    async def export(self, request: ExportRequest) -> File:
        """Have answers written to a file.

        Raises:
            ApiError: refused or out of reach.
        """
        built = self._http.build_request("POST", "/api/v1/exports", json=request.model_dump(mode="json"))
        async with self._sent(built) as response:
            content = await response.aread()
            named = FILE_NAME.search(response.headers.get("content-disposition", ""))
            media_type = response.headers.get("content-type", "application/octet-stream")
            return File(named[1] if named else "rahnuma", media_type, content)

    async def aclose(self) -> None:
        """Release connections."""
        await self._http.aclose()

    async def get(
        self,
        path: str,
        model: type[Model],
        params: Mapping[str, str | Sequence[str]] | None = None,
        accept: set[int] | None = None,
    ) -> Model:
        """Read a record of the API; `accept` names statuses of failure that carry one too.

        Raises:
            ApiError: refused or out of reach.
        """
        return await self._record(self._http.build_request("GET", path, params=params), model, accept)

    async def post(self, path: str, body: Mapping[str, object], model: type[Model]) -> Model:
        """Send JSON to the API and read its record.

        Raises:
            ApiError: refused or out of reach.
        """
        return await self._record(self._http.build_request("POST", path, json=dict(body)), model)

    async def _record(
        self, request: httpx.Request, model: type[Model], accept: set[int] | None = None
    ) -> Model:
        async with self._sent(request, accept) as response:
            try:
                return model.model_validate_json(await response.aread())
            except ValidationError as error:
                raise ApiError(UNREADABLE, response.status_code) from error

    @asynccontextmanager
    async def _sent(
        self, request: httpx.Request, accept: set[int] | None = None
    ) -> AsyncIterator[httpx.Response]:
        try:
            response = await self._http.send(request, stream=True)
            try:
                if not response.is_success and response.status_code not in (accept or ()):
                    raise ApiError(_sentence(await response.aread()), response.status_code)
                yield response
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise ApiError(UNREACHABLE) from error


async def _events(response: httpx.Response) -> AsyncIterator[ServerEvent]:
    parser = EventParser()
    async for piece in response.aiter_text():
        for event in parser.feed(piece):
            yield event


def _read(event: ServerEvent) -> AnswerEvent | None:
    reader = READERS.get(event.name)
    if reader is None:
        return None
    try:
        return reader(event.data)
    except (ValueError, KeyError, TypeError) as error:
        raise ApiError(UNREADABLE) from error


def _sentence(body: bytes) -> str:
    """Return the sentence of a problem; a body of another shape is not shown to readers."""
    try:
        return _PROBLEM.validate_json(body).detail
    except ValidationError:
        return UNREACHABLE
