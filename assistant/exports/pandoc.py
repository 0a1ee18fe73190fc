"""Documents as Pandoc's own tree, written by Pandoc as DOCX, HTML or Markdown.

Text goes in as text, never as markup, so each writer escapes it, once, as its format asks.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import pypandoc

from assistant.errors import BusyError, StorageError

Element = dict[str, Any]
Target = Literal["docx", "html5", "gfm", "biblatex", "bibtex"]
SECONDS = 30.0
"""Longest time for one document."""
MEMORY = "512M"
"""Heap of one Pandoc."""
AT_ONCE = 2
"""Documents written at the same time; a third waits."""
WAIT = 20.0
_slots = threading.BoundedSemaphore(AT_ONCE)


def text(words: str) -> list[Element]:
    """Words as inlines; every run of white space becomes one space."""
    inlines: list[Element] = []
    for word in words.split():
        inlines += [{"t": "Space"}, {"t": "Str", "c": word}]
    return inlines[1:]


def strong(inlines: Sequence[Element]) -> Element:
    """Bold text."""
    return {"t": "Strong", "c": list(inlines)}


def emphasis(inlines: Sequence[Element]) -> Element:
    """Text in italics."""
    return {"t": "Emph", "c": list(inlines)}


def link(inlines: Sequence[Element], url: str) -> Element:
    """A link."""
    return {"t": "Link", "c": [_attributes({}), list(inlines), [url, ""]]}


def note(blocks: Sequence[Element]) -> Element:
    """A footnote."""
    return {"t": "Note", "c": list(blocks)}


def span(inlines: Sequence[Element], attributes: Mapping[str, str]) -> Element:
    """A run with attributes, e.g. its direction and language."""
    return {"t": "Span", "c": [_attributes(attributes), list(inlines)]}


def paragraph(inlines: Sequence[Element]) -> Element:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain(inlines: Sequence[Element]) -> Element:
    """Text of an item of a tight list."""
    return {"t": "Plain", "c": list(inlines)}


def heading(level: int, inlines: Sequence[Element]) -> Element:
    """A heading."""
    return {"t": "Header", "c": [level, _attributes({}), list(inlines)]}


def bullets(items: Iterable[Sequence[Element]]) -> Element:
    """A tight list; each item is a sequence of inlines."""
    return {"t": "BulletList", "c": [[plain(item)] for item in items]}


def division(blocks: Sequence[Element], attributes: Mapping[str, str]) -> Element:
    """Blocks with attributes, e.g. their direction and language."""
    return {"t": "Div", "c": [_attributes(attributes), list(blocks)]}


def _attributes(pairs: Mapping[str, str]) -> list[Any]:
    return ["", [], [list(pair) for pair in pairs.items()]]


def document(title: str, blocks: Sequence[Element], language: str, direction: str) -> str:
    """A whole document as Pandoc's JSON."""
    meta = {
        "title": {"t": "MetaInlines", "c": text(title)},
        "lang": {"t": "MetaString", "c": language},
        "dir": {"t": "MetaString", "c": direction},
    }
    return json.dumps({"pandoc-api-version": _api_version(), "meta": meta, "blocks": list(blocks)})


@lru_cache(maxsize=1)
def _api_version() -> list[int]:
    version: list[int] = json.loads(_run(["--from=markdown", "--to=json"], ""))["pandoc-api-version"]
    return version


def convert(source: str, target: Target, arguments: Sequence[str] = (), origin: str = "json") -> bytes:
    """Write a document. Pandoc reads no file but those that `arguments` name, and no address.

    Raises:
        BusyError: too many documents are being written.
        StorageError: Pandoc failed or took too long, e.g. for want of memory or disk.
    """
    if not _slots.acquire(timeout=WAIT):
        raise BusyError("Many documents are being written right now. Try again in a few seconds.")
    try:
        return _run([f"--from={origin}", f"--to={target}", "--wrap=none", *arguments], source)
    finally:
        _slots.release()


def _run(arguments: Sequence[str], source: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="rahnuma-") as folder:
        out = Path(folder) / "out"
        command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", *arguments]
        try:
            subprocess.run(  # noqa: S603  (our own arguments; the text goes in by standard input)
                [*command, f"--output={out}"],
                input=source.encode(),
                check=True,
                capture_output=True,
                timeout=SECONDS,
            )
            return out.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise StorageError("The document could not be written; please try again later.") from error
