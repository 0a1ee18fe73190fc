"""One event loop in a thread of its own: a model's stream is read there and can be dropped at any moment."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

TICK = 0.1
"""Seconds between two looks at the clock and at whether the reader is still there."""
T = TypeVar("T")


class StoppedError(Exception):
    """The reader went away."""


class SlowError(Exception):
    """The model was silent for too long, or took too long in all."""


@dataclass(frozen=True)
class Limits:
    """How long a stream may take: silence between two pieces, and the end of it all by `time.monotonic()`."""

    silence: float
    deadline: float


@dataclass
class _Ended(Generic[T]):
    error: Exception | None


class Background:
    """Reads asynchronous streams for callers that are not asynchronous.

    One serves the whole process (see `background`): clients keep connections that belong to its loop.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="model", daemon=True).start()

    def iterate(self, stream: AsyncIterator[T], limits: Limits, stopped: Callable[[], bool]) -> Iterator[T]:
        """Yield what a stream yields; leaving the iteration for any reason drops the stream at once.

        Raises:
            SlowError: a limit is passed.
            StoppedError: `stopped` says so.
            Exception: whatever the stream raises.
        """
        items: queue.SimpleQueue[T | _Ended[T]] = queue.SimpleQueue()
        task = asyncio.run_coroutine_threadsafe(self._pump(stream, items), self._loop)
        try:
            yield from _taken(items, limits, stopped)
        finally:
            task.cancel()

    async def _pump(self, stream: AsyncIterator[T], items: queue.SimpleQueue[T | _Ended[T]]) -> None:
        error: Exception | None = None
        try:
            async for item in stream:
                items.put(item)
        except Exception as failed:  # noqa: BLE001  (handed to the thread that waits, whatever it is)
            error = failed
        finally:
            items.put(_Ended(error))
            close = getattr(stream, "aclose", None)
            if close is not None:
                await close()


def _taken(
    items: queue.SimpleQueue[T | _Ended[T]], limits: Limits, stopped: Callable[[], bool]
) -> Iterator[T]:
    heard = time.monotonic()
    while True:
        now = time.monotonic()
        if stopped():
            raise StoppedError
        if now > limits.deadline or now - heard > limits.silence:
            raise SlowError
        try:
            item = items.get(timeout=TICK)
        except queue.Empty:
            continue
        heard = time.monotonic()
        if not isinstance(item, _Ended):
            yield item
        elif item.error is not None:
            raise item.error
        else:
            return


@cache
def background() -> Background:
    """The one of this process, started on first use."""
    return Background()
