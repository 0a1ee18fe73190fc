"""A client of a running Rahnuma: `with Rahnuma("http://127.0.0.1:8000") as rahnuma: rahnuma.ask("…").answer`.

What comes back are the records of `assistant.schemas`. Needs pydantic and nothing else of this distribution's
packages, so that a newsroom's tool can use it after `pip install --no-deps rahnuma`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from assistant.errors import ServerError
from assistant.http import Http, Opener
from assistant.schemas import (
    READERS,
    Answer,
    AnswerEvent,
    ExportRequest,
    Language,
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
        opener: Opener | None = None,
    ) -> None:
        """Take the server's address, its key if it asks for one, and a limit in seconds for each wait."""
        self._http = Http(server, key, timeout, opener)

    def ask(self, question: str | Question) -> Answer:
        """Answer a question; a `Question` also names language, sources, history and style."""
        return self._read(Answer, "POST", "/api/v1/answers", body=_body(question))

    def stream(self, question: str | Question) -> Iterator[AnswerEvent]:
        """Answer a question, giving its status, citations and statements as they stand and the whole `Answer` last."""
        event: AnswerEvent | None = None
        for name, data in self._events(_body(question)):
            try:
                read = READERS[name](data) if name in READERS else None
            except (ValueError, KeyError, TypeError) as error:
                raise ServerError(f"{self._http.server} sent an event that cannot be read") from error
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
        return self._read(QuoteCheck, "POST", "/api/v1/quotes", body=asked)

    def compare(self, topic: str, sources: list[str], language: Language | None = None) -> Comparison:
        """Put two to six sources side by side on a topic."""
        from assistant.comparison.schemas import Comparison

        asked = {"topic": topic, "sources": sources, "language": language}
        return self._read(Comparison, "POST", "/api/v1/comparisons", body=asked)

    def export(self, request: ExportRequest) -> bytes:
        """Return answers as a file: a memo, references, or an evidence bundle."""
        return self._sent("POST", "/api/v1/exports", body=request.model_dump(mode="json"))

    def _sent(self, method: str, path: str, **request: Any) -> bytes:
        with self._http.exchanged(method, path, **request) as response:
            return response.read()

    def _read(self, model: type[Model], method: str, path: str, **request: Any) -> Model:
        content = self._sent(method, path, **request)
        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            raise ServerError(f"what {self._http.server} sent is no {model.__name__} of Rahnuma") from error

    def _events(self, question: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield name and data of each event of a stream that has ended."""
        fields: dict[str, str] = {}
        with self._http.exchanged(
            "POST", "/api/v1/answers", body=question, accept="text/event-stream"
        ) as response:
            for line in response:
                name, _, value = line.decode().rstrip("\r\n").partition(": ")
                if name:
                    fields[name] = value
                elif fields:
                    yield fields.get("event", "message"), fields.get("data", "")
                    fields = {}

    def close(self) -> None:
        """Nothing stays open between two questions; here for `with`."""

    def __enter__(self) -> Rahnuma:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _body(question: str | Question) -> dict[str, Any]:
    asked = Question(question=question) if isinstance(question, str) else question
    return asked.model_dump(mode="json", exclude_unset=True)
