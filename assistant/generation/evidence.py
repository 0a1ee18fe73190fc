"""What a generated statement may rest on: the wordings of a provision, and the names that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.generation.verifier import Evidence
from assistant.missing import wording
from corpus import Catalogue, Provision
from ingest.passages import language_of

ABBREVIATION = re.compile(r"([A-Z][\w&-]*[A-Z0-9])s?\b")


def evidence_of(provision: Provision, catalogue: Catalogue, language: str) -> Evidence:
    """The evidence of one provision for statements in `language`: official text, if in it, and our summary."""
    texts = [provision.summaries.get("ur" if language == "ur" else "en")]
    if provision.text and language_of(provision.text) == language:
        texts.insert(0, provision.text)
    return Evidence(tuple(text for text in texts if text), tuple(_names(provision, catalogue)))


def together(evidence: Iterable[Evidence]) -> Evidence:
    """The evidence of several provisions that one statement cites."""
    every = list(evidence)
    return Evidence(
        tuple(text for one in every for text in one.texts), tuple(name for one in every for name in one.names)
    )


def _names(provision: Provision, catalogue: Catalogue) -> Iterable[str]:
    source = catalogue.source(provision.source_id)
    yield from (source.title.en, source.short_title.en, source.issuer.en, catalogue.label(provision))
    yield from provision.heading
    words = wording(provision)
    said = set(ABBREVIATION.findall(words))
    for entry in catalogue.glossary:
        expansion = entry.expands_to or entry.term
        if entry.term.removesuffix("s") in said or expansion.casefold() in words.casefold():
            yield from (entry.term, expansion)
