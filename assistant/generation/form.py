"""The form of a statement, before its content is looked at: plain text in the language asked for, nothing active."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

LONGEST = 600
"""Characters of one statement."""
SHORTEST = 3
"""Words of one statement."""
ACTIVE = re.compile(
    r"https?:|ftp:|mailto:|javascript:|data:|\bwww\.|\w@\w|\b[\w-]+\.(?:com|org|net|info|example|io|pk|gov|edu)\b|://"
    r"|!\[|\]\(|\]\[|\]:|<[^>\s]|&#?\w+;|`|\{\{|\$\$|^\s*[#>|]|\*\*|__",
    re.IGNORECASE | re.MULTILINE,
)
"""Links, images, HTML, entities, code, headings, tables, emphasis: nothing that a page could act on."""
ROLE = re.compile(
    r"<\||\|>|\[/?inst\]|^\s*(?:system|assistant|user|human|سسٹم|معاون|صارف)\s*:"
    r"|\b(?:system prompt|as an ai\b|language model|my instructions|i (?:cannot|can't|am|will|was|have)\b|pwned|jailbr\w+)",
    re.IGNORECASE,
)
"""A model that speaks of itself, or pretends to open another turn."""
OPENING = re.compile(
    r"^\s*(?:yes|no|sure|certainly|of course|جی ہاں|جی نہیں|ہاں|نہیں)\b\s*[,.!:،۔–-]+\s*", re.IGNORECASE
)
BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")
BRACKETED = re.compile(r"\([^)]*\)")
LEAST_OWN_SCRIPT = 0.7
"""Share of the letters outside brackets that must be of the script of the language asked for."""


class Malformed(StrEnum):
    """Why a text is no statement."""

    LENGTH = "length"
    ACTIVE = "active"
    ROLE = "role"
    HIDDEN = "hidden"
    LANGUAGE = "language"
    QUESTION = "question"


def tidy(text: str) -> str:
    """Remove a bullet and an opening yes or no: that answer is the assistant's to give, from the provision."""
    text = OPENING.sub("", BULLET.sub("", " ".join(text.split())))
    return text[:1].upper() + text[1:]


def malformed(text: str, language: str) -> Malformed | None:
    """Return None for a plain statement in `language`, else what is wrong with it."""
    if len(text) > LONGEST or len(text.split()) < SHORTEST:
        return Malformed.LENGTH
    if any(
        unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in JOINERS.sub("", text)
    ):
        return Malformed.HIDDEN
    if ACTIVE.search(text):
        return Malformed.ACTIVE
    if ROLE.search(text):
        return Malformed.ROLE
    if own_script(text, language) < LEAST_OWN_SCRIPT:
        return Malformed.LANGUAGE
    return Malformed.QUESTION if text.rstrip('"”» ').endswith(("?", "؟")) else None


JOINERS = re.compile("[\u200c\u200d\u200e\u200f]")
"""Joiners and marks that Urdu typing brings along."""


def own_script(text: str, language: str) -> float:
    """Share of the letters outside brackets that are of the language's script; 0 where there are none."""
    letters = [character for character in BRACKETED.sub("", text) if character.isalpha()]
    if not letters:
        return 0.0
    arabic = sum("\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufeff" for c in letters)
    latin = sum(c.isascii() or "\u00c0" <= c <= "\u024f" for c in letters)
    return (arabic if language == "ur" else latin) / len(letters)
