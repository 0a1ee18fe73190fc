"""The site: the API with the chat at its root. The composition root of the front end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
import httpx
from fastapi import FastAPI, Response
from starlette.routing import Mount

from assistant.api import create_app
from assistant.settings import Settings
from ui.client import Client
from ui.gate import Gate
from ui.look import chat_css
from ui.page import build
from ui.pages import add_pages
from ui.policy import Policy
from ui.shelf import Shelf, add_files
from ui.theme import ICON, head, script, theme
from ui.transport import InProcessTransport

INSIDE = "http://rahnuma.internal"
"""Address by which the front end calls the API of its own process; never resolved."""
GRACE = 15.0
"""Seconds an answer may take beyond the model's own limit."""


def create_site(settings: Settings, opener: Callable[[Settings], Any] | None = None) -> FastAPI:
    """Make the whole site. `opener` is the API's seam by which tests bring an assistant of their own."""
    site = create_app(settings) if opener is None else create_app(settings, opener)
    client = api_client(site, settings)
    shelf = Shelf()
    _add_static(site)
    add_pages(site, client)
    add_files(site, shelf)
    return mount_chat(site, settings, client, shelf)


def api_client(site: FastAPI, settings: Settings) -> Client:
    """A client that calls the API of an application in its own process."""
    http = httpx.AsyncClient(
        transport=InProcessTransport(site), base_url=INSIDE, timeout=settings.model_timeout + GRACE
    )
    return Client(http)


def _add_static(site: FastAPI) -> None:
    code = script()

    @site.get("/chat.js", include_in_schema=False)
    async def chat_script() -> Response:
        return Response(code, media_type="text/javascript", headers={"cache-control": "max-age=86400"})

    @site.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        return Response(ICON, media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})


def mount_chat(site: FastAPI, settings: Settings, client: Client, shelf: Shelf) -> FastAPI:
    """Put the chat at the root of an application; routes that it already has keep their addresses."""
    gr.mount_gradio_app(
        site,
        build(client, shelf, settings.concurrency),
        "/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        blocked_paths=[str(settings.data.resolve())],
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css=chat_css(),
        head=head(),
    )
    chat = site.router.routes[-1]
    if not isinstance(chat, Mount):
        raise TypeError("Gradio is expected to mount itself last")
    chat.app = Policy(Gate(chat.app, settings.body_limit))
    return site
