"""Structured logs to the error stream. No event carries the text of a question or an answer."""

from __future__ import annotations

import logging
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

FORBIDDEN = frozenset({"question", "history", "query", "quote", "text", "content"})


def configure(level: str) -> None:
    """Write JSON lines of at least this severity."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_questions,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def _without_questions(
    logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    for name in FORBIDDEN & event.keys():
        event[name] = "[left out]"
    return event


@contextmanager
def request_id(given: str | None) -> Iterator[str]:
    """Name every event of one request: by the number a proxy gave it (32 hexadecimal digits), else by a new one."""
    number = given if given and re.fullmatch("[0-9a-f]{32}", given) else uuid.uuid4().hex
    with structlog.contextvars.bound_contextvars(request=number):
        yield number
