"""The form of a whole section or part: all that stands under its heading, in the order of the text, as briefly as must be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.composition.forms import Bench, facts
from assistant.composition.wording import quoted, sentences_of, words
from assistant.form import asks_the_place
from assistant.inquiry import Inquiry, Point
from assistant.parts import Part
from assistant.retrieval import Hit
from corpus import Provision

MOST_WORDS = 280
"""Words of all provisions together, each told whole."""
MOST_BEGUN = 400
"""Words of their beginnings together; where not even these fit, so many as do are shown."""


def named(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """What the provisions say that a question names: one, several, or all of a part."""
    part = inquiry.part
    if part is None:
        shown, headings = places_named(inquiry, bench), frozenset[str]()
    else:
        shown = [bench.provision(part.source_id, locator) for locator in part.locators]
        headings = part.by_heading
    if not shown:
        return facts(inquiry, bench)
    whole = [_told(provision, headings, inquiry, bench) for provision in shown]
    if _length(whole) <= MOST_WORDS:
        return whole
    inquiry.begun = True
    begun = [_begun(provision, headings, inquiry, bench) for provision in shown]
    if part is None or _length(begun) <= MOST_BEGUN:
        return _fitting(begun)
    return _fitting(
        [_named(p, headings, inquiry, bench) or point for p, point in zip(shown, begun, strict=True)]
    )


def places_named(inquiry: Inquiry, bench: Bench) -> list[Provision]:
    """The provisions that a question names, where they are several and nothing in particular is asked of them."""
    places = [hit.provision for hit in inquiry.hits if hit.named]
    return places if len(places) > 1 and asks_the_place(inquiry.rephrased, bench.catalogue) else []


def with_section(points: Sequence[Point], section: Part, inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The direct answer, if a section holds it, and how its other provisions begin, in the order of the text.

    Where not all fits, what came nearest to the question is told.
    """
    first = points[0]
    keys = [f"{section.source_id}/{locator}" for locator in section.locators]
    if first.keys[0] not in keys:
        return list(points)
    others = [bench.provision(section.source_id, locator) for locator in section.locators]
    scores = {hit.provision.key: hit.score for hit in inquiry.hits}
    told = [
        _begun(other, section.by_heading, inquiry, bench) for other in others if other.key != first.keys[0]
    ]
    while told and _length([first, *told]) > MOST_BEGUN:
        told.remove(min(told, key=lambda point: scores.get(point.keys[0], -math.inf)))
    return [first, *told]


def _told(provision: Provision, headings: frozenset[str], inquiry: Inquiry, bench: Bench) -> Point:
    """All that a provision says; of one that stands for a part of its own (`Part.by_heading`), its heading."""
    if provision.locator in headings:
        return bench.writer.heading(provision, inquiry)
    if provision.text is None or inquiry.language == "ur" or inquiry.style == "plain":
        return replace(bench.writer.summary(provision, inquiry), quote=_first_span(provision, inquiry, bench))
    text = quoted(provision, [provision.text])
    return Point(text, (provision.key,), "quotation", provision.text, group=provision.source_id)


def _begun(provision: Provision, headings: frozenset[str], inquiry: Inquiry, bench: Bench) -> Point:
    """How a provision begins: its first sentence."""
    whole = _told(provision, headings, inquiry, bench)
    if whole.support == "summary":
        return replace(whole, text=sentences_of(whole.text)[0])
    if whole.support == "heading":
        return whole
    return bench.writer.points(Hit(provision, 1.0, None, named=True), inquiry)[0]


def _named(provision: Provision, headings: frozenset[str], inquiry: Inquiry, bench: Bench) -> Point | None:
    """Our short name of a provision, if it has one."""
    known = provision.key in bench.catalogue.titles and provision.locator not in headings
    return bench.writer.name(provision, inquiry) if known else None


def _first_span(provision: Provision, inquiry: Inquiry, bench: Bench) -> str | None:
    spans = bench.writer.evidence.spans(provision, inquiry)
    return min(spans, key=lambda span: span.place).text if spans else None


def _length(points: Sequence[Point]) -> int:
    return sum(words(point.text) for point in points)


def _fitting(points: Sequence[Point]) -> list[Point]:
    """The first points that fit, one at least."""
    fit = [place for place in range(1, len(points) + 1) if _length(points[:place]) <= MOST_BEGUN]
    return list(points[: max(fit, default=1)])
