"""Turn an ended inquiry into the public answer: number citations, write the Markdown, name the nearest."""

from __future__ import annotations

import re
import uuid
from typing import Literal
from urllib.parse import quote as url_quote

from assistant.dates import spoken_date
from assistant.inquiry import Inquiry, Point
from assistant.items import items_of, quoted_apart
from assistant.messages import MESSAGES, comma, say, status_word
from assistant.parts import Part
from assistant.schemas import CITING, Answer, AnswerStatus, Citation, CorpusState, Nearest, Statement
from corpus import Catalogue, Provision, Source
from corpus.types import Status
from ingest.snapshot import Snapshot

MOST_NEAREST = 5
NEAREST_SPOKEN = 2
"""Provisions that the text of a refusal names; the rest stand in the list beside it."""
UNLABELLED = frozenset({"record"})
"""Kinds of provision whose number tells a reader nothing."""
REMARKS = frozenset({"later", "conflict", "changed", "how_put"})
"""Leads that do not name the source: the statement does."""
ARABIC = re.compile("[\u0600-\u06ff]")
REFERENCE = re.compile(r"&(?=#?\w+;)")
"""An ampersand that begins a character reference of HTML."""
SUPPORT: dict[str, Literal["quotation", "summary", "verified"]] = {
    "quotation": "quotation",
    "summary": "summary",
    "heading": "summary",
    "place": "summary",
    "title": "summary",
    "conflict": "summary",
    "strength": "verified",
    "verified": "verified",
}
"""How the public schema names what carries a statement."""


def permalink(source_id: str, locator: str) -> str:
    """Address of a provision on this server."""
    return f"/sources/{source_id}/{url_quote(locator, safe='()')}"


def new_id() -> str:
    """Make the id of an answer, by which its log line and its rating are found."""
    return uuid.uuid4().hex


def escape(text: str) -> str:
    """Escape text of documents for Markdown and HTML: the one place where that is done for answers.

    An ampersand stays as it is ("IT & Telecom"), unless what follows would make it a character reference.
    """
    text = REFERENCE.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
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
        points = inquiry.points if citing else []
        statements = [
            Statement(
                text=f"{self._lead(point, before, inquiry)} {point.text}".strip(),
                citations=[numbers[key] for key in point.keys],
                support=SUPPORT[point.support],
                source_id=point.group or point.keys[0].partition("/")[0],
            )
            for before, point in zip([None, *points], points, strict=False)
        ]
        return Answer(
            id=new_id(),
            status=status,
            language=inquiry.language,
            question=inquiry.question,
            rephrased=inquiry.shown or inquiry.rephrased or inquiry.question,
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
            citation_of(
                self.catalogue, number, self.snapshot.provisions[key], quotes.get(key, []), inquiry.language
            )
            for number, key in enumerate(keys, 1)
        ]

    def _lead(self, point: Point, before: Point | None, inquiry: Inquiry) -> str:
        """Words of ours before a point: who says it, with status and date, and where; never what is said.

        A point of the same provision as the one before it needs no words.
        """
        language = inquiry.language
        provision = self.snapshot.provisions[point.keys[0]]
        source = self.catalogue.source(provision.source_id)
        labelled = inquiry.style == "formal" and provision.kind not in UNLABELLED
        label = self.catalogue.label(provision, language)
        if point.lead in REMARKS:
            return say(point.lead, language)
        if not point.lead:
            same = before is not None and before.keys[0] == point.keys[0]
            shown = (labelled and point.support != "heading" and not same) or point.support == "place"
            if tells_of_draft(source, provision):
                return say("before_approval", language)
            return labelling(label, language) if shown else ""
        says = attribution(source, provision, language, label if labelled else None)
        if point.lead == "unmentioned":
            return f"{say('unmentioned', language, detail=inquiry.detail)} {says}"
        return says if point.lead == "says" else f"{say(point.lead, language)} {says}"

    def _markdown(self, inquiry: Inquiry, statements: list[Statement]) -> str:
        lines: list[str] = []
        group: str | None = None
        remarks = [*(f"\n{escape(text)}\n" for text in inquiry.remarks), *self._read_on(inquiry)]
        for point, statement in zip(inquiry.points, statements, strict=True):
            if point.lead in REMARKS:  # what is remarked on the answer stands before what is noted beside it
                lines, remarks = [*lines, *remarks], []
            marks = "".join(f"[{number}]" for number in statement.citations)
            if point.group is None:
                lines += ["", *_shown(statement.text, point, marks, inquiry), ""]
            else:
                if point.group != group:
                    lines += ["", self._group_title(point.group, inquiry), ""]
                lines.append(f"- {escape(statement.text)} {marks}")
            group = point.group
        lines += [*remarks, *(f"\n{escape(text)}" for text in self._without_match(inquiry))]
        return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _without_match(self, inquiry: Inquiry) -> list[str]:
        """Honest cells of a comparison: sources in which nothing was found, and what came nearest."""
        return [
            say(
                "no_match",
                inquiry.language,
                source=self.catalogue.source(source_id).short_title.get(inquiry.language),
                nearest=_enumerated(
                    [
                        self.catalogue.label(self.snapshot.provisions[key], inquiry.language)
                        for key in nearest
                    ],
                    inquiry.language,
                ),
            )
            for source_id, nearest in inquiry.without_match
        ]

    def _group_title(self, source_id: str, inquiry: Inquiry) -> str:
        """Heading of a source's group: short title, status and date; shorter where the direct answer said them."""
        language = inquiry.language
        first = inquiry.points[0]
        if first.group is None and first.keys[0].startswith(f"{source_id}/"):
            return say("goes_on" if inquiry.kind == "named" else "further", language)
        source = self.catalogue.source(source_id)
        standing = (
            f"{status_word(source.status, language)}{comma(language)}{spoken_date(source.date, language)}"
        )
        title = _titled(source.short_title.get(language), standing)
        if inquiry.part is not None and inquiry.part.source_id == source_id:
            return self._part_title(title, inquiry, inquiry.part)
        if inquiry.kind != "list" or first.group is None:
            return title
        count = str(sum(point.group == source_id for point in inquiry.points))
        size = str(inquiry.listed_of.get(source_id, count))
        key = "listed" if inquiry.list_title.startswith("listed") and size == count else inquiry.list_title
        return say(key, language, source=title, count=count, size=size, thing=inquiry.mentioned)

    def _part_title(self, title: str, inquiry: Inquiry, part: Part) -> str:
        """Heading of a whole part: its name, and how many provisions it has."""
        shown, size = len(_shown_of(part, inquiry)), len(part.locators)
        whole = "part_begun" if inquiry.begun else "part"
        return say(
            whole if shown == size else "part_some",
            inquiry.language,
            source=title,
            part=escape(part.heading.get(inquiry.language)),
            count=str(shown),
            size=str(size),
        )

    def _read_on(self, inquiry: Inquiry) -> list[str]:
        """Where a part goes on of which not everything is shown: a link to its next provision."""
        part = inquiry.part
        if part is None or len(shown := _shown_of(part, inquiry)) == len(part.locators):
            return []
        following = next(locator for locator in part.locators if locator not in shown)
        provision = self.snapshot.provisions[f"{part.source_id}/{following}"]
        label = escape(self.catalogue.label(provision, inquiry.language))
        link = f"[{label}]({permalink(part.source_id, following)})"
        return [f"\n{say('read_on', inquiry.language, link=link)}\n"]

    def _refusal(self, inquiry: Inquiry, status: AnswerStatus) -> str:
        if status is AnswerStatus.OUT_OF_SCOPE:
            return " ".join(say(key, inquiry.language) for key in [*inquiry.reason.split(), status.value])
        if inquiry.denial:
            return inquiry.denial
        searched = inquiry.view if status is AnswerStatus.NO_PROVISION else inquiry.sources
        if inquiry.reason.startswith(
            "quote_"
        ):  # a quotation is looked up in every text, whatever the question names
            texts = self.snapshot.manifest.official
            searched = tuple(name for name in texts if name in (inquiry.sources or texts))
        names = [
            self.catalogue.source(source_id).short_title.get(inquiry.language)
            for source_id in (searched or self.catalogue.sources)
        ]
        key = inquiry.reason if inquiry.reason in MESSAGES else status.value
        if key == "no_provision" and not inquiry.hits:
            key = "nothing_near"
        return say(
            key,
            inquiry.language,
            sources=_enumerated(names, inquiry.language),
            nearest=self._spoken([hit.provision for hit in inquiry.hits[:NEAREST_SPOKEN]], inquiry.language),
            what=inquiry.reason,
            source=", ".join(
                self.catalogue.source(name).short_title.get(inquiry.language)
                for name in inquiry.named_sources
            ),
        )

    def _spoken(self, provisions: list[Provision], language: str) -> str:
        """Provisions as people say them, each with the title of its source."""
        return _enumerated(
            [
                self.catalogue.source(provision.source_id).short_title.get(language)
                + comma(language)
                + self.catalogue.label(provision, language)
                for provision in provisions
            ],
            language,
        )

    def _nearest(self, inquiry: Inquiry) -> list[Nearest]:
        return [
            nearest_of(self.catalogue, hit.provision, inquiry.language) for hit in inquiry.hits[:MOST_NEAREST]
        ]

    def _notices(self, inquiry: Inquiry, citations: list[Citation]) -> list[str]:
        notices = list(inquiry.notices)
        held = {c.source_id for c in citations if c.edition == "bundled"}
        if any(self.catalogue.source(source_id).file is not None for source_id in held):
            notices.append(say("bundled", inquiry.language))
        return notices


def _titled(name: str, standing: str) -> str:
    """A title in bold with its standing in brackets; brackets at its end take it in."""
    bare, opened, within = name.removesuffix(")").rpartition(" (")
    if not opened or not name.endswith(")"):
        return f"**{name}** ({standing})"
    return f"**{bare}** ({within}{'؛' if ARABIC.search(within) else ';'} {standing})"


def _shown_of(part: Part, inquiry: Inquiry) -> set[str]:
    """Locators of a part of which a point tells."""
    return {point.keys[0].partition("/")[2] for point in inquiry.points} & set(part.locators)


def _shown(text: str, point: Point, marks: str, inquiry: Inquiry) -> list[str]:
    """A statement with its citations as lines of Markdown; of a list, what it enumerates as items."""
    intro, items = items_of(point.text) if inquiry.kind == "list" else (text, [])
    if items and point.support == "quotation":
        intro, items = quoted_apart(intro, items)
    if not items:
        return [f"{escape(text)} {marks}"]
    lead = text.removesuffix(point.text)
    return [
        escape(lead + intro),
        "",
        *(f"- {escape(item)}" for item in items[:-1]),
        f"- {escape(items[-1])} {marks}",
    ]


def labelling(label: str, language: str) -> str:
    """Return the words that name a provision before what it says."""
    return say("label", language, label=label[:1].upper() + label[1:])


def tells_of_draft(source: Source, provision: Provision) -> bool:
    """Tell whether a record on an approved policy tells of a time when it was still a draft."""
    made = provision.date or source.date
    return source.status is Status.APPROVED and made < source.date[: len(made)]


def attribution(source: Source, provision: Provision, language: str, label: str | None) -> str:
    """Return the words that name a source with its status and date, and a provision by its label if one is given.

    What a record tells of a policy while it was a draft is not said of it as approved, and what others
    report on a policy whose text is not held does not read as if the policy said so.
    """
    status = status_word(source.status, language)
    return say(
        "reported" if source.status is Status.APPROVED and source.file is None else "says",
        language,
        source=source.short_title.get(language),
        status=say("approved_later", language) if tells_of_draft(source, provision) else status,
        date=spoken_date(source.date, language),
        at=say("at", language, label=label) if label is not None else "",
    )


def citation_of(
    catalogue: Catalogue, number: int, provision: Provision, quotes: list[str], language: str
) -> Citation:
    """Return the public citation of a provision; all but the quotation comes from the catalogue."""
    source = catalogue.source(provision.source_id)
    conflicts = catalogue.conflicts_by_provision.get(provision.key, ())
    quote = _joined(quotes, provision.text)
    return Citation(
        number=number,
        source_id=provision.source_id,
        locator=provision.locator,
        label=catalogue.label(provision, language),
        heading=provision.heading_above(language),
        page=provision.pages_of(quote)[0],
        quote=quote,
        summary=provision.summaries.get("ur" if language == "ur" else "en", ""),
        edition=provision.edition,
        status=source.status,
        date=source.date,
        record_date=provision.date,
        url=provision.url or source.url,
        permalink=permalink(provision.source_id, provision.locator),
        source_title=source.title.get(language),
        status_note=source.status_note.get(language),
        conflicts=[conflict.note.get(language) for conflict in conflicts],
    )


def nearest_of(catalogue: Catalogue, provision: Provision, language: str) -> Nearest:
    """Return what a refusal names of a provision that came near."""
    return Nearest(
        source_id=provision.source_id,
        locator=provision.locator,
        label=catalogue.label(provision, language),
        heading=provision.heading_above(language),
        permalink=permalink(provision.source_id, provision.locator),
    )


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


def _enumerated(names: list[str], language: str) -> str:
    """Names in a row: "a; b", «a؛ b»."""
    return ("؛ " if language == "ur" else "; ").join(names)
