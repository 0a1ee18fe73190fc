"""Pages of sources and provisions, and permalinks that fail loudly when the text behind them has changed."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.schemas import ProvisionDetail, References, SourceDetail
from ui.client import ApiError, Client, provision_path
from ui.pages.frame import Frame

HASH = re.compile(r"[0-9a-f]{12,64}")
SHOWN = 16
"""Characters of the hash that a permalink carries; at least 12 are asked for."""
Hash = Annotated[str | None, Query()]


def add(site: FastAPI, client: Client, frame: Frame) -> None:
    """Add the pages."""

    @site.get("/sources", response_class=HTMLResponse, include_in_schema=False)
    async def sources(request: Request) -> HTMLResponse:
        return frame.page(request, "sources.html", sources=await client.sources())

    @site.get("/sources/{source_id}", response_class=HTMLResponse, include_in_schema=False)
    async def source(request: Request, source_id: str) -> HTMLResponse:
        found = await client.get(f"/api/v1/sources/{quote(source_id, safe='')}", SourceDetail)
        outline = [
            (list(path), list(entries))
            for path, entries in groupby(
                found.outline, key=lambda e: tuple(zip(e.heading, e.heading_ur, strict=False))
            )
        ]
        return frame.page(request, "source.html", source=found, outline=outline)

    @site.get("/sources/{source_id}/{locator}", response_class=HTMLResponse, include_in_schema=False)
    async def provision(request: Request, source_id: str, locator: str, sha256: Hash = None) -> HTMLResponse:
        if sha256 is not None and not HASH.fullmatch(sha256.casefold()):
            return frame.page(request, "message.html", 400, title="bad_hash", detail=sha256[:80])
        try:
            found = await client.get(provision_path(source_id, locator), ProvisionDetail)
        except ApiError as error:
            if sha256 is None or error.status != 404:
                raise
            return frame.page(request, "changed.html", 410, found=None, wanted=sha256)
        if sha256 is not None and not (found.sha256 or "").startswith(sha256.casefold()):
            return frame.page(request, "changed.html", 409, found=found, wanted=sha256)
        cite = (await client.get(f"{provision_path(source_id, locator)}/references", References)).references
        return frame.page(
            request,
            "provision.html",
            found=found,
            cite=cite,
            checked=sha256 is not None,
            permanent=permanent_address(request, found),
        )


def permanent_address(request: Request, found: ProvisionDetail) -> str:
    """Address that carries the hash of the text, to be copied."""
    base = str(request.base_url).rstrip("/")
    return f"{base}{found.permalink}" + (f"?sha256={found.sha256[:SHOWN]}" if found.sha256 else "")
