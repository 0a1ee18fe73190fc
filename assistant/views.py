"""Which sources a question is answered from: not from another document than it names, and not from mere views.

A submission to a consultation holds its author's view, which is never told as what a policy says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.composition.replying import ANSWERING
from assistant.inquiry import Inquiry
from corpus import Catalogue
from corpus.types import Status

WRITTEN_THERE = re.compile(
    r"\b(?:does|do|did)\b[^?]{0,60}?\b(?:say|state|contain|include|mention|cover|define|require|oblige|promise|guarantee"
    r"|prohibit|ban|forbid|allow|permit|set|propose|name)\b"
    r"|میں [^؟]{0,40}(?:لکھا|درج|ذکر|شامل)|\bme?i?n [^?]{0,40}\b(?:likha|darj|zikr|shamil)\b",
    re.IGNORECASE,
)
"""Asks what stands in a document itself, which no record on it can tell."""


def sources_in_view(inquiry: Inquiry, catalogue: Catalogue) -> tuple[str, ...]:
    """The sources that a question is answered from; none named here means all.

    The reader's choice stands. Otherwise a question that names a document is not answered from another document:
    what the Recommendation says is no answer to what the draft says. Records of facts, which have no file, stay in
    view, since they tell of the documents, unless it is asked what the document itself says. Submissions are in
    view only where the question names them.
    """
    if inquiry.sources:
        return inquiry.sources
    named = set(inquiry.named_sources)
    sources = catalogue.sources.values()
    documents = {source.id for source in sources if source.file is not None}
    left_out = {source.id for source in sources if source.status is Status.SUBMISSION} - named
    if named & documents:
        itself = inquiry.topic or WRITTEN_THERE.search(inquiry.rephrased)
        left_out |= (set(catalogue.sources) if itself else documents) - named
    return tuple(id for id in catalogue.sources if id not in left_out) if left_out else ()


def attribute_views(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Let no view answer yes or no, and none stand without its author's document before it."""
    for place, point in enumerate(inquiry.points):
        if catalogue.source(point.keys[0].partition("/")[0]).status is not Status.SUBMISSION:
            continue
        if point.group is None and (point.lead in ANSWERING or not point.lead):
            inquiry.points[place] = replace(point, lead="says")
        if place == 0:
            inquiry.polarity = None
