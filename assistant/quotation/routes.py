"""POST /api/v1/quotes: the quotation check over HTTP."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, FastAPI, Request

from assistant.problems import problems
from assistant.quotation.checker import QuoteChecker
from assistant.quotation.schemas import QuoteCheck, QuoteRequest

if TYPE_CHECKING:
    from assistant.service import Assistant


class CheckerCache:
    """Keeps the checker of the snapshot in service; another snapshot brings another checker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot = ""
        self._checker: QuoteChecker | None = None

    def get(self, assistant: Assistant) -> QuoteChecker:
        """Return the checker of what the assistant serves, built once."""
        with self._lock:
            if self._checker is None or self._snapshot != assistant.snapshot.id:
                self._checker = QuoteChecker(assistant.snapshot.provisions, assistant.catalogue)
                self._snapshot = assistant.snapshot.id
            return self._checker


def checker_of(request: Request) -> QuoteChecker:
    """Return the checker for a request.

    Raises:
        NotReadyError: there is no usable index.
    """
    cache: CheckerCache = request.app.state.quote_checkers
    return cache.get(request.app.state.holder.get())


Checker = Annotated[QuoteChecker, Depends(checker_of)]


def add_quote_routes(app: FastAPI) -> None:
    """Add the route; `app.state.holder` must hold the assistant when a request comes."""
    app.state.quote_checkers = CheckerCache()

    @app.post(
        "/api/v1/quotes", responses=problems(400, 413, 422, 503), summary="Check a quotation, word for word"
    )
    def quotes(body: QuoteRequest, checker: Checker) -> QuoteCheck:
        return checker.check(body.quote, body.source_id, body.locator)
