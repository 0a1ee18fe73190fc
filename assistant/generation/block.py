"""The data block of one answer: provisions under identifiers that mean nothing outside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.messages import status_word
from corpus import Catalogue, Provision
from ingest.passages import language_of, windows

ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels, so that no word comes out; no letters that look like digits."""
ID_LENGTH = 4
MARK_LENGTH = 16
LONGEST_WORDS = 220
"""Words of one provision that are shown; a longer one is cut at the end of a passage."""


@dataclass(frozen=True)
class Block:
    """Provisions by the identifiers issued for this answer."""

    provisions: Mapping[str, Provision]
    mark: str
    """Random word on the lines around data, which no document can know."""
    text: str

    @classmethod
    def issue(cls, provisions: Iterable[Provision], catalogue: Catalogue, language: str) -> Block:
        """Issue identifiers and write the block."""
        table: dict[str, Provision] = {}
        for provision in provisions:
            table[_fresh(table)] = provision
        written = [_entry(identifier, p, catalogue, language) for identifier, p in table.items()]
        return cls(table, _word(MARK_LENGTH), "\n\n".join(written))

    def resolve(self, ids: Sequence[str]) -> list[Provision] | None:
        """The provisions of some identifiers; None if there are none, or one was not issued."""
        if not ids or any(identifier not in self.provisions for identifier in ids):
            return None
        return [self.provisions[identifier] for identifier in ids]


def _fresh(taken: Mapping[str, Provision]) -> str:
    while (word := _word(ID_LENGTH)) in taken:
        pass
    return word


def _word(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _entry(identifier: str, provision: Provision, catalogue: Catalogue, language: str) -> str:
    source = catalogue.source(provision.source_id)
    heading = f", {provision.heading[-1]}" if provision.heading else ""
    lines = [
        f"[{identifier}] {source.short_title.en} ({status_word(source.status, 'en')}, {source.date}), "
        f"{catalogue.label(provision)}{heading}",
        *_wordings(provision, language),
    ]
    return "\n".join(defused(line) for line in lines)


def _wordings(provision: Provision, language: str) -> Iterable[str]:
    """For an Urdu answer the Urdu summary first: statements are verified against it."""
    if language == "ur" and "ur" in provision.summaries:
        yield provision.summaries["ur"]
        if not (provision.text and language_of(provision.text) == "ur"):
            return
    if provision.text:
        yield next(windows(provision.parts or (provision.text,), LONGEST_WORDS), "")
    elif "en" in provision.summaries:
        yield provision.summaries["en"]


def defused(text: str) -> str:
    """Take from a document's text what could pass for our own marks: brackets around words, rows of signs."""
    text = " ".join(text.split())
    return text.replace("===", "=").replace("<|", "< |").replace("|>", "| >")
