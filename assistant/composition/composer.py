"""The composer: the form that a kind of question calls for, then what must be said beside it, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.composition.comparing import comparison
from assistant.composition.evidence import Evidence, Span
from assistant.composition.forms import Bench, definition, facts, state
from assistant.composition.listing import listing
from assistant.composition.parts import named, places_named, with_section
from assistant.composition.points import Writer
from assistant.composition.remarks import conflicts, later
from assistant.composition.wording import words
from assistant.inquiry import Inquiry, Point
from assistant.language import answer_language, detect
from assistant.mentions import Mentions
from assistant.retrieval import Retriever
from assistant.spoken import Spoken
from assistant.yes_no import YesNo
from corpus import Catalogue, Provision

FORMS: Mapping[str, Callable[[Inquiry, Bench], list[Point]]] = {
    "list": listing,
    "state": state,
    "comparison": comparison,
    "definition": definition,
    "named": named,
}
"""Kind of question -> its form; every other kind takes that of a fact."""
MOST_WORDS = 170
"""Words of points and remarks together; with the names of the sources an answer comes to about 180."""

WHOLE = frozenset({"list", "comparison", "state"})
"""Kinds whose form loses its sense without its last point: a list is complete, a comparison has both sides."""


class Composer:
    """Composes extractive answers from one snapshot. Safe to share between threads."""

    def __init__(self, retriever: Retriever, catalogue: Catalogue, spoken: Spoken) -> None:
        self.retriever = retriever
        self.catalogue = catalogue
        self.mentions = Mentions(retriever.snapshot.provisions)
        writer = Writer(Evidence(retriever), catalogue.titles)
        self.bench = Bench(retriever, catalogue, writer, self.mentions, YesNo(retriever), spoken)

    def compose(self, inquiry: Inquiry) -> None:
        """Write the points of an answer to the inquiry, from its hits."""
        if any(hit.named for hit in inquiry.hits) and inquiry.kind != "comparison":
            inquiry.kind = "named" if inquiry.kind != "yes_no" or inquiry.part else "yes_no"
        form = named if inquiry.part is not None else FORMS.get(inquiry.kind, facts)
        points = form(inquiry, self.bench)
        if not points and not inquiry.ended:
            points = facts(inquiry, self.bench)
        if points:
            if inquiry.section is not None:
                points = with_section(points, inquiry.section, inquiry, self.bench)
            whole = (
                inquiry.kind in WHOLE or inquiry.section or inquiry.part or places_named(inquiry, self.bench)
            )
            kept = points if whole else _shortened(points, self._remarks(inquiry, points))
            inquiry.points = [*kept, *self._remarks(inquiry, kept)]

    def _remarks(self, inquiry: Inquiry, points: Sequence[Point]) -> list[Point]:
        return [*conflicts(inquiry, self.bench, points), *later(inquiry, self.bench, points)]

    def spans(self, provision: Provision, topic: str) -> list[Span]:
        """Spans of a provision's official text, the most relevant to a topic first; none where it is not held."""
        asked_in = detect(topic)
        inquiry = Inquiry(topic, answer_language(asked_in), asked_in, rephrased=topic)
        return self.bench.writer.evidence.spans(provision, inquiry)


def _shortened(points: Sequence[Point], remarks: Sequence[Point]) -> list[Point]:
    """Leave out the last points until the answer is short."""
    kept = list(points)
    room = MOST_WORDS - sum(words(remark.text) for remark in remarks)
    while len(kept) > 1 and sum(words(point.text) for point in kept) > room:
        kept.pop()
    return kept
