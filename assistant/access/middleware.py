"""The door: every request passes here before its body is read and before any handler runs."""

from __future__ import annotations

import re

import structlog
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.keys import KeyRing
from assistant.access.limiter import FREE, FREE_UNDER, Limiter, kind_of
from assistant.errors import SettingsError
from assistant.problems import problem
from assistant.settings import Settings

log = structlog.get_logger()
IN_PROCESS = "rahnuma.in_process"
"""ASGI extension by which the chat's own transport tells that a call comes from inside this process: no request from
outside can carry it. Its reader was counted when the chat was asked."""
PUBLIC = FREE | frozenset(
    """/chat.js /heat.js /plotly.js /pages.css
    /sources /search /quote /compare /coverage /themes /glossary""".split()
)
"""Addresses for people, open without a key even where keys are asked for; those not free are limited by address."""
PUBLIC_UNDER = (*FREE_UNDER, "/sources/", "/themes/", "/files/")
"""Pages of provisions, and what the chat's page needs; `ui.gate` says what of Gradio exists at all."""
PUBLIC_IMAGE = re.compile(r"/api/v1/sources/[^/]+/provisions/[^/]+/page\.png")
"""The pictures that the pages of provisions show."""


def is_public(path: str) -> bool:
    """Tell whether an address is open without a key. What is not listed is not."""
    return path in PUBLIC or path.startswith(PUBLIC_UNDER) or PUBLIC_IMAGE.fullmatch(path) is not None


class Access:
    """Refuses who has no key where one is asked for (401) and who comes too often (429)."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Read the keys.

        Raises:
            SettingsError: the file of keys cannot be read.
        """
        self.app = app
        self._keys = KeyRing(settings.api_keys_file) if settings.api_keys_file else None
        self._limiter = Limiter(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        inside = IN_PROCESS in (scope.get("extensions") or {})
        refusal = None if scope["type"] != "http" or inside else await self._refusal(scope)
        await (refusal or self.app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        try:
            holder = self._holder(scope)
        except SettingsError as error:
            log.error("the file of API keys cannot be read", reason=str(error))
            return problem(
                503,
                "Keys cannot be checked",
                "Keys cannot be checked just now.",
                "keys",
                {"retry-after": "30"},
            )
        path = scope["path"]
        address = (scope.get("client") or ("", 0))[0]
        kind = kind_of(scope["method"], path, scope["query_string"])
        seconds = await self._limiter.wait(kind, address, holder)
        if seconds:
            detail = f"That was too many requests. Try again in {seconds} seconds."
            return problem(429, "Too many requests", detail, "rate-limit", {"retry-after": str(seconds)})
        if self._keys is not None and holder is None and not is_public(path):
            detail = "This service asks for a key: send `Authorization: Bearer KEY`."
            return problem(401, "A key is needed", detail, "key-needed", {"www-authenticate": "Bearer"})
        return None

    def _holder(self, scope: Scope) -> str | None:
        if self._keys is None:
            return None
        scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
        return self._keys.holder(key.strip()) if scheme.lower() == "bearer" and key.strip() else None
