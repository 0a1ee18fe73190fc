"""Compose an answer from the documents alone: choose spans that answer, quote them whole, order by relevance.

The relevance of a span is the mean of two numbers between 0 and 1: the cosine of question and span, and the
share of the question's term weight (inverse document frequency) that the span covers. Spans are whole
sentences, whole table cells or an introduction with its limbs, so that no cut can drop a "not" or an "unless".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.inquiry import Inquiry, Point
from assistant.retrieval import Hit, Retriever
from corpus import Catalogue, Provision
from ingest.encoders import Matrix
from ingest.lexical import terms
from ingest.passages import introduction

MOST_POINTS = 7
MOST_WORDS = 180
MOST_PROVISIONS = 5
SECOND_SPAN = 0.85
"""A further span of the same provision is shown if it is at least this relevant, relative to the first."""
KEEP = 0.6
"""A provision is shown if its score is at least this share of the first one's, both above the mean."""


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
        self._weights = _term_weights(p.text for p in snapshot.passages if p.kind != "sentence" and p.language == "en")

    def compose(self, inquiry: Inquiry) -> None:
        """Write the points of an answer to the inquiry, from its hits."""
        chosen = select(inquiry.hits)
        points: list[Point] = []
        words = 0
        for hit in chosen:
            for point in self._points(hit, inquiry):
                length = len(point.text.split())
                if points and (len(points) >= MOST_POINTS or words + length > MOST_WORDS):
                    continue
                if not _repeats(point, points):
                    points.append(point)
                    words += length
        inquiry.points = grouped(points)

    def spans(self, provision: Provision, question: str) -> list[Span]:
        """Spans of a provision's official text, most relevant first; empty where the text is not held."""
        rows = self._spans.get(provision.key, [])
        if not rows:
            return []
        vector = self.retriever.encode(question, {"english"})["english"]
        cosines = np.asarray(self._vectors[[row for row, _ in rows]]) @ vector
        asked = set(terms(question, "en"))
        spans = [
            Span(text, (max(float(cosine), 0.0) + self._coverage(asked, text)) / 2)
            for (_, text), cosine in zip(rows, cosines, strict=True)
        ]
        return sorted(spans, key=lambda span: -span.relevance)

    def _coverage(self, asked: set[str], text: str) -> float:
        total = sum(self._weights.get(term, 0.0) for term in asked)
        if not total:
            return 0.0
        present = asked & set(terms(text, "en"))
        return sum(self._weights.get(term, 0.0) for term in present) / total

    def _points(self, hit: Hit, inquiry: Inquiry) -> list[Point]:
        provision = hit.provision
        summary = provision.summaries.get(inquiry.language) or provision.summaries.get("en", "")
        question = summary_question(inquiry, provision)
        spans = self.spans(provision, question)
        if inquiry.language == "ur" or not spans:
            quote = spans[0].text if spans else None
            if not summary:
                return []
            return [Point(summary, (provision.key,), "summary", quote, hit.score, provision.source_id)]
        best = spans[0]
        enough = [span for span in spans if span.relevance >= SECOND_SPAN * best.relevance][:2]
        if hit.named:
            enough = _all_or_best(provision, spans)
        order = {text: number for number, (_, text) in enumerate(self._spans[provision.key])}
        return [
            Point(
                quoted(span.text, introduction(provision, span.text)),
                (provision.key,),
                "quotation",
                span.text,
                hit.score,
                provision.source_id,
            )
            for span in sorted(enough, key=lambda span: order[span.text])
        ]


def summary_question(inquiry: Inquiry, provision: Provision) -> str:
    """Text by which the spans of a provision are ranked: the question, or for an Urdu question our English summary.

    The spans are English; an Urdu question has no words in common with them, but the English summary of the
    provision it found has.
    """
    if inquiry.question_language == "en":
        return inquiry.rephrased or inquiry.question
    return provision.summaries.get("en") or inquiry.question


def quoted(span: str, lead_in: str | None) -> str:
    """Show a span in quotation marks; a limb comes after its introduction, quoted apart."""
    text = " ".join(span.split())
    return f"“{' '.join(lead_in.split())}” … “{text}”" if lead_in else f"“{text}”"


def _all_or_best(provision: Provision, spans: Sequence[Span]) -> list[Span]:
    """For a provision that the question names: all of it if short, else its most relevant spans."""
    words = 0
    chosen = []
    for span in spans:
        words += len(span.text.split())
        if words > MOST_WORDS:
            break
        chosen.append(span)
    return chosen or list(spans[:1])


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


def _repeats(point: Point, points: Iterable[Point]) -> bool:
    words = set(terms(point.text, "en"))
    for other in points:
        theirs = set(terms(other.text, "en"))
        if words and len(words & theirs) / len(words | theirs) > 0.8:
            return True
    return False


def _term_weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Inverse document frequency of each English term over the passages."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for term in set(terms(text, "en")):
            counts[term] = counts.get(term, 0) + 1
    return {term: math.log(1 + total / count) for term, count in counts.items()}
