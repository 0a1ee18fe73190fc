"""A client of a running Rahnuma: `with Rahnuma("http://127.0.0.1:8000") as rahnuma: rahnuma.ask("…").answer`.

What comes back are the records of `assistant.schemas`. Needs httpx and pydantic and nothing else of this
distribution's packages, so that a newsroom's tool can use it after `pip install --no-deps rahnuma`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from assistant.errors import ServerError
from assistant.schemas import (
    READERS,
    Answer,
    AnswerEvent,
    ExportRequest,
    Language,
    Problem,
    ProvisionDetail,
    Question,
    SearchResult,
    SearchResults,
    SourceInfo,
    SourceList,
)

if TYPE_CHECKING:
    from assistant.comparison.schemas import Comparison
    from assistant.quotation.schemas import QuoteCheck

Model = TypeVar("Model", bound=BaseModel)


class Rahnuma:
    """Speaks to one server. Every method raises `ServerError`: refused, out of reach, or not a Rahnuma."""

    def __init__(
        self,
        server: str = "http://127.0.0.1:8000",
        key: str | None = None,
        timeout: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Take the server's address, its key if it asks for one, and a limit in seconds for each wait."""
        headers = {"authorization": f"Bearer {key}"} if key else {}
        # An address without TLS needs no certificates, and loading them takes longer than an answer.
        verify = not server.startswith("http://")
        self._http = httpx.Client(
            base_url=server, headers=headers, timeout=timeout, transport=transport, verify=verify
        )

    def ask(self, question: str | Question) -> Answer:
        """Answer a question; a `Question` also names language, sources, history and style."""
        return self._read(Answer, "POST", "/api/v1/answers", json=_body(question))

    def stream(self, question: str | Question) -> Iterator[AnswerEvent]:
        """Answer a question, giving its status, citations and statements as they stand and the whole `Answer` last."""
        event: AnswerEvent | None = None
        for name, data in self._events(_body(question)):
            try:
                read = READERS[name](data) if name in READERS else None
            except (ValueError, KeyError, TypeError) as error:
                raise ServerError(f"{self._http.base_url} sent an event that cannot be read") from error
            if read is not None:
                yield (event := read)
        if not isinstance(event, Answer):
            raise ServerError("the answer broke off before its end; ask again")

    def search(self, query: str, limit: int = 10, source: str | None = None) -> list[SearchResult]:
        """Search provisions, best first."""
        asked = {"q": query, "limit": limit} | ({"source": source} if source else {})
        return self._read(SearchResults, "GET", "/api/v1/search", params=asked).results

    def sources(self) -> list[SourceInfo]:
        """Every source of the catalogue."""
        return self._read(SourceList, "GET", "/api/v1/sources").sources

    def provision(self, source_id: str, locator: str) -> ProvisionDetail:
        """Everything known about one provision, e.g. `("unesco-recommendation-2021", "26")`."""
        return self._read(
            ProvisionDetail, "GET", f"/api/v1/sources/{quote(source_id)}/provisions/{quote(locator)}"
        )

    def quote(self, quotation: str, source_id: str | None = None, locator: str | None = None) -> QuoteCheck:
        """Check a quotation, word for word."""
        from assistant.quotation.schemas import QuoteCheck

        asked = {"quote": quotation, "source_id": source_id, "locator": locator}
        return self._read(QuoteCheck, "POST", "/api/v1/quotes", json=asked)

    def compare(self, topic: str, sources: list[str], language: Language | None = None) -> Comparison:
        """Put two to six sources side by side on a topic."""
        from assistant.comparison.schemas import Comparison

        asked = {"topic": topic, "sources": sources, "language": language}
        return self._read(Comparison, "POST", "/api/v1/comparisons", json=asked)

    def export(self, request: ExportRequest) -> bytes:
        """Return answers as a file: a memo, references, or an evidence bundle."""
        return self._sent("POST", "/api/v1/exports", json=request.model_dump(mode="json")).content

    def _sent(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error
        if not response.is_success:
            raise self._refused(response)
        return response

    def _read(self, model: type[Model], method: str, path: str, **request: Any) -> Model:
        response = self._sent(method, path, **request)
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise ServerError(f"what {self._http.base_url} sent is no {model.__name__} of Rahnuma") from error

    def _events(self, question: dict[str, Any]) -> Iterator[tuple[str, str]]:
        accept = {"accept": "text/event-stream"}
        try:
            with self._http.stream("POST", "/api/v1/answers", json=question, headers=accept) as response:
                if not response.is_success:
                    response.read()
                    raise self._refused(response)
                pending = b""
                for piece in response.iter_bytes():
                    *whole, pending = (pending + piece).split(b"\n\n")
                    for event in whole:
                        fields = dict(
                            line.split(": ", 1) for line in event.decode().split("\n") if ": " in line
                        )
                        yield fields.get("event", "message"), fields.get("data", "")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> ServerError:
        return ServerError(
            f"{self._http.base_url} cannot be reached ({error}); is `rahnuma serve` running there?"
        )

    def _refused(self, response: httpx.Response) -> ServerError:
        try:
            sentence = Problem.model_validate_json(response.content).detail
        except ValidationError:
            sentence = f"{self._http.base_url} answered with status {response.status_code} and no reason"
        return ServerError(sentence, response.status_code, response.headers.get("retry-after"))

    def close(self) -> None:
        """Release connections."""
        self._http.close()

    def __enter__(self) -> Rahnuma:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _body(question: str | Question) -> dict[str, Any]:
    asked = Question(question=question) if isinstance(question, str) else question
    return asked.model_dump(mode="json", exclude_unset=True)
