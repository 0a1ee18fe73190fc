"""Find the words that carry the strength of a rule: should, shall, may, must, encouraged, not, and their Urdu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.comparison.schemas import Span
from assistant.quotation.words import kind_of

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Whole words only: the letters of «گا» are also in «روزگار», those of «سکی» in «سکیورٹی».
URDU_MODAL = re.compile(
    r"(?<!\w)(?:چاہ(?:یے|ئے|یئے|ئیے|ئیں|ییں)|گا|گے|گی|لازم|لازمی|ضروری|پابند|سک(?:تا|تی|تے|ے|یں)|حوصلہ افزائی|ترغیب)(?!\w)"
)
URDU_NEGATION = re.compile(r"(?<!\w)(?:نہیں|نہ|مت|بغیر|ممنوع)(?!\w)")


def strength_spans(text: str) -> list[Span]:
    """Modals and negations of an English or Urdu text, in its order; offsets count characters."""
    return sorted(_spans(text), key=lambda span: span.start)


def _spans(text: str) -> Iterator[Span]:
    for match in WORD.finditer(text):
        kind = kind_of(match[0].casefold())
        if kind == "modal" or kind == "negation":
            yield _span(match, kind)
    for match in URDU_MODAL.finditer(text):
        yield _span(match, "modal")
    for match in URDU_NEGATION.finditer(text):
        yield _span(match, "negation")


def _span(match: re.Match[str], kind: Literal["modal", "negation"]) -> Span:
    return Span(start=match.start(), end=match.end(), kind=kind, text=match[0])
