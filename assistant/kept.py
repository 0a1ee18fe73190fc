"""Answers kept for readers who ask the same again of the same snapshot (docs/decisions/0010-caching.md)."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict

from assistant.inquiry import Inquiry
from assistant.schemas import Answer, AnswerStatus

NEVER = frozenset({AnswerStatus.REJECTED_INPUT, AnswerStatus.ERROR})
"""Statuses that are not kept: a question with personal data in it, and what may be different next time."""


class KeptAnswers:
    """The answers of one snapshot that were asked for last. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Keep at most so many answers; with 0, none."""
        self._most = most
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, inquiry: Inquiry) -> Answer | None:
        """The answer to the same question, asked in the same way; its id and times are those of its making."""
        key = _key(inquiry)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, inquiry: Inquiry, answer: Answer) -> None:
        """Keep an answer that would be the same again: no model had a part in it, and no part of the service was away."""
        if answer.mode == "generative" or answer.model or answer.degraded or answer.status in NEVER:
            return
        with self._lock:
            self._answers[_key(inquiry)] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)


def _key(inquiry: Inquiry) -> bytes:
    """Hash of everything that decides an answer, besides the snapshot."""
    asked = (
        inquiry.question,
        inquiry.language,
        inquiry.sources,
        inquiry.mode,
        inquiry.style,
        [(turn.role, turn.content) for turn in inquiry.history],
    )
    return hashlib.sha256(json.dumps(asked).encode()).digest()
