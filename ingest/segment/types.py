"""What a segmenter returns."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.text import letters
from ingest.read import Line, join


@dataclass
class Unit:
    """One provision as found in the document, in the making: a locator and the lines of its limbs."""

    locator: str
    limbs: list[list[Line]] = field(default_factory=list)
    strip: str = ""
    """Printed label at the head of the first limb that is not part of the wording, e.g. `26.`."""
    rows: list[dict[str, str]] = field(default_factory=list)
    """Cells by column name, for a unit that is printed as rows of a table."""

    def add(self, line: Line, new_limb: bool = False) -> None:
        """Append a line to the last limb, or start a new limb with it."""
        if new_limb or not self.limbs:
            self.limbs.append([])
        self.limbs[-1].append(line)

    @property
    def lines(self) -> list[Line]:
        """All lines of the unit."""
        return [line for limb in self.limbs for line in limb]

    @property
    def parts(self) -> tuple[str, ...]:
        """The wording of each limb, the printed label of the unit removed."""
        parts = [join(limb) for limb in self.limbs]
        if parts and self.strip and parts[0].startswith(self.strip):
            parts[0] = parts[0][len(self.strip) :].lstrip()
        return tuple(part for part in parts if part)

    @property
    def page_turns(self) -> tuple[tuple[int, int], ...]:
        """Where in the joined parts another page begins, and which; empty if all is on one page.

        Joining lines changes spaces and hyphens, never letters and digits, so that these are counted; the label that
        was removed is what the lines have more of.
        """
        text = "\n".join(self.parts)
        counted = [place for place, character in enumerate(text) if character.isalnum()]
        lengths = [sum(map(str.isalnum, line.text)) for line in self.lines]
        passed = len(counted) - sum(lengths)
        turns: list[tuple[int, int]] = []
        for before, line, length in zip([None, *self.lines], self.lines, lengths, strict=False):
            if before is not None and before.page != line.page and passed < len(counted):
                turns.append((counted[max(passed, 0)], line.page))
            passed += length
        return tuple(turns)

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page."""
        numbers = [line.page for line in self.lines]
        return min(numbers), max(numbers)


@dataclass
class Segmentation:
    """All lines of a document, each accounted for as wording, heading or furniture, or left over."""

    units: list[Unit] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    """Page numbers, running heads, cover, contents, table heads: recognised, and not cited."""
    left_over: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Breaks of the numbering seen while segmenting, in words."""

    @property
    def accounted(self) -> float:
        """Share of the document's letters in units, headings and furniture; 1.0 is all of them."""
        units = [line for unit in self.units for line in unit.lines]
        known = sum(len(letters(line.text)) for line in (*units, *self.headings, *self.furniture))
        lost = sum(len(letters(line.text)) for line in self.left_over)
        return known / (known + lost) if known + lost else 0.0
