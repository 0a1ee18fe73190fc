"""The checking desk as plain pages: search, quotation check, comparison."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.comparison.schemas import Comparison
from assistant.quotation.schemas import QuoteCheck
from assistant.schemas import SearchResults, SourceInfo, SourceList
from ui.client import ApiError, Client
from ui.pages.frame import Frame, language_asked

MOST_RESULTS = 20
NOT_TAKEN = 422
Names = Annotated[list[str] | None, Query()]


def add(site: FastAPI, client: Client, frame: Frame) -> None:
    """Add the pages."""

    @site.get("/search", response_class=HTMLResponse, include_in_schema=False)
    async def search(request: Request, q: str = "", source: str = "") -> HTMLResponse:
        asked = {"q": q, "limit": str(MOST_RESULTS)} | ({"source": source} if source else {})
        found, refused = None, ""
        if q.strip():
            try:
                found = await client.get("/api/v1/search", SearchResults, asked)
            except ApiError as error:
                refused = _sentence(error)
        return frame.page(
            request,
            "search.html",
            NOT_TAKEN if refused else 200,
            q=q,
            chosen=source,
            every=await _sources(client),
            found=found,
            refused=refused,
        )

    @site.get("/quote", response_class=HTMLResponse, include_in_schema=False)
    async def quotation(
        request: Request, quote: str = "", source: str = "", locator: str = ""
    ) -> HTMLResponse:
        asked = {"quote": quote, "source_id": source or None, "locator": locator.strip() or None}
        found, refused = None, ""
        if quote.strip():
            try:
                found = await client.post("/api/v1/quotes", asked, QuoteCheck)
            except ApiError as error:
                refused = _sentence(error)
        return frame.page(
            request,
            "quote.html",
            NOT_TAKEN if refused else 200,
            quote=quote,
            chosen=source,
            locator=locator,
            every=await _sources(client),
            found=found,
            refused=refused,
        )

    @site.get("/compare", response_class=HTMLResponse, include_in_schema=False)
    async def compare(request: Request, topic: str = "", source: Names = None) -> HTMLResponse:
        every = await _sources(client)
        asked = {"topic": topic, "sources": source or [], "language": language_asked(request)}
        found, refused = None, ""
        if topic.strip():
            try:
                found = await client.post("/api/v1/comparisons", asked, Comparison)
            except ApiError as error:
                refused = _sentence(error)
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


async def _sources(client: Client) -> list[SourceInfo]:
    return (await client.get("/api/v1/sources", SourceList)).sources


def _sentence(error: ApiError) -> str:
    """What a form shows of a refusal that the reader can mend; any other is a page of its own."""
    if error.status != NOT_TAKEN:
        raise error
    return str(error)
