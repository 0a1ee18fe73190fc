"""The form of an answer to each kind of question. Each form takes the inquiry and gives its points, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.composition.choosing import holding_first
from assistant.composition.fact import Fact
from assistant.composition.points import Writer
from assistant.composition.progress import come_about, happened, latest_first
from assistant.composition.replying import ANSWERING, OPEN, UNSURE, as_shown, case_of, opening, told_by_others
from assistant.composition.wording import words
from assistant.inquiry import Inquiry, Point
from assistant.mentions import Mentions
from assistant.naming import defined_term
from assistant.polarity import Case, Polarity, content_words, decide
from assistant.retrieval import Hit, Retriever
from assistant.route import asks_yes_no
from assistant.spoken import Spoken
from assistant.yes_no import YesNo
from corpus import Catalogue, Provision, ProvisionKind
from corpus.types import DEFINING, Status

MOST_POINTS = 7
MOST_WORDS = 150
"""Words of the points; remarks come on top."""
LEADING = 2
"""Hits among which a record is looked for that begins the state of a policy."""
IN_FORCE = re.compile(r"\bin (?:force|effect)\b|نافذ|\b(?:nafiz|lagu|laagu)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|never|no longer)\b|n['’]t\b|(?<!یا )\bنہیں|(?<!ya )\bnahi", re.IGNORECASE)
CLEARLY = 1.1
"""A point that weighs so many times as much as that of the provision found first goes before it."""
RELEVANT = 0.6
"""A further point is shown if its span is at least this relevant, relative to the direct answer's."""
SURE = 0.5
"""Probability that the hits answer the question at all, below which the answer says that it may be none."""
SETTLED = 0.75
"""The same, below which they answer it neither yes nor no: of a provision that may be the wrong one a verdict would be a guess."""


@dataclass(frozen=True)
class Bench:
    """What the forms work with."""

    retriever: Retriever
    catalogue: Catalogue
    writer: Writer
    mentions: Mentions
    yes_no: YesNo
    spoken: Spoken

    def lacks(self, inquiry: Inquiry, provision: Provision) -> float:
        """Weight of the most telling word of the question that a provision lacks, and another has; 0 to 1."""
        return self.spoken.lacked_by(inquiry.rephrased, inquiry.question_language, [provision], known=True)

    def provision(self, source_id: str, locator: str) -> Provision:
        """A provision of the snapshot."""
        return self.retriever.snapshot.provisions[f"{source_id}/{locator}"]


def facts(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The most relevant span first, as the direct answer; then further points, grouped by source."""
    fact = bench.writer.evidence.fact(inquiry, inquiry.hits[0].provision) if inquiry.hits else Fact()
    chosen = holding_first(inquiry.hits, fact, inquiry.rephrased, lambda one: bench.lacks(inquiry, one))
    reported = asks_yes_no(inquiry.rephrased) and come_about(inquiry.rephrased)
    if (
        reported
        and (latest := latest_first(chosen, inquiry.hits))
        and latest[0].provision.kind is ProvisionKind.RECORD
        and _tells_of(latest[0].provision.source_id, inquiry, bench.catalogue)
    ):
        chosen = [hit for hit in latest if hit.provision.source_id == latest[0].provision.source_id]
    on_topic = inquiry.on_theme and inquiry.question_language == "en"
    asked = replace(inquiry, rephrased=inquiry.topic) if on_topic else inquiry
    found = [point for hit in chosen for point in bench.writer.points(hit, asked)]
    if not found:
        return []
    if chosen[0].provision.kind not in DEFINING:
        found = _best_first(found, inquiry)
    points = limited(_beside(found, fact))
    lead = _opening(inquiry, bench, points[0])
    if inquiry.unmentioned:
        inquiry.polarity, lead = None, "unmentioned"
    if lead.startswith("yes_if") and points[0].support == "summary":
        points[0] = bench.writer.with_conditions(
            points[0], bench.retriever.snapshot.provisions[points[0].keys[0]], inquiry
        )
    return [replace(points[0], group=None, lead=lead), *grouped(points[1:], points[0].group)]


def _tells_of(source_id: str, inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether a source is one that the question names, or tells what became of it; if none is named, it does."""
    named = set(inquiry.named_sources)
    return not named or bool(named & {source_id, *catalogue.source(source_id).supersedes})


def definition(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The provision that defines the term first, whatever else came near; the glossary knows which that is."""
    entry = defined_term(inquiry.rephrased, bench.catalogue)
    settled = bool(inquiry.hits) and inquiry.hits[0].provision.kind in DEFINING
    if entry is None or entry.provision is None or settled:
        return facts(inquiry, bench)
    source_id, _, locator = entry.provision.partition("/")
    if inquiry.sources and source_id not in inquiry.sources:
        return facts(inquiry, bench)
    rest = [hit for hit in inquiry.hits if hit.provision.key != entry.provision]
    found = [hit for hit in inquiry.hits if hit.provision.key == entry.provision]
    best = inquiry.hits[0].score if inquiry.hits else 0.0
    defining = found[0] if found else Hit(bench.provision(source_id, locator), best, None)
    inquiry.hits = [replace(defining, score=max(best, defining.score)), *rest]
    return facts(inquiry, bench)


def state(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The dated records on what became of a policy, in the order of time, never the draft as if in force."""
    source = next((s for s in bench.catalogue.sources.values() if s.state), None)
    if source is None or (inquiry.sources and source.id not in inquiry.sources):
        return []
    near = [hit.provision for hit in inquiry.hits[:LEADING]]
    told = (p.locator for p in near if p.source_id == source.id and p.locator in source.state)
    refused = _draft_in_force(inquiry, bench.catalogue)
    leading = source.state[0] if refused else next(told, source.state[0])
    wanted = {leading, *source.state}
    order = [locator for locator in bench.catalogue.provisions[source.id] if locator in wanted]
    records = [bench.provision(source.id, locator) for locator in order]
    points = [
        replace(bench.writer.summary(record, inquiry), text=bench.writer.excerpt(record, inquiry))
        for record in records
    ]
    first = next(p for p in points if p.keys[0] == f"{source.id}/{leading}")
    lead = _opening(inquiry, bench, first)
    if refused:
        inquiry.polarity = lead = "no"
    return [replace(first, group=None, lead=lead), *(point for point in points if point is not first)]


def _draft_in_force(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether it is asked if a draft is in force, which no draft is."""
    question = inquiry.rephrased
    asked = IN_FORCE.search(question) and asks_yes_no(question) and not DENIED.search(question)
    named = [catalogue.source(source_id).status for source_id in inquiry.named_sources]
    return bool(asked) and set(named) == {Status.DRAFT}


def _beside(found: Sequence[Point], fact: Fact) -> list[Point]:
    """The first point and those as relevant; where it holds the fact asked for, only those that hold one too."""
    first = found[0]
    near = [point for point in found if point.relevance >= RELEVANT * first.relevance]
    if not fact.kinds or not fact.held(first.text):
        return near
    return [
        point for point in near if point is first or (fact.held(point.text) and _in_style_of(first, point))
    ]


def _in_style_of(first: Point, point: Point) -> bool:
    """Tell whether a point of another provision is told as the first is: none is quoted beside one in our words."""
    return point.keys == first.keys or point.support == first.support


def _best_first(found: list[Point], inquiry: Inquiry) -> list[Point]:
    """Put the point first that answers by far best, where the provisions are those filed under a theme, ranked by its name alone.

    A point weighs its relevance times the score of its provision: a glance at a target does not outdo the clause found far ahead.
    """
    scores = {hit.provision.key: hit.score for hit in inquiry.hits}

    def weight(point: Point) -> float:
        return point.relevance * max(scores.get(point.keys[0], 0.0), 0.0)

    best = max(found, key=weight)
    if not inquiry.on_theme or weight(best) < CLEARLY * weight(found[0]):
        return found
    return [best, *(point for point in found if point is not best)]


# --- choosing ----------------------------------------------------------------------------------------------------


def grouped(points: Sequence[Point], first: str | None) -> list[Point]:
    """Bring the points of one source together: that of the direct answer, then the others as they come."""
    sources = dict.fromkeys([first, *(point.group for point in points)])
    return [point for source in sources for point in points if point.group == source]


def limited(candidates: Iterable[Point]) -> list[Point]:
    """Keep points in order while they are new and the answer stays short."""
    points: list[Point] = []
    room = MOST_WORDS
    for point in candidates:
        length = words(point.text)
        if points and (len(points) >= MOST_POINTS or length > room):
            continue
        if not _repeats(point, points):
            points.append(point)
            room -= length
    return points


def _repeats(point: Point, points: Iterable[Point]) -> bool:
    own = content_words(point.text)
    others = [content_words(one.text) for one in points]
    return any(own and len(own & other) / len(own | other) > 0.8 for other in others)


def _as_reported(case: Case, reply: Polarity | None) -> Polarity | None:
    """Yes or no to whether a thing has come about, by a record: no where it denies it, yes where it says that it has."""
    if reply == "yes":
        return reply if happened(case.span) else None
    return "no" if decide(case)[1] == "no" else reply


def _opening(inquiry: Inquiry, bench: Bench, point: Point) -> str:
    """The lead of the first point; sets the polarity where its provision says yes or no.

    That a thing has not come about is also read off the latest record by rule: nearby questions were asked of another day.
    """
    if inquiry.chance < SURE:
        return UNSURE
    asked = inquiry.kind in {"yes_no", "gap"} or (inquiry.kind == "state" and asks_yes_no(inquiry.rephrased))
    if (
        not asked
        or inquiry.chance < SETTLED
        or (IN_FORCE.search(inquiry.rephrased) and inquiry.kind != "state")
    ):
        return OPEN  # whether a text is in force is told by what it is, not by one of its provisions
    provision = bench.retriever.snapshot.provisions[point.keys[0]]
    case = case_of(inquiry, provision, bench.writer.evidence)
    recorded = provision.kind is ProvisionKind.RECORD and come_about(inquiry.rephrased)
    if case is None:
        return OPEN
    reply = bench.yes_no.reply(case, provision.key)
    if recorded:
        reply = _as_reported(case, reply)
    if reply is None:
        return OPEN
    source = bench.catalogue.source(provision.source_id)
    if source.status is Status.APPROVED and told_by_others(case):
        return OPEN  # what somebody wrote about a policy does not settle what is so
    named = source.id in inquiry.named_sources
    lead = opening(case, reply, source, named)
    if reply == "yes" and not lead.startswith("yes_if"):
        lead = opening(as_shown(case, point, provision, inquiry, bench.writer.evidence), reply, source, named)
    inquiry.polarity = reply if lead in ANSWERING else None
    return lead
