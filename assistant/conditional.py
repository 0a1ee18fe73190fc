"""Conditional reading: what changes only with the snapshot carries an ETag, and is not sent twice to who has it."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Request, Response

from assistant import __version__
from assistant.holder import Ready

REVALIDATE = "no-cache"
"""A cache may keep it, and asks before each use: a new snapshot may come at any moment."""


class NotModifiedError(Exception):
    """Whoever asks has it already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.headers = headers_of(tag)


def headers_of(tag: str) -> dict[str, str]:
    """Headers of a response with this tag."""
    return {"etag": f'"{tag}"', "cache-control": REVALIDATE}


def check(request: Request, tag: str) -> None:
    """End a request whose `If-None-Match` names the tag of the response it would get (RFC 9110, 13.1.2).

    Raises:
        NotModifiedError: it does; answered by 304.
    """
    given = request.headers.get("if-none-match", "")
    if f'"{tag}"' in {one.strip().removeprefix("W/") for one in given.split(",")}:
        raise NotModifiedError(tag)


def _tagged(request: Request, response: Response, assistant: Ready) -> None:
    asked = f"{__version__} {assistant.snapshot.id} {assistant.catalogue.digest} {request.url.path}?{request.url.query}"
    tag = hashlib.sha256(asked.encode()).hexdigest()[:32]
    check(request, tag)
    response.headers.update(headers_of(tag))


Tagged = Annotated[None, Depends(_tagged)]
"""The response is the same for every such request while this snapshot is in service."""
