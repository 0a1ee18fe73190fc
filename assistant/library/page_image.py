"""A page of the official file as an image, the wording of a provision marked on it.

The wording is found on the page by its letters and digits alone, so that line ends, hyphens and spaces of the
print do not matter, and marked by the boxes of the characters that PDFium gives.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from corpus.text import letters
from ingest.read import char_codes

WIDTH, MOST_HEIGHT = 1100, 2200
"""Pixels of an image: its width, unless the page is so long that it would pass the height."""
MARKER = (255, 226, 110)
"""Colour laid over the paper; print stays as dark as it is."""
PADDING = 1.5
"""Points by which a mark is larger than the boxes of its characters."""
SHORTEST_PIECE = 12
"""Letters by which a piece of a passage that runs over a page end is recognised."""
REMEMBERED = 64
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the bottom left of the page."""

_pdfium = threading.Lock()
"""PDFium is not thread safe: one call at a time in the whole process."""


@dataclass(frozen=True)
class Letters:
    """The letters and digits of a page, each with the index of its character."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=REMEMBERED)
def marked_page(path: Path, sha256: str, page: int, pages: range, parts: tuple[str, ...]) -> bytes:
    """Render a page as PNG with a passage marked.

    Args:
        path: the official file.
        sha256: its hash, so that another file at the same place is rendered anew.
        page: from 1; one of `pages`.
        pages: all the pages on which the passage stands.
        parts: the limbs of the passage, in their order.
    """
    with _pdfium:
        pdf = pdfium.PdfDocument(path)
        try:
            sheet = pdf[page - 1]
            scale = min(WIDTH / sheet.get_width(), MOST_HEIGHT / sheet.get_height())
            image = sheet.render(scale=scale).to_pil().convert("RGB")
            boxes = _passage_boxes(pdf, page, pages, parts)
        finally:
            pdf.close()
    return _png(_mark(image, boxes, scale))


def _passage_boxes(pdf: pdfium.PdfDocument, page: int, pages: range, parts: Iterable[str]) -> list[Box]:
    """Boxes of the lines of a passage on one of its pages; it is looked for over all of them, in order."""
    found = _letters(pdf, pages)
    whole = "".join(here.text for here in found.values())
    start = sum(len(found[number].text) for number in pages if number < page)
    at = found[page].at
    places = [
        at[i - start]
        for begin, end in find_parts(whole, parts)
        for i in range(max(begin, start), min(end, start + len(at)))
    ]
    textpage = pdf[page - 1].get_textpage()
    try:
        return list(_lines(textpage.get_charbox(index, loose=True) for index in places))
    finally:
        textpage.close()


def letters_of_pages(path: Path, pages: range) -> dict[int, Letters]:
    """Letters of some pages of a file, by page."""
    with _pdfium:
        pdf = pdfium.PdfDocument(path)
        try:
            return _letters(pdf, pages)
        finally:
            pdf.close()


def _letters(pdf: pdfium.PdfDocument, pages: range) -> dict[int, Letters]:
    found = {}
    for page in pages:
        textpage = pdf[page - 1].get_textpage()
        try:
            found[page] = page_letters(char_codes(textpage))
        finally:
            textpage.close()
    return found


def page_letters(codes: Sequence[int]) -> Letters:
    """Fold the characters of a page to letters and digits that know where they came from."""
    found = [(letter, index) for index, code in enumerate(codes) for letter in letters(chr(code))]
    return Letters("".join(letter for letter, _ in found), tuple(index for _, index in found))


def find_parts(text: str, parts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the limbs of a passage stand in the letters of its pages, one behind the other.

    A limb that runs over the end of a page is found in pieces, since page numbers stand between them.
    """
    position = 0
    for part in parts:
        left = letters(part)
        while left:
            begin = text.find(left, position)
            size = len(left) if begin >= 0 else _longest(text[position:], left)
            if begin < 0 and size < SHORTEST_PIECE:
                break
            begin = text.find(left[:size], position)
            position, left = begin + size, left[size:]
            yield begin, position


def _longest(text: str, wanted: str) -> int:
    """Length of the longest beginning of `wanted` that stands in `text`."""
    return bisect_right(range(len(wanted) + 1), False, key=lambda size: wanted[:size] not in text) - 1


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """Join boxes that follow each other on a line."""
    line: Box | None = None
    for left, bottom, right, top in boxes:
        if line is not None and abs(bottom - line[1]) < 3 and -2 <= left - line[2] < 14:
            line = (line[0], min(bottom, line[1]), max(right, line[2]), max(top, line[3]))
            continue
        if line is not None:
            yield line
        line = (left, bottom, right, top)
    if line is not None:
        yield line


def _mark(image: Image.Image, boxes: Iterable[Box], scale: float) -> Image.Image:
    """Lay the marker over an image as if by pen: white paper takes its colour, black print stays black."""
    marks = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(marks)
    for left, bottom, right, top in boxes:
        upper, lower = image.height - (top + PADDING) * scale, image.height - (bottom - PADDING) * scale
        draw.rectangle(((left - PADDING) * scale, upper, (right + PADDING) * scale, lower), fill=MARKER)
    return ImageChops.multiply(image, marks)


def _png(image: Image.Image) -> bytes:
    """Write an image in few colours: a page of print needs no more."""
    buffer = BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
