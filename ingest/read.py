"""Read a PDF into lines that know their page and place, by pypdfium2.

PDFium gives the characters in the order of the content stream, which for both official documents is the
reading order (cells of a table come row by row). It marks a line-end hyphen with U+FFFE and then runs the
lines together; the geometry tells where the line really ended, so that the hyphen is kept and no space
is put behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.errors import ReadError

LINE_END_HYPHENS = {0x02, 0xFFFE}
COLUMN_GAP = 12.0
"""Points of white between two characters of one line that separate two table cells."""
LABEL = re.compile(r"\s*(?:[\w.&-]{1,9}|\(\w{1,4}\)|•)\s*")
"""A number, numeral or bullet at the head of a line: the white behind it is a tab, not a new cell."""


@dataclass(frozen=True)
class Line:
    """One printed line or table-cell line. Coordinates are PDF points, origin at the bottom left."""

    text: str
    page: int
    """Page of the file, from 1."""
    x: float
    top: float
    bottom: float
    hyphenated: bool = False
    """The line ends in a hyphen that belongs to the word continued on the next line."""

    @property
    def height(self) -> float:
        """Height of the first character's box, which grows with the font size."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Document:
    """The lines of a file in reading order."""

    lines: tuple[Line, ...]
    pages: int


def read_pdf(path: Path) -> Document:
    """Read all lines of a PDF.

    Raises:
        ReadError: the file is missing, not a PDF, encrypted, or holds no text.
    """
    try:
        pdf = pdfium.PdfDocument(path)
    except FileNotFoundError:
        raise ReadError(f"{path} does not exist; run `rahnuma fetch`") from None
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        reason = "is encrypted; remove its password first" if encrypted else "is not a readable PDF"
        raise ReadError(f"{path.name} {reason}") from error
    try:
        pages = len(pdf)
        lines = tuple(line for index in range(pages) for line in _page_lines(pdf[index], index + 1))
    finally:
        pdf.close()
    if not any(line.text.strip() for line in lines):
        raise ReadError(f"{path.name} holds no text: a scan must be put through text recognition first")
    return Document(lines, pages)


def join(lines: list[Line]) -> str:
    """Join the lines of one limb to running text; a hyphenated line end takes no space."""
    text = ""
    for line in lines:
        text += line.text.strip() + ("" if line.hyphenated else " ")
    return " ".join(text.split())


def _page_lines(page: pdfium.PdfPage, number: int) -> Iterator[Line]:
    textpage = page.get_textpage()
    codes = char_codes(textpage)
    first: int | None = None  # index of the first visible character of the line
    last = 0  # index of the last visible one
    begin = 0

    def line(end: int, hyphenated: bool = False) -> Iterator[Line]:
        text = "".join("-" if code in LINE_END_HYPHENS else chr(code) for code in codes[begin:end]).rstrip()
        if first is not None and text.strip():
            left, bottom, _, top = textpage.get_charbox(first, loose=True)
            yield Line(text, number, left, top, bottom, hyphenated)

    try:
        for index, code in enumerate(codes):
            character = chr(code)
            if character == "\n":
                yield from line(index)
                first, begin = None, index + 1
            elif character.isspace():
                continue
            else:
                # Boxes are asked for only where a line can end: after white space or a marked hyphen.
                if (first is not None and last != index - 1) or (
                    first is not None and codes[last] in LINE_END_HYPHENS
                ):
                    _, bottom, right, _ = textpage.get_charbox(last, loose=True)
                    left, _, _, top = textpage.get_charbox(index, loose=True)
                    head = "".join(map(chr, codes[begin : last + 1]))
                    if codes[last] in LINE_END_HYPHENS and top < bottom:
                        yield from line(index, hyphenated=True)
                        first, begin = None, index
                    elif left - right > COLUMN_GAP and not LABEL.fullmatch(head):
                        yield from line(index)
                        first, begin = None, index
                if first is None:
                    first = index
                last = index
        yield from line(len(codes))
    finally:
        textpage.close()
        page.close()


def char_codes(textpage: pdfium.PdfTextPage) -> list[int]:
    """Unicode of every character, by index; read at once where the text has one character an index."""
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) == count:
        return [ord(character) for character in text]
    return [pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count)]
