"""The glossary as public JSON, and which of its terms stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.library.schemas import Glossary
from assistant.linking import bilingual, link_to
from assistant.schemas import GlossaryTerm
from corpus import Catalogue, Provision
from corpus.types import GlossaryEntry

EVERYWHERE = frozenset({"AI", "AI system"})
"""Terms of nearly every provision; the glossary page has them, the provisions do not repeat them."""


class Terms:
    """Finds and explains the terms of the glossary."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._patterns = [(entry, _pattern(entry)) for entry in catalogue.glossary]
        self._catalogue = catalogue

    def glossary(self) -> Glossary:
        """Every term, in alphabetical order."""
        entries = sorted(self._catalogue.glossary, key=lambda entry: entry.term.casefold())
        return Glossary(terms=self._public(entries))

    def found_in(self, provision: Provision) -> list[GlossaryTerm]:
        """The terms that the official text or the English summary uses, in the order of the glossary."""
        text = f"{provision.text or ''}\n{provision.summaries.get('en', '')}"
        return self._public(
            entry
            for entry, pattern in self._patterns
            if entry.term not in EVERYWHERE and pattern.search(text)
        )

    def _public(self, entries: Iterable[GlossaryEntry]) -> list[GlossaryTerm]:
        return [
            GlossaryTerm(
                term=entry.term,
                term_ur=entry.term_ur,
                explanation=bilingual(entry.explanation),
                expands_to=entry.expands_to,
                provision=link_to(found, self._catalogue)
                if entry.provision and (found := self._provision(entry.provision))
                else None,
            )
            for entry in entries
        ]

    def _provision(self, key: str) -> Provision | None:
        source_id, _, locator = key.partition("/")
        return self._catalogue.provisions[source_id].get(locator)


def _pattern(entry: GlossaryEntry) -> re.Pattern[str]:
    """Whole words only; an acronym in its own letter case (COE is not CoE), a term in any, with a plural s."""
    acronym = entry.expands_to is not None
    return re.compile(rf"(?<!\w){re.escape(entry.term)}(?:s|es)?(?!\w)", 0 if acronym else re.IGNORECASE)
