"""How an answer to a yes/no question opens: yes or no, no stronger and no weaker than the provision says it."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace

from assistant.composition.evidence import Evidence
from assistant.inquiry import Inquiry, Point
from assistant.polarity import ADVISES_AGAINST, PERMISSION_ASKED, Case, Polarity
from corpus import Provision, ProvisionKind, Source, Status
from ingest.passages import introduction

DRAFT = "_draft"
OPENINGS = frozenset({"yes", "yes_should", "yes_may", "yes_if", "no", "no_should"})
"""Messages that open an answer with yes or no."""
ANSWERING = OPENINGS | {name + DRAFT for name in OPENINGS}
"""Leads that answer a question, those for what a draft says too."""
OPEN = "says"
"""Lead where the text speaks for itself."""
UNSURE = "unsure"
"""Lead where the judge wavers whether the text answers at all."""
IF_EXTENDED = "if_extended"
"""Lead where more is asked for than a limit allows, and the same sentence lets it be extended."""
UNSETTLED = "may_only"
"""Lead where a duty is asked about and the provision leaves it open."""

OR_NOT = re.compile(r"[,،]?\s+(?:or not|یا نہیں|ya n[ah]+i?\w*)\W*$", re.IGNORECASE)
"""The tail of a question that asks no more with it than without it."""
DUTY_MEANT = re.compile(
    r"\b(?:must|have to|has to|had to|mandatory|compulsory|obligatory|obliged|required|legally (?:bound|required|binding|obliged))\b"
    r"|\b(?:لازم|ضروری|پابند)|\blazmi?\b|\bzaroori\b|\bpaband\b",
    re.IGNORECASE,
)
LAID_DOWN = re.compile(r"\b(?:shall|must|will|required to)\b", re.IGNORECASE)
ADVISED = re.compile(r"\b(?:should|ought to|encouraged?)\b", re.IGNORECASE)
BINDING = re.compile(
    r"\b(?:mandat\w+|compulsory|obligat\w+|oblige[sd]?|(?<!non-)(?<!not )binding|required?|requires|have to|has to|need(?:s|ed)? to|bound|duty|duties|responsible for|responsibility (?:to|for))\b",
    re.IGNORECASE,
)
"""Says of a duty that there is one, without one of the modal verbs."""
LEFT_OPEN = re.compile(r"\bmay\b(?! not)", re.IGNORECASE)
CONDITIONED = re.compile(
    r"\b(?:only (?:if|where|when|in)|provided that|as long as|unless|subject to|on condition|(?:sufficient|appropriate|adequate) safeguards)\b",
    re.IGNORECASE,
)
BEYOND = re.compile(
    r"\b(?:more|longer|further|later|greater) than\b|\bbeyond\b|\bexceed\w*|\bover \d|زیادہ|آگے|\bzi?ya+da\b|\baa?ge\b",
    re.IGNORECASE,
)
"""Asks for more than a limit."""
EXTENDABLE = re.compile(
    r"\b(?:may|can|could) (?:\w+ )?be (?:\w+ )?(?:extended|prolonged|renewed)\b", re.IGNORECASE
)
SO_FAR = re.compile(
    r"\s+(?:yet|already|so far|by now|up to now|till now)\b|\b(?:yet|already) |(?:اب|ابھی) تک |\b(?:ab|abhi) tak ",
    re.IGNORECASE,
)
"""Words of time; a dated record says by its date up to when it is true."""
CAN_BE_BINDING = re.compile(
    r"\b(?:can|may|could) (?:\w+ )?be (?:\w+ ){0,3}(?:mandatory|compulsory|binding|obligatory)\b",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\baccording to (?P<whom>[^,.;]{2,60})|(?P<who>[^.;]{2,90}?) (?:wrote|argued|warned|criticised|claim(?:s|ed)|said)\b",
    re.IGNORECASE,
)
"""Somebody's own words, as a record gives them."""
NAMES = re.compile(r"\b[A-Z][\w-]{2,}")
DATES = frozenset(["The", *calendar.month_name, *calendar.day_name])
NORM = re.compile(rf"{LAID_DOWN.pattern}|{ADVISED.pattern}|{LEFT_OPEN.pattern}", re.IGNORECASE)


def case_of(inquiry: Inquiry, provision: Provision, evidence: Evidence) -> Case | None:
    """The question beside the span, or sentence of our English summary, that is most relevant to it."""
    english = replace(inquiry, language="en")
    ranked = evidence.spans(provision, english) or evidence.sentences(provision, english)
    if not ranked:
        return None
    span = f"{introduction(provision, ranked[0].text) or ''} {ranked[0].text}"
    twin = "" if inquiry.question_language == "en" else evidence.twin(inquiry, provision, "en")[0]
    question = (
        SO_FAR.sub("", inquiry.rephrased) if provision.kind is ProvisionKind.RECORD else inquiry.rephrased
    )
    return Case(
        OR_NOT.sub("؟" if inquiry.question_language == "ur" else "?", question),
        span,
        ranked[0].coverage,
        twin,
    )


def as_shown(case: Case, point: Point, provision: Provision, inquiry: Inquiry, evidence: Evidence) -> Case:
    """The case by the sentence of ours that is shown first, where the point is told in our words: strength is read off that."""
    if point.support != "summary":
        return case
    shown = [span for span in evidence.sentences(provision, inquiry) if span.text in point.text]
    english = (shown[0].in_english if inquiry.language == "ur" else shown[0].text) if shown else ""
    return replace(case, span=english) if english else case


def opening(case: Case, reply: Polarity, source: Source, named: bool) -> str:
    """The message that opens an answer.

    Args:
        case: question and span.
        reply: yes or no.
        source: of the provision.
        named: the question names the source, so that it need not be said that it is a draft.

    Returns:
        A key of the messages: one of `ANSWERING`, or one that says neither yes nor no.
    """
    name = _yes(case) if reply == "yes" else _no(case)
    if (
        source.status is Status.DRAFT
        and not named
        and (name == "yes_may" or NORM.search(case.span))
        and name not in {UNSETTLED, OPEN}
    ):
        return name + DRAFT
    return name


def told_by_others(case: Case) -> bool:
    """Tell whether the span is what somebody wrote or said, of whom nothing is asked."""
    told = TOLD.search(case.span)
    if told is None:
        return False
    tellers = {name.casefold() for name in NAMES.findall(told["whom"] or told["who"]) if name not in DATES}
    return not tellers & set(f"{case.question} {case.subject}".casefold().replace("?", " ").split())


def _yes(case: Case) -> str:
    span = case.said
    if DUTY_MEANT.search(case.question):
        if case.asks(PERMISSION_ASKED):  # "can it be made compulsory?"
            return "yes_may" if CAN_BE_BINDING.search(span) else OPEN
        return _yes_of_duty(span)
    if case.asks(PERMISSION_ASKED):
        if CONDITIONED.search(span):
            return "yes_if"
        if LEFT_OPEN.search(span):
            return "yes_may"
    return "yes"


def _yes_of_duty(span: str) -> str:
    """Reply to whether a thing is a duty, by how strongly the span says it."""
    if CAN_BE_BINDING.search(span):
        return UNSETTLED
    if LAID_DOWN.search(span):
        return "yes"
    if ADVISED.search(span):
        return "yes_should"
    if LEFT_OPEN.search(span):
        return UNSETTLED
    return "yes" if BINDING.search(span) else OPEN


def _no(case: Case) -> str:
    if BEYOND.search(case.question) and EXTENDABLE.search(case.said):
        return IF_EXTENDED
    return "no_should" if case.asks(PERMISSION_ASKED) and case.says(ADVISES_AGAINST) else "no"
