"""What a question names besides provisions: sources and defined terms."""

from __future__ import annotations

import re

from corpus import Catalogue, GlossaryEntry
from corpus.text import fold_urdu, western_digits
from corpus.types import Status

WORD = re.compile(r"[\w&’'-]+")
ACTING = re.compile(
    r"\b(?:has|have|had|did|will|does) (unesco)(?: \w+)? (?:publish|releas|issu|prepar|complet|finish|held|hold|host|visit)\w*"
    r"|\b(?:officer|representative|director|head|official|office)s?(?: in charge)? (?:of|at|from|for) (unesco)\b"
    r"|\b(unesco) (?:country |pakistan )?(?:representative|officer|director|official|office)|(یونیسکو) کے? (?:\w+ )?(?:نمائند|افسر|سربراہ|دفتر)"
    r"|(یونیسکو) نے [^؟]*(?:شائع|جاری|منعقد|مکمل|تیار)|\b(unesco) ne [^?]*\b(?:shaya|jari|publish|release|mukammal|tayy?ar)",
    re.IGNORECASE,
)
"""UNESCO as the body that does a thing, or has officers, and not as the short name of its Recommendation."""
POSSESSIVE = re.compile(r"['’]s(?!\w)")
POLICY = re.compile(r"polic|draft|پالیسی|مسود|ڈرافٹ|\bma?sa?u?vv?w?ad[ae]", re.IGNORECASE)
"""Words that speak of a policy or a draft."""
WHO_IS = re.compile(
    r"^[Ww]ho(?:'s| is| was) ((?:[A-Z][\w.'-]*\s?){2,5})\W*$"
    r"|^((?:\S+ ){1,4}\S+) کون (?:ہے|ہیں|تھے|تھا|تھیں|تھی)\W*$"
    r"|^((?:[\w.'-]+ ){1,4}[\w.'-]+) [Kk](?:au|o)n (?:hai|hain|h|th[aei])\W*$"
)
TITLES = re.compile(
    r"\b(?:dr|mr|ms|mrs|prof|sahib|sahiba|professor)\b\.?|ڈاکٹر|جناب|محترمہ|پروفیسر|صاحبہ?", re.IGNORECASE
)
OFFICE = re.compile(
    r"\b(?:the|minister|secretary|director|head|chair\w*|ceo|president|officer|member|convener|sarbarah|wazir|ka|ki|ke|mein|main|me|par)\b"
    r"|وزیر|سیکرٹری|سیکریٹری|سربراہ|ڈائریکٹر|چیئر|صدر|رکن|افسر| (?:کا|کی|کے|میں|پر)(?: |$)|وال[اےی]|ذمہ|^(?:یہ|اس|وہ) ",
    re.IGNORECASE,
)
"""Asks who holds an office, which a provision may name without saying who."""
DATED_DRAFT = re.compile(
    r"\b(?:jan|febr|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w* (?:of )?(20\d\d)\b"
    r"|(?:جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر) (20\d\d)"
    r"|\b(20\d\d)(?: (?:wal[aei]|k[aei]|کا|کے|والا|والے))? (?:draft|مسود)|\bdraft (?:of|from|in) (20\d\d)\b",
    re.IGNORECASE,
)
"""When the draft was made that a question means: it went through several."""


MEANING = "مطلب|معنی|مفہوم|مراد|تعریف|مخفف|matlab|mani|mafhoom|murad|tareef|full|definition|meaning"
MODIFYING = (
    rf"(?!(?:ک[اےی]|k[aei]|میں|me?i?n) (?!(?:(?:کیا|kya|یونیسکو|unesco|نے|ne) ){{0,3}}(?:{MEANING}) ))"
)
"""Not before the words of Urdu that make a name the owner or the place of the next: "AI ka" in "AI ka istemal"."""


def named_sources(question: str, catalogue: Catalogue) -> list[str]:
    """Ids of the sources that a question names, in the order of the question.

    A longer name hides the shorter ones inside it: "the UNESCO dialogue" does not name the Recommendation. A draft
    is not named where the question means one of another year: "the draft of July 2025".
    """
    dated = [next(filter(None, found)) for found in DATED_DRAFT.findall(western_digits(question))]
    told = POSSESSIVE.sub("", western_digits(question).casefold())
    if acting := ACTING.search(told):
        _, end = next(span for span in acting.regs[1:] if span[0] >= 0)
        told = f"{told[:end]}_{told[end:]}"
    text = f" {' '.join(WORD.findall(told))} "
    found: list[tuple[int, int, str]] = []
    for source in catalogue.sources.values():
        if source.status is Status.DRAFT and dated and source.date[:4] not in dated:
            continue
        for alias in source.aliases:
            name = POSSESSIVE.sub("", alias)
            place = text.find(f" {name} ")
            if place >= 0:
                found.append((place, place + len(name), source.id))
    whole = [
        one
        for one in found
        if not any(o[0] <= one[0] and one[1] <= o[1] and o[1] - o[0] > one[1] - one[0] for o in found)
    ]
    return list(dict.fromkeys(source_id for _, _, source_id in sorted(whole)))


def person_asked(question: str) -> frozenset[str]:
    """The words of the name of whom a question asks who that is, folded; none where it asks who holds an office."""
    found = WHO_IS.search(question.strip())
    if found is None:
        return frozenset()
    name = next(filter(None, found.groups()))
    words = frozenset(WORD.findall(fold_urdu(TITLES.sub(" ", name))))
    return frozenset() if OFFICE.search(name) or len(words) < 2 else words


def defined_term(question: str, catalogue: Catalogue) -> GlossaryEntry | None:
    """The entry of the glossary whose term the question names, the longest; only entries with a provision.

    A term that only says of what the thing asked about is does not count: «اے آئی نظام کی شفافیت».
    """
    text = f" {' '.join(WORD.findall(fold_urdu(question)))} "
    best: tuple[int, GlossaryEntry | None] = (0, None)
    for entry in catalogue.glossary:
        if entry.provision is None:
            continue
        for name in entry.names:
            folded = " ".join(WORD.findall(fold_urdu(name)))
            if len(folded) > best[0] and re.search(rf" {re.escape(folded)}s? {MODIFYING}", text):
                best = (len(folded), entry)
    return best[1]
