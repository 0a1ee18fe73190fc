"""The one typed context that a question carries through the steps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from assistant.parts import Part
from assistant.retrieval import Hit
from assistant.schemas import AnswerStatus, Language, Mode, Style, Turn
from corpus import ListOf
from corpus.types import QuestionLanguage

if TYPE_CHECKING:
    from assistant.comparison.sides import Compared


@dataclass(frozen=True)
class Point:
    """One statement in the making: its wording, the provisions it rests on, and what is quoted of them."""

    text: str
    keys: tuple[str, ...]
    """`source_id/locator` of each provision; the first one is quoted."""
    support: str
    """What carries it: `quotation`, `summary`, `heading`, `conflict`, `strength` or `verified` (see `assistant.verify`)."""
    quote: str | None = None
    """Verbatim span of the first provision's official text."""
    relevance: float = 0.0
    group: str | None = None
    """Source whose group the statement stands in; None for the direct answer and for closing remarks."""
    lead: str = ""
    """Words of our own before a quotation, one of the messages: they say who says it, never what."""


@dataclass
class Inquiry:
    """State of one question. A step reads what earlier steps wrote and may end it by setting `status`."""

    question: str
    language: Language
    question_language: QuestionLanguage
    history: tuple[Turn, ...] = ()
    sources: tuple[str, ...] = ()
    mode: Mode = "auto"
    style: Style = "formal"
    rephrased: str = ""
    """The question as it is searched: a follow-up completed from the history."""
    shown: str = ""
    """The same as the reader sees it, where earlier question and follow-up are in two languages; else empty."""
    follow_up: str = ""
    """The own words of a follow-up that was completed; empty otherwise."""
    detail: str = ""
    """Whom or what a follow-up asks of in particular: "children" of "and for children?"; empty otherwise."""
    before: str = ""
    """The earlier question that such a follow-up goes on from."""
    unmentioned: bool = False
    """No provision found on the matter mentions the detail."""
    kind: str = "fact"
    """How the question is answered; see `assistant.route`."""
    named_sources: tuple[str, ...] = ()
    """Sources that the question names."""
    topic: str = ""
    """What a named source is asked about ("gender" in "what does the draft say about gender?"); empty otherwise."""
    view: tuple[str, ...] = ()
    """Sources that are searched; empty: all."""
    mentioned: str = ""
    """The thing of which every mention is asked; empty otherwise, and if there is none."""
    listed: ListOf | None = None
    """The list of a document that is asked for."""
    listed_by: Literal["name", "meaning", "likely meaning"] = "name"
    """What tells that: a name may be narrowed to some members, what the question means is all of them."""
    list_title: str = "listed"
    """Message above a list: how much of it was asked for, and by what it was chosen."""
    listed_of: dict[str, int] = field(default_factory=dict)
    """How many members a list has in each source, of which some may be shown."""
    on_theme: bool = False
    """The hits are what was filed by hand under the theme that is the topic."""
    part: Part | None = None
    """The section that is asked for as a whole."""
    section: Part | None = None
    """The section that is likely to be asked for as a whole, by what was found: it is told behind the direct answer."""
    begun: bool = False
    """Not all that each of its provisions says is shown."""
    compared: Compared | None = None
    """What a comparison sets side by side; None where it is not told what, or of which sources."""
    quotation: str | None = None
    """Words in quotation marks whose presence is asked about."""
    polarity: str | None = None
    """`yes` or `no`, where the text answers a yes/no question clearly."""
    chance: float = 1.0
    """Probability, by the judge, that the hits answer the question; 1 where their form alone decided."""
    hits: list[Hit] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    without_match: list[tuple[str, list[str]]] = field(default_factory=list)
    """Sources of a comparison in which nothing was found, with the provisions that came nearest."""
    status: AnswerStatus | None = None
    reason: str = ""
    """Why the question was refused, as a key of the messages."""
    denial: str = ""
    """What the question names and no document has, in a sentence; empty otherwise."""
    written: str = "extractive"
    model: str | None = None
    """The chat model that was asked."""
    prompt_hash: str | None = None
    degraded: bool = False
    """A part of the service was away, and the answer was made without it; a notice says which."""
    model_failure: str = ""
    """Why the chat model gave less than it was asked for: `slow`, `broken`, `formless`; empty: it did not fail."""
    dropped: int = 0
    """Statements that the verification took away."""
    remarks: list[str] = field(default_factory=list)
    """Sentences of our own below the statements, which say nothing of what a document says."""
    notices: list[str] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """A step has decided how the question ends."""
        return self.status is not None

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Record how long a step took, in milliseconds."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[step] = milliseconds_since(began)


def milliseconds_since(began: float) -> float:
    """Return the milliseconds since a reading of `time.perf_counter`, to two places."""
    return round((time.perf_counter() - began) * 1000, 2)
