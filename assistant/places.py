"""Places for answers being composed: a line that threads and coroutines stand in together, first come, first served.

A coroutine waits without holding a thread. Were it to wait in one, those who wait would take every thread of the
server, and those who have a place could not go on.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import Future

Turn = Future[None]


class Places:
    """A number of places, each held by one at a time. Safe to share between threads and event loops."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._line: deque[Turn] = deque()
        self._lock = threading.Lock()

    def take(self, seconds: float) -> bool:
        """Take a place in this thread; tell whether one became free in time."""
        turn = self._join()
        try:
            turn.result(seconds)
        except TimeoutError:
            self._leave(turn)
            return False
        return True

    async def take_soon(self, seconds: float) -> bool:
        """Take a place in this coroutine; tell whether one became free in time."""
        turn = self._join()
        try:
            await asyncio.wait_for(asyncio.wrap_future(turn), seconds)
        except TimeoutError:
            self._leave(turn)
            return False
        except asyncio.CancelledError:
            self._leave(turn)
            raise
        return True

    def give_back(self) -> None:
        """Give a place back: to the first in line, if anybody waits."""
        with self._lock:
            while self._line:
                turn = self._line.popleft()
                if turn.set_running_or_notify_cancel():
                    turn.set_result(None)
                    return
            self._free += 1

    def _join(self) -> Turn:
        turn = Turn()
        with self._lock:
            if self._free:
                self._free -= 1
                turn.set_result(None)
            else:
                self._line.append(turn)
        return turn

    def _leave(self, turn: Turn) -> None:
        if not turn.cancel():  # it came in the moment in which it was given up
            self.give_back()
