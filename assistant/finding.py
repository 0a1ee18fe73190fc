"""Find the provisions that a question is answered from: every mention of a thing, what was filed under its theme, or what ranks first."""

from __future__ import annotations

import re

from assistant.comparison.match import Matcher
from assistant.comparison.sides import compared
from assistant.detail import settle
from assistant.inquiry import Inquiry
from assistant.list_meaning import ListMeaning
from assistant.mentions import Mentions
from assistant.retrieval import Hit, Retriever
from assistant.sections import Sections
from assistant.topic import without_sources
from assistant.views import sources_in_view
from corpus import Catalogue, Provision

BIBLIOGRAPHY = re.compile(r"^(?:\d+\.? )?(?:references|bibliography|works cited)$", re.IGNORECASE)
"""The heading under which a document lists what it draws on."""
ASKS_REFERENCES = re.compile(
    r"\b(?:references?|bibliograph\w*|footnotes?|cit(?:es?|ed|ing|ations?)|sources? (?:does|did|of|used|listed))\b"
    r"|حوالہ|حوالے|حوالوں|مآخذ|ماخذ|کتابیات|\bhawal\w+\b|\bma+khaz\b",
    re.IGNORECASE,
)
"""A question of what a document draws on; of any other, its bibliography is no evidence."""
CANDIDATES = 20
"""Hits that the composer may choose from."""


class Finder:
    """Sets the view and the hits of routed inquiries."""

    def __init__(
        self, retriever: Retriever, matcher: Matcher, mentions: Mentions, catalogue: Catalogue
    ) -> None:
        self._retriever = retriever
        self._matcher = matcher
        self._mentions = mentions
        self._catalogue = catalogue
        self._list_meaning = ListMeaning(retriever)
        self._sections = Sections(retriever.snapshot.provisions.values())

    def find(self, inquiry: Inquiry) -> None:
        """Set `view`, `on_theme`, `hits` and `compared` of an inquiry that was routed, and the list or section that it asks for without a name."""
        inquiry.view = sources_in_view(inquiry, self._catalogue)
        if inquiry.part is not None:
            table = self._retriever.snapshot.provisions
            keys = [f"{inquiry.part.source_id}/{locator}" for locator in inquiry.part.locators]
            inquiry.hits = [Hit(table[key], 1.0, None, named=True) for key in keys]
            return
        if mentioning := self._mentioning(inquiry):
            inquiry.hits = mentioning
            return
        filed = self._filed(inquiry)
        inquiry.on_theme = bool(filed)
        inquiry.hits = filed or self._search(
            inquiry, inquiry.rephrased, inquiry.follow_up or self._matter(inquiry)
        )
        if inquiry.kind == "comparison":
            self._compare(inquiry)
        if inquiry.detail:
            settle(inquiry, filed or self._search(inquiry, inquiry.before))
        if inquiry.listed is None:
            self._list(inquiry)
        if inquiry.listed is None:
            self._section(inquiry)

    def _list(self, inquiry: Inquiry) -> None:
        """Set the list that a question asks for by what it means."""
        listed, surely = self._list_meaning.asked(inquiry)
        if listed is not None:
            inquiry.kind, inquiry.listed = "list", listed
            inquiry.listed_by = "meaning" if surely else "likely meaning"

    def _section(self, inquiry: Inquiry) -> None:
        """Set the section that a question asks for as a whole; a follow-up asks for something in particular."""
        if not inquiry.follow_up:
            section, surely = self._sections.asked(inquiry)
            inquiry.part, inquiry.section = (section, None) if surely else (None, section)

    def _compare(self, inquiry: Inquiry) -> None:
        """Find both sides of a comparison; where neither has anything, what comes nearest in them is what was found."""
        inquiry.compared = found = compared(inquiry, self._catalogue, self._matcher)
        if found is not None and not found.speaks:
            inquiry.view = tuple(side.source_id for side in found.sides)
            inquiry.hits = [
                hit
                for near in zip(*(side.match.ranked for side in found.sides), strict=False)
                for hit in near
            ]

    def _mentioning(self, inquiry: Inquiry) -> list[Hit]:
        """Every provision that speaks of what each mention is asked of; without any, that is no longer asked."""
        if not inquiry.mentioned:
            return []
        sources = inquiry.named_sources or inquiry.view or tuple(self._catalogue.sources)
        view = [source for source in sources if not inquiry.sources or source in inquiry.sources]
        found = self._mentions.find(inquiry.mentioned, view, inquiry.question_language)
        if not found:
            inquiry.mentioned = ""
        return [Hit(provision, 1.0, None) for provision in found]

    def _filed(self, inquiry: Inquiry) -> list[Hit]:
        """What the one source that is named has on the theme that it is asked about; none if the reader left it out."""
        if not inquiry.topic or inquiry.quotation is not None or len(inquiry.named_sources) != 1:
            return []
        source_id = inquiry.named_sources[0]
        if inquiry.view and source_id not in inquiry.view:
            return []
        return self._matcher.filed(inquiry.topic, source_id)

    def _matter(self, inquiry: Inquiry) -> str:
        """What is asked of the one source that is named, without its name, where its provisions are records that repeat it."""
        named = [self._catalogue.source(source_id) for source_id in inquiry.named_sources]
        if inquiry.kind == "state" or len(named) != 1 or named[0].file is not None:
            return ""
        return without_sources(inquiry.rephrased, self._catalogue)

    def _search(self, inquiry: Inquiry, question: str, follow_up: str = "") -> list[Hit]:
        hits = self._retriever.search(
            question,
            limit=CANDIDATES,
            sources=inquiry.view,
            language=inquiry.question_language,
            follow_up=follow_up,
        )
        if ASKS_REFERENCES.search(inquiry.question):
            return hits
        return [hit for hit in hits if hit.named or not _is_bibliography(hit.provision)]


def _is_bibliography(provision: Provision) -> bool:
    return bool(BIBLIOGRAPHY.match(provision.heading_above("en")))
