"""The styles of the DOCX memo: Pandoc's own reference document, with fonts for both scripts."""

from __future__ import annotations

import io
import subprocess
from functools import lru_cache
from typing import Any

import pypandoc
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

LATIN_FONT = "Cambria"
URDU_FONT = "Urdu Typesetting"
"""A Nastaliq font that Windows and Office bring; programs without it take another Arabic font."""
GREEN = RGBColor(0x0B, 0x5D, 0x3B)
SIZES = {"Title": Pt(22), "Heading 1": Pt(15), "Footnote Text": Pt(9.5)}


@lru_cache(maxsize=1)
def reference_document() -> bytes:
    """Return the DOCX whose styles Pandoc takes over."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    default = subprocess.run(command, check=True, capture_output=True, timeout=30).stdout  # noqa: S603  (our own arguments)
    document = Document(io.BytesIO(default))
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _set_fonts(fonts)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:bidi"), "ur-PK")
    for restart in list(document.element.body.iter(qn("w:numRestart"))):
        restart.getparent().remove(restart)  # notes are referred to by number, through the whole memo
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.size = size
        font.color.rgb = GREEN if name != "Footnote Text" else None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_fonts(fonts: Any) -> None:
    """Replace the fonts of the theme, which know no Urdu, by fonts for both scripts."""
    if fonts.get(qn("w:ascii")) == "Consolas":
        return
    fonts.attrib.clear()
    for slot, font in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("cs", URDU_FONT)):
        fonts.set(qn(f"w:{slot}"), font)
