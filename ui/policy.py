"""Content-Security-Policy of the chat's page: its own server and nothing else, no inline script but Gradio's, no eval.

Gradio writes its configuration into the page as inline scripts that differ between versions, so each response names
the hashes of the very scripts it carries. What Gradio 6.31 needs beyond `'self'` was measured in Chromium: style
elements and attributes that it makes at run time. `gr.HTML` and events with `js=` would need `'unsafe-eval'`, so the
page uses neither (see ui/parts.py).
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
DIRECTIVES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
)


def policy(page: bytes) -> str:
    """Return the policy for a page of Gradio."""
    scripts = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(found['code']).digest()).decode()}'"
        for found in INLINE.finditer(page)
        if b"src=" not in found["attributes"]
    )
    return "; ".join([*DIRECTIVES, f"script-src 'self'{scripts}"])


class Policy:
    """Sends the page at `/` with its policy; everything else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold the page back until it is whole, for its hashes."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        page = bytearray()

        async def held(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            page.extend(message.get("body", b""))
            if not message.get("more_body"):
                header = (b"content-security-policy", policy(bytes(page)).encode())
                await send({**start, "headers": [*start["headers"], header]})
                await send({"type": "http.response.body", "body": bytes(page)})

        await self._app(scope, receive, held)
