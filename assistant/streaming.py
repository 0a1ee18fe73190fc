"""Events of an answer for an asynchronous server, ended as soon as the reader goes away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from assistant.generation.background import StoppedError
from assistant.service import Event

Stream = Callable[[Callable[[], bool]], Iterator[Event]]
"""Starts the events, given a function that tells whether to stop."""


async def while_connected(request: Request, start: Stream) -> AsyncIterator[Event]:
    """Yield events, each awaited in a thread; they end when the reader of the request has gone."""
    gone = threading.Event()
    events = start(gone.is_set)
    watch = asyncio.create_task(_watch(request, gone))
    try:
        while (event := await run_in_threadpool(next, events, None)) is not None:
            yield event
    except StoppedError:
        return
    finally:
        gone.set()
        watch.cancel()


async def _watch(request: Request, gone: threading.Event) -> None:
    # Not `request.is_disconnected()`: it looks without waiting, and behind a middleware there is nothing to see then.
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.set()
