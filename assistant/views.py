"""Submissions to a consultation: the views of their authors, which are never told as what a policy says."""

from __future__ import annotations

from dataclasses import replace

from assistant.inquiry import Inquiry
from assistant.naming import named_sources
from corpus import Catalogue
from corpus.types import Status

ANSWERING = frozenset({"yes", "no", "yes_in", "no_in"})
"""Leads that answer a question; a view answers none."""


def sources_in_view(inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """The sources that a question is answered from: submissions only where the reader or the question names them."""
    if inquiry.sources:
        return inquiry.sources
    views = {source.id for source in catalogue.sources.values() if source.status is Status.SUBMISSION}
    unasked = views - set(named_sources(inquiry.rephrased, catalogue))
    return tuple(id for id in catalogue.sources if id not in unasked) if unasked else ()


def attribute_views(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Let no view answer yes or no, and none stand without its author's document before it."""
    for place, point in enumerate(inquiry.points):
        if catalogue.source(point.keys[0].partition("/")[0]).status is not Status.SUBMISSION:
            continue
        if point.group is None and (point.lead in ANSWERING or not point.lead):
            inquiry.points[place] = replace(point, lead="says")
        if place == 0:
            inquiry.polarity = None
