"""The checking desk as plain pages: search, quotation check, comparison."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.comparison.schemas import Comparison
from assistant.quotation.schemas import QuoteCheck
from assistant.schemas import SearchResults
from ui.client import ApiError, Client, Model
from ui.pages.frame import Frame, language_asked

MOST_RESULTS = 20
NOT_TAKEN = 422
Names = Annotated[list[str] | None, Query()]


def add(site: FastAPI, client: Client, frame: Frame) -> None:
    """Add the pages."""

    @site.get("/search", response_class=HTMLResponse, include_in_schema=False)
    async def search(request: Request, q: str = "", source: str = "") -> HTMLResponse:
        asked = {"q": q, "limit": str(MOST_RESULTS)} | ({"source": source} if source else {})
        found, refused = (
            await _found(client.get("/api/v1/search", SearchResults, asked)) if q.strip() else (None, "")
        )
        return frame.page(
            request,
            "search.html",
            NOT_TAKEN if refused else 200,
            q=q,
            chosen=source,
            every=await client.sources(),
            found=found,
            refused=refused,
        )

    @site.get("/quote", response_class=HTMLResponse, include_in_schema=False)
    async def quotation(
        request: Request, quote: str = "", source: str = "", locator: str = ""
    ) -> HTMLResponse:
        asked = {"quote": quote, "source_id": source or None, "locator": locator.strip() or None}
        found, refused = (
            await _found(client.post("/api/v1/quotes", asked, QuoteCheck)) if quote.strip() else (None, "")
        )
        return frame.page(
            request,
            "quote.html",
            NOT_TAKEN if refused else 200,
            quote=quote,
            chosen=source,
            locator=locator,
            every=await client.sources(),
            found=found,
            refused=refused,
        )

    @site.get("/compare", response_class=HTMLResponse, include_in_schema=False)
    async def compare(request: Request, topic: str = "", source: Names = None) -> HTMLResponse:
        every = await client.sources()
        asked = {"topic": topic, "sources": source or [], "language": language_asked(request)}
        found, refused = (
            await _found(client.post("/api/v1/comparisons", asked, Comparison))
            if topic.strip()
            else (None, "")
        )
        return frame.page(
            request,
            "compare.html",
            NOT_TAKEN if refused else 200,
            topic=topic,
            chosen=source or [],
            every=every,
            found=found,
            refused=refused,
        )


async def _found(asking: Awaitable[Model]) -> tuple[Model | None, str]:
    """What a form finds, or else why it was refused in words; a refusal that the reader cannot mend is raised."""
    try:
        return await asking, ""
    except ApiError as error:
        if error.status != NOT_TAKEN:
            raise
        return None, str(error)
