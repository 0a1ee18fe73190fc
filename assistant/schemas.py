"""The public JSON of the API. Field names are final: fields may be added, none removed or renamed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "ur"]
Mode = Literal["auto", "extractive", "generative"]
Style = Literal["plain", "formal"]
ThemeGroup = Literal["value", "principle", "policy_area", "cross_cutting"]


class AnswerStatus(StrEnum):
    """How a question ended. Only `answered` and `partial` may carry citations."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_PROVISION = "no_provision"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"
    REJECTED_INPUT = "rejected_input"
    ERROR = "error"


CITING = frozenset({AnswerStatus.ANSWERED, AnswerStatus.PARTIAL})


class Bilingual(BaseModel):
    """One text in both languages of the interface."""

    en: str
    ur: str


class ProvisionLink(BaseModel):
    """A provision by its name and address, in both languages of the interface."""

    source_id: str
    locator: str
    label: str
    label_ur: str
    heading: str
    """Innermost heading above it."""
    heading_ur: str
    source_title: Bilingual
    """Short title of its source."""
    permalink: str


class ThemeName(BaseModel):
    """A subject by which provisions of different sources are compared."""

    id: str
    group: ThemeGroup
    name: Bilingual


class GlossaryTerm(BaseModel):
    """A term or acronym, explained in our own words."""

    term: str
    term_ur: str
    explanation: Bilingual
    expands_to: str | None
    provision: ProvisionLink | None
    """The provision that defines or introduces it, if any."""


class Turn(BaseModel):
    """One earlier turn of the conversation."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class Question(BaseModel):
    """What a reader asks."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "May a government use AI to score its citizens?", "language": "en"}]
        },
    )

    question: str = Field(description="The question, in English, Urdu or Roman Urdu.")
    history: list[Turn] = Field(
        default_factory=list, max_length=40, description="Earlier turns, oldest first."
    )
    sources: list[str] = Field(
        default_factory=list, max_length=50, description="Only these sources; empty: all."
    )
    language: Language | None = Field(
        default=None, description="Language of the answer; null: that of the question."
    )
    mode: Mode = "auto"
    style: Style = Field(
        default="formal",
        description="formal: the official wording, quoted; plain: our own plain wording, cited.",
    )


class Statement(BaseModel):
    """One statement of an answer and the numbers of the citations it rests on."""

    text: str
    citations: list[int]
    support: Literal["quotation", "summary", "verified"]
    source_id: str | None = None
    """The source whose group the statement stands in."""


class Citation(BaseModel):
    """A pointer from statements to one provision."""

    number: int
    source_id: str
    locator: str
    label: str
    heading: str
    page: int | None
    """On which the quotation begins; without one, the provision."""
    quote: str | None
    """Verbatim wording, only where the official text is held."""
    summary: str
    """Our own plain wording, in the language of the answer."""
    edition: Literal["official", "bundled"]
    status: str
    date: str
    url: str
    permalink: str
    record_date: str | None = None
    """Date of the recorded fact, where it differs from the source's."""
    source_title: str = ""
    status_note: str = ""
    conflicts: list[str] = Field(default_factory=list)
    """Known contradictions with other provisions, in words."""


class Nearest(BaseModel):
    """A provision near a question that was not answered."""

    source_id: str
    locator: str
    label: str
    heading: str = ""
    permalink: str = ""


class CorpusState(BaseModel):
    """What the answer was made from."""

    snapshot: str
    official: list[str]
    """Sources whose official text is held."""


class Answer(BaseModel):
    """An answer or a refusal, with everything that proves it."""

    id: str
    status: AnswerStatus
    language: Language
    question: str
    rephrased: str
    mode: Literal["extractive", "generative"]
    answer: str
    """Markdown with [1] after each statement."""
    statements: list[Statement] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    nearest: list[Nearest] = Field(default_factory=list)
    kind: str = "fact"
    """How the question was understood: fact, list, definition, number, yes_no, named, comparison, state, …"""
    polarity: Literal["yes", "no"] | None = None
    """The answer to a yes/no question, where the text gives it clearly."""
    notices: list[str] = Field(default_factory=list)
    """Sentences on the state of the service: bundled edition, a model that was away, …"""
    degraded: bool = False
    """A part of the service was away, and the answer was made without it; a notice says which."""
    model: str | None = None
    """The chat model that was asked, as it is set; null where none was."""
    prompt_hash: str | None = None
    """SHA-256 of the prompts it was given, first 16 digits."""
    corpus: CorpusState
    timings_ms: dict[str, float] = Field(default_factory=dict)


ExportFormat = Literal[
    "docx", "markdown", "html", "csl-json", "bibtex", "ris", "apa", "chicago", "oscola", "evidence"
]


class ExportRequest(BaseModel):
    """Answers to take away: one, or a whole conversation. Each is checked anew before anything is written."""

    model_config = ConfigDict(extra="forbid")

    format: ExportFormat = Field(
        description="A memo (docx, markdown, html), references (csl-json, bibtex, ris; apa, chicago and oscola as "
        "HTML), or the evidence bundle that `rahnuma verify` checks later."
    )
    answers: list[Answer] = Field(
        min_length=1, max_length=50, description="Answers as /api/v1/answers gave them, oldest first."
    )
    language: Language = Field(default="en", description="Language of the memo's own words.")


class Reference(BaseModel):
    """How to cite one provision in one style, as text and as HTML (escaped, italics as `<i>`)."""

    style: Literal["apa", "chicago", "oscola"]
    name: str
    """The style, as people call it."""
    citation: str
    """In the text or as a footnote, with the pinpoint."""
    citation_html: str
    entry: str
    """In the list of references."""
    entry_html: str


class References(BaseModel):
    """How to cite one provision, in every style."""

    references: list[Reference]


FeedbackReason = Literal["incorrect", "incomplete", "off_topic", "citation", "unclear", "language", "other"]


class Feedback(BaseModel):
    """What a reader thinks of an answer. Kept without identity, question or time of day."""

    model_config = ConfigDict(extra="forbid")

    answer_id: str = Field(pattern=r"^[0-9a-f]{32}$", description="The `id` of the answer.")
    rating: Literal["up", "down"]
    reason: FeedbackReason | None = Field(default=None, description="Why; null: not said.")
    comment: str | None = Field(
        default=None, max_length=500, description="In the reader's own words, without personal data."
    )


class FeedbackReceipt(BaseModel):
    """The feedback is kept; a later one on the same answer takes its place."""

    status: Literal["stored"] = "stored"


class SearchResult(BaseModel):
    """One provision found."""

    source_id: str
    locator: str
    label: str
    heading: str
    score: float
    text: str
    page: int | None
    edition: Literal["official", "bundled"] = "bundled"
    permalink: str = ""
    link: ProvisionLink | None = None
    """The same provision named in both languages."""
    summaries: dict[str, str] = Field(default_factory=dict)


class SearchResults(BaseModel):
    """Provisions found, best first."""

    results: list[SearchResult]
    notices: list[str] = Field(default_factory=list)
    """Sentences on the state of the service, in the language of the query."""


class OutlineEntry(BaseModel):
    """One provision in the outline of a source."""

    locator: str
    label: str
    heading: list[str]
    page: int | None
    permalink: str
    label_ur: str = ""
    heading_ur: list[str] = Field(default_factory=list)


class SourceInfo(BaseModel):
    """One source of the catalogue."""

    id: str
    title: str
    title_ur: str
    issuer: str
    status: str
    status_note: str
    date: str
    url: str
    edition: Literal["official", "bundled"]
    sha256: str | None
    provisions: int
    page_note: str | None = None
    short_title: Bilingual = Bilingual(en="", ur="")
    issuer_ur: str = ""
    status_note_ur: str = ""
    page_note_ur: str | None = None


class SourceList(BaseModel):
    """All sources."""

    sources: list[SourceInfo]


class SourceDetail(SourceInfo):
    """One source with its outline."""

    outline: list[OutlineEntry]


class Contradiction(BaseModel):
    """Places of the documents that contradict each other."""

    id: str
    note: Bilingual
    provisions: list[ProvisionLink]
    """Every side."""


class ProvisionDetail(BaseModel):
    """Everything known about one provision."""

    source_id: str
    locator: str
    label: str
    kind: str
    heading: list[str]
    heading_ur: list[str]
    page: int | None
    text: str | None
    rows: list[dict[str, str]] = Field(default_factory=list)
    summaries: dict[str, str]
    themes: list[str]
    references: list[str]
    conflicts: list[str]
    status: str
    status_note: str
    date: str
    url: str
    sha256: str | None
    """Hash of the official text, else of the English summary; null where there is neither."""
    previous: str | None
    next: str | None
    permalink: str
    edition: Literal["official", "bundled"]
    label_ur: str
    page_end: int | None
    parts: list[str]
    """The official text cut at its printed limbs."""
    source: SourceInfo
    subjects: list[ThemeName]
    """The themes of `themes`, by name."""
    refers_to: list[ProvisionLink]
    """The provisions of `references`, by name."""
    referred_by: list[ProvisionLink]
    """Provisions that refer to this one."""
    terms: list[GlossaryTerm]
    """Terms of the glossary that it uses."""
    contradictions: list[Contradiction]
    """The contradictions of `conflicts`, with every side."""
    before: ProvisionLink | None
    after: ProvisionLink | None
    images: list[str]
    """Addresses of its pages as images with the passage marked; empty where no file is held."""


class Problem(BaseModel):
    """An error as RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Whether questions can be answered, and from what."""

    ready: bool
    state: Literal["official", "bundled", "mixed", "not_ready"]
    snapshot: str | None
    official: list[str]
    detail: str
    degraded: bool = False
    """Questions are answered, but a part of the service is away; the notices say which."""
    notices: dict[Language, list[str]] = Field(default_factory=dict)
    """Sentences on what is away, by language."""


AnswerEvent = AnswerStatus | Citation | Statement | Answer
READERS: Mapping[str, Callable[[str], AnswerEvent]] = {
    "status": lambda data: AnswerStatus(json.loads(data)["status"]),
    "citation": Citation.model_validate_json,
    "statement": Statement.model_validate_json,
    "done": Answer.model_validate_json,
}
"""What reads the data of each event of a streamed answer, by its name; one of another name is passed over."""
