"""HTML, walked with lxml as trafilatura loads it.

trafilatura's own extraction was tried and not taken: it looks for the article of a news page and drops
list numbers, so that a law loses the marks it is cited by. Its loader (encodings, broken markup) is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trafilatura.utils import load_html

from ingest.errors import ReadError
from ingest.formats.blocks import Block, Reading, block, count_letters

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEFT_OUT = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "aside",
    "form",
    "svg",
    "head",
    "button",
    "iframe",
}
PAGE_FRAME = {"header", "footer"}
"""Left out where they frame the page, kept inside an article."""
LISTS = {"ul", "ol", "menu"}
CONTAINERS = {"p", "div", "section", "article", "main", "blockquote", "table", "tr", "dl", "dt", "dd", "li"}
CONTAINERS |= {"figure", "pre", "address", "header", "footer", "tbody", "thead", "hr", "center", "body"}
CONTAINERS |= {"details"}
BLOCK_TAGS = CONTAINERS | LISTS | set(HEADINGS)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
NUMERALS = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
MAX_DEPTH = 200
"""Elements inside each other; deeper pages are refused."""


@dataclass
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    hidden: int = 0
    """Letters of hidden elements, left out."""

    def add(self, text: str, level: int | None = None, row: bool = False) -> None:
        found = block(text, level, row=row)
        if found:
            self.blocks.append(found)


def read_html(path: Path) -> Reading:
    """Read a web page: headings, paragraphs, lists with their numbers, tables row by row.

    Raises:
        ReadError: there is no page in the file, or its elements stand too deep inside each other.
    """
    tree: Any = load_html(path.read_bytes())
    if tree is None:
        raise ReadError(f"{path.name} is not a readable web page")
    body = tree.find(".//body")
    body = tree if body is None else body
    mains = body.findall(".//main") or body.findall(".//article")
    root = mains[0] if len(mains) == 1 else body
    walk = _Walk()
    _container(root, walk, 0, path.name)
    notes = []
    if walk.hidden:
        notes.append(f"{walk.hidden} letters are hidden from readers of the page; they were left out")
    total = sum(count_letters(text) for text in _visible(root))
    marks = sum(count_letters(found.text) for found in walk.blocks) - total
    return Reading("html", tuple(walk.blocks), letters=total + max(marks, 0), notes=tuple(notes))


def number_mark(number: int, style: str) -> str:
    """Write a list number as browsers do: style `1`, `a`, `A`, `i` or `I` of HTML's `type`."""
    if style in {"a", "A"} and number > 0:
        mark = ""
        while number:
            number, place = divmod(number - 1, 26)
            mark = chr(ord("a") + place) + mark
    elif style in {"i", "I"} and number > 0:
        mark = ""
        for value, sign in NUMERALS:
            mark += sign * (number // value)
            number %= value
    else:
        mark = str(number)
    return mark.upper() if style in {"A", "I"} else mark


def _skipped(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
        return True
    return element.tag in PAGE_FRAME and not any(
        a.tag in {"article", "main"} for a in element.iterancestors()
    )


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _visible(element: Any) -> Iterator[str]:
    """Every piece of text below an element that a reader sees."""
    if _skipped(element) or _hidden(element):
        return
    yield element.text or ""
    for child in element:
        yield from _visible(child)
        yield child.tail or ""


def _container(element: Any, walk: _Walk, depth: int, name: str) -> None:
    """Walk an element that holds blocks; text directly in it is a paragraph of its own."""
    if depth > MAX_DEPTH:
        raise ReadError(f"{name} has elements inside each other more than {MAX_DEPTH} deep; it was not read")
    running = [element.text or ""]
    for child in element:
        if not _skipped(child) and child.tag in BLOCK_TAGS | {"br"}:
            walk.add("".join(running))
            running = []
            _block_element(child, walk, depth, name)
        elif not _skipped(child):
            running.append(_inline(child, walk))
        running.append(child.tail or "")
    walk.add("".join(running))


def _block_element(element: Any, walk: _Walk, depth: int, name: str) -> None:
    if _hidden(element):
        walk.hidden += count_letters("".join(element.itertext()))
    elif element.tag in HEADINGS:
        walk.add(_inline(element, walk), HEADINGS[element.tag])
    elif element.tag in LISTS:
        for mark, item in _items(element):
            walk.add("\n".join(_limbs(item, mark, walk)))
    elif element.tag == "tr":
        walk.add("\n".join(_inline(cell, walk) for cell in element if not _skipped(cell)), row=True)
    else:
        _container(element, walk, depth + 1, name)


def _items(element: Any) -> Iterator[tuple[str, Any]]:
    """The items of a list with their printed marks."""
    number = _integer(element.get("start"), 1)
    for item in element:
        if not isinstance(item.tag, str) or _hidden(item):
            continue
        if element.tag != "ol":
            yield "•", item
            continue
        number = _integer(item.get("value"), number)
        yield f"{number_mark(number, element.get('type') or '1')}.", item
        number += 1


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text.strip()) else default


def _limbs(item: Any, mark: str, walk: _Walk) -> list[str]:
    """The limbs of a list item: its own text, then each item of the lists inside it."""
    own: list[str] = [item.text or ""]
    inner: list[str] = []
    for child in item:
        if isinstance(child.tag, str) and child.tag in LISTS:
            for inner_mark, inner_item in _items(child):
                inner.extend(_limbs(inner_item, inner_mark, walk))
        elif not _skipped(child):
            own.append((" " if child.tag in BLOCK_TAGS else "") + _inline(child, walk))
        own.append(child.tail or "")
    return [f"{mark} {' '.join(''.join(own).split())}", *inner]


def _inline(element: Any, walk: _Walk) -> str:
    """The visible text of an element on one line; line breaks become spaces."""
    if _skipped(element):
        return ""
    if _hidden(element):
        walk.hidden += count_letters("".join(element.itertext()))
        return ""
    pieces = [element.text or ""]
    for child in element:
        gap = " " if child.tag == "br" or child.tag in BLOCK_TAGS else ""
        pieces += [gap, _inline(child, walk), gap, child.tail or ""]
    return " ".join("".join(pieces).replace("\n", " ").split(" "))
