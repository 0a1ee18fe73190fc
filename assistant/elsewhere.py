"""Where the one document that is asked about is silent, what another says on the matter is named as the nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from assistant.finding import Finder
from assistant.inquiry import Inquiry
from assistant.schemas import AnswerStatus
from assistant.topic import without_sources
from corpus import Catalogue
from corpus.types import Status


class Judging(Protocol):
    """Ends an inquiry with a refusal if its hits cannot carry an answer."""

    def judge(self, inquiry: Inquiry) -> None:
        """Set its status, or leave it."""


MOST = 2
"""Provisions of other documents that are named."""


def look_elsewhere(inquiry: Inquiry, finder: Finder, judge: Judging, catalogue: Catalogue) -> None:
    """Put before the nearest provisions those by which other documents would answer the refused question.

    Only where one document with a text is asked about and the reader has not chosen the documents. "Not in the documents
    held here" would be untrue of a matter that another one treats.
    """
    asked_of = [catalogue.source(name) for name in inquiry.named_sources]
    refused = inquiry.status is AnswerStatus.NO_PROVISION
    if not refused or inquiry.sources or len(asked_of) != 1 or asked_of[0].file is None:
        return
    others = tuple(
        source.id
        for source in catalogue.sources.values()
        if source != asked_of[0] and source.status is not Status.SUBMISSION
    )
    if not others:
        return
    question = without_sources(inquiry.rephrased, catalogue)
    other = replace(inquiry, rephrased=question, sources=others, named_sources=(), topic="", status=None)
    finder.find(other)
    judge.judge(other)
    if not other.ended:
        inquiry.hits = [*other.hits[:MOST], *inquiry.hits]
        inquiry.reason = "elsewhere"
