"""Events of an answer for an asynchronous server, ended as soon as the reader goes away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from assistant.generation.background import StoppedError
from assistant.schemas import Answer
from assistant.service import Event

Stream = Callable[[Callable[[], bool]], Iterator[Event]]
"""Starts the events, given a function that tells whether to stop."""


async def while_connected(request: Request, start: Stream) -> AsyncIterator[Event]:
    """Yield events, each awaited in a thread; they end when the reader of the request has gone."""
    async with _watched(request) as gone:
        events = start(gone.is_set)
        try:
            while (event := await run_in_threadpool(next, events, None)) is not None:
                yield event
        except StoppedError:
            return


async def at_once(request: Request, start: Stream) -> Answer | None:
    """Return the answer to which the events lead, made in one thread; None if the reader has gone meanwhile."""
    async with _watched(request) as gone:
        try:
            return await run_in_threadpool(_last, start(gone.is_set))
        except StoppedError:
            return None


def _last(events: Iterator[Event]) -> Answer | None:
    *_, (_, value) = events
    return value if isinstance(value, Answer) else None


@asynccontextmanager
async def _watched(request: Request) -> AsyncIterator[threading.Event]:
    """Give an event that is set when the reader of the request has gone, or nobody asks any more."""
    gone = threading.Event()
    watch = asyncio.create_task(_watch(request, gone))
    try:
        yield gone
    finally:
        gone.set()
        watch.cancel()


async def _watch(request: Request, gone: threading.Event) -> None:
    # Not `request.is_disconnected()`: it looks without waiting, and behind a middleware there is nothing to see then.
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.set()
