"""The public JSON of a comparison. Field names are final: fields may be added, none removed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.schemas import Bilingual, Language, ProvisionLink, ThemeName

FEWEST_SOURCES = 2
MOST_SOURCES = 6


class ComparisonRequest(BaseModel):
    """A topic and the sources to compare on it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "topic": "data protection",
                    "sources": ["unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"],
                }
            ]
        },
    )

    topic: str = Field(description="A subject in a few words, or a question; English, Urdu or Roman Urdu.")
    sources: list[str] = Field(
        min_length=FEWEST_SOURCES,
        max_length=MOST_SOURCES,
        description="Sources, in the order of the columns.",
    )
    language: Language | None = Field(
        default=None, description="Language of labels and summaries; null: that of the topic."
    )


class ComparedSource(BaseModel):
    """One column: what the source is, and what of it was searched."""

    id: str
    title: Bilingual
    short_title: Bilingual
    status: str
    status_note: Bilingual
    date: str
    url: str
    edition: Literal["official", "bundled"]
    """Whether its official text is held and was searched, or only our summaries."""
    searched: int
    """Number of its provisions, all of which were searched."""
    matched: int
    """Number of them that match the topic."""


class Span(BaseModel):
    """A word that carries the strength of a rule, by its place in a text: `text[start:end]`."""

    start: int
    end: int
    kind: Literal["modal", "negation"]
    text: str


class ComparedProvision(BaseModel):
    """A provision that matches the topic, with its most telling wording."""

    source_id: str
    locator: str
    label: str
    heading: str
    page: int | None
    quote: str | None
    """Verbatim wording, only where the official text is held."""
    introduction: str | None
    """Verbatim introduction that governs the quotation, where it is a limb of a list."""
    summary: str
    """Our own plain wording."""
    spans: list[Span]
    """Modals and negations of `quote`; where that is null, of `summary`."""
    introduction_spans: list[Span] = Field(default_factory=list)
    edition: Literal["official", "bundled"]
    date: str
    """Date of the recorded fact, else of the source."""
    permalink: str
    sha256: str | None
    """Hash of the text behind the permalink."""


class ComparisonCell(BaseModel):
    """What one source has in one row."""

    source_id: str
    matched: bool
    provisions: list[ComparedProvision]
    detail: Bilingual | None
    """Where nothing matches: that, and what was searched, in a sentence."""
    nearest: list[ProvisionLink]
    """Where nothing matches: the provisions that came nearest; they are not on the topic."""


class ComparisonRow(BaseModel):
    """One theme across the sources."""

    theme: ThemeName | None
    """Null for provisions that are filed under no theme, and where no source has a match."""
    cells: list[ComparisonCell]
    """One for every source, in the order of `Comparison.sources`."""


class Comparison(BaseModel):
    """Sources side by side on a topic."""

    topic: str
    language: Language
    sources: list[ComparedSource]
    rows: list[ComparisonRow]
    notices: list[Bilingual]
    """Sentences on what the comparison rests on, such as a draft or a source without its official text."""
    snapshot: str
