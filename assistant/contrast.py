"""Whether two questions on one matter ask for opposite things, so that the same text answers them differently."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.polarity import BAN_ASKED, LIMITING, ROUND_THE_RULE

FORBIDDING = re.compile(
    BAN_ASKED.pattern + r"|\brule out\b|\bsay no\b|\bstop|\bprevent|\bforbid|روک|منع|\brok(?:n|t)",
    re.IGNORECASE,
)
"""Asks whether something is forbidden or kept from happening: "yes" to it is "no" to whether it is allowed."""
Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _pairs(*patterns: tuple[str, str]) -> tuple[Pair, ...]:
    return tuple(
        (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in patterns
    )


CONTRARY = _pairs(
    (
        r"\bsecret\w*|\bconfidential\w*|\bhid(?:e|den|ing)\b|خفیہ|پوشیدہ|\bkhufia\b|\bchhup\w*",
        r"\bpublic(?:ly)?\b(?! \w*(?:sector|servant|bod|office))|\bpublish\w*|عوامی|شائع|\bshaya\b",
    ),
    (
        r"\blaps\w+|\blost\b|\bexpire\w*|\bforfeit\w*|ضائع|\bzaya\b",
        r"\bcarr\w+ (?:over|forward)|\broll\w* over|برقرار|منتقل",
    ),
    (
        r"\bvoluntar\w+|\boptional\w*|رضاکار|اختیاری",
        r"\bmandatory\b|\bcompulsory\b|\bbinding\b|\bobligat\w+|\bلازمی|\blazmi\b",
    ),
)
"""Words that exclude each other, whatever they are said of."""
OPPOSITES = CONTRARY + _pairs(
    (r"\bequal\w*|برابر|\bbarabar\b", r"\bdominat\w*|\bmajority\b|\bmostly\b|غلبہ|اکثریت"),
    (
        r"\bincreas\w+|\bmore\b|\bgrow\w*|اضافہ|زیادہ",
        r"\bdecreas\w+|\breduc\w+|\bless\b|\bfewer\b|\bcut\b|\bminimi\w+|\bکمی|\bکم (?:کر|ہو)",
    ),
    (r"\bbefore\b|پہلے|\bpehl[ae]\b", r"\bafter(?:wards)?\b|\blater\b|بعد|\bbaad\b"),
    (r"\bcheap\w*|\bsubsidi\w+|\bfree\b|\bdiscount\w*|رعایت|مفت", r"\bfull price\b|\bexpensive\b|پوری قیمت"),
    (r"\bpermanent\w*|\bperpetual\w*|مستقل|\bmustaqil\b", r"\btemporar\w+|عارضی"),
    (r"\blocal(?:ly)?\b|\bdomestic\w*|مقامی", r"\babroad\b|\boutside\b|\bforeign\w*|بیرون"),
)
"""Words of opposite sense: of two questions on one matter they make two answers."""


def forbids(question: str) -> bool:
    """Tell whether a question asks if something is forbidden or prevented."""
    return bool(FORBIDDING.search(question))


def goes_round(question: str) -> bool:
    """Tell whether a question asks for the way round a rule."""
    return bool(ROUND_THE_RULE.search(question))


def limits(question: str) -> bool:
    """Tell whether a question asks for more than its subject ("only", "already")."""
    return bool(LIMITING.search(question))


def opposed(one: str, other: str, pairs: Sequence[Pair] = OPPOSITES) -> bool:
    """Tell whether one text has a word, and the other one of the opposite sense in its place."""
    return any(
        (left.search(one) and right.search(other) and not left.search(other))
        or (right.search(one) and left.search(other) and not right.search(other))
        for left, right in pairs
    )
