"""Say so where a question names a place that the documents do not have: "paragraph 152", "Target 40"."""

from __future__ import annotations

from assistant.inquiry import Inquiry
from assistant.locators import Absent, absent_places, find_locators
from assistant.messages import say
from assistant.schemas import AnswerStatus, Language
from corpus import Catalogue


def deny_absent(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """End the inquiry if every place that it names is absent; else remark on those that are.

    Without this the nearest provision would be told as if it stood there.
    """
    chosen = frozenset(inquiry.sources or catalogue.sources)
    view = chosen & frozenset(inquiry.named_sources) or chosen
    absent = absent_places(inquiry.rephrased, catalogue, view)
    if not absent:
        return
    sentences = [_sentence(place, inquiry.language, catalogue) for place in absent]
    above = {place.place.key.partition("(")[0] for place in absent}
    held = [m.key for m in find_locators(inquiry.rephrased, catalogue, view) if m.key not in above]
    if held or inquiry.quotation is not None:
        inquiry.remarks += sentences
        return
    inquiry.status, inquiry.denial = AnswerStatus.NO_PROVISION, " ".join(sentences)


def _sentence(absent: Absent, language: Language, catalogue: Catalogue) -> str:
    """What is not there, and how the places of that kind are numbered."""
    source = catalogue.source(absent.place.source_id)
    return say(
        "no_such_place",
        language,
        source=source.short_title.get(language),
        place=catalogue.label(absent.place, language),
        first=catalogue.label(absent.first, language),
        last=catalogue.label(absent.last, language),
    )
