"""Turn an ended inquiry into the public answer: number citations, write the Markdown, name the nearest."""

from __future__ import annotations

import re
import uuid
from typing import Literal
from urllib.parse import quote as url_quote

from assistant.inquiry import Inquiry, Point
from assistant.messages import say, status_word
from assistant.schemas import CITING, Answer, AnswerStatus, Citation, CorpusState, Nearest, Statement
from corpus import Catalogue, Provision
from ingest.snapshot import Snapshot

MOST_NEAREST = 5
SUPPORT: dict[str, Literal["quotation", "summary", "verified"]] = {
    "quotation": "quotation",
    "summary": "summary",
    "heading": "summary",
    "conflict": "summary",
    "verified": "verified",
}
"""How the public schema names what carries a statement."""


def permalink(source_id: str, locator: str) -> str:
    """Address of a provision on this server."""
    return f"/sources/{source_id}/{url_quote(locator, safe='()')}"


def escape(text: str) -> str:
    """Escape text of documents for Markdown and HTML: the one place where that is done for answers."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\`*_[]|#!~$":
        text = text.replace(character, "\\" + character)
    return text


class Finisher:
    """Writes public answers for one snapshot."""

    def __init__(self, catalogue: Catalogue, snapshot: Snapshot) -> None:
        self.catalogue = catalogue
        self.snapshot = snapshot

    def finish(self, inquiry: Inquiry) -> Answer:
        """Return the public answer of an ended inquiry."""
        status = inquiry.status or AnswerStatus.ERROR
        citing = status in CITING
        citations = self._citations(inquiry) if citing else []
        numbers = {f"{citation.source_id}/{citation.locator}": citation.number for citation in citations}
        statements = [
            Statement(
                text=f"{self._lead(point, inquiry.language)} {point.text}".strip(),
                citations=[numbers[key] for key in point.keys],
                support=SUPPORT[point.support],
                source_id=point.group or point.keys[0].partition("/")[0],
            )
            for point in (inquiry.points if citing else [])
        ]
        return Answer(
            id=uuid.uuid4().hex,
            status=status,
            language=inquiry.language,
            question=inquiry.question,
            rephrased=inquiry.rephrased or inquiry.question,
            mode="generative" if inquiry.written == "generative" else "extractive",
            answer=self._markdown(inquiry, statements) if citing else self._refusal(inquiry, status),
            statements=statements,
            citations=citations,
            nearest=self._nearest(inquiry) if status is AnswerStatus.NO_PROVISION else [],
            kind=inquiry.kind,
            polarity=inquiry.polarity,  # type: ignore[arg-type]
            notices=self._notices(inquiry, citations),
            degraded=inquiry.degraded,
            corpus=CorpusState(snapshot=self.snapshot.id, official=list(self.snapshot.manifest.official)),
            timings_ms=inquiry.timings_ms,
        )

    def _citations(self, inquiry: Inquiry) -> list[Citation]:
        keys = list(dict.fromkeys(key for point in inquiry.points for key in point.keys))
        quotes: dict[str, list[str]] = {}
        for point in inquiry.points:
            if point.quote is not None:
                quotes.setdefault(point.keys[0], []).append(point.quote)
        return [
            self._citation(number, self.snapshot.provisions[key], quotes.get(key, []), inquiry.language)
            for number, key in enumerate(keys, 1)
        ]

    def _citation(self, number: int, provision: Provision, quotes: list[str], language: str) -> Citation:
        source = self.catalogue.source(provision.source_id)
        heading = provision.heading_ur if language == "ur" and provision.heading_ur else provision.heading
        conflicts = self.catalogue.conflicts_by_provision.get(provision.key, ())
        return Citation(
            number=number,
            source_id=provision.source_id,
            locator=provision.locator,
            label=self.catalogue.label(provision, language),
            heading=heading[-1] if heading else "",
            page=provision.page,
            quote=_joined(quotes, provision.text),
            summary=provision.summaries.get("ur" if language == "ur" else "en", ""),
            edition="official" if provision.text else "bundled",
            status=source.status,
            date=source.date,
            record_date=provision.date,
            url=provision.url or source.url,
            permalink=permalink(provision.source_id, provision.locator),
            source_title=source.title.get(language),
            status_note=source.status_note.get(language),
            conflicts=[conflict.note.get(language) for conflict in conflicts],
        )

    def _lead(self, point: Point, language: str) -> str:
        """Words of ours before a point: who says it, with status and date; never what is said."""
        lead = "conflict" if point.support == "conflict" else point.lead
        if not lead:
            return ""
        source = self.catalogue.source(point.keys[0].partition("/")[0])
        return say(
            lead,
            language,
            source=source.short_title.get(language),
            status=status_word(source.status, language),
            date=source.date,
        )

    def _markdown(self, inquiry: Inquiry, statements: list[Statement]) -> str:
        lines: list[str] = []
        group: str | None = None
        for point, statement in zip(inquiry.points, statements, strict=True):
            marks = "".join(f"[{number}]" for number in statement.citations)
            if point.group is None:
                lines += ["", f"{escape(statement.text)} {marks}", ""]
            else:
                if point.group != group:
                    lines += ["", self.group_title(point.group, inquiry.language), ""]
                lines.append(f"- {escape(statement.text)} {marks}")
            group = point.group
        lines += [f"\n{escape(text)}" for text in self._without_match(inquiry)]
        return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _without_match(self, inquiry: Inquiry) -> list[str]:
        """Honest cells of a comparison: sources in which nothing was found, and what came nearest."""
        return [
            say(
                "no_match",
                inquiry.language,
                source=self.catalogue.source(source_id).short_title.get(inquiry.language),
                nearest=", ".join(
                    self.catalogue.label(self.snapshot.provisions[key], inquiry.language) for key in nearest
                ),
            )
            for source_id, nearest in inquiry.without_match
        ]

    def group_title(self, source_id: str, language: str) -> str:
        """Heading of a source's group in an answer: short title, status and date."""
        source = self.catalogue.source(source_id)
        status = status_word(source.status, language)
        return f"**{source.short_title.get(language)}** ({status}, {source.date})"

    def _refusal(self, inquiry: Inquiry, status: AnswerStatus) -> str:
        names = [
            self.catalogue.source(source_id).short_title.get(inquiry.language)
            for source_id in (inquiry.sources or self.catalogue.sources)
        ]
        separator = "، " if inquiry.language == "ur" else "; "
        return say(status.value, inquiry.language, sources=separator.join(names), what=inquiry.reason)

    def _nearest(self, inquiry: Inquiry) -> list[Nearest]:
        return [
            Nearest(
                source_id=hit.provision.source_id,
                locator=hit.provision.locator,
                label=self.catalogue.label(hit.provision, inquiry.language),
                heading=hit.provision.heading[-1] if hit.provision.heading else "",
                permalink=permalink(hit.provision.source_id, hit.provision.locator),
            )
            for hit in inquiry.hits[:MOST_NEAREST]
        ]

    def _notices(self, inquiry: Inquiry, citations: list[Citation]) -> list[str]:
        notices = list(inquiry.notices)
        held = {c.source_id for c in citations if c.edition == "bundled"}
        if any(self.catalogue.source(source_id).file is not None for source_id in held):
            notices.append(say("bundled", inquiry.language))
        return notices


def _joined(quotes: list[str], text: str | None) -> str | None:
    """One verbatim quotation for a citation: the quoted spans, joined if they follow each other in the text."""
    if not quotes or text is None:
        return None
    unique = list(dict.fromkeys(quotes))
    for separator in (" ", "\n"):
        together = separator.join(unique)
        if together in text:
            return together
    return unique[0]
