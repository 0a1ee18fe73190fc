"""DOCX by python-docx: headings, paragraphs with the list numbers Word computes, tables row by row."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from ingest.errors import ReadError
from ingest.formats.blocks import Block, Reading, block, count_letters
from ingest.formats.html import number_mark

HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre)\s*(\d)", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"toc\s*\d", re.IGNORECASE)
PLACE = re.compile(r"%(\d)")
STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
W_P, W_TBL, W_SDT, W_R, W_T = map(qn, ("w:p", "w:tbl", "w:sdt", "w:r", "w:t"))
DAMAGE: tuple[type[Exception], ...] = (
    *(KeyError, ValueError, AttributeError, TypeError, SyntaxError, PackageNotFoundError),
    *(zipfile.BadZipFile, zlib.error, EOFError),
)
"""lxml raises SyntaxError for XML that is not well-formed, python-docx the others for missing parts."""
W_VAL = qn("w:val")


@dataclass
class _Level:
    """One level of a numbering definition."""

    style: str
    template: str
    """`%1.%2`: the numbers of the levels, from the outermost."""
    start: int = 1


@dataclass
class Numbering:
    """Counts list numbers as Word does; the file holds only which list and level a paragraph is of."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    """Numbering instance -> its definition. Instances of one definition count on together."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """(instance, level) -> the number it begins at, where that is not its definition's."""

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """Read the numbering definitions of a document; none, if it has none."""
        numbering = cls()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return numbering
        for definition in root.findall(qn("w:abstractNum")):
            for level in definition.findall(qn("w:lvl")):
                key = (definition.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"))))
                numbering.levels[key] = _Level(
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    int(_value(level, "w:start") or 1),
                )
        for instance in root.findall(qn("w:num")):
            name = instance.get(qn("w:numId"))
            definition_id = _value(instance, "w:abstractNumId") or ""
            overrides = instance.findall(qn("w:lvlOverride"))
            numbering.abstract[name] = definition_id
            numbering.counts.setdefault(name if overrides else definition_id, {})
            for override in overrides:
                start = _value(override, "w:startOverride")
                if start is not None:
                    numbering.starts[name, int(override.get(qn("w:ilvl")))] = int(start)
        return numbering

    def mark(self, instance: str, depth: int) -> str:
        """Count one paragraph and return its printed mark, e.g. `3.1` or `•`; empty for an unknown list."""
        definition = self.abstract.get(instance, "")
        level = self.levels.get((definition, depth))
        if level is None or level.style == "none":
            return ""
        if level.style == "bullet":
            return "•"
        counts = self.counts[instance if instance in self.counts else definition]
        start = self.starts.get((instance, depth), level.start)
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            outer = self.levels.get((definition, at), level)
            return number_mark(counts.get(at, outer.start), STYLES.get(outer.style, "1"))

        return PLACE.sub(number, level.template)


def read_docx(path: Path) -> Reading:
    """Read a Word document.

    Tracked insertions are read as accepted, deletions are not; hidden text is left out. Both are noted.

    Raises:
        ReadError: the file is damaged.
    """
    try:
        document = docx.Document(str(path))
        body = document.element.body
        numbering, styles = Numbering.of(document), _style_table(document)
        blocks = [found for element in _content(body) for found in _blocks(element, styles, numbering)]
    except DAMAGE as error:
        raise ReadError(f"{path.name} is damaged: it cannot be read as a Word document") from error
    total = count_letters("".join(node.text or "" for node in body.iter(W_T)))
    hidden = count_letters("".join(node.text or "" for node in body.iter(W_T) if not _shown(node)))
    ours = sum(count_letters(found.text) for found in blocks)
    return Reading(
        "docx", tuple(blocks), letters=max(total - hidden, ours), notes=tuple(_notes(document, body, hidden))
    )


def _notes(document: Any, body: Any, hidden: int) -> Iterator[str]:
    if hidden:
        yield f"{hidden} letters are hidden or stand twice in the file; they were left out"
    if next(body.iter(qn("w:ins")), None) is not None or next(body.iter(qn("w:del")), None) is not None:
        yield "the file has tracked changes: insertions were read as accepted, deletions were left out"
    if any(rel.reltype.endswith(("/footnotes", "/endnotes")) for rel in document.part.rels.values()):
        yield "footnotes and endnotes were not read"


def _content(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in reading order, also those inside content controls."""
    for child in element:
        if child.tag in {W_P, W_TBL}:
            yield child
        elif child.tag == W_SDT:
            inner = child.find(qn("w:sdtContent"))
            yield from _content(inner) if inner is not None else ()


def _blocks(element: Any, table: Mapping[str, Any], numbering: Numbering) -> Iterator[Block]:
    if element.tag == W_TBL:
        for row in element.iter(qn("w:tr")):
            cells = (" ".join(_text(p) for p in cell.iter(W_P)) for cell in row.findall(qn("w:tc")))
            found = block("\n".join(cells), row=True)
            if found:
                yield found
        return
    styles = _styles(element, table)
    found = block(f"{_mark(element, styles, numbering)} {_text(element)}", _level(styles))
    if found and found.text not in {"•", "–", "-"}:
        contents = any(CONTENTS_STYLE.match(_value(style, "w:name") or "") for style in styles)
        yield Block(found.text, kind="furniture") if contents else found


def _text(paragraph: Any) -> str:
    """The visible text of a paragraph on one line."""
    pieces = []
    for node in paragraph.iter(W_T, qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if node.getparent().tag != W_R or not _shown(node):
            continue
        if node.tag == W_T:
            pieces.append(node.text or "")
        else:
            pieces.append("-" if node.tag == qn("w:noBreakHyphen") else " ")
    return "".join(pieces).replace("\n", " ")


def _shown(node: Any) -> bool:
    """Tell whether text is shown: not marked hidden, and not the second copy Word keeps of a text box."""
    properties = node.getparent().find(qn("w:rPr"))
    vanish = properties.find(qn("w:vanish")) if properties is not None else None
    if vanish is not None and vanish.get(W_VAL) not in {"0", "false"}:
        return False
    return not any(str(ancestor.tag).endswith("}Fallback") for ancestor in node.iterancestors())


def _style_table(document: Any) -> dict[str, Any]:
    return {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}


def _styles(paragraph: Any, table: Mapping[str, Any]) -> list[Any]:
    """The style of a paragraph and those it is based on, nearest first."""
    properties = paragraph.find(qn("w:pPr"))
    name = _value(properties, "w:pStyle")
    found: list[Any] = []
    while name is not None and name in table and table[name] not in found:
        found.append(table[name])
        name = _value(table[name], "w:basedOn")
    return found


def _level(styles: list[Any]) -> int | None:
    for style in styles:
        name = _value(style, "w:name") or ""
        heading = HEADING_STYLE.match(name)
        if heading:
            return int(heading[1])
        if name.lower() == "title":
            return 1
        properties = style.find(qn("w:pPr"))
        outline = _value(properties, "w:outlineLvl")
        if outline is not None and int(outline) < 9:
            return int(outline) + 1
    return None


def _mark(paragraph: Any, styles: list[Any], numbering: Numbering) -> str:
    """The list number of a paragraph, by its own properties or its style's."""
    for holder in (paragraph, *styles):
        properties = holder.find(qn("w:pPr"))
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is not None:
            instance = _value(number, "w:numId") or ""
            return numbering.mark(instance, int(_value(number, "w:ilvl") or 0))
    return ""


def _value(element: Any, name: str) -> str | None:
    """The `w:val` of a child element; None where the element or the child is missing."""
    child = element.find(qn(name)) if element is not None else None
    return child.get(W_VAL) if child is not None else None
