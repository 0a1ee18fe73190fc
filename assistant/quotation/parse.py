"""From what a reader pasted to the parts that must stand in a text, and what an editor put between them.

- `…`, `...`, `[...]`, `(…)` leave words out: the parts on both sides must follow in order.
- `[words]` is the editor's own; it stands for at most `MOST_REPLACED` words of the text, or for none.
- `[sic]` stands for nothing; `[T]he` is a letter whose case was changed.
- A page number between dashes on a line of its own (a copy across a page break) is dropped.
- A hyphen at the end of a line may belong to the word or not; both are tried.
- The printed number of a provision ("27.", "(IV)") may stand or be left out where the provision begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import TypeVar

from assistant.quotation.text import tidy

MOST_REPLACED = 8
MOST_TRIED = 32
"""Readings of line-end hyphens and printed numbers that are tried."""
MOST_CHOICES = 4
"""With more line-end hyphens (or numbers) than this in one part, they are read all alike."""
C = TypeVar("C")
MAYBE = "\ue000"
"""Stands for a hyphen at the end of a line."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LINE_HYPHEN = re.compile("(?<=\\w)(?:[-‐\u00ad][^\\S\\n]*\\n\\s*|[\x02\ufffe]\\s*)(?=\\w)")
PAGE_NUMBER = re.compile(r"^[^\S\n]*[-‐–—]\s?\d{1,3}\s?[-‐–—][^\S\n]*$", re.MULTILINE)
SIC = re.compile(r"\[\s*sic\W*\]", re.IGNORECASE)
CHANGED_CASE = re.compile(r"\[(\w{1,3})\](?=\w)")
DOTS = r"(?:\.(?:\s?\.){2,}|…+)"
EDITORIAL = re.compile(rf"\[\s*{DOTS}\s*\]|\(\s*{DOTS}\s*\)|{DOTS}|\[(?!\d{{1,3}}\])(?P<words>[^\[\]]*)\]")
LABEL = re.compile(r"(?<!\S)(?:\(?(?:[ivxl]{1,7}|\d{1,3})[.)]|target-\d{1,2}:?)(?=\s)", re.IGNORECASE)
EDGE = " '.,;:!?()[]{}*_|/\\-"
REFERENCE = re.compile(r"\s?\[(\d{1,3})(?:\]|$)|^(\d{1,3})\]\s?")
"""A reference mark, whose outer bracket may have been taken for punctuation around the quotation."""
WORD = re.compile(r"[^\W_]+(?:[-'&][^\W_]+)*")


@dataclass(frozen=True)
class Reading:
    """One way to read a part: its folded text, and the numbers beside the wording taken out of it."""

    spaced: str
    bare: str
    labels: tuple[tuple[int, str], ...] = ()
    """Position in `bare` -> the number that must be the one printed before the provision beginning there."""
    references: tuple[tuple[int, str], ...] = ()
    """Position in `bare` -> the reference mark that must be printed there."""


@dataclass(frozen=True)
class Part:
    """A run of quoted words, unbroken by the editor."""

    text: str
    """As pasted, but for typography; letter case kept."""
    words: int

    @cached_property
    def plain(self) -> Reading:
        """The part read as it stands, line-end hyphens kept."""
        return _reading(self.text.replace(MAYBE, "-").casefold())

    @property
    def wording(self) -> str:
        """The part without reference marks."""
        return REFERENCE.sub("", self.text) if "]" in self.text or "[" in self.text else self.text

    @cached_property
    def others(self) -> tuple[Reading, ...]:
        """Every other reading, the first `MOST_TRIED`."""
        folded = self.text.casefold()
        labels = list(LABEL.finditer(folded))
        if not labels and MAYBE not in folded:
            return ()
        readings = (
            _without(folded, [match for match, taken in zip(labels, choice, strict=True) if taken], hyphens)
            for choice in _choices((False, True), len(labels))
            for hyphens in _choices(("-", ""), folded.count(MAYBE))
        )
        return tuple(islice(readings, MOST_TRIED))


@dataclass(frozen=True)
class Quotation:
    """A quotation taken apart."""

    parts: tuple[Part, ...]
    joins: tuple[str | None, ...]
    """Between two parts: None for an ellipsis, else the editor's words."""

    @property
    def words(self) -> int:
        """Number of quoted words."""
        return sum(part.words for part in self.parts)

    @property
    def longest(self) -> int:
        """Words of the longest part."""
        return max(part.words for part in self.parts)


def parse(quote: str) -> Quotation:
    """Take a quotation apart; one without words has no parts."""
    text = _flattened(quote)
    parts: list[Part] = []
    joins: list[str | None] = []
    position, ellipsis = 0, False
    pending: list[str] = []
    marked = any(mark in text for mark in ("[", "…", "..", ". ."))
    for match in [*(EDITORIAL.finditer(text) if marked else ()), None]:
        piece = strip_edges(tidy(text[position : match.start() if match else len(text)]))
        if WORD.search(REFERENCE.sub("", piece)):
            if parts:
                joins.append(None if ellipsis else " ".join(pending))
            parts.append(Part(piece, len(WORD.findall(REFERENCE.sub("", piece).replace(MAYBE, "")))))
            ellipsis, pending = False, []
        if match is not None:
            position = match.end()
            ellipsis = ellipsis or match["words"] is None
            pending += [tidy(match["words"])] if match["words"] else []
    return Quotation(tuple(parts), tuple(joins))


def _flattened(quote: str) -> str:
    """Take out what a page, a line's end or a changed letter left in the words."""
    text = quote.replace(MAYBE, "")
    if not text.isprintable():  # line ends, control characters, soft hyphens
        text = PAGE_NUMBER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = CONTROL.sub(" ", LINE_HYPHEN.sub(MAYBE, text))
    return CHANGED_CASE.sub(r"\1", SIC.sub(" ", text)) if "[" in text else text


def strip_edges(text: str) -> str:
    """Drop punctuation and quote marks at both ends; a minus before a digit stays."""
    stripped = text.strip(EDGE)
    before = text[: text.find(stripped)] if stripped else ""
    return f"-{stripped}" if before.endswith("-") and stripped[:1].isdigit() else stripped


def _reading(spaced: str, labels: tuple[tuple[int, str], ...] = ()) -> Reading:
    if "[" not in spaced and "]" not in spaced:
        return Reading(spaced, spaced.replace(" ", ""), labels)
    references: list[tuple[int, str]] = []
    pieces: list[str] = []
    position = 0
    for match in REFERENCE.finditer(spaced):
        pieces.append(spaced[position : match.start()])
        references.append((sum(len(piece.replace(" ", "")) for piece in pieces), match[1] or match[2]))
        position = match.end()
    text = ("".join(pieces) + spaced[position:]).rstrip(EDGE)
    return Reading(text, text.replace(" ", ""), labels, tuple(references))


def _choices(options: tuple[C, C], count: int) -> Iterator[tuple[C, ...]]:
    """Every way to choose `count` times between two options; all alike where there are many."""
    if count <= MOST_CHOICES:
        yield from product(options, repeat=count)
    else:
        yield from ((option,) * count for option in options)


def _without(folded: str, labels: list[re.Match[str]], hyphens: tuple[str, ...]) -> Reading:
    """Take the printed numbers out of a part and settle its line-end hyphens."""
    pieces: list[str] = []
    taken: list[tuple[int, str]] = []
    position = 0
    settle = iter(hyphens)
    bare = 0
    for match in [*labels, None]:
        piece = folded[position : match.start() if match else len(folded)]
        piece = re.sub(MAYBE, lambda _: next(settle), piece).strip()
        if not pieces and not WORD.search(piece):
            piece = ""  # a bracket or quote mark before the number
        pieces.append(piece)
        bare += len(piece.replace(" ", ""))
        if match is not None:
            taken.append((bare, match[0].strip("().:")))
            position = match.end()
    return _reading(" ".join(piece for piece in pieces if piece), tuple(taken))
