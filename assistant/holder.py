"""The assistant in service: opened at start, swapped for a newer snapshot without a restart.

A request holds a lease on one assistant from its first step to the last byte it sends, so no answer mixes two
snapshots; an assistant that was replaced is closed when its last lease ends.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated

import structlog
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from assistant.errors import BusyError, NotReadyError, SettingsError
from assistant.metrics import Metrics
from assistant.places import Places
from assistant.service import Assistant
from assistant.settings import Settings
from corpus import CatalogueError
from ingest.errors import IngestError
from ingest.snapshot import current_signature

log = structlog.get_logger()
SLOT_WAIT = 5.0
"""Seconds a question waits for a free place before it is told to come again."""
LOOK_EVERY = 2.0
"""Seconds between two looks for a newer snapshot."""
RETRY_AFTER = 15
"""Looks after which a snapshot that could not be opened is tried again, changed or not."""


class Holder:
    """Holds the assistant in service. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        opener: Callable[[Settings], Assistant] = Assistant,
        metrics: Metrics | None = None,
    ) -> None:
        self.settings = settings
        self.metrics = metrics or Metrics()
        self.metrics.places.set(settings.concurrency)
        self.reason = "the index is being opened"
        self.places = Places(settings.concurrency)
        self._opener = opener
        self._assistant: Assistant | None = None
        self._signature: object = None
        self._looks = 0
        self._away = ""
        self._leases: Counter[Assistant] = Counter()
        self._lock = threading.Lock()

    def open(self) -> None:
        """Open and warm the assistant of the present snapshot aside, then put it into service.

        On failure the one in service stays; where there is none, remember why, in words.
        """
        signature = current_signature(self.settings.data)
        try:
            assistant = self._opener(self.settings)
            assistant.seen = self.metrics.seen
            try:
                assistant.warm()
            except BaseException:
                assistant.close()
                raise
        except (IngestError, CatalogueError, SettingsError, OSError) as error:
            self._signature, self._looks = signature, 0
            if self.reason != str(error):  # once, not at every look
                log.error("index not usable", reason=str(error))
            self.reason = str(error)
            return
        self._signature, self.reason = signature, ""
        self._put(assistant)

    def refresh(self) -> None:
        """Note whether the vector server is away; open the snapshot if it is another, or could not be opened."""
        self._looks += 1
        self._ask_whether_away()
        try:
            changed = current_signature(self.settings.data) != self._signature
        except OSError as error:
            log.warning("the data folder cannot be read", error=error.strerror)
            return
        if changed or (self.reason and self._looks >= RETRY_AFTER):
            self.open()

    def _ask_whether_away(self) -> None:
        if self._assistant is None:
            return
        with self.lease() as assistant:
            away = assistant.away()
        if away != self._away:
            log.warning("vector server", state=away or "back")
        self._away = away

    @property
    def notices(self) -> list[str]:
        """Messages on what is not as it should be while questions are answered."""
        return ["by_words"] * bool(self._away) + ["old_snapshot"] * bool(self.reason)

    async def watch(self) -> None:
        """Look for a newer snapshot until cancelled."""
        while True:
            try:
                await run_in_threadpool(self.refresh)
            except Exception as error:
                log.error("looking for a newer snapshot failed", error=type(error).__name__, exc_info=error)
            await asyncio.sleep(LOOK_EVERY)

    def close(self) -> None:
        """Take the assistant out of service; it is closed when its last lease ends."""
        self._put(None)

    def get(self) -> Assistant:
        """Return the assistant, for a look at it; work that takes time needs a `lease`.

        Raises:
            NotReadyError: there is no usable index; says what mends it.
        """
        with self._lock:
            if self._assistant is None:
                raise NotReadyError(self.reason)
            return self._assistant

    @contextmanager
    def lease(self) -> Iterator[Assistant]:
        """Hold one assistant open, whatever is put into service meanwhile.

        Raises:
            NotReadyError: there is no usable index; says what mends it.
        """
        assistant = self._lend()
        try:
            yield assistant
        finally:
            if self._returned(assistant):
                assistant.close()

    @asynccontextmanager
    async def lease_soon(self) -> AsyncIterator[Assistant]:
        """The same in a coroutine, without a thread unless there is something to close.

        Raises:
            NotReadyError: there is no usable index; says what mends it.
        """
        assistant = self._lend()
        try:
            yield assistant
        finally:
            if self._returned(assistant):
                await run_in_threadpool(assistant.close)

    def _lend(self) -> Assistant:
        with self._lock:
            if self._assistant is None:
                raise NotReadyError(self.reason)
            self._leases[self._assistant] += 1
            return self._assistant

    def _returned(self, assistant: Assistant) -> bool:
        """End a lease; tell whether that was the last one of an assistant no longer in service."""
        with self._lock:
            self._leases[assistant] -= 1
            self._leases += Counter()  # drops what is at zero
            return assistant is not self._assistant and assistant not in self._leases

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the places for answers being composed.

        Raises:
            BusyError: none became free in time; better told to come again than a queue without end.
        """
        with self.metrics.waiting.track_inprogress():
            free = self.places.take(SLOT_WAIT)
        with self._composing(free):
            yield

    @asynccontextmanager
    async def place_soon(self) -> AsyncIterator[None]:
        """The same in a coroutine.

        Raises:
            BusyError: none became free in time.
        """
        with self.metrics.waiting.track_inprogress():
            free = await self.places.take_soon(SLOT_WAIT)
        with self._composing(free):
            yield

    @contextmanager
    def _composing(self, free: bool) -> Iterator[None]:
        if not free:
            self.metrics.busy.inc()
            raise BusyError("Many questions are being answered right now. Try again in a few seconds.")
        try:
            with self.metrics.composing.track_inprogress():
                yield
        finally:
            self.places.give_back()

    def _put(self, assistant: Assistant | None) -> None:
        """Put an assistant into service and close the one it replaces, unless that is leased."""
        with self._lock:
            replaced, self._assistant = self._assistant, assistant
            idle = replaced not in self._leases
        if replaced is not None and idle:
            replaced.close()


async def _leased(request: Request) -> AsyncIterator[Assistant]:
    holder: Holder = request.app.state.holder
    async with holder.lease_soon() as assistant:
        yield assistant


async def _slot(request: Request) -> AsyncIterator[None]:
    holder: Holder = request.app.state.holder
    async with holder.place_soon():
        yield


Ready = Annotated[Assistant, Depends(_leased)]
"""The assistant in service, leased until the response is sent."""
Slot = Annotated[None, Depends(_slot)]
"""One of the places for answers being composed."""
