"""Look for what could mislead a reader or a model in a document that somebody brings. Nothing is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from corpus.text import fold, fold_urdu
from corpus.types import Record

MOST = 50
"""Warnings of one document that are kept."""
EXCERPT = 80
INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u180e"
    "\U000e0000-\U000e007f\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)
"""Characters that carry no wording. The joiners U+200C and U+200D and the marks U+200E and U+200F are
ordinary in Urdu, soft hyphens (U+00AD) everywhere."""
ORDINARY_IN_URDU = re.compile("[\u200e\u200f]")
ORDERS = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|all|your|system)\b"
    r".{0,40}\b(?:instructions?|prompts?|rules|guidelines|context|directions)"
    r"|\b(?:you are now|from now on,? you|act as (?:an?|the) (?:ai|assistant|system))\b"
    r"|\b(?:reveal|print|repeat|show)\b.{0,30}\b(?:system prompt|your (?:instructions|prompt))"
    r"|\bdo not (?:cite|mention|tell|reveal)\b.{0,30}\b(?:user|reader|source)",
)
ORDERS_URDU = re.compile(
    r"(?:پچھلی|سابقہ|پہلے|پہلی|گزشتہ|اوپر|تمام|اپنی)\s.{0,40}?(?:ہدایات|ہدایت|احکامات|قواعد)"
    r".{0,30}?(?:نظر ?انداز|بھول|بھلا|ترک|رد)"
    r"|(?:نظر ?انداز|بھول جا).{0,30}?(?:ہدایات|احکامات|قواعد)"
    r"|(?:اب|آج) سے (?:آپ|تم)\b.{0,40}(?:ہیں|ہو)"
)
ROLES = re.compile(
    r"<\|.{0,20}?\|>|\[/?inst\]|<</?sys>>|<start_of_turn>|</?(?:system|assistant|user)>"
    r"|(?:^|\n|[.!?۔] )\s*(?:#+\s*)?(?:system|assistant|human|user)\s*:",
    re.IGNORECASE,
)
ROLES_URDU = re.compile(r"(?:^|\n|[۔.] )\s*(?:سسٹم|نظام|معاون|اسسٹنٹ|صارف)\s*:")


class Suspicion(Record):
    """Something in a document that a person should look at."""

    kind: Literal["invisible", "order", "role"]
    """`invisible`: characters without a glyph; `order`: words that order a model about; `role`: marks that
    pretend to open a turn of a chat."""
    locator: str
    excerpt: str
    """The place, at most 80 characters; characters without a glyph are written as U+XXXX."""


def scan(texts: Iterable[tuple[str, str]]) -> tuple[Suspicion, ...]:
    """Scan texts, each with its locator; at most 50 findings are returned."""
    found: list[Suspicion] = []
    for locator, text in texts:
        for kind, excerpt in _findings(text):
            found.append(Suspicion(kind=kind, locator=locator, excerpt=excerpt))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _findings(text: str) -> Iterator[tuple[Literal["invisible", "order", "role"], str]]:
    urdu = any("\u0600" <= character <= "\u06ff" for character in text)
    hidden = INVISIBLE.search(ORDINARY_IN_URDU.sub("", text) if urdu else text)
    if hidden:
        yield "invisible", _excerpt(text, hidden[0])
    # An order may be broken up by characters that are not seen, and by line ends.
    plain = "".join(character for character in text if unicodedata.category(character) != "Cf")
    order = ORDERS.search(fold(plain)) or (ORDERS_URDU.search(fold_urdu(plain)) if urdu else None)
    if order:
        yield "order", visible(order[0])[:EXCERPT]
    role = ROLES.search(plain) or (ROLES_URDU.search(plain) if urdu else None)
    if role:
        yield "role", visible(role[0].strip())[:EXCERPT]


def _excerpt(text: str, wanted: str) -> str:
    start = max(0, text.index(wanted) - EXCERPT // 4)
    return visible(text[start : start + EXCERPT // 2])[:EXCERPT]


def visible(text: str) -> str:
    """Write characters without a glyph as U+XXXX, and line ends as spaces."""
    return "".join(
        " " if character.isspace() else character if character.isprintable() else f"[U+{ord(character):04X}]"
        for character in text
    )
