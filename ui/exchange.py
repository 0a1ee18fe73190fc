"""One conversation: what was asked and what came back, as far as it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.schemas import Answer, AnswerEvent, Citation, Language, Statement, Turn

KEPT = 20
"""Exchanges a conversation keeps; older ones leave the page."""
HISTORY = 6
"""Exchanges sent along, so that a follow-up is understood."""
HISTORY_BYTES = 24_000


@dataclass
class Failure:
    """Why no answer came: the API's sentence and its HTTP status, None where it was out of reach."""

    sentence: str
    status: int | None = None


@dataclass
class Exchange:
    """One question and its answer, growing while it streams."""

    number: int
    question: str
    language: Language
    """That of the interface when it was asked: for what is said before the answer's own language is known."""
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    answer: Answer | None = None
    failure: Failure | None = None

    def take(self, event: AnswerEvent) -> bool:
        """Take an event in; tell whether there is something new to show."""
        if isinstance(event, Answer):
            self.answer, self.citations = event, event.citations
        elif isinstance(event, Statement):
            self.statements.append(event)
        elif isinstance(event, Citation):
            self.citations.append(event)
            return False
        else:
            return False
        return True

    def fail(self, sentence: str, status: int | None) -> None:
        """End without an answer; what had come of it is withdrawn."""
        self.failure = Failure(sentence, status)
        self.statements, self.citations, self.answer = [], [], None


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """Return the latest answered exchanges as turns, oldest first, within what a request may carry."""
    turns: list[Turn] = []
    room = HISTORY_BYTES
    for exchange in reversed([past for past in exchanges if past.answer is not None][-HISTORY:]):
        answer = exchange.answer.answer if exchange.answer else ""
        room -= len(exchange.question.encode()) + len(answer.encode())
        if room < 0:
            break
        turns[:0] = [Turn(role="user", content=exchange.question), Turn(role="assistant", content=answer)]
    return turns
