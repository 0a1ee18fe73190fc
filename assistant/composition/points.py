"""Points: what a provision says in answer to a question, in the wording that the reader's choices call for.

Formal English answers quote the official text. Urdu answers, plain ones and those without the official text say
it in the whole sentences of our summary that answer, and carry the quotation in the citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.composition.enumeration import enumerates, enumeration
from assistant.composition.evidence import Evidence, Span
from assistant.composition.fact import Fact
from assistant.composition.wording import quoted, sentences_of, standing, words
from assistant.inquiry import Inquiry, Point
from assistant.retrieval import Hit
from corpus import Localised, Provision, ProvisionKind
from corpus.types import DEFINING

SECOND_SPAN = 0.9
"""A further span of the same provision is shown if it is at least this relevant, relative to the first."""
HOLDING_FIRST = 0.5
"""A span that holds the fact asked for goes first if it is at least this relevant, relative to the first."""
SHORT_REPLY = 25
"""The same of a summary that answers a yes/no question: the sentence shown first is the one that says yes or no."""
WHOLE_SUMMARY = 45
"""A summary of at most this many words is never shortened."""
WHAT_WAS_SAID = re.compile(
    r"\bwhat\b.{0,60}\b(?:say|said|saying|argued?|think|thought|views?|opinion|stress(?:ed)?|warned|position|stance)\b"
    r"|کیا (?:کہا|کہتے|کہتی|بتایا)|کی رائے|مو?قف|مؤقف|\bkya (?:kaha|bola|kehna|kehte)\b|\bki ra?i\b|\bmo[uw]?q+if\b",
    re.IGNORECASE,
)
"""Asks what somebody said: a record of it is told whole, for who it was and what it was are two of its sentences."""
EXCERPT = 70
"""Words up to which an excerpt of a summary takes in a further sentence that is as relevant as the first."""
LIST_AROUND = 150
"""Words up to which a provision is told whole for the list that stands somewhere in it."""
NAMED_WORDS = 150
"""Most words of the text of a provision that the question names."""


@dataclass(frozen=True)
class Writer:
    """Writes points from the evidence of one snapshot."""

    evidence: Evidence
    titles: Mapping[str, Localised]
    """Our short names of provisions, by their keys."""

    def points(self, hit: Hit, inquiry: Inquiry) -> list[Point]:
        """What a provision that was found says in answer to the question, the most relevant first."""
        provision = hit.provision
        spans = self.evidence.spans(provision, inquiry)
        if not spans or inquiry.language == "ur" or inquiry.style == "plain":
            return self._said(provision, inquiry, spans, hit)
        if provision.kind in DEFINING:  # short, and the first line is the term alone: quoted whole
            return [self._quotation(provision, spans, range(len(spans)), spans[0].relevance)]
        if hit.named:
            return self._in_order(provision, spans, hit)
        near = _answering(spans, self.evidence.fact(inquiry, provision))
        pieces = [s.text for s in _by_place(spans)]
        runs = _apart([standing(pieces, span.place) for span in near])
        return [
            self._quotation(provision, spans, places, span.relevance)
            for span, places in zip(near, runs, strict=False)
        ]

    def summary(self, provision: Provision, inquiry: Inquiry) -> Point:
        """The whole summary of a provision; its text where it has none."""
        text = provision.summaries.get(inquiry.language) or provision.summaries.get("en")
        if text:
            return Point(text, (provision.key,), "summary", group=provision.source_id)
        text = provision.text or ""
        return Point(
            quoted(provision, [text]), (provision.key,), "quotation", text, group=provision.source_id
        )

    def name(self, provision: Provision, inquiry: Inquiry) -> Point:
        """What a provision is about, for a list: the name of its row in a table, our title of it, or our first sentence.

        A record has no text but ours, and is short: all of it.
        """
        row = next(iter(provision.rows[0].values()), "") if provision.rows else ""
        if row and inquiry.language == "en" and inquiry.style == "formal":
            return Point(
                quoted(provision, [row]), (provision.key,), "quotation", row, 1.0, provision.source_id
            )
        if title := self.titles.get(provision.key):
            return Point(
                title.get(inquiry.language), (provision.key,), "title", None, 1.0, provision.source_id
            )
        point = self.summary(provision, inquiry)
        if provision.kind is ProvisionKind.RECORD:
            return replace(point, relevance=1.0)
        text = sentences_of(point.text)[0] if point.support == "summary" else point.text
        return replace(point, text=text, relevance=1.0)

    def heading(self, provision: Provision, inquiry: Inquiry) -> Point:
        """The heading that a provision stands under."""
        text = provision.heading_above(inquiry.language)
        return Point(text, (provision.key,), "heading", relevance=1.0, group=provision.source_id)

    def whole(self, provision: Provision, inquiry: Inquiry) -> Point | None:
        """All of a list that a provision tells, in the wording that the reader's choices call for; None if it tells none."""
        spans = self.evidence.spans(provision, inquiry)
        if not spans or inquiry.language == "ur" or inquiry.style == "plain":
            point = self.summary(provision, inquiry)
            quote = (
                self._enumerated(provision, spans) if spans and point.support == "summary" else point.quote
            )
            told = enumerates(point.text) or words(point.text) <= EXCERPT
            return replace(point, quote=quote, relevance=1.0) if told else None
        places = enumeration(provision, spans) or _listed_elsewhere(spans)
        return self._quotation(provision, spans, places, spans[0].relevance) if places else None

    def _enumerated(self, provision: Provision, spans: Sequence[Span]) -> str:
        """The official wording of a list that a summary tells: of the enumeration if it is one piece, else of the provision."""
        places = enumeration(provision, spans) or range(len(spans))
        merged = _merged(provision, [span.text for span in _by_place(spans) if span.place in places])
        return merged[0] if len(merged) == 1 else (provision.text or spans[0].text)

    def with_conditions(self, point: Point, provision: Provision, inquiry: Inquiry) -> Point:
        """The whole summary, if it is not long, in the place of an excerpt that may leave out a condition."""
        whole = self.summary(provision, inquiry)
        return replace(point, text=whole.text) if words(whole.text) <= EXCERPT else point

    def excerpt(self, provision: Provision, inquiry: Inquiry) -> str:
        """The whole sentences of a summary that answer: all if it is short, else the best with what they lean on."""
        whole = self.summary(provision, inquiry)
        short = words(whole.text) <= (SHORT_REPLY if inquiry.kind == "yes_no" else WHOLE_SUMMARY)
        if whole.support != "summary" or short:
            return whole.text
        told = provision.kind is ProvisionKind.RECORD and WHAT_WAS_SAID.search(inquiry.rephrased)
        if told and words(whole.text) <= EXCERPT:
            return whole.text
        ranked = self.evidence.sentences(provision, inquiry)
        pieces = sentences_of(whole.text)
        if inquiry.kind == "yes_no" and ranked and ranked[0].relevance:
            return " ".join(pieces[place] for place in standing(pieces, ranked[0].place))
        if not ranked or len(ranked) != len(pieces) or not ranked[0].relevance:
            return whole.text if words(whole.text) <= EXCERPT else pieces[0]
        places = standing(pieces, ranked[0].place)
        for other in ranked[1:2]:
            both = standing(pieces, other.place)
            joined = range(min(places[0], both[0]), max(places[-1], both[-1]) + 1)
            if (
                other.relevance >= SECOND_SPAN * ranked[0].relevance
                and sum(words(pieces[i]) for i in joined) <= EXCERPT
            ):
                places = joined
        return " ".join(pieces[place] for place in places)

    def _said(self, provision: Provision, inquiry: Inquiry, spans: Sequence[Span], hit: Hit) -> list[Point]:
        """Points in our own words; they carry the official span that is nearest, if the text is held.

        What holds the fact that is asked for goes first. Where our words have none, the official text is quoted after them.
        """
        point = self.summary(provision, inquiry)
        ours = point.support == "summary"
        ranked = self.evidence.sentences(provision, inquiry)
        relevance = (spans or ranked)[0].relevance if spans or ranked else hit.score
        fact = self.evidence.fact(inquiry, provision)
        best = fact.best([span.text for span in spans]) or 0
        if ours and spans:
            point = replace(point, quote=spans[best].text)
        point = replace(point, relevance=relevance)
        if not ours or hit.named:
            return [point]
        shown = self.excerpt(provision, inquiry)
        lacks = fact and not any(fact.held(span.said) for span in ranked if span.text in shown)
        if not lacks:
            return [replace(point, text=shown)]
        if holding := self._holding(point.text, ranked, fact):
            return [replace(point, text=holding)]
        return [replace(point, text=shown), *self._added(provision, spans, fact, relevance)]

    def _holding(self, summary: str, ranked: Sequence[Span], fact: Fact) -> str:
        """The sentence of a summary that holds a fact, with what it leans on; empty if none does."""
        place = fact.best([span.said for span in ranked])
        if place is None:
            return ""
        pieces = sentences_of(summary)
        return " ".join(pieces[i] for i in standing(pieces, ranked[place].place))

    def _added(
        self, provision: Provision, spans: Sequence[Span], fact: Fact, relevance: float
    ) -> list[Point]:
        """What holds a fact that our summary in the language of the answer lacks: the official text, else the English one."""
        if (place := fact.best([span.text for span in spans])) is not None:
            at = spans[place].place
            return [self._quotation(provision, spans, range(at, at + 1), relevance)]
        english = [] if spans else sentences_of(provision.summaries.get("en", ""))
        told = fact.best(english)
        if told is None:
            return []
        return [Point(english[told], (provision.key,), "summary", None, relevance, provision.source_id)]

    def _in_order(self, provision: Provision, spans: Sequence[Span], hit: Hit) -> list[Point]:
        """For a provision that the question names: its text in order, from the start as far as there is room."""
        ordered = _by_place(spans)
        points: list[Point] = []
        room = NAMED_WORDS
        for span in ordered:
            room -= words(span.text)
            if room < 0 and points:
                break
            points.append(self._quotation(provision, spans, range(span.place, span.place + 1), hit.score))
        return points

    def _quotation(self, provision: Provision, spans: Sequence[Span], places: range, score: float) -> Point:
        pieces = [span.text for span in _by_place(spans) if span.place in places]
        return Point(
            quoted(provision, _merged(provision, pieces)),
            (provision.key,),
            "quotation",
            _merged(provision, pieces)[-1],
            score,
            provision.source_id,
        )


def _answering(spans: Sequence[Span], fact: Fact) -> list[Span]:
    """The spans that answer, at most two: the most relevant, or before it, or after it, one that holds the fact asked for."""
    near = [span for span in spans if span.relevance >= SECOND_SPAN * spans[0].relevance][:2]
    place = fact.best([span.text for span in spans])
    if place is None or fact.held(near[0].text) >= fact.held(spans[place].text):
        return near
    holding = replace(spans[place], relevance=spans[0].relevance)
    first = spans[place].relevance >= HOLDING_FIRST * spans[0].relevance
    return [holding, spans[0]] if first else [spans[0], holding]


def _apart(runs: Sequence[range]) -> list[range]:
    """Join runs of places that overlap, so that no sentence is shown twice; the first one's rank stays."""
    apart: list[range] = []
    for run in runs:
        place = next((i for i, other in enumerate(apart) if set(other) & set(run)), None)
        if place is None:
            apart.append(run)
        else:
            other = apart[place]
            apart[place] = range(min(other[0], run[0]), max(other[-1], run[-1]) + 1)
    return apart


def _by_place(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.place)


def _listed_elsewhere(spans: Sequence[Span]) -> range | None:
    """Places of all spans of a provision that is not long and names several things, but not in its most relevant span."""
    if enumerates(spans[0].text) or sum(words(span.text) for span in spans) > LIST_AROUND:
        return None
    return range(len(spans)) if any(enumerates(span.text) for span in spans) else None


def _merged(provision: Provision, pieces: Sequence[str]) -> list[str]:
    """Join pieces that follow each other in the text, so that they are quoted as one."""
    text = provision.text or ""
    merged: list[str] = []
    for piece in pieces:
        joined = next(
            (
                f"{merged[-1]}{gap}{piece}"
                for gap in (" ", "\n")
                if merged and f"{merged[-1]}{gap}{piece}" in text
            ),
            None,
        )
        if joined is None:
            merged.append(piece)
        else:
            merged[-1] = joined
    return merged
