"""Compose an answer from the documents alone: choose spans that answer, quote them whole, order by relevance.

The relevance of a span is the mean of two numbers between 0 and 1: the cosine of question and span, and the
share of the question's term weight (inverse document frequency) that the span covers. Spans are whole
sentences, table cells that belong together, or an introduction with its limbs, so that no cut can drop a
"not" or an "unless". Each kind of question has a form of its own; all forms end in `Point`s.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.inquiry import Inquiry, Point
from assistant.naming import WORD, find_list
from assistant.polarity import polarity
from assistant.retrieval import Hit, Retriever
from corpus import Catalogue, Provision
from corpus.text import fold_urdu
from ingest.encoders import Matrix
from ingest.lexical import terms
from ingest.passages import introduction

MOST_POINTS = 7
MOST_WORDS = 150
"""Words of the points; conflict and later-version remarks come on top, about 180 in all."""
MOST_PROVISIONS = 4
SECOND_SPAN = 0.9
"""A further span of the same provision is shown if it is at least this relevant, relative to the first."""
KEEP = 0.7
"""A provision is shown if its score is at least this share of the first one's."""
COMPARED = 2
"""Provisions shown of each source in a comparison."""
DIGIT_BONUS = 0.15
"""Added to the relevance of spans with a number, where a number is asked for."""
CLEAR_COVERAGE = 0.45
"""Share of an English question's term weight that a span must hold before it is taken for a yes or no."""
CLEAR_COSINE = 0.93
"""The same for a question in Urdu: its cosine with a question that the provision is known to answer."""
DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class Span:
    """A quotable span of a provision's official text, with its relevance to the question."""

    text: str
    relevance: float


class Composer:
    """Composes extractive answers from one snapshot."""

    def __init__(self, retriever: Retriever, catalogue: Catalogue) -> None:
        self.retriever = retriever
        self.catalogue = catalogue
        snapshot = retriever.snapshot
        self._spans: dict[str, list[tuple[int, str]]] = {}
        for row, position in enumerate(snapshot.spaces["sentences"]):
            passage = snapshot.passages[position]
            self._spans.setdefault(passage.key, []).append((row, passage.text))
        self._vectors: Matrix = snapshot.vectors["sentences"]
        windows = (
            p.text for p in snapshot.passages if p.kind in {"official", "summary"} and p.language == "en"
        )
        self._weights = _term_weights(windows)

    def compose(self, inquiry: Inquiry) -> None:
        """Write the points of an answer to the inquiry, from its hits."""
        forms = {"list": self._list, "state": self._state, "comparison": self._comparison}
        points = forms.get(inquiry.kind, self._facts)(inquiry) or self._facts(inquiry)
        if not points:
            return
        inquiry.points = [*points, *self._conflicts(inquiry, points), *self._later(inquiry, points)]

    # --- forms ---------------------------------------------------------------------------------------------

    def _facts(self, inquiry: Inquiry) -> list[Point]:
        """The most relevant span first, as the direct answer; then further points, grouped by source."""
        points = self._limited(point for hit in select(inquiry.hits) for point in self._points(hit, inquiry))
        if not points:
            return []
        if inquiry.kind == "yes_no":
            inquiry.polarity = self._polarity(inquiry, points[0])
        first = replace(points[0], group=None, lead=inquiry.polarity or "says")
        return [first, *grouped(points[1:])]

    def _state(self, inquiry: Inquiry) -> list[Point]:
        """The dated records on what became of a policy, in the order of time, never the draft as if in force."""
        source = next((s for s in self.catalogue.sources.values() if s.state), None)
        if source is None or (inquiry.sources and source.id not in inquiry.sources):
            return []
        found = [hit.provision.locator for hit in inquiry.hits[:5] if hit.provision.source_id == source.id]
        wanted = {*source.state, *found[:2]}
        records = [p for p in self.catalogue.provisions[source.id].values() if p.locator in wanted]
        points = [self._summary_point(record, inquiry) for record in records]
        first = next((p for p in points if p.keys[0] == f"{source.id}/{source.state[0]}"), points[0])
        rest = [point for point in points if point is not first]
        return [replace(first, group=None), *rest]

    def _list(self, inquiry: Inquiry) -> list[Point]:
        """A list that the document itself makes, by its headings: complete and in the order of the text."""
        members = self._members(inquiry)
        return [
            Point(
                heading_of(provision, inquiry.language),
                (provision.key,),
                "heading",
                group=provision.source_id,
                relevance=1.0,
            )
            for provision in members
        ]

    def _members(self, inquiry: Inquiry) -> list[Provision]:
        """First provisions of the sub-headings of the heading that the question names; [] if it names none."""
        view = frozenset(inquiry.named_sources or inquiry.sources or self.catalogue.sources)
        found = find_list(inquiry.rephrased, self.catalogue, view)
        if found is None:
            return []
        return [
            self.retriever.snapshot.provisions[f"{found.source_id}/{locator}"] for locator in found.members
        ]

    def _comparison(self, inquiry: Inquiry) -> list[Point]:
        """The nearest provisions of each source side by side; a source without one is named as such."""
        sources = (
            inquiry.named_sources
            or tuple(dict.fromkeys(h.provision.source_id for h in inquiry.hits[:10]))[:2]
        )
        points: list[Point] = []
        for source_id in sources:
            hits = self.retriever.search(
                inquiry.rephrased, limit=8, sources=[source_id], language=inquiry.question_language
            )
            near = [hit for hit in hits if self.is_near(hit)][:COMPARED]
            if near:
                points += [self._points(hit, inquiry)[0] for hit in near if self._points(hit, inquiry)]
            else:
                inquiry.without_match.append((source_id, [hit.provision.key for hit in hits[:3]]))
        return points

    def is_near(self, hit: Hit) -> bool:
        """Tell whether a hit is close enough to a question to stand in a comparison."""
        return (
            hit.signals.get("english_text", 0.0) >= 0.4 or hit.signals.get("multilingual_text", 0.0) >= 0.85
        )

    # --- closing remarks -----------------------------------------------------------------------------------

    def _conflicts(self, inquiry: Inquiry, points: Sequence[Point]) -> list[Point]:
        """Contradictions that touch the cited provisions and the question: the note, citing every side."""
        cited = {point.keys[0] for point in points}
        asked = set(WORD.findall(fold_urdu(inquiry.rephrased)))
        found = []
        for conflict in self.catalogue.conflicts:
            if cited & set(conflict.provisions) and (not conflict.topics or asked & set(conflict.topics)):
                found.append(Point(conflict.note.get(inquiry.language), conflict.provisions, "conflict"))
        return found

    def _later(self, inquiry: Inquiry, points: Sequence[Point]) -> list[Point]:
        """The record of a later version, where a point rests on a source that it supersedes."""
        cited = {key.partition("/")[0] for point in points for key in point.keys}
        for source in self.catalogue.sources.values():
            if source.state and cited & set(source.supersedes) and source.id not in cited:
                if inquiry.sources and source.id not in inquiry.sources:
                    continue
                record = self.catalogue.provisions[source.id][source.state[0]]
                return [replace(self._summary_point(record, inquiry), group=None, lead="later")]
        return []

    # --- points --------------------------------------------------------------------------------------------

    def spans(self, provision: Provision, question: str, numbers: bool = False) -> list[Span]:
        """Spans of a provision's official text, most relevant first; empty where the text is not held."""
        rows = self._spans.get(provision.key, [])
        if not rows:
            return []
        vector = self.retriever.vector("english", question)
        cosines = np.asarray(self._vectors[[row for row, _ in rows]]) @ vector
        asked = set(terms(question, "latin", skeletons=False))
        spans = [
            Span(
                text,
                (max(float(cosine), 0.0) + self._coverage(asked, text)) / 2
                + (DIGIT_BONUS if numbers and DIGITS.search(text) else 0.0),
            )
            for (_, text), cosine in zip(rows, cosines, strict=True)
        ]
        return sorted(spans, key=lambda span: -span.relevance)

    def _coverage(self, asked: set[str], text: str) -> float:
        total = sum(self._weights.get(term, 0.0) for term in asked)
        if not total:
            return 0.0
        present = asked & set(terms(text, "latin", skeletons=False))
        return sum(self._weights.get(term, 0.0) for term in present) / total

    def _points(self, hit: Hit, inquiry: Inquiry) -> list[Point]:
        provision = hit.provision
        spans = self.spans(provision, evidence_question(inquiry, provision), inquiry.kind == "number")
        if inquiry.language == "ur" or inquiry.style == "plain" or not spans:
            point = self._summary_point(provision, inquiry)
            return [replace(point, quote=spans[0].text if spans else None, relevance=hit.score)]
        if hit.named:
            order = {text: number for number, (_, text) in enumerate(self._spans[provision.key])}
            chosen = sorted(_all_or_best(provision, spans), key=lambda span: order[span.text])
        else:
            chosen = [span for span in spans if span.relevance >= SECOND_SPAN * spans[0].relevance][:2]
        return [
            Point(
                quoted(span.text, introduction(provision, span.text)),
                (provision.key,),
                "quotation",
                span.text,
                hit.score,
                provision.source_id,
            )
            for span in chosen
        ]

    def _summary_point(self, provision: Provision, inquiry: Inquiry) -> Point:
        summaries = provision.summaries
        text = summaries.get(inquiry.language) or summaries.get("en") or quoted(provision.text or "", None)
        support = "summary" if summaries else "quotation"
        quote = None if summaries else provision.text
        return Point(text, (provision.key,), support, quote, group=provision.source_id)

    def _polarity(self, inquiry: Inquiry, first: Point) -> str | None:
        """Yes or no, only where the span says most of what is asked; otherwise the span speaks for itself."""
        hit = next(hit for hit in inquiry.hits if hit.provision.key == first.keys[0])
        text = first.quote or hit.provision.summaries.get("en", "")
        if inquiry.question_language == "en":
            asked = set(terms(inquiry.rephrased, "latin", skeletons=False))
            clear = self._coverage(asked, text) >= CLEAR_COVERAGE
        else:
            clear = hit.signals.get("multilingual_question", 0.0) >= CLEAR_COSINE
        return polarity(inquiry.rephrased, text) if clear else None

    def _limited(self, candidates: Iterable[Point]) -> list[Point]:
        """Keep points in order while they are new and the answer stays short."""
        points: list[Point] = []
        words = 0
        for point in candidates:
            length = len(point.text.split())
            if points and (len(points) >= MOST_POINTS or words + length > MOST_WORDS):
                continue
            if not _repeats(point, points):
                points.append(point)
                words += length
        return points


def evidence_question(inquiry: Inquiry, provision: Provision) -> str:
    """Text by which the spans of a provision are ranked: the question, or for an Urdu question our English summary.

    The spans are English; an Urdu question has no words in common with them, but the English summary of the
    provision it found has.
    """
    if inquiry.question_language == "en":
        return inquiry.rephrased or inquiry.question
    return provision.summaries.get("en") or inquiry.question


def heading_of(provision: Provision, language: str) -> str:
    """Innermost heading above a provision, in the language of the answer."""
    heading = provision.heading_ur if language == "ur" and provision.heading_ur else provision.heading
    return heading[-1]


def quoted(span: str, lead_in: str | None) -> str:
    """Show a span in quotation marks; a limb comes after its introduction, quoted apart."""
    text = " ".join(span.split())
    return f"“{' '.join(lead_in.split())}” … “{text}”" if lead_in else f"“{text}”"


def select(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that stand out: named ones alone if there are any, else those near the first in score."""
    named = [hit for hit in hits if hit.named]
    if named:
        return named[:MOST_PROVISIONS]
    if not hits:
        return []
    floor = hits[0].score * KEEP if hits[0].score > 0 else hits[0].score
    return [hit for hit in hits if hit.score >= floor][:MOST_PROVISIONS]


def grouped(points: Sequence[Point]) -> list[Point]:
    """Bring the points of one source together; sources stand in the order of their first point."""
    sources = list(dict.fromkeys(point.group for point in points))
    return [point for source in sources for point in points if point.group == source]


def _all_or_best(provision: Provision, spans: Sequence[Span]) -> list[Span]:
    """For a provision that the question names: all of it if short, else its most relevant spans."""
    words = 0
    chosen: list[Span] = []
    for span in spans:
        words += len(span.text.split())
        if words > MOST_WORDS and chosen:
            break
        chosen.append(span)
    return chosen


def _repeats(point: Point, points: Iterable[Point]) -> bool:
    words = set(terms(point.text, "latin", skeletons=False))
    for other in points:
        theirs = set(terms(other.text, "latin", skeletons=False))
        if words and len(words & theirs) / len(words | theirs) > 0.8:
            return True
    return False


def _term_weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Inverse document frequency of each English term over the passages."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for term in set(terms(text, "latin", skeletons=False)):
            counts[term] = counts.get(term, 0) + 1
    return {term: math.log(1 + total / count) for term, count in counts.items()}
