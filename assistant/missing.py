"""What a question asks for and the provisions found do not hold: a kind of fact, a number, another body's instrument."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import kinds_of, lacking
from assistant.counted import counts, things
from assistant.retrieval import Hit
from corpus import Provision

LOOKED_AT = 5
"""Hits that are looked at for evidence."""
FOREIGN = re.compile(
    r"\b(?:eu ai act|ai act|eu|e\.u\.|european|gdpr|indian?|biden|executive order|oecd|nist|bletchley|council of europe|chin(?:a|ese)|u\.?s\.?|usa"
    r"|american?|uk|british|g7|hiroshima|peca|iso|singapore|japan|canad\w+|korea|brazil|saudi|uae|bangladesh|turkey|australia|california|stanford|germany|german|france|french|iran|malaysia|russian?|bharat|turkiye|dubai|sri lanka|ordinance|constitution|penal code|digital compact)\b"
    r"|\b(?:بھارت|یورپی|امریک|چینی?\b|برطان|پیکا|جاپان|سعودی|کینیڈا|ترکی|او ای سی ڈی|روسی?\b|جرمن|فرانس|ایران|ملائ|بنگلہ|سنگاپور"
    r"|اسٹینفورڈ|دبئی|سری لنکا|آرڈیننس|آئین|ڈیجیٹل کمپیکٹ)",
    re.IGNORECASE,
)


def wording(provision: Provision) -> str:
    """Everything a provision says in English: official text and summary."""
    return f"{provision.text or ''} {provision.summaries.get('en', '')}"


def uncounted(question: str, wordings: Sequence[str]) -> bool:
    """Tell whether a question asks the number of something that the wordings do not count."""
    counted = things(question)
    return bool(counted) and not counts(wordings, counted)


def lacks_what_is_asked(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks for a kind of fact, or the number of something, that the hits do not hold."""
    wordings = [wording(hit.provision) for hit in hits]
    return lacking(kinds_of(question), wordings, hard=False) or uncounted(question, wordings)


def hard_miss(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks for a kind of fact (a fine, a salary, a vote) that the hits do not hold."""
    return lacking(kinds_of(question), [wording(hit.provision) for hit in hits], hard=True)


def names_foreign(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question names another country's or body's instrument that the first hits do not mention."""
    named = FOREIGN.search(question)
    return named is not None and not any(
        named[0].casefold() in wording(h.provision).casefold() for h in hits[:3]
    )
