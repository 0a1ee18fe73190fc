"""How often one caller may come: counted in memory, by API key or by address, apart for asking and for reading."""

from __future__ import annotations

import ipaddress
import math
import time
from typing import Literal

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from assistant.settings import Settings

Kind = Literal["ask", "read", "feedback", "free"]
FEEDBACK = "/api/v1/feedback"
CHAT = "/gradio_api/queue/join"
"""By this address the chat asks. What it then calls inside this process is not counted again."""
FREE = frozenset({"/", "/healthz", "/readyz", "/config", "/theme.css", "/favicon.ico", "/robots.txt"})
FREE_UNDER = ("/assets/", "/static/", "/svelte/", "/gradio_api/")
"""What a browser loads by the dozen to show the chat once."""


class Limiter:
    """Counts requests of each caller in windows of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._of_address = {
            "ask": _item(settings.rate_limit_asks),
            "read": _item(settings.rate_limit_reads),
            "feedback": _item(settings.rate_limit_feedback),
        }
        self._of_key = _item(settings.rate_limit_keys)

    async def wait(self, kind: Kind, address: str, holder: str | None) -> int:
        """Count a request; return 0 if it may pass, else the seconds after which to come again."""
        if kind == "free":
            return 0
        item = self._of_key if holder else self._of_address[kind]
        caller = f"key {holder}" if holder else f"{kind} {network(address)}"
        if item is None or await self._windows.hit(item, caller):
            return 0
        reset = (await self._windows.get_window_stats(item, caller)).reset_time
        return max(1, math.ceil(reset - time.time()))


def kind_of(method: str, path: str, query: bytes) -> Kind:
    """Tell what a request is: one that brings something to work on asks, any other reads."""
    if path == FEEDBACK:
        return "feedback"
    if path == CHAT:
        return "ask"
    if path in FREE or path.startswith(FREE_UNDER):
        return "free"
    return "ask" if method not in {"GET", "HEAD"} or query else "read"


def network(address: str) -> str:
    """Return the caller's address; for IPv6 its /64, since one caller has all of that."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return address


def _item(rate: str) -> RateLimitItem | None:
    return parse(rate) if rate else None
