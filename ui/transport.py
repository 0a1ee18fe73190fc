"""The API called in the same process, without a port, streaming its body as it is written.

`httpx.ASGITransport` hands a response over only once it is complete; an answer that is being written has to be
seen before that.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from typing import Any

import httpx
from starlette.types import ASGIApp, Scope

Message = MutableMapping[str, Any]
AHEAD = 16
"""Messages the application may write before somebody reads them."""


class InProcessTransport(httpx.AsyncBaseTransport):
    """Sends requests to an ASGI application of this process."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._running: set[asyncio.Task[None]] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Start the application on a request and return when its response has begun."""
        limit = request.extensions.get("timeout", {}).get("read")
        exchange = _Exchange(await request.aread(), limit)
        task = asyncio.create_task(exchange.run(self._app, _scope(request)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            start = await exchange.start()
        except BaseException:
            await exchange.aclose()
            raise
        return httpx.Response(start["status"], headers=start["headers"], stream=exchange, request=request)


class _Exchange(httpx.AsyncByteStream):
    """One request and its response, the application running beside its reader.

    The application is never cancelled from here, so that it can give back what it holds. When the reader leaves, it
    is told as uvicorn would: `receive` gives `http.disconnect`, and what it still sends goes nowhere.
    """

    def __init__(self, body: bytes, limit: float | None) -> None:
        self._body: bytes | None = body
        self._limit = limit
        self._messages: asyncio.Queue[Message | None] = asyncio.Queue(AHEAD)
        self._closed = asyncio.Event()

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Run the application; its end, whichever, closes the response."""
        try:
            await app(scope, self._receive, self._send)
        except Exception:  # noqa: BLE001, S110  (the edge of the application, which logs and answers its own failures)
            pass
        finally:
            self._make_room()
            await self._messages.put(None)

    async def start(self) -> Message:
        """Return the head of the response.

        Raises:
            httpx.RemoteProtocolError: the application ended without one.
            httpx.ReadTimeout: none came in time.
        """
        message = await self._next()
        if message is None:
            raise httpx.RemoteProtocolError("the application ended without a response")
        return message

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self._next()
            if message is None:
                raise httpx.RemoteProtocolError("the application broke its response off")
            more = message.get("more_body", False)
            if message.get("body"):
                yield message["body"]

    async def _next(self) -> Message | None:
        try:
            return await asyncio.wait_for(self._messages.get(), self._limit)
        except TimeoutError as error:
            raise httpx.ReadTimeout("the application took too long") from error

    async def aclose(self) -> None:
        """Leave: the application learns of it at its next step."""
        self._closed.set()
        self._make_room()

    def _make_room(self) -> None:
        while self._closed.is_set() and not self._messages.empty():
            self._messages.get_nowait()

    async def _send(self, message: Message) -> None:
        if self._closed.is_set():
            await asyncio.sleep(0)
            return
        await self._messages.put(message)

    async def _receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._closed.wait()
        return {"type": "http.disconnect"}


def _scope(request: httpx.Request) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, request.url.port or 80),
        "client": ("127.0.0.1", 0),
        "extensions": {"rahnuma.in_process": {}},
    }
