"""The marks by which policy documents number their provisions, read at the head of a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.text import western_digits
from ingest.formats.blocks import Block

ARTICLE = re.compile(
    r"(?:article|art\.?|آرٹیکل|دفعہ)\s*(\d{1,3}[a-z]?)\b\s*([.:–—۔-]?)\s*(.*)", re.IGNORECASE | re.DOTALL
)
RECITAL = re.compile(r"recital\s+(\d{1,3})\b\s*[.:–—-]?\s*(.*)", re.IGNORECASE | re.DOTALL)
SECTION = re.compile(
    r"(?:(?:section|sec\.|سیکشن)\s*(\d{1,2}(?:\.\d{1,2}){0,4})\s*[.:–—۔]?|(\d{1,2}(?:\.\d{1,2}){1,4})[.)]?)\s+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
DEEP_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)([.)۔]?)\s*([^\W\d].*)", re.DOTALL)
NUMBERED_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)([.)۔]?)\s+(\S.*)", re.DOTALL)
PARAGRAPH = re.compile(
    r"(?:§\s*(?P<sign>\d{1,3})\.?|(?:paragraph|para\.?|پیراگراف)\s+(?P<word>\d{1,3})\s*[.:۔]?"
    r"|(?P<dot>\d{1,3})[.۔]|(?P<bracket>\d{1,3})\)|\((?P<brackets>\d{1,3})\))\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
DIVISION = re.compile(
    r"(?:(?:chapter|part|title|annex|appendix|schedule)\s+(?:[IVXLC]{1,6}|\d{1,2}|[A-Z])\b|(?:باب|حصہ|ضمیمہ)\s)",
    re.IGNORECASE,
)
LIMB = re.compile(r"(?:\([a-z]{1,4}\)|[a-z][.)]|[ivx]{1,5}[.)]|•|–|-)\s")
FIRST = {"0", "1", "1.1"}
FURTHEST_JUMP = 10
"""Numbers that may be missing between two before the second is no longer believed."""
SENTENCE_ENDS = tuple(".;:,!?۔؟")
TITLE_WORDS = 14
"""A block of at most so many words that ends without a stop is read as a title."""


@dataclass(frozen=True)
class Mark:
    """A number at the head of a block."""

    kind: Literal["article", "recital", "section", "paragraph"]
    number: str
    rest: str
    """The block's text behind the number."""
    style: str = ""
    """How a paragraph is marked (`dot`, `bracket`, `brackets`, `sign`, `word`): a list keeps to one style.
    Of a section: empty for a bare number (`10 principles`), which may be no mark at all."""


def is_title(text: str) -> bool:
    """Tell whether a text reads like a heading: short, on one line, ended by no stop."""
    return "\n" not in text and len(text.split()) <= TITLE_WORDS and not text.rstrip().endswith(SENTENCE_ENDS)


def read_mark(block: Block) -> Mark | None:
    """Read the number at the head of a block; None where there is none, as in rows of tables.

    "Article 5 applies to…" is a sentence about an article, not its head: behind a number without a stop, a
    text must not begin with a small letter.
    """
    if block.kind != "text":
        return None
    text = western_digits(block.text)
    return _word_mark(block, text) or _number_mark(block, text)


def _word_mark(block: Block, text: str) -> Mark | None:
    article = ARTICLE.fullmatch(text)
    if article and (article[2] or block.level is not None or not article[3][:1].islower()):
        return Mark("article", article[1].lower(), block.text[article.start(3) :], "word")
    recital = RECITAL.fullmatch(text)
    if recital and not recital[2][:1].islower():
        return Mark("recital", recital[1], block.text[recital.start(2) :], "word")
    return None


def _number_mark(block: Block, text: str) -> Mark | None:
    section = SECTION.fullmatch(text)
    if section and not section[3][:1].islower():
        return Mark("section", section[1] or section[2], block.text[section.start(3) :], "dot")
    if block.level is not None:
        deep, heading = DEEP_HEADING.fullmatch(text), NUMBERED_HEADING.fullmatch(text)
        if deep:
            return Mark("section", deep[1], block.text[deep.start(3) :], "dot")
        return Mark("section", heading[1], block.text[heading.start(3) :], heading[2]) if heading else None
    paragraph = PARAGRAPH.fullmatch(text)
    if paragraph is None:
        return None
    style = next(name for name, value in paragraph.groupdict().items() if value and name != "rest")
    return Mark("paragraph", str(int(paragraph[style])), block.text[paragraph.start("rest") :], style)


def _levels(number: str) -> tuple[tuple[int, str], ...]:
    """`5a.2` as a key that sorts like the document: numbers by value, then by letter."""
    found = (re.fullmatch(r"(\d+)([a-z]?)", level) for level in number.split("."))
    return tuple((int(match[1]), match[2]) for match in found if match)


def plausible(mark: Mark, last: str | None, *, set_as_heading: bool) -> bool:
    """Tell whether a number can stand behind another: further on, and not far.

    A heading may begin anew (in an annex); but one that merely begins with a number ("10 principles") must
    be the next in order.
    """
    if set_as_heading:
        return bool(mark.style) or mark.number in (successors(last) if last else FIRST)
    if last is None:
        return True
    new, old = _levels(mark.number), _levels(last)
    return new >= old and new[0][0] - old[0][0] <= FURTHEST_JUMP


def successors(last: str) -> set[str]:
    """Numbers that may follow: a first child, the next at any outer level, or the next letter (5a)."""
    levels = _levels(last)
    plain = [str(number) for number, _ in levels]
    following = {".".join([*plain, "1"]), ".".join([*plain, "0"])}
    for depth in range(len(levels)):
        following.add(".".join([*plain[:depth], str(levels[depth][0] + 1)]))
        following.add(".".join([*plain[:depth], str(levels[depth][0] + 1), "1"]))
    number, letter = levels[-1]
    following.add(".".join([*plain[:-1], f"{number}{chr(ord(letter) + 1) if letter else 'a'}"]))
    return following
