"""What readers think of answers: one row an answer in SQLite, without identity, question or time of day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import FastAPI
from pydantic import BaseModel

from assistant import guard
from assistant.errors import InvalidInputError, StorageError
from assistant.problems import problems
from assistant.schemas import Feedback, FeedbackReceipt

TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    rating TEXT NOT NULL,
    reason TEXT,
    comment TEXT
)"""
BUSY_SECONDS = 2.0
"""How long a write waits for another one."""


class FeedbackCount(BaseModel):
    """How many answers were rated so."""

    rating: str
    reason: str | None
    answers: int


class FeedbackStore:
    """Keeps feedback in `feedback.sqlite` of the data folder. Each call opens and closes the file."""

    def __init__(self, data: Path, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        """Name the file; `today` is the seam of the clock."""
        self.path = data / "feedback.sqlite"
        self._today = today

    def add(self, feedback: Feedback) -> None:
        """Keep a rating; a later one on the same answer takes its place.

        Raises:
            InvalidInputError: the comment holds personal data or hidden characters.
            StorageError: the disk is full, read-only or damaged.
        """
        row = (
            feedback.answer_id,
            self._today().isoformat(),
            feedback.rating,
            feedback.reason,
            _checked(feedback.comment),
        )
        with self._opened() as database, database:
            database.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)", row)

    def counts(self) -> list[FeedbackCount]:
        """Answers by rating and reason, the most frequent first.

        Raises:
            StorageError: the file cannot be read.
        """
        if not self.path.exists():
            return []
        with self._opened() as database:
            rows = database.execute(
                "SELECT rating, reason, COUNT(*) FROM feedback GROUP BY rating, reason ORDER BY 3 DESC, 1, 2"
            ).fetchall()
        return [FeedbackCount(rating=rating, reason=reason, answers=n) for rating, reason, n in rows]

    def comments(self) -> list[tuple[str, str, str]]:
        """Day, rating and words of every comment, oldest first.

        Raises:
            StorageError: the file cannot be read.
        """
        if not self.path.exists():
            return []
        with self._opened() as database:
            return database.execute(
                "SELECT day, rating, comment FROM feedback WHERE comment IS NOT NULL ORDER BY day, answer_id"
            ).fetchall()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as database:
                database.execute(TABLE)
                yield database
        except (sqlite3.Error, OSError) as error:
            raise StorageError(
                "The feedback could not be kept: the disk of this service is full, read-only or damaged. "
                "Everything else works; please try again later."
            ) from error


def _checked(comment: str | None) -> str | None:
    """Return a comment on one line, or None where nothing was said.

    Raises:
        InvalidInputError: it holds personal data or hidden characters.
    """
    text = " ".join((comment or "").split())
    if guard.INVISIBLE.search(text) or guard.CONTROL.search(text):
        raise InvalidInputError("The comment contains hidden characters. Type it anew as plain text.")
    personal = guard.personal_data(text)
    if personal is not None:
        raise InvalidInputError(f"The comment seems to contain {personal}. Leave it out: nothing was kept.")
    return text or None


def add_feedback_route(app: FastAPI, store: FeedbackStore) -> None:
    """Add the route of the feedback."""

    @app.post(
        "/api/v1/feedback",
        status_code=201,
        responses=problems(413, 422, 429, 503),
        summary="Rate an answer, without identity",
    )
    def feedback(body: Feedback) -> FeedbackReceipt:
        store.add(body)
        return FeedbackReceipt()
