"""What of Gradio's server may be reached: what its page needs to chat, and nothing else.

Gradio brings routes for uploads, files, proxies, logins, recordings and editing; none of them serves this page.
"""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Receive, Scope, Send

READ = {"/", "/config", "/theme.css", "/robots.txt", "/gradio_api/queue/data", "/gradio_api/startup-events"}
READ_UNDER = ("/assets/", "/static/", "/svelte/", "/gradio_api/heartbeat/")
WRITE = {"/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/reset"}


class Gate:
    """Lets an allowed request through to Gradio; anything else does not exist."""

    def __init__(self, app: ASGIApp, body_limit: int) -> None:
        self._app = app
        self._limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "http":
            if not allowed(scope["method"], scope["path"]):
                await _refuse(send, 404, "Not found", "There is nothing at this address.")
                return
            if scope["method"] == "POST" and not self._fits(scope):
                await _refuse(send, 413, "The request is too large", "The request is too large.")
                return
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        await self._app(scope, receive, send)

    def _fits(self, scope: Scope) -> bool:
        declared = dict(scope["headers"]).get(b"content-length", b"")
        return declared.isdigit() and int(declared) <= self._limit


def allowed(method: str, path: str) -> bool:
    """Tell whether the page needs a request."""
    if ".." in path:
        return False
    if method in {"GET", "HEAD"}:
        return path in READ or path.startswith(READ_UNDER)
    return method == "POST" and path in WRITE


async def _refuse(send: Send, status: int, title: str, detail: str) -> None:
    body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
