"""The typed records of the catalogue. All are immutable and travel as JSON."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["en", "ur"]
QuestionLanguage = Literal["en", "ur", "ur-Latn"]
"""`ur-Latn` is Urdu in Latin letters, as people type it."""
Reply = Literal["yes", "no", "depends"]
"""What a provision answers to a yes/no question; `depends`: yes in one reading or case, no in another."""

SHA256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """Base of all catalogue records: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localised(Record):
    """One short text in both languages of the interface."""

    en: str
    ur: str

    def get(self, language: str) -> str:
        """Return the text in `language`, English for any language but Urdu."""
        return self.ur if language == "ur" else self.en


class Status(StrEnum):
    """Legal weight of a source. Only `adopted` and `approved` texts have been agreed by a body."""

    ADOPTED = "adopted"
    APPROVED = "approved"
    DRAFT = "draft"
    CONSULTATION_OUTPUT = "consultation_output"
    STATEMENT = "statement"
    SUBMISSION = "submission"


class ProvisionKind(StrEnum):
    """What sort of unit a provision is; it decides how the locator is spoken (see `labels.toml`)."""

    RECITAL = "recital"
    OPERATIVE = "operative"
    PARAGRAPH = "paragraph"
    FRONT_MATTER = "front_matter"
    SECTION = "section"
    CLAUSE = "clause"
    CLOSING = "closing"
    TARGET = "target"
    DEFINITION = "definition"
    ACRONYM = "acronym"
    ITEM = "item"
    RECORD = "record"
    ARTICLE = "article"
    WINDOW = "window"


DEFINING = frozenset({ProvisionKind.ACRONYM, ProvisionKind.DEFINITION})
"""Kinds that say what a term means, and nothing else."""


class OfficialFile(Record):
    """The published file of a source. It is never committed; it is accepted only by its SHA-256."""

    name: str = Field(pattern=r"^[A-Za-z0-9._-]+$")
    sha256: SHA256
    bytes: int = Field(gt=0)
    pages: int = Field(gt=0)
    addresses: tuple[str, ...] = ()
    """HTTPS addresses at the publisher, tried in order."""
    hosts: tuple[str, ...] = ()
    """Host names a redirect may lead to."""


class Reference(Record):
    """How a list of references names a source, where that differs from its issuer and title."""

    author: str
    kind: Literal["report", "webpage"] = "report"
    number: str | None = None
    """Document number at the publisher."""
    publisher: str | None = None


class Section(Record):
    """A heading of a source under which provisions stand."""

    id: str
    heading: tuple[str, ...]
    """Path from the outermost heading to the innermost."""
    heading_ur: tuple[str, ...]


class Source(Record):
    """One document of the catalogue: an instrument, a draft, a consultation output or a statement."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")
    title: Localised
    short_title: Localised
    issuer: Localised
    status: Status
    status_note: Localised
    """One sentence on its legal weight, shown with every citation."""
    date: str
    """ISO date, or year-month where no day is known."""
    language: Language = "en"
    url: str
    """Address a reader is sent to at the publisher."""
    segmenter: Literal["unesco", "draft", "records", "general"]
    file: OfficialFile | None = None
    reference: Reference | None = None
    page_note: Localised | None = None
    """Which of several page numberings the citations use."""
    aliases: tuple[str, ...] = ()
    """Words by which people name this source in a question, lower case."""
    supersedes: tuple[str, ...] = ()
    """Sources of which this one is a later version."""
    state: tuple[str, ...] = ()
    """Locators of the records that tell the present state, the most telling first; for a chronology only."""


class Provision(Record):
    """The smallest unit of a source that people cite.

    `text` is the official wording and is None where the official file is not held. `summaries` are
    our own wording and are never shown as the official text.
    """

    source_id: str
    locator: str
    kind: ProvisionKind
    section: str
    heading: tuple[str, ...]
    heading_ur: tuple[str, ...] = ()
    page: int | None = None
    page_end: int | None = None
    text: str | None = None
    parts: tuple[str, ...] = ()
    """`text` cut at its printed limbs (sub-items, table cells); joined by newline they give `text`."""
    rows: tuple[dict[str, str], ...] = ()
    """Cells by column name, where the provision is printed as rows of a table."""
    page_turns: tuple[tuple[int, int], ...] = ()
    """Place in `text`, and the page on which the wording goes on from there; empty where it stands on one page."""
    summaries: dict[Language, str] = Field(default_factory=dict)
    questions: dict[QuestionLanguage, tuple[str, ...]] = Field(default_factory=dict)
    """Questions that readers would ask and this provision answers; indexed beside it, never shown as its text."""
    themes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """Locators in the same source, or `source_id/locator` in another."""
    url: str | None = None
    """Public address of this provision's own evidence, where it differs from the source's."""
    date: str | None = None
    """Date of the recorded fact, where it differs from the source's."""

    @property
    def key(self) -> str:
        """`source_id/locator`, unique in the corpus."""
        return f"{self.source_id}/{self.locator}"

    def pages_of(self, span: str | None) -> tuple[int | None, int | None]:
        """Pages on which a span of `text` begins and ends; those of the whole provision for no span, or one that is not in it."""
        pieces = [words for piece in (span or "").split("…") if (words := piece.split())]
        found = [re.search(r"\s+".join(map(re.escape, words)), self.text or "") for words in pieces]
        if not found or found[0] is None or found[-1] is None:
            return self.page, self.page_end or self.page
        return self._page_at(found[0].start()), self._page_at(found[-1].end() - 1)

    def _page_at(self, place: int) -> int | None:
        return next((page for turn, page in reversed(self.page_turns) if turn <= place), self.page)

    @property
    def edition(self) -> Literal["official", "bundled"]:
        """Whether the official wording is held, or our summary alone."""
        return "official" if self.text else "bundled"

    @property
    def reference_keys(self) -> list[str]:
        """Keys of the provisions that it refers to."""
        return [name if "/" in name else f"{self.source_id}/{name}" for name in self.references]

    def heading_above(self, language: str) -> str:
        """Return the innermost heading above it, in Urdu where one is held and wanted; "" where there is none."""
        path = self.heading_ur if language == "ur" and self.heading_ur else self.heading
        return path[-1] if path else ""


class Theme(Record):
    """A subject by which provisions of different sources are compared."""

    id: str
    group: Literal["value", "principle", "policy_area", "cross_cutting"]
    name: Localised


class ListOf(Record):
    """A list that a document makes by its headings, e.g. the ten principles: complete, in its order.

    One member: a single provision tells the whole list.
    """

    source_id: str
    names: tuple[str, ...]
    """Words that name the list in a question, folded; all words of one name must be in the question."""
    members: tuple[str, ...] = Field(min_length=1)
    """Locator of the first provision under each heading."""
    titles: tuple[Localised, ...] = ()
    """Short names of the members, in our own words, where the document gives them none; as many as members, or none."""
    if_named: bool = False
    """Meant only where the question names the source: its name is an everyday word."""

    @model_validator(mode="after")
    def _titles_match(self) -> ListOf:
        if self.titles and len(self.titles) != len(self.members):
            raise ValueError(f"{len(self.titles)} titles for {len(self.members)} members of {self.names[0]}")
        return self


class Conflict(Record):
    """Places of the corpus that contradict each other; an answer on one side shows the other."""

    id: str
    provisions: tuple[str, ...] = Field(min_length=2)
    """Keys (`source_id/locator`) of every side."""
    note: Localised
    topics: tuple[str, ...] = ()
    """Words of a question for which the conflict matters; empty: always."""
    about: Literal["date", "count", "place", "name", "order"]
    """The kind of fact on which the sides differ."""

    @property
    def between_versions(self) -> bool:
        """The sides stand in several sources: what differs has changed, and contradicts nothing."""
        return len({key.partition("/")[0] for key in self.provisions}) > 1


class GlossaryEntry(Record):
    """A term or acronym, explained in both languages, with the provision that defines it, if any."""

    term: str
    term_ur: str
    explanation: Localised
    expands_to: str | None = None
    provision: str | None = None
    also: tuple[str, ...] = ()
    """Other names by which people ask for it: in Urdu, in Roman Urdu, and the English one in Urdu letters."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        return (self.term, self.term_ur, *([self.expands_to] if self.expands_to else []), *self.also)
