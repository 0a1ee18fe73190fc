"""Read a document of any accepted format into blocks: what a segmenter sees, whatever the file was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.errors import ReadError
from ingest.formats.blocks import Block, Format, Reading
from ingest.formats.html import read_html
from ingest.formats.markdown import read_markdown
from ingest.formats.pdf import read_pdf_blocks
from ingest.formats.sniff import control_characters, sniff
from ingest.formats.word import read_docx

READERS: dict[Format, Callable[[Path], Reading]] = {
    "pdf": read_pdf_blocks,
    "docx": read_docx,
    "html": read_html,
    "markdown": read_markdown,
}

__all__ = ["READERS", "Block", "Format", "Reading", "read"]


def read(path: Path) -> Reading:
    """Read a document; its format is told by its content.

    Call this in the sandbox (`ingest.sandbox.parse`): the file may be hostile.

    Raises:
        ReadError: the format is unknown or refused, the file is damaged, or it holds no text.
    """
    reading = READERS[sniff(path)](path)
    if not any(block.text.strip() for block in reading.blocks):
        raise ReadError(f"{path.name} holds no text; add a document with wording in it")
    found = control_characters("\n".join(block.text for block in reading.blocks))
    if found:
        raise ReadError(f"{path.name} holds control characters ({found}); save it anew from its program")
    return reading
