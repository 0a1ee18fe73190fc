"""Server-sent events, parsed as the HTML standard describes them, whatever the pieces they arrive in."""

from __future__ import annotations

import re
from typing import NamedTuple

END_OF_LINE = re.compile(r"\r\n|\n|\r")


class ServerEvent(NamedTuple):
    """One dispatched event: its name and its data."""

    name: str
    data: str


class EventParser:
    """Turns pieces of text into events; an event broken off by the end of the stream is dropped."""

    def __init__(self) -> None:
        self._rest = ""
        self._name = ""
        self._data: list[str] = []
        self._begun = False

    def feed(self, piece: str) -> list[ServerEvent]:
        """Take a piece of the stream and return the events it completes.

        A carriage return at the end of a piece waits for the next: it may be half of a line's end.
        """
        if not self._begun and piece:
            self._begun = True
            piece = piece.removeprefix("\ufeff")
        text = self._rest + piece
        held = text.endswith("\r")
        *lines, self._rest = END_OF_LINE.split(text[:-1] if held else text)
        if held:
            self._rest += "\r"
        events = (self._line(line) for line in lines)
        return [event for event in events if event is not None]

    def _line(self, line: str) -> ServerEvent | None:
        if not line:
            return self._dispatch()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        return None

    def _dispatch(self) -> ServerEvent | None:
        name, data = self._name or "message", "\n".join(self._data)
        begun = bool(self._data)
        self._name, self._data = "", []
        return ServerEvent(name, data) if begun else None
