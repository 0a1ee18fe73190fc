"""The Model Context Protocol over HTTP at /mcp: streamable HTTP without sessions, answers as plain JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import NotReadyError
from assistant.mcp_server.desk import Desk
from assistant.mcp_server.tools import make_server
from assistant.settings import Settings

PATH = "/mcp"
THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def add_mcp(app: FastAPI) -> None:
    """Add the endpoint; `app.state` must hold `holder` and `settings` when a request comes."""
    endpoint = McpEndpoint(make_server(Desk(lambda: app.state.holder)), app.state.settings)
    app.router.routes.append(Route(PATH, endpoint, include_in_schema=False))
    outer = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with outer(app) as state, endpoint.running():
            yield state

    app.router.lifespan_context = lifespan


class McpEndpoint:
    """Serves the protocol while the application runs."""

    def __init__(self, server: MCPServer, settings: Settings) -> None:
        self._server = server
        self._settings = settings
        self._serving: ASGIApp | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the SDK's session manager; each run needs a new one."""
        self._server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=self._settings.body_limit,
            transport_security=allowed_callers(self._settings),
        )
        manager = self._server.session_manager
        async with manager.run():
            self._serving = manager.handle_request
            try:
                yield
            finally:
                self._serving = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a POST; without sessions there is nothing to listen to or to end by other methods.

        Raises:
            HTTPException: another method.
            NotReadyError: the application is not running.
        """
        if scope["method"] != "POST":
            raise HTTPException(405, headers={"allow": "POST"})
        if self._serving is None:
            raise NotReadyError("The server is starting or stopping. Try again in a few seconds.")
        await self._serving(scope, receive, send)


def allowed_callers(settings: Settings) -> TransportSecuritySettings:
    """Return which Host and Origin headers are taken: names of this machine and those the operator gave.

    A page on the web that makes its own name point at this machine (DNS rebinding) sends another name.
    """
    names = [*THIS_MACHINE, settings.host, *settings.public_names]
    hosts = [host for name in names for host in (name, f"{name}:*")]
    return TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )
