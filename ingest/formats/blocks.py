"""The neutral form of a document: blocks in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from corpus.text import letters

Format = Literal["pdf", "docx", "html", "markdown"]
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
"""A line of a table of contents: dots, then a page number."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a list item or a row of a table.

    Each line of `text` is one limb: a cell of a row, an inner item of a list. List numbers that the file
    only implies are written out at the head of the text, as a reader sees them.
    """

    text: str
    level: int | None = None
    """Depth of a heading, from 1; None for running text."""
    page: int | None = None
    """Page of the file, from 1; None where the format has no pages."""
    kind: Literal["text", "row", "furniture"] = "text"
    """Furniture is recognised and never cited: page numbers, running heads, tables of contents."""


@dataclass(frozen=True)
class Reading:
    """The blocks of one file."""

    format: Format
    blocks: tuple[Block, ...]
    pages: int | None = None
    letters: int = 0
    """Letters and digits of the whole file, counted apart from the blocks."""
    notes: tuple[str, ...] = field(default=())
    """What a person should know about the reading, one sentence each."""


def tidy(text: str) -> str:
    """Bring each line to single spaces, drop empty lines, and mend or replace broken surrogates."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "\n".join(line for line in (" ".join(raw.split()) for raw in text.split("\n")) if line)


def block(text: str, level: int | None = None, page: int | None = None, row: bool = False) -> Block | None:
    """Make a block of raw text; None where nothing is left. Lines of a table of contents are furniture."""
    text = tidy(text)
    if not text:
        return None
    if CONTENTS.search(text):
        return Block(text, None, page, "furniture")
    return Block(text, level, page, "row" if row else "text")


def count_letters(text: str) -> int:
    """Letters and digits of a text, folded as for comparison."""
    return len(letters(text))
