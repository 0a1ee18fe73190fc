"""Kinds of fact that a question may ask for (a fine, a number, a date, a person) and what wording holds one.

A provision may be near to a question and still lack what is asked: "how many people attended" is not answered
by a provision that names the workshop. Some kinds refuse by themselves when no provision holds them; the
others are evidence among other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

NUMBER_WORD = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|both|single|half|twice|once"
)


@dataclass(frozen=True)
class Kind:
    """One kind of fact."""

    asked: re.Pattern[str]
    """How it is asked for, in English, Urdu and Roman Urdu."""
    held: re.Pattern[str]
    """What English wording that holds such a fact contains."""
    hard: bool
    """Refuse where no provision found holds it, whatever else speaks for an answer."""


def _kind(asked: str, held: str, *, hard: bool = False, exact_case: bool = False) -> Kind:
    return Kind(re.compile(asked, re.IGNORECASE), re.compile(held, 0 if exact_case else re.IGNORECASE), hard)


KINDS: Mapping[str, Kind] = {
    "penalty": _kind(
        r"\b(?:fined|fines?(?= (?:for|does|do|will|under|is|are|can|must|on|set))|penalt\w*|jail|prison|imprison\w*"
        r"|sentenced)\b|\b(?:سزا|جرمان|قید)|\bsaza\b|\bjurmana\b|\bqaid\b",
        r"\bfine[ds]?\b|penalt|punish|jail|prison|sanction",
        hard=True,
    ),
    "pay": _kind(r"\b(?:salar\w+|wages?|monthly pay)\b|تنخواہ|\btankh?wah?\b", r"salar|wage", hard=True),
    "contact": _kind(
        r"\b(?:phone number|telephone|e-?mail address|postal address|street|hotel|venue|head office|helpline"
        r"|fax)\b|فون نمبر|ہوٹل|ہیلپ لائن|\bphone number\b",
        r"hotel|phone|@|street",
        hard=True,
    ),
    "application": _kind(
        r"\b(?:how|where) (?:do|does|can|could|should|would|will) (?:i|we|one|someone|(?:a|an|my|our) [\w ]{2,30}?) (?:apply|register|enrol\w*|sign up)\b"
        r"|\bapplication (?:form|deadline)|\b(?:last|closing) date\b.{0,40}\bappl|\bappl\w+\b.{0,60}\b(?:last|closing) date\b"
        r"|درخواست (?:کیسے|کہاں|کس طرح|کا فارم|فارم|دینے (?:کا|کی))|(?:رجسٹریشن|داخلہ) (?:کیسے|کہاں|فارم)"
        r"|\bapply (?:kais\w+|kes[ey]|kahan|kar\w* k[aei] (?:last|aa?khri|tar[ei]+qa))|\b(?:dar?khwa?st|registration|dakhla) (?:kais\w+|kes[ey]|kahan)",
        r"\bcall for\b|\bapply (?:online|through|at|by)\b",
        hard=True,
    ),
    "votes": _kind(
        r"\b(?:how many votes|votes?|voted|abstain\w*|unanim\w+)\b|ووٹ|متفقہ طور|\bmutt?afi?qa\b",
        r"\bvote|\bunanim",
        hard=True,
    ),
    "verbatim": _kind(
        r"\b(?:word for word|exact (?:text|words|wording)|verbatim)\b|لفظ بہ لفظ|\bexact (?:text|alfaz)\b",
        r"\btext\b[^.]*\bnot held\b",
        hard=True,
    ),
    "person": _kind(
        r"^\s*who (?:was|is|were|has been|became|are|chairs|leads|heads|runs|made)\b(?! (?:ultimately |finally )?(?:responsible|accountable|liable|answerable|in charge|to\b|supposed|allowed|expected|protected|covered|affected|meant))|\bname of the\b|\bappointed\b"
        r"|\bwho (?:moderated|opened|chaired|spoke|attended|signed|said|wrote|represented)\b"
        r"|\bwh(?:ich|at) (?:minister|official|journalist|company|companies|countries|hospitals?|person)\b"
        r"|کا نام|کے نام|کس وزیر|کس صحافی|کس نے|کس ادارے نے|\bka naam\b|\bkis ?ne\b|\bk(?:au|o)n (?:th[aei]|hai|hain|bana)\b"
        r"|(?<!دار )(?<!دہ )کون (?:ہے|ہیں|تھا|تھے|تھی|موجود)|\bwho invented\b"
        r"|\bwho is (?:it\b|the (?:current )?(?:head|chair\w*|minister|director|ceo|president))",
        r"\b(?:Dr|Mr|Ms|Ambassador|Minister|Foreign Secretary|Secretary|Member)\b",
        exact_case=True,
    ),
    "duration": _kind(
        r"\b(?:how long|how often)\b|کتنے عرصے|کتنی دیر|کتنی مدت|\bkitn[ai] (?:arsa|der|muddat)\b",
        r"\b(?:years?|months?|weeks?|days?|hours?|annual\w*|quarterly|regular\w*|permanent\w*)\b",
    ),
    "age": _kind(
        r"\b(?:what age|minimum age|how old|age limit)\b|کس عمر|کتنی عمر|کم از کم عمر|عمر کی حد|\b(?:kis|kitni) um[ae]r\b|\bum[ae]r ki had",
        r"\byears? (?:old|of age)|\bage of \d",
    ),
    "place": _kind(
        r"\bwh(?:ich|at) (?:city|building|district|hall|province|floor|town|room)\b|\bwhere (?:was|is|will) (?:the|it)\b"
        r"|کس (?:شہر|عمارت|ضلع|ہال|صوبے|جگہ)|\bkis (?:she?h[ae]?r|imarat|hall|zil[ae]|ground|soobe|jagah)\b",
        r"Islamabad|Karachi|Lahore|Peshawar|Quetta|Faisalabad|Rawalpindi|Hyderabad|Geneva|Paris|Punjab|Sindh|Balochistan",
    ),
    "consequence": _kind(
        r"\bwhat (?:happens|action|punishment)\b|\brefus(?:e|es|ing)\b|کیا کارروائی|انکار کر|منسوخ"
        r"|\bkya ka(?:ar|r)(?:ra|wa|va)[wyi]|\bpabandi lag",
        r"penal|sanction|action against|consequence|revok|punish|liab",
    ),
    "procedure": _kind(
        r"\b(?:how (?:do|can) (?:i|we|one) (?:apply|register|become)|step by step|application form|procedure for|link)\b"
        r"|کس طریقے سے|درخواست (?:کیسے|کہاں|فارم)|\bta?reeqa\b|\bapply (?:kar|kahan|kaise)",
        r"\bappl(?:y|ication)|procedure|\bform\b|nominat|elect",
    ),
    "ranking": _kind(
        r"\brank(?:ed|ing|s)?\b|\bnumber one\b|\bno\.? ?1\b|\b(?:best|top) (?:university|startup|company|city)\b|پہلے نمبر|کون سا نمبر"
        r"|\bkaunsa number\b|\bpehle number\b",
        r"\brank|\bscor|\bindex",
    ),
    "money": _kind(
        r"\bhow much (?:money|funding|budget)|\b(?:in rupees|rupees|pkr|cost of|total budget|stipend|compensat\w+|fees?|price|loan one)\b|\b(?:روپے|کروڑ|ارب\b|رقم)"
        r"|معاوضہ|\brup(?:ay|ees?)\b|\bpaise\b",
        r"PKR|\$|\bmillion\b|\bbillion\b|rupee|stipend",
    ),
    "count": _kind(r"\bhow many\b|\bnumber of\b|کتن[ےی]|\bkitn[aei]\b", rf"\d|\b(?:{NUMBER_WORD})\b"),
    "percent": _kind(r"\bpercent\w*\b|%|\bwhat share\b|فیصد|\bfe?esa?d\b", r"\d ?%|percent"),
    "deadline": _kind(
        r"\b(?:by when|deadline|within how many|by what date|wh(?:ich|at) year)\b|کب تک|کتنے دن|کس سال|کس تاریخ|آخری تاریخ|\b(?:last|closing) date\b|\baa?khri ta?a?ree?kh\b|\bkab tak\b|\bkis (?:saal|tareekh|tarikh)\b",
        r"\b(?:19|20)\d\d\b|\bmonths?\b|\bdays?\b|\bhours?\b|annual|years?",
    ),
}


def kinds_of(question: str) -> frozenset[str]:
    """Names of the kinds of fact that a question asks for."""
    return frozenset(name for name, kind in KINDS.items() if kind.asked.search(question))


def asks_any(question: str, kinds: frozenset[str]) -> bool:
    """Tell whether a question asks for one of these kinds of fact."""
    return any(KINDS[name].asked.search(question) for name in kinds)


def lacking(kinds: frozenset[str], wordings: list[str], *, hard: bool) -> bool:
    """Tell whether one of these kinds of fact, hard or soft, is in none of the wordings."""
    return any(
        not any(KINDS[name].held.search(wording) for wording in wordings)
        for name in kinds
        if KINDS[name].hard is hard
    )
