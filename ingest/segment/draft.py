"""Segment Pakistan's draft AI policy: numbered sections, Roman clauses, the table of targets, glossary, annex.

How the file is printed decides the rules:
- headings are set larger than the running text; a pillar's ordinal ("1st") has its suffix on a line of its own;
- Roman clauses restart inside section 4.2.1, so the second series is `4.2.1(2.III)`;
- running text at the left margin after a clause closes the section: `4.1.3.1(closing)`;
- headings inside section 8.3 are misprinted as 3.2.1 to 3.2.4; they are filed as 8.3.1 to 8.3.4;
- the targets are table rows, whose cells run over page breaks; columns are told by their left edge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.read import Document, Line, join
from ingest.segment.types import Segmentation, Unit

HEADING_HEIGHT = 11.2
"""Running text is 10.6 points high, the smallest heading 11.3."""
MARGIN = 76.0
PARAGRAPH_GAP = 6.0
HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s*(\D.*|\d$)")
ORDINAL_SUFFIX = re.compile(r"^(?:st|nd|rd|th) Pillar\b")
PAGE_NUMBER = re.compile(r"^(?:[ivx]+|\d{1,2})$")
ROMAN = re.compile(r"^([IVX]+)\.\s+\S")
LETTERED = re.compile(r"^[a-z]\.\s")
BULLET = re.compile(r"^[•]")
NUMBERED_ITEM = re.compile(r"^(\d)\.(?:\s|$)")
TARGET = re.compile(r"^Target\s*-\s*(\d+)$")
REFERENCE = re.compile(r"^\[\d+\]\s")
# Left edges of the columns of the table of targets, in points, as printed on PDF pages 10 to 15.
COLUMNS = (
    ("pillar", 90.0),
    ("target", 185.0),
    ("description", 235.0),
    ("current_state", 330.0),
    ("desired_state", 530.0),
    ("timeline", 740.0),
)
NUMERALS = tuple("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split())
TABLE_HEAD = re.compile(r"^(?:S\.No\.|Description|Current State|Desired State|Timeline|Pillar|Target)")
DEFINITION_LOCATORS = {"Triple Helix Partnership": "triple-helix", "Startups": "startups"}


@dataclass
class _State:
    """Where the walk through the document stands."""

    found: Segmentation
    section: str = ""
    numerals: int = 0
    """Clauses seen in the current series."""
    series: int = 1
    item: int = 0
    rows: list[Line] = field(default_factory=list)
    """Lines of the table of targets, filed when the walk is done."""
    previous: Line | None = None


def segment_draft(document: Document) -> Segmentation:
    """Segment the consultation draft V1 (41 pages)."""
    state = _State(Segmentation())
    for line in document.lines:
        text = line.text.strip()
        if PAGE_NUMBER.match(text) and line.top < 75:
            state.found.furniture.append(line)
        elif not state.section and not _is_foreword(line):
            state.found.furniture.append(line)  # cover, acknowledgments, contents
        elif _is_foreword(line):
            state.section = "foreword"
            state.found.headings.append(line)
        elif line.height >= HEADING_HEIGHT or ORDINAL_SUFFIX.match(text):
            _heading(state, line)
        else:
            _body(state, line)
        state.previous = line
    _targets(state)
    return state.found


def _is_foreword(line: Line) -> bool:
    return line.text.strip() == "Foreword" and line.height >= HEADING_HEIGHT


def _heading(state: _State, line: Line) -> None:
    text = line.text.strip()
    state.found.headings.append(line)
    match = HEADING.match(text)
    if match is None:
        if state.section == "6":  # the term that a definition explains, printed as a heading
            state.found.headings.pop()
            abbreviation = re.search(r"\((\w+)\)$", text)
            name = abbreviation[1] if abbreviation else DEFINITION_LOCATORS.get(text, text.lower())
            state.found.units.append(Unit(f"6({name})", [[line]]))
        return
    number = match[1]
    if number.startswith("3.2.") and state.section.startswith("8.3"):
        number = f"8.3.{number.removeprefix('3.2.')}"
    expected = _next_sections(state.section)
    if number not in expected:
        state.found.problems.append(f"section {number} on page {line.page} does not follow {state.section}")
    state.section, state.numerals, state.series, state.item = number, 0, 1, 0


def _next_sections(section: str) -> set[str]:
    """The numbers that may follow a section number: its first child, or the next at any outer level."""
    if section == "foreword":
        return {"1"}
    levels = [int(part) for part in section.split(".")]
    following = {".".join(map(str, [*levels, 1]))}
    for depth in range(len(levels)):
        following.add(".".join(map(str, [*levels[:depth], levels[depth] + 1])))
    return following


def _body(state: _State, line: Line) -> None:
    text = line.text.strip()
    if state.section == "3.4.2" and 10 <= line.page <= 15:
        state.rows.append(line)
    elif state.section == "7":
        _acronym(state, line)
    elif state.section in {"8.1", "8.2"} and _starts_item(state, line):
        state.item += 1
        state.found.units.append(Unit(f"{state.section}({state.item})", [[line]]))
    elif ROMAN.match(text) and line.x < 90 and state.section[0] in "458":
        _clause(state, line, ROMAN.match(text))
    elif state.numerals and line.x < MARGIN and not state.section.startswith("8.3"):
        _closing(state, line)
    else:
        _prose(state, line)


def _starts_item(state: _State, line: Line) -> bool:
    match = NUMBERED_ITEM.match(line.text.strip())
    return match is not None and line.x < 80 and int(match[1]) == state.item + 1


def _clause(state: _State, line: Line, match: re.Match[str] | None) -> None:
    assert match is not None  # noqa: S101  (narrowing for the type checker; the caller matched)
    numeral = match[1]
    if numeral == "I" and state.numerals:
        state.series, state.numerals = state.series + 1, 0
    if state.numerals >= len(NUMERALS) or NUMERALS[state.numerals] != numeral:
        state.found.problems.append(
            f"clause {NUMERALS[state.numerals]} of {state.section} is missing: {numeral} follows on page {line.page}"
        )
    state.numerals = NUMERALS.index(numeral) + 1 if numeral in NUMERALS else state.numerals + 1
    series = "" if state.series == 1 else f"{state.series}."
    state.found.units.append(Unit(f"{state.section}({series}{numeral})", [[line]], strip=f"{numeral}."))


def _closing(state: _State, line: Line) -> None:
    locator = f"{state.section}(closing)"
    last = state.found.units[-1]
    if last.locator == locator:
        last.add(line, new_limb=_new_limb(state, line))
    else:
        state.found.units.append(Unit(locator, [[line]]))


def _prose(state: _State, line: Line) -> None:
    last = state.found.units[-1] if state.found.units else None
    base = last.locator.partition("(")[0] if last else None
    if last is not None and base == state.section:
        last.add(line, new_limb=_new_limb(state, line))
    else:
        state.found.units.append(Unit(state.section, [[line]]))


def _new_limb(state: _State, line: Line) -> bool:
    text, before = line.text.strip(), state.previous
    if LETTERED.match(text) or BULLET.match(text) or REFERENCE.match(text):
        return True
    if before is None or before.page != line.page:
        return before is not None and before.text.rstrip()[-1:] in ".:;" and not before.hyphenated
    return before.bottom - line.top > PARAGRAPH_GAP or abs(line.top - before.top) > 100


def _acronym(state: _State, line: Line) -> None:
    text = line.text.strip()
    if text.startswith("ACRONYM"):
        state.found.furniture.append(line)
    else:
        state.found.units.append(Unit(f"7({text.split()[0]})", [[line]]))


def _column(line: Line) -> str:
    name = COLUMNS[0][0]
    for column, left in COLUMNS:
        if line.x >= left:
            name = column
    return name


def _targets(state: _State) -> None:
    """Turn the table of targets into one unit a target; a line of the description column opens a row."""
    units: list[Unit] = []
    last_column = ""
    lines = iter(state.rows)
    for line in lines:
        column = _column(line)
        # "Target-" and "10" stand on two lines.
        label = [line, next(lines)] if column == "target" and line.hyphenated else [line]
        match = TARGET.match(join(label))
        if match:
            units.append(Unit(f"Target-{match[1]}", [[]]))
            state.found.headings.extend(label)
        elif not units and not TABLE_HEAD.match(line.text.strip()) and column not in {"pillar", "target"}:
            state.found.left_over.append(line)
        elif not units or column in {"pillar", "target"}:
            state.found.furniture.append(line)  # head of the table, number and name of the pillar
        else:
            units[-1].add(line, new_limb=column == "description" and last_column == "timeline")
        last_column = "" if match else column
    _fill_targets(state, units)


def _fill_targets(state: _State, units: list[Unit]) -> None:
    """Sort the lines of each row into its cells and file the units behind the introduction of 3.4.2."""
    names = [column for column, _ in COLUMNS[2:]]
    for unit in units:
        limbs: list[list[Line]] = []
        for limb in unit.limbs:
            cells = {name: [line for line in limb if _column(line) == name] for name in names}
            unit.rows.append({name: join(lines) for name, lines in cells.items()})
            limbs.extend(lines for lines in cells.values() if lines)
        unit.limbs = limbs
    locators = [unit.locator for unit in state.found.units]
    position = locators.index("3.4.2") + 1 if "3.4.2" in locators else len(locators)
    state.found.units[position:position] = units
    numbers = [int(unit.locator.removeprefix("Target-")) for unit in units]
    for expected, number in enumerate(numbers, 1):
        if number != expected:
            state.found.problems.append(f"Target-{expected} is missing: Target-{number} stands in its place")
            break
