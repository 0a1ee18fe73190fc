"""Locators as people write them in a question: "paragraph 26", "section 4.3.1 (IV)", "Target-7", «پیراگراف ۲۶»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus import Catalogue, Provision, ProvisionKind
from corpus.catalogue import OPENING
from corpus.text import western_digits

SEP = r"[\s:#.-]*"
UNIT = r"(?:\b(?:section|clause|sub-?section|article|directive|para(?:graph)?)s?|سیکشن|شق|دفعہ|§)"
QUANTITY = r"\s*(?:%|per ?cent\b|percent\w*|[tbm]rillion\b|[bm]illion\b|lakh\b|crore\b|arab\b|times\b|فیصد|لاکھ|کروڑ|ارب|کھرب|ملین|بلین|ٹریلین)"
"""What follows a number that counts or measures: "4.5 million" names no section."""
OF = r"\s*(?:کی|کے)?\s*(?:ذیلی شق|نکت[ہے]|\bsub-?clause|\bpoint|\bitem)\s*"
"""Between the number of a section and that of a point in it."""
OTHERS_TEXT = re.compile(
    r"(?-i:\b[A-Z]\w* )(?:act|ordinance|code|directive|regulation|rules)\b|\b(?:constitution|convention|covenant|treaty|charter|declaration|gdpr|peca)\b"
    r"|ایکٹ|آرڈیننس|آئین|کنونشن|معاہد|چارٹر|ضابط",
    re.IGNORECASE,
)
"""A text that is not held, whose articles a question may name."""
NUMBER = r"(\d{1,3})\b(?!\.\d)(?:\s*\(\s*(\w{1,4})\s*\))?"
"""A whole number, with or without that of a limb: `5`, `5(2)`."""
UNITS = {"article": ProvisionKind.ARTICLE, "section": ProvisionKind.SECTION}
NUMBERED = UNITS | {
    "target": ProvisionKind.TARGET,
    "operative": ProvisionKind.OPERATIVE,
    "recital": ProvisionKind.RECITAL,
    "paragraph": ProvisionKind.PARAGRAPH,
}
"""Kinds of place that are numbered through a document."""
BEFORE_NUMBER = {"target": "Target-", "operative": "P", "recital": "preamble-"}
"""What stands before the number in a locator."""
CUT = frozenset({ProvisionKind.SECTION, ProvisionKind.CLAUSE, ProvisionKind.ITEM})
COUNTED = frozenset({"target", "recital", "paragraph"})
"""Kinds of place that are named by a number alone after the first: "paragraphs 26, 27 and 36"."""
AND_NUMBER = re.compile(
    r"\s*(?:[,،&]|\b(?:and|or|to|vs\.?|versus|with|aur|ya|se)\b|اور|یا)\s*(\d{1,3})\b(?!\.\d)"
    r"(?=\s*(?:$|[,،&?؟.:]|(?:and|or|of|in|on|under|from|say|do|does|mean|the|aur|mein|main|me|ka|ki|ke|ko|kya)\b|اور|میں|کا|کی|کے|کو|کیا))",
    re.IGNORECASE,
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "target",
        re.compile(
            rf"\b(?:targets?|hadaf){SEP}(?:no\.?\s*)?(\d{{1,3}})\b(?!{QUANTITY})|ہدف{SEP}(?:نمبر\s*)?(\d{{1,3}})\b(?!{QUANTITY})",
            re.IGNORECASE,
        ),
    ),
    (
        "operative",
        re.compile(r"\boperative\s+paragraph\s*P?(\d)\b|\bP([123])\b|عملی پیراگراف\s*P?(\d)", re.IGNORECASE),
    ),
    (
        "recital",
        re.compile(r"\b(?:recitals?|preamble)[\s-]*(\d{1,2})\b|تمہید کی شق\s*(\d{1,2})", re.IGNORECASE),
    ),
    (
        "clause",
        re.compile(
            rf"(?:{UNIT}{SEP})?(?<![\d.,])(\d\.\d(?:\.\d){{0,2}})(?!\.?\d|{QUANTITY})"
            rf"(?:{OF}|\s*)(?:\(\s*((?:\d\.)?[IVX]{{1,5}}|\d)\s*\)|((?:\d\.)?(?-i:[IVX]){{1,5}})\b)?",
            re.IGNORECASE,
        ),
    ),
    (
        "article",
        re.compile(
            rf"\b(?:articles?|arts?\.){SEP}{NUMBER}|(?:آرٹیکل|دفعہ){SEP}(?:نمبر\s*)?{NUMBER}", re.IGNORECASE
        ),
    ),
    (
        "section",
        re.compile(rf"\b(?:sections?|sec\.){SEP}{NUMBER}|سیکشن{SEP}(?:نمبر\s*)?{NUMBER}", re.IGNORECASE),
    ),
    (
        "paragraph",
        re.compile(
            rf"\b(?:paragraphs?|paras?|provision|clause){SEP}(?:no\.?\s*)?(\d{{1,3}})\b(?!\.\d|{QUANTITY})"
            rf"|(?:پیراگراف|پیرا|شق){SEP}(?:نمبر\s*)?(\d{{1,3}})\b(?!\.\d|{QUANTITY})|¶\s*(\d{{1,3}})",
            re.IGNORECASE,
        ),
    ),
    ("record", re.compile(r"\brecord\s*(\d{1,2})\b|اندراج\s*(\d{1,2})", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Mention:
    """A provision named in a question."""

    key: str
    """`source_id/locator`."""
    below: bool = False
    """It stands below the section that is named, which has no text of its own."""


@dataclass(frozen=True)
class Absent:
    """A place that a question names and a source does not have."""

    place: Provision
    """What it would be: of the kind of the others, with its locator and nothing else of its own."""
    first: Provision
    """Of those that are numbered so."""
    last: Provision


def find_locators(question: str, catalogue: Catalogue, sources: frozenset[str]) -> list[Mention]:
    """Return the provisions that a question names, in the order of the question.

    A number alone ("26") is not a locator. "Paragraph 26" is looked for in every source in view; a source
    that the question names goes first.
    """
    found = [mention for place in _written(question) for mention in _resolve(place, catalogue, sources)]
    return list(dict.fromkeys(found))


def without_locators(question: str) -> str:
    """The question without the places that it names."""
    text = western_digits(question)
    for written in _written(question):
        text = text[: written.begin] + " " * (written.end - written.begin) + text[written.end :]
    return text


def absent_places(question: str, catalogue: Catalogue, sources: frozenset[str]) -> list[Absent]:
    """The places that a question names and no source has, of each source that numbers its provisions so.

    None where the question names a text that is not held: "section 37 of the Data Act" is no section of ours.
    """
    found: list[Absent] = []
    for place in _written(question):
        held = [catalogue.provisions[source_id] for source_id in sorted(sources)]
        able = [provisions for provisions in held if _may_hold(place.kind, provisions)]
        if not place.surely or OTHERS_TEXT.search(question) or any(_stands(place, one) for one in able):
            continue
        for provisions in able:
            if alike := _alike(place, provisions):
                would_be = alike[0].model_copy(update={"locator": place.locator})
                found.append(Absent(would_be, alike[0], alike[-1]))
    return found


@dataclass(frozen=True)
class _Written:
    """A place as a question writes it."""

    kind: str
    number: str
    limb: str
    """Of a section or article; else empty."""
    begin: int
    end: int
    text: str

    @property
    def locator(self) -> str:
        """Where it would stand in a source that numbers so."""
        if self.limb:
            return f"{self.number}({self.limb.lower() if self.kind == 'article' else self.limb.upper()})"
        return f"{BEFORE_NUMBER.get(self.kind, '')}{self.number}"

    @property
    def surely(self) -> bool:
        """It cannot be a mere number."""
        bare = self.kind == "clause" and not self.limb and self.number.count(".") < 2
        return not bare or not self.text.lstrip()[0].isdigit()


@lru_cache(maxsize=256)
def _written(question: str) -> tuple[_Written, ...]:
    """The places that a question writes, each read once: of "operative paragraph 2" the paragraph is not another."""
    text = western_digits(question)
    found: list[_Written] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            number, *limb = [group for group in match.groups() if group] or [""]
            begin, end = match.span()
            if not number or any(begin < other.end and other.begin < end for other in found):
                continue
            found.append(_Written(kind, number, "".join(limb), begin, end, match[0]))
            while kind in COUNTED and (more := AND_NUMBER.match(text, end)) is not None:
                begin, end = more.span()
                found.append(_Written(kind, more[1], "", begin, end, more[0]))
    return tuple(found)


def _resolve(place: _Written, catalogue: Catalogue, sources: frozenset[str]) -> list[Mention]:
    found: list[Mention] = []
    for source_id in sources:
        provisions = catalogue.provisions[source_id]
        if not _may_hold(place.kind, provisions):
            continue
        candidates = (place.locator, place.number) if place.limb else (place.locator,)
        hit = next((locator for locator in candidates if locator in provisions), None)
        if hit is not None:
            found.append(Mention(f"{source_id}/{hit}"))
        elif place.kind in {"clause", *UNITS}:
            below = _below(place.number, provisions)
            found += [
                Mention(f"{source_id}/{locator}", below=True)
                for locator in (below if place.kind == "clause" else below[:1])
            ]
    return found


def _stands(place: _Written, provisions: Mapping[str, Provision]) -> bool:
    """Tell whether a source has a place, or something below it."""
    return any(
        one == place.locator or one.startswith((f"{place.locator}(", f"{place.locator}."))
        for one in provisions
    )


def _alike(place: _Written, provisions: Mapping[str, Provision]) -> list[Provision]:
    """The provisions of a source that are numbered as a place is."""
    table = [one for one in provisions.values() if one.locator != OPENING]
    if place.kind in NUMBERED:
        return [one for one in table if one.kind is NUMBERED[place.kind]]
    if place.kind != "clause":
        return []
    above = f"{place.number}(" if place.limb else f"{place.number.partition('.')[0]}."
    beside = [one for one in table if one.locator.startswith(above) and one.kind in CUT]
    alike = [one for one in beside if ("(" in one.locator) == bool(place.limb)]
    return alike or [one for one in table if one.kind is ProvisionKind.SECTION]


def _may_hold(kind: str, provisions: Mapping[str, Provision]) -> bool:
    """Tell whether a source counts its provisions in such units: "article 5" is no paragraph 5 of another text."""
    held = {provision.kind for provision in provisions.values()}
    if kind in UNITS:
        return UNITS[kind] in held
    if kind in {"paragraph", "record"}:
        return (ProvisionKind.RECORD in held) == (kind == "record")
    return True


def _below(section: str, provisions: Mapping[str, object]) -> list[str]:
    """Provisions of a section that has no text of its own: `5.2(I)`, `5.2(II)` for section 5.2; else those further below."""
    own = [locator for locator in provisions if locator.startswith(f"{section}(")]
    return own or [locator for locator in provisions if locator.startswith(f"{section}.")]
