"""Marked text, read as it comes: `A statement. [id]`, one or more identifiers after each, one statement a line.

A pure state machine over characters: however the text is cut into pieces, the same drafts come out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

LONGEST_MARK = 80
LONGEST_STATEMENT = 1200
"""Characters after which a statement is let go: nothing so long is one."""
IDENTIFIER = re.compile(r"[A-Za-z0-9]+")
MARK = re.compile(r"[A-Za-z0-9]+(?:[\s,;]+[A-Za-z0-9]+)*")
CLOSERS = " \t.,;:!?۔؟"


@dataclass(frozen=True)
class Draft:
    """One statement as a model wrote it, and the identifiers it put to it."""

    text: str
    ids: tuple[str, ...]


@dataclass
class MarkedText:
    """Feed it pieces; it returns the drafts that each piece completes."""

    _state: Literal["text", "mark", "marked"] = "text"
    _text: str = ""
    _mark: str = ""
    _ids: list[str] = field(default_factory=list)

    def feed(self, piece: str) -> list[Draft]:
        """Read a piece."""
        return [draft for character in piece if (draft := self._step(character)) is not None]

    def close(self) -> list[Draft]:
        """End of the text: what is left is a draft too."""
        if self._state == "mark":
            self._text += f"[{self._mark}"
        draft = self._finish()
        return [draft] if draft is not None else []

    def _step(self, character: str) -> Draft | None:
        if character == "\n":
            return self._end_of_line()
        if self._state == "mark":
            self._in_mark(character)
        elif character == "[":
            self._state, self._mark = "mark", ""
        elif self._state == "marked" and character not in CLOSERS:
            draft = self._finish()
            self._text = character
            return draft
        elif self._state == "text":
            self._text = (self._text + character)[:LONGEST_STATEMENT]
        return None

    def _end_of_line(self) -> Draft | None:
        if self._state == "mark":
            self._text += f"[{self._mark}"
        return self._finish()

    def _in_mark(self, character: str) -> None:
        if character == "]" and MARK.fullmatch(self._mark.strip()):
            self._ids += IDENTIFIER.findall(self._mark)
            self._state = "marked"
        elif character in "[]" or len(self._mark) >= LONGEST_MARK:
            self._text = f"{self._text}[{self._mark}{character}"[:LONGEST_STATEMENT]
            self._state = "text"
        else:
            self._mark += character

    def _finish(self) -> Draft | None:
        text, ids = self._text.strip(), tuple(dict.fromkeys(self._ids))
        self._state, self._text, self._mark, self._ids = "text", "", "", []
        return Draft(text, ids) if text or ids else None
