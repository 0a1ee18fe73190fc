"""Questions that wait for an encoder at the same moment are encoded in one pass.

A pass reads every weight of the model once, whether for one question or for many: at our lengths eight cost little
more than half of what they would cost one by one.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from queue import Empty, SimpleQueue

from ingest.encoders import Encoder, Matrix

MOST = 16
"""Questions in one pass."""
Waiting = tuple[str, Future[Matrix]]


class QuestionQueue:
    """The questions that wait for one encoder, and the one thread that takes them. Safe to share between threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._waiting: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def put(self, question: str) -> Future[Matrix]:
        """Ask for the vector of a question; (d,) float32, or what the encoder raises."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="encode", daemon=True)
                self._thread.start()
        vector: Future[Matrix] = Future()
        self._waiting.put((question, vector))
        return vector

    def close(self) -> None:
        """End the thread once what was put before is encoded."""
        self._waiting.put(None)

    def _work(self) -> None:
        while batch := self._next():
            questions = list(dict.fromkeys(question for question, _ in batch))
            try:
                vectors = dict(zip(questions, self._encoder.queries(questions), strict=True))
            except Exception as error:  # noqa: BLE001  (raised again where the vector is waited for)
                for _, vector in batch:
                    vector.set_exception(error)
            else:
                for question, vector in batch:
                    vector.set_result(vectors[question])

    def _next(self) -> list[Waiting]:
        """Wait for a question and take those beside it; empty when it is time to end."""
        first = self._waiting.get()
        if first is None:
            return []
        batch = [first]
        while len(batch) < MOST:
            try:
                further = self._waiting.get_nowait()
            except Empty:
                break
            if further is None:
                self._waiting.put(None)  # the end comes after this batch
                break
            batch.append(further)
        return batch
