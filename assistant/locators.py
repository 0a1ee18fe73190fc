"""Locators as people write them in a question: "paragraph 26", "section 4.3.1 (IV)", "Target-7", «پیراگراف ۲۶»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Catalogue, Provision, ProvisionKind
from corpus.text import western_digits

SEP = r"[\s:#.-]*"
NUMBER = r"(\d{1,3})\b(?!\.\d)(?:\s*\(\s*(\w{1,4})\s*\))?"
"""A whole number, with or without that of a limb: `5`, `5(2)`."""
UNITS = {"article": ProvisionKind.ARTICLE, "section": ProvisionKind.SECTION}
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "target",
        re.compile(
            rf"\b(?:target|hadaf){SEP}(?:no\.?\s*)?(\d{{1,2}})\b|ہدف{SEP}(?:نمبر\s*)?(\d{{1,2}})",
            re.IGNORECASE,
        ),
    ),
    (
        "operative",
        re.compile(r"\boperative\s+paragraph\s*P?(\d)\b|\bP([123])\b|عملی پیراگراف\s*P?(\d)", re.IGNORECASE),
    ),
    (
        "recital",
        re.compile(r"\b(?:recital|preamble)[\s-]*(\d{1,2})\b|تمہید کی شق\s*(\d{1,2})", re.IGNORECASE),
    ),
    (
        "clause",
        re.compile(
            r"(?:\b(?:section|clause|sub-?section|article|para(?:graph)?)s?|سیکشن|شق|دفعہ|§)?\s*"
            r"(\d\.\d(?:\.\d){0,2})\s*(?:\(?\s*((?:\d\.)?[IVXivx]{1,5})\b\s*\)?)?"
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
            rf"\b(?:paragraphs?|paras?|provision|clause){SEP}(?:no\.?\s*)?(\d{{1,3}})\b(?!\.\d)"
            rf"|(?:پیراگراف|پیرا|شق){SEP}(?:نمبر\s*)?(\d{{1,3}})\b(?!\.\d)|¶\s*(\d{{1,3}})",
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


def find_locators(question: str, catalogue: Catalogue, sources: frozenset[str]) -> list[Mention]:
    """Return the provisions that a question names, in the order of the question.

    A number alone ("26") is not a locator. "Paragraph 26" is looked for in every source in view; a source
    that the question names goes first.
    """
    text = western_digits(question)
    found: list[Mention] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            groups = [group for group in match.groups() if group]
            if groups:
                found.extend(_resolve(kind, groups, catalogue, sources))
    return list(dict.fromkeys(found))


def _resolve(kind: str, groups: list[str], catalogue: Catalogue, sources: frozenset[str]) -> list[Mention]:
    number = groups[0]
    candidates = {
        "target": [f"Target-{number}"],
        "operative": [f"P{number}"],
        "recital": [f"preamble-{number}"],
        "paragraph": [number],
        "record": [number],
        "article": [f"{number}({groups[1].lower()})", number] if len(groups) > 1 else [number],
        "section": [f"{number}({groups[1].upper()})", number] if len(groups) > 1 else [number],
        "clause": [f"{number}({groups[1].upper()})", number] if len(groups) > 1 else [number],
    }[kind]
    found: list[Mention] = []
    for source_id in sources:
        provisions = catalogue.provisions[source_id]
        if not _may_hold(kind, provisions):
            continue
        hit = next((locator for locator in candidates if locator in provisions), None)
        if hit is not None:
            found.append(Mention(f"{source_id}/{hit}"))
        elif kind in {"clause", *UNITS}:
            below = _below(number, provisions) if kind == "clause" else _below(number, provisions)[:1]
            found += [Mention(f"{source_id}/{locator}", below=True) for locator in below]
    return found


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
