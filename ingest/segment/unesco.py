"""Segment the UNESCO Recommendation: recitals, operative paragraphs P1-P3, paragraphs 1-141.

The numbers 1 to 3 stand twice in the file: before section I they number the operative paragraphs of the
preamble (P1-P3), after it the paragraphs. White space above a line (over `PARAGRAPH_GAP` points) starts a
new block; a block's first words tell what it is.
"""

from __future__ import annotations

import re

from ingest.read import Document, Line, join
from ingest.segment.types import Segmentation, Unit

PARAGRAPH_GAP = 6.0
PAGE_NUMBER = re.compile(r"^[–-]\s*\d+\s*[–-]$")
CODE = re.compile(r"^[A-Z]{2,}(?:/[A-Z0-9-]+)+$")
SECTION = re.compile(r"^(?:PREAMBLE|[IVX]+\.(?:\d)?\s+[A-Z][A-Z\s,]+|POLICY AREA \d+: .+)$")
NUMBERED = re.compile(r"^(\d{1,3})\.\s")
LIMB = re.compile(r"^\((?:[a-z]|[ivx]+)\)\s")


def segment_unesco(document: Document) -> Segmentation:
    """Segment the certified English text (UNESDOC pf0000380455, 21 pages)."""
    found = Segmentation()
    expected = 1
    in_preamble = True
    for block in _blocks(document, found):
        text = join(block)
        numbered = NUMBERED.match(text)
        current = found.units[-1] if found.units else None
        if SECTION.match(text):
            found.headings.extend(block)
            if text.startswith("I. "):
                in_preamble, expected = False, 1
        elif numbered and int(numbered[1]) == expected:
            locator = f"P{expected}" if in_preamble else str(expected)
            # The number of an operative paragraph is kept: its wording is quoted with it.
            unit = Unit(locator, [block], strip="" if in_preamble else numbered[0].strip())
            found.units.append(unit)
            expected += 1
        elif numbered:
            found.problems.append(
                f"paragraph {expected} is missing: {numbered[1]} follows on page {block[0].page}"
            )
            found.units.append(Unit(numbered[1], [block], strip=numbered[0].strip()))
            expected = int(numbered[1]) + 1
        elif current is not None and _continues(text, current):
            current.limbs[-1].extend(block)
        elif current is not None and (LIMB.match(text) or block[0].x > current.limbs[0][0].x + 10):
            current.limbs.append(block)
        elif in_preamble and expected == 1:
            number = sum(unit.locator.startswith("preamble-") for unit in found.units)
            found.units.append(Unit(f"preamble-{number}", [block]))
        elif current is not None and text[-1] not in ".;:," and text[0].isupper():
            found.headings.extend(block)
        else:
            found.left_over.extend(block)
    return found


def _blocks(document: Document, found: Segmentation) -> list[list[Line]]:
    """Group lines to blocks at white space and limb labels; set page furniture aside."""
    blocks: list[list[Line]] = []
    previous: Line | None = None
    for index, line in enumerate(document.lines):
        text = line.text.strip()
        if index == 0 or PAGE_NUMBER.match(text) or CODE.match(text):
            found.furniture.append(line)
            continue
        gap = previous.bottom - line.top if previous and previous.page == line.page else None
        if previous is None or gap is None or gap > PARAGRAPH_GAP or LIMB.match(text):
            blocks.append([])
        blocks[-1].append(line)
        previous = line
    return blocks


def _continues(text: str, current: Unit) -> bool:
    """Tell whether a block at the top of a page goes on with the sentence of the page before."""
    before = join(current.limbs[-1])
    return (
        before[-1] not in ".;:" and (text[0].islower() or not before.endswith(",")) and not LIMB.match(text)
    )
