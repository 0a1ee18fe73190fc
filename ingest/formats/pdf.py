"""PDF into blocks: the lines of `ingest.read`, put together to paragraphs, headings and rows.

A PDF has no paragraphs. Here a line opens a new block where the type changes in size or weight, where the
white above it is wider than between the lines of the document, or where it begins with a mark (a number,
an article, a limb) and the line before had ended.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.errors import ReadError
from ingest.formats.blocks import Block, Reading, block, count_letters
from ingest.read import Line, join, read_pdf

MAX_PAGES = 2_000
LARGER = 1.08
"""A line this much higher than running text is a heading."""
WIDER = 1.3
"""A step between two lines this much longer than the usual one ends a paragraph."""
SAME_TOP = 2.0
"""Points that the cells of one table row may differ in height."""
MARK = re.compile(
    r"(?:\(?\w{1,4}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|§\s*\d+|•|–|(?:Article|Art\.|Recital)\s+\d+)\s"
)
ENDED = (".", ";", ":", ",", "۔", "?", "!", " and", " or")
FILLED = 0.85
"""A line with at least this share of a full line's characters fills the measure."""
LONGEST_HEADING = 200
FRAME_LINES = 2
"""Lines at the top and at the bottom of a page that may be running heads or page numbers."""
PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[–-]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[–-]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)


@dataclass(frozen=True)
class _Typed:
    """A line with its weight."""

    line: Line
    bold: bool


@dataclass(frozen=True)
class _Setting:
    """How the running text of a document is set."""

    size: float
    """Height of a line, in points: the one that most letters have."""
    step: float
    """From one line down to the next, in points."""
    full: int
    """Characters of a full line."""

    @classmethod
    def of(cls, lines: Sequence[_Typed]) -> _Setting:
        """Measure a document.

        The step is the lower quartile of all steps: where paragraphs are short, the steps between them
        outnumber those inside them, but they are never the smaller ones.
        """
        heights: Counter[float] = Counter()
        for typed in lines:
            heights[round(typed.line.height, 1)] += len(typed.line.text)
        size = heights.most_common(1)[0][0]
        pairs = ((a.line.top - b.line.top) for a, b in pairwise(lines) if a.line.page == b.line.page)
        steps = sorted(step for step in pairs if size * 0.8 < step < size * 5)
        lengths = sorted(len(typed.line.text) for typed in lines if abs(typed.line.height - size) < 1)
        return cls(size, steps[len(steps) // 4] if steps else size, lengths[len(lengths) * 9 // 10])


def read_pdf_blocks(path: Path) -> Reading:
    """Read a PDF.

    Raises:
        ReadError: it is not a PDF, encrypted, a scan without text, or over 2,000 pages.
    """
    _check_pages(path)
    document = read_pdf(path)
    lines = _weigh(path, document.lines)
    framed = _frame(lines)
    aside = {id(line) for line in framed}
    body = [typed for typed in lines if id(typed.line) not in aside]
    blocks = [Block(line.text.strip(), None, line.page, "furniture") for line in framed]
    blocks += _blocks(body)
    letters = count_letters(" ".join(line.text for line in document.lines))
    return Reading("pdf", tuple(blocks), document.pages, letters)


def _check_pages(path: Path) -> None:
    try:
        with pdfium.PdfDocument(path) as pdf:
            pages = len(pdf)
    except pdfium.PdfiumError:
        return  # read_pdf says what is wrong with it
    if pages > MAX_PAGES:
        raise ReadError(f"{path.name} has {pages:,} pages, {MAX_PAGES:,} are allowed; divide it first")


def _weigh(path: Path, lines: Sequence[Line]) -> list[_Typed]:
    """Look up whether each line begins in bold type, by the name of its font."""
    found: list[_Typed] = []
    with pdfium.PdfDocument(path) as pdf:
        page_number, page, textpage = 0, None, None
        for line in lines:
            if line.page != page_number:
                page_number, page = line.page, pdf[line.page - 1]
                textpage = page.get_textpage()
            found.append(_Typed(line, _is_bold(textpage, line)))
    return found


def _is_bold(textpage: pdfium.PdfTextPage, line: Line) -> bool:
    middle = (line.top + line.bottom) / 2
    index = pdfium_c.FPDFText_GetCharIndexAtPos(textpage.raw, line.x + 1, middle, 3, 3)
    if index < 0:
        return False
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(textpage.raw, index, name, 128, flags)
    return any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))


def _frame(lines: Sequence[_Typed]) -> list[Line]:
    """Running heads and page numbers: edge lines that come again, but for a number, on half of the pages."""
    pages: dict[int, list[Line]] = {}
    for typed in lines:
        pages.setdefault(typed.line.page, []).append(typed.line)
    edges: list[Line] = []
    for page in pages.values():
        ordered = sorted(page, key=lambda line: -line.top)
        edges += {id(line): line for line in (*ordered[:FRAME_LINES], *ordered[-FRAME_LINES:])}.values()
    counts = Counter(map(_shape, edges))
    wanted = max(2, len(pages) / 2)
    last = {number: min(line.bottom for line in page) for number, page in pages.items()}
    return [
        line
        for line in edges
        if (counts[_shape(line)] >= wanted and len(pages) > 1)
        or (PAGE_NUMBER.fullmatch(line.text.strip()) and line.bottom <= last[line.page] + SAME_TOP)
    ]


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.strip()), round(line.top / 4)


def _blocks(lines: Sequence[_Typed]) -> Iterator[Block]:
    if not lines:
        return
    setting = _Setting.of(lines)
    heights = sorted({_rank_height(t, setting) for t in lines if _is_heading(t, setting)}, reverse=True)
    group: list[_Typed] = []
    for typed in lines:
        if group and _opens(group, typed, setting):
            yield from _block_of(group, setting, heights)
            group = []
        group.append(typed)
    yield from _block_of(group, setting, heights)


def _is_heading(typed: _Typed, setting: _Setting) -> bool:
    height = typed.line.height
    return height > setting.size * LARGER or (typed.bold and height > setting.size * 0.95)


def _rank_height(typed: _Typed, setting: _Setting) -> float:
    """Larger type ranks higher; bold type of the usual size ranks last."""
    height = typed.line.height
    return round(height) if height > setting.size * LARGER else 0.0


def _opens(group: list[_Typed], typed: _Typed, setting: _Setting) -> bool:
    """Tell whether a line opens a new block."""
    before, line = group[-1], typed.line
    heading = _is_heading(typed, setting)
    if heading != _is_heading(before, setting):
        return not _row_mates(before.line, line)
    if heading and _rank_height(typed, setting) != _rank_height(before, setting):
        return True
    if before.line.page != line.page:
        return heading or _ends_paragraph(before.line, setting) or bool(MARK.match(line.text.lstrip()))
    if _row_mates(before.line, line):
        return False
    step = setting.step * line.height / setting.size
    if before.line.top - line.top > step * WIDER or before.line.top < line.top:
        return not (before.line.top < line.top and _is_row(group))
    return bool(MARK.match(line.text.lstrip())) and (heading or _ended(before.line))


def _ended(line: Line) -> bool:
    return line.text.rstrip().endswith(ENDED) and not line.hyphenated


def _ends_paragraph(line: Line, setting: _Setting) -> bool:
    """Tell whether the last line of a page ends its paragraph: it has a stop and is not full."""
    return _ended(line) and len(line.text) < setting.full * FILLED


def _row_mates(before: Line, line: Line) -> bool:
    return before.page == line.page and abs(before.top - line.top) < SAME_TOP and line.x > before.x


def _is_row(group: Sequence[_Typed]) -> bool:
    return any(_row_mates(a.line, b.line) for a, b in pairwise(group))


def _block_of(group: Sequence[_Typed], setting: _Setting, heights: Sequence[float]) -> Iterator[Block]:
    lines = [typed.line for typed in group]
    page = lines[0].page
    found: Block | None
    if _is_row(group):
        found = block("\n".join(_cells(lines)), page=page, row=True)
    else:
        text = join(lines)
        heading = _is_heading(group[0], setting) and len(text) <= LONGEST_HEADING
        level = heights.index(_rank_height(group[0], setting)) + 1 if heading else None
        found = block(text, level, page)
    if found:
        yield found


def _cells(lines: Sequence[Line]) -> Iterator[str]:
    """The cells of one row: a line that begins further right on the same height opens the next cell."""
    cell: list[Line] = []
    for line in lines:
        if cell and line.x > cell[0].x + SAME_TOP and line.top >= cell[-1].top - SAME_TOP:
            yield join(cell)
            cell = []
        cell.append(line)
    yield join(cell)
