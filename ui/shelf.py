"""Files made for a reader, each fetched at an address that cannot be guessed, for a few minutes, from memory only."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

PATH = "/files/"
MOST_FILES = 64
MOST_BYTES = 32_000_000
MINUTES = 10


class File(NamedTuple):
    """One file as it will be sent."""

    name: str
    media_type: str
    content: bytes


class Shelf:
    """Keeps the latest files; the oldest give way to new ones."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Make an empty shelf; `clock` is the seam of the time, in seconds."""
        self._clock = clock
        self._files: OrderedDict[str, tuple[float, File]] = OrderedDict()
        self._lock = Lock()

    def put(self, file: File) -> str:
        """Keep a file and return its address."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._files[token] = (self._clock() + MINUTES * 60, file)
            while len(self._files) > MOST_FILES or self._bytes() > MOST_BYTES:
                self._files.popitem(last=False)
        return PATH + token

    def get(self, token: str) -> File | None:
        """Return a file that is still kept."""
        with self._lock:
            until, file = self._files.get(token, (0.0, None))
            return file if self._clock() < until else None

    def _bytes(self) -> int:
        return sum(len(file.content) for _, file in self._files.values())


def add_files(site: FastAPI, shelf: Shelf) -> None:
    """Add the address of the files."""

    @site.get(PATH + "{token}", include_in_schema=False)
    async def file(token: str) -> Response:
        found = shelf.get(token)
        if found is None:
            return PlainTextResponse("This file is no longer kept. Make it again in the chat.", 404)
        headers = {
            "content-disposition": f'attachment; filename="{found.name}"',
            "cache-control": "no-store",
            "content-security-policy": "default-src 'none'; sandbox",
        }
        return Response(found.content, media_type=found.media_type, headers=headers)
