"""Readers who ask a server at the same time, each the next question as soon as it has the answer to the last."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx

ANSWERS = "/api/v1/answers"
PAUSE = 0.1
"""Seconds that a slow reader rests after each piece of a stream."""
HABITS = ("patient", "patient", "slow", "gone")
"""What readers do with a stream, in turn, where some are slow and some go away after the first piece."""


@dataclass
class Outcome:
    """What became of the questions of one row."""

    seconds: list[float] = field(default_factory=list)
    """Time of each whole answer."""
    first: list[float] = field(default_factory=list)
    """Time to the first event of each stream."""
    left: int = 0
    """Streams that a reader left."""
    errors: list[str] = field(default_factory=list)
    """What went wrong, by name."""
    refused: int = 0
    """Answers 429."""
    without_retry_after: int = 0
    """Of these, those that do not say when to come again."""
    wall: float = 0.0


async def ask_all(url: str, questions: Sequence[str], readers: int, stream: bool, mixed: bool) -> Outcome:
    """Let readers ask every question once between them; `mixed` readers have different habits."""
    outcome, waiting = Outcome(), iter(questions)
    limits = httpx.Limits(max_connections=readers)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        began = time.perf_counter()
        habits = [HABITS[number % len(HABITS)] if mixed else "patient" for number in range(readers)]
        await asyncio.gather(*(_read(client, waiting, stream, habit, outcome) for habit in habits))
        outcome.wall = time.perf_counter() - began
    return outcome


async def _read(
    client: httpx.AsyncClient, waiting: Iterator[str], stream: bool, habit: str, outcome: Outcome
) -> None:
    for question in waiting:
        began = time.perf_counter()
        try:
            status, headers = await (
                _streamed(client, question, habit, outcome) if stream else _whole(client, question)
            )
        except httpx.HTTPError as error:
            outcome.errors.append(type(error).__name__)
            continue
        if status == httpx.codes.TOO_MANY_REQUESTS:
            outcome.refused += 1
            outcome.without_retry_after += "retry-after" not in headers
        elif status != httpx.codes.OK:
            outcome.errors.append(str(status))
        elif habit == "patient":
            outcome.seconds.append(time.perf_counter() - began)


async def _whole(client: httpx.AsyncClient, question: str) -> tuple[int, httpx.Headers]:
    response = await client.post(ANSWERS, json={"question": question})
    return response.status_code, response.headers


async def _streamed(
    client: httpx.AsyncClient, question: str, habit: str, outcome: Outcome
) -> tuple[int, httpx.Headers]:
    began, pieces = time.perf_counter(), b""
    accept = {"accept": "text/event-stream"}
    async with client.stream("POST", ANSWERS, json={"question": question}, headers=accept) as response:
        async for piece in response.aiter_bytes():
            if not pieces:
                outcome.first.append(time.perf_counter() - began)
            pieces += piece
            if habit == "gone":
                outcome.left += 1
                return response.status_code, response.headers
            if habit == "slow":
                await asyncio.sleep(PAUSE)
    if response.is_success and b"event: done" not in pieces:
        outcome.errors.append("unfinished")
    return response.status_code, response.headers
