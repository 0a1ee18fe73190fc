"""Find what an earlier answer of a conversation rests on: by the places it names, else by searching its question anew."""

from __future__ import annotations

import re
from typing import Protocol

from assistant.inquiry import Inquiry
from assistant.lists import find_list
from assistant.locators import find_locators
from assistant.naming import named_sources
from assistant.retrieval import Retriever
from assistant.views import sources_in_view
from corpus import Catalogue, ListOf, Provision
from corpus.types import QuestionLanguage
from ingest.glosses import glosses
from ingest.lexical import terms

LEAD = re.compile(r"[^“:]{0,400}")
"""What an answer begins with, before it quotes or says anything: who says it, and where."""
BULLET = re.compile(r"^- ([^“:\n]{0,120})", re.MULTILINE)
"""What the first point of a list begins with."""


class Recall(Protocol):
    """Tells what a conversation rests on."""

    def answered(self, question: str, language: QuestionLanguage, answer: str) -> Provision | None:
        """The provision that an answer to a question rests on; None if there is none."""


class Recaller:
    """Recalls what answers from one snapshot rest on."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._catalogue = retriever.catalogue
        self._provisions = retriever.snapshot.provisions

    def answered(self, question: str, language: QuestionLanguage, answer: str) -> Provision | None:
        """The provision that an answer names first; where it names none, the one found first for the question."""
        lead = found[0] if (found := LEAD.match(answer)) else ""
        sources = tuple(named_sources(lead, self._catalogue)[:1])
        point = BULLET.search(answer)
        for text in (lead, point[1] if point else ""):
            told = find_locators(text, self._catalogue, frozenset(sources)) if sources else []
            if told and told[0].key in self._provisions:
                return self._provisions[told[0].key]
        asked = Inquiry(question, "en", language, rephrased=question)
        asked.named_sources = tuple(named_sources(question, self._catalogue))
        view = sources or sources_in_view(asked, self._catalogue)
        hits = self._retriever.search(question, limit=1, sources=view, language=language)
        return hits[0].provision if hits else None


def asked_list(question: str, answered: Provision, catalogue: Catalogue) -> ListOf | None:
    """The list that a question asked for, if it was answered by it: by its first member first."""
    view = frozenset(named_sources(question, catalogue) or catalogue.sources)
    listed = find_list(question, catalogue, view)
    first = f"{listed.source_id}/{listed.members[0]}" if listed else ""
    return listed if first == answered.key else None


def picked(listed: ListOf, follow_up: str, catalogue: Catalogue) -> Provision | None:
    """The one member of a list whose heading, in either language, shares most words with a follow-up; None if no one."""
    asked = {*terms(follow_up, "latin"), *terms(follow_up, "arabic"), *glosses(follow_up)}
    members = [catalogue.provisions[listed.source_id][locator] for locator in listed.members]
    shared = [len(asked & _heading_terms(member)) for member in members]
    most = max(shared)
    return members[shared.index(most)] if most and shared.count(most) == 1 else None


def _heading_terms(member: Provision) -> set[str]:
    return {*terms(member.heading_above("en"), "latin"), *terms(member.heading_above("ur"), "arabic")}
