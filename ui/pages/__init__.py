"""Plain pages: readable without a script (one has a figure for those who have it), by keyboard and by screen reader; one address a provision.

They speak to the API only, as the chat does.
"""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from ui.client import ApiError, Client
from ui.figures import add_scripts
from ui.look import pages_css
from ui.pages import desk, library, subjects
from ui.pages.frame import Frame

STYLE = "/pages.css"


def add_pages(site: FastAPI, client: Client) -> None:
    """Add every page to the site."""
    frame = Frame()
    style = pages_css()

    @site.get(STYLE, include_in_schema=False)
    async def css() -> Response:
        return Response(style, media_type="text/css", headers={"cache-control": "max-age=86400"})

    @site.exception_handler(ApiError)
    async def refused(request: Request, error: ApiError) -> Response:
        return frame.refusal(request, error)

    library.add(site, client, frame)
    subjects.add(site, client, frame)
    desk.add(site, client, frame)
    add_scripts(site)
