"""What a question must be before anything is done with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from assistant.errors import InvalidInputError

# Tag characters, overrides and other invisible marks carry instructions that no reader sees. Marks that
# Urdu text needs (ZWNJ, ZWJ, LRM, RLM, ALM) are dropped quietly; the rest is refused.
INVISIBLE = re.compile("[\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
HARMLESS = re.compile("[\u200b-\u200f\u2060\u061c\ufeff\u00ad]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
PERSONAL = {
    "an identity card number": re.compile(r"\b\d{5}-?\d{7}-?\d\b"),
    "a telephone number": re.compile(r"(?<![\d./-])(?:\+92|0092|0)3\d{2}[-\s]?\d{7}\b"),
    "an e-mail address": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"),
}


def clean(question: str, limit: int) -> str:
    """Return the question without harmless invisible marks and superfluous spaces.

    Raises:
        InvalidInputError: empty, too long, or with hidden or control characters.
    """
    if INVISIBLE.search(question):
        raise InvalidInputError(
            "The question contains invisible or direction-changing characters. Type it anew as plain text."
        )
    if CONTROL.search(question):
        raise InvalidInputError("The question contains control characters. Type it anew as plain text.")
    text = " ".join(HARMLESS.sub("", question).split())
    if not text:
        raise InvalidInputError("The question is empty. Ask something about the documents.")
    if len(text) > limit:
        raise InvalidInputError(
            f"The question has {len(text):,} characters; at most {limit:,} are taken. Shorten it, or ask in parts."
        )
    if not any(character.isalnum() for character in text):
        raise InvalidInputError("The question contains no words. Ask something about the documents.")
    return text


def check_sources(sources: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the sources without repetition.

    Raises:
        InvalidInputError: naming an unknown id and the known ones.
    """
    wanted = tuple(dict.fromkeys(sources))
    unknown = [source for source in wanted if source not in known]
    if unknown:
        raise InvalidInputError(
            f"There is no source {unknown[0][:64]!r}. The sources are: {', '.join(sorted(known))}."
        )
    return wanted


def personal_data(question: str) -> str | None:
    """Name the kind of personal data in a question, or None: such a question is neither answered nor kept."""
    return next((name for name, pattern in PERSONAL.items() if pattern.search(question)), None)
