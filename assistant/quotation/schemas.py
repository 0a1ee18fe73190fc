"""The public JSON of the quotation check. Field names are final: fields may be added, none removed."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.schemas import Bilingual

MOST_CHARACTERS = 5_000
"""Longest quotation that is taken."""


class Verdict(StrEnum):
    """What the check found."""

    EXACT = "exact"
    EXACT_ELSEWHERE = "exact_elsewhere"
    """Word for word, but not in the provision or source that was named."""
    ALTERED = "altered"
    ABSENT = "absent"
    UNAVAILABLE = "unavailable"
    """The official text that would decide is not held."""
    TOO_SHORT = "too_short"


class QuoteRequest(BaseModel):
    """A quotation and, if it was attributed, where it is said to stand."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"quote": "AI systems should be used for social scoring", "source_id": None}]
        },
    )

    quote: str = Field(
        description=f"The quotation, at most {MOST_CHARACTERS:,} characters. `…` or `[...]` marks words left "
        "out, square brackets an editor's own words."
    )
    source_id: str | None = Field(default=None, description="The source it is attributed to; null: any.")
    locator: str | None = Field(default=None, description="The provision of that source it is attributed to.")


class Mark(BaseModel):
    """A word that carries the meaning of a rule, and how the quotation treats it."""

    kind: Literal["number", "negation", "modal"]
    text: str
    change: Literal["missing", "added", "omitted"]
    """`missing`: only the text has it; `added`: only the quotation; `omitted`: behind an ellipsis."""


DiffOperation = Literal["equal", "insert", "delete"]


class QuoteMatch(BaseModel):
    """One place of the official text, compared with the quotation."""

    source_id: str
    locator: str
    label: str
    """Of every provision the wording runs over."""
    page: int | None
    text: str
    """The official wording there, verbatim; ` … ` stands where the quotation leaves words out."""
    diff: list[tuple[DiffOperation, str]]
    """From the official wording to the quotation: `delete` only in the text, `insert` only in the other."""
    marks: list[Mark] = Field(default_factory=list)
    locators: list[str] = Field(default_factory=list)
    """Every provision the wording runs over, in order."""
    page_end: int | None = None
    heading: str = ""
    source_title: str = ""
    label_ur: str = ""
    source_title_ur: str = ""
    status: str = ""
    date: str = ""
    url: str = ""
    permalink: str = ""


class NearProvision(BaseModel):
    """A provision whose summary (our wording, never the official one) shares words with the quotation."""

    source_id: str
    locator: str
    label: str
    heading: str
    page: int | None
    summary: str
    permalink: str
    label_ur: str = ""


class QuoteCheck(BaseModel):
    """The finding, with everything that proves it."""

    verdict: Verdict
    matches: list[QuoteMatch] = Field(default_factory=list)
    count: int = 0
    """How often the words stand exactly: in the named place, else anywhere."""
    words: int = 0
    """Words of the quotation, an editor's insertions left out."""
    detail: Bilingual
    """The finding in a sentence or two."""
    permalink: str | None = None
    """Address of the first match."""
    nearest: list[NearProvision] = Field(default_factory=list)
    """Where to look, if the official text is not held."""
    searched: list[str] = Field(default_factory=list)
    """Sources whose official text was searched."""
    not_held: list[str] = Field(default_factory=list)
    """Sources whose official text is not held; nothing is said about them."""
