"""Ask one question back where a question names no subject, or follows an earlier one that is not there."""

from __future__ import annotations

import re

from assistant.follow_up import CONNECTING, SIMPLER, points_back
from assistant.inquiry import Inquiry
from assistant.locators import find_locators
from assistant.naming import named_sources
from assistant.schemas import AnswerStatus
from corpus import Catalogue
from ingest.lexical import script_of, terms

MOST_WORDS = 6
GENERAL = re.compile(
    r"\b(?:a\.?i\.?|artificial intelligence|ethic\w*|polic\w+|technolog\w+|documents?|texts?|things?|stuff|anything|something|everything|information|info"
    r"|details?|more|explain(?:s|ed|ing)?|describe|show|give|know|want|help|question|answer|talk|discuss|think|important|good|bad|yes|no|ok|okay|say\w*|tell\w*|mean(?:s|t|ing)?|same"
    r"|batao|btao|bataen|batain|bolo|samjhao|masnooi|zahanat)\b"
    r"|اے ?آئی|مصنوعی ذہانت|اخلاقیات|پالیسی|دستاویز\S*|بتاؤ|بتائیں|بتائیے|بتا|کچھ|مزید|تفصیل|معلومات|سوال|جواب|سمجھاؤ|سمجھائیں|وضاحت|کہو|کہتا|کہتی|کہا|متعلق",
    re.IGNORECASE,
)
"""Words that every question here could hold: what is left when they are gone is the subject."""


def ask_back(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """End the inquiry as `unclear` if it has no subject, or leans on an earlier question that is missing."""
    question = inquiry.rephrased
    view = frozenset(inquiry.sources or catalogue.sources)
    if find_locators(question, catalogue, view) or named_sources(question, catalogue):
        return
    words = len(question.split())
    first = not any(turn.role == "user" for turn in inquiry.history)
    subject = _subject(inquiry)
    leans = bool(CONNECTING.search(question) or SIMPLER.search(question)) or (
        not subject and points_back(question)
    )
    if first and leans and words <= MOST_WORDS:
        inquiry.status, inquiry.reason = AnswerStatus.UNCLEAR, "unclear_follow_up"
    elif not subject and words <= 2 * MOST_WORDS:
        inquiry.status = AnswerStatus.UNCLEAR


def _subject(inquiry: Inquiry) -> set[str]:
    """Content words of the question that name something in particular."""
    text = GENERAL.sub(" ", inquiry.rephrased)
    return set(terms(text, script_of(inquiry.question_language), skeletons=False))
