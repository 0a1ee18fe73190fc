"""POST /api/v1/quotes: the quotation check over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, FastAPI, Request

from assistant.problems import problems
from assistant.quotation.checker import QuoteChecker
from assistant.quotation.schemas import QuoteCheck, QuoteRequest

if TYPE_CHECKING:
    from assistant.service import Assistant


def checker_of(request: Request) -> QuoteChecker:
    """Return the checker of what is in service.

    Raises:
        NotReadyError: there is no usable index.
    """
    assistant: Assistant = request.app.state.holder.get()
    return assistant.quotes


Checker = Annotated[QuoteChecker, Depends(checker_of)]


def add_quote_routes(app: FastAPI) -> None:
    """Add the route; `app.state.holder` must hold the assistant when a request comes."""

    @app.post(
        "/api/v1/quotes", responses=problems(400, 413, 422, 503), summary="Check a quotation, word for word"
    )
    def quotes(body: QuoteRequest, checker: Checker) -> QuoteCheck:
        return checker.check(body.quote, body.source_id, body.locator)
