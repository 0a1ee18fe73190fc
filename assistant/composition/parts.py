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
from corpus import Localised, Provision

NO_HEADING = Localised(en="", ur="")
MOST_WORDS = 280
"""Words of all provisions together, each told whole."""
MOST_BEGUN = 400
"""Words of their beginnings together; where not even these fit, so many as do are shown."""


def named(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """What a provision says that the question names; of a part, what all its provisions say."""
    part = inquiry.part
    if part is None:
        places = places_named(inquiry, bench)
        return _each(places, inquiry, bench) if places else facts(inquiry, bench)
    shown = [bench.provision(part.source_id, locator) for locator in part.locators]
    whole = [_told(provision, part, inquiry, bench) for provision in shown]
    if _length(whole) <= MOST_WORDS:
        return whole
    inquiry.begun = True
    begun = [_begun(provision, part, inquiry, bench) for provision in shown]
    if _length(begun) <= MOST_BEGUN:
        return begun
    return _fitting([_named(p, part, inquiry, bench) or point for p, point in zip(shown, begun, strict=True)])


def places_named(inquiry: Inquiry, bench: Bench) -> list[Provision]:
    """The provisions that a question names, where they are several and nothing in particular is asked of them."""
    places = [hit.provision for hit in inquiry.hits if hit.named]
    return places if len(places) > 1 and asks_the_place(inquiry.rephrased, bench.catalogue) else []


def _each(places: Sequence[Provision], inquiry: Inquiry, bench: Bench) -> list[Point]:
    """What each of several provisions says, whole if that fits, else how it begins."""
    parts = [Part(place.source_id, NO_HEADING, (place.locator,), frozenset()) for place in places]
    told = [_told(place, part, inquiry, bench) for place, part in zip(places, parts, strict=True)]
    if _length(told) > MOST_WORDS:
        told = [_begun(place, part, inquiry, bench) for place, part in zip(places, parts, strict=True)]
    return _fitting(
        [
            replace(point, group=point.group or place.source_id)
            for point, place in zip(told, places, strict=True)
        ]
    )


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
    told = [_begun(other, section, inquiry, bench) for other in others if other.key != first.keys[0]]
    while told and _length([first, *told]) > MOST_BEGUN:
        told.remove(min(told, key=lambda point: scores.get(point.keys[0], -math.inf)))
    return [first, *told]


def _told(provision: Provision, part: Part, inquiry: Inquiry, bench: Bench) -> Point:
    """All that a provision says."""
    if provision.locator in part.by_heading:
        return bench.writer.heading(provision, inquiry)
    if provision.text is None or inquiry.language == "ur" or inquiry.style == "plain":
        return replace(bench.writer.summary(provision, inquiry), quote=_first_span(provision, inquiry, bench))
    text = quoted(provision, [provision.text])
    return Point(text, (provision.key,), "quotation", provision.text, group=part.source_id)


def _begun(provision: Provision, part: Part, inquiry: Inquiry, bench: Bench) -> Point:
    """How a provision begins: its first sentence."""
    whole = _told(provision, part, inquiry, bench)
    if whole.support == "summary":
        return replace(whole, text=sentences_of(whole.text)[0])
    if whole.support == "heading":
        return whole
    return bench.writer.points(Hit(provision, 1.0, None, named=True), inquiry)[0]


def _named(provision: Provision, part: Part, inquiry: Inquiry, bench: Bench) -> Point | None:
    """Our short name of a provision, if it has one."""
    known = provision.key in bench.catalogue.titles and provision.locator not in part.by_heading
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
