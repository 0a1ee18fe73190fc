"""Yes or no: from what the question asks (permission, prohibition, duty, binding force) and what the text says.

Only clear cases get an answer. Everything else stays open, and the quotation speaks for itself.
"""

from __future__ import annotations

import re
from typing import Literal

Polarity = Literal["yes", "no"]

PROHIBITION_ASKED = re.compile(
    r"\b(?:ban(?:ned|s)?|prohibit\w*|forbid\w*|forbidden|outlaw\w*|rule[sd]? out|off[- ]limits|illegal)\b"
    r"|پابندی|ممنوع|منع|\bmana\b|\bpabandi\b|\bmamnoo\w*",
    re.IGNORECASE,
)
BINDING_ASKED = re.compile(
    r"\b(?:legally binding|binding (?:on|for|law|treaty)|is (?:it|the recommendation|this) (?:binding|mandatory|compulsory|law)|obliged by law"
    r"|legally (?:obliged|required|enforceable))\b|قانونی طور پر (?:لازم|پابند)|\bqanooni taur\b",
    re.IGNORECASE,
)
PERMISSION_ASKED = re.compile(
    r"^\s*(?:so |and |but )?(?:may|can|could)\b|\b(?:allowed|permitted|acceptable|okay|ok|lawful|free) to\b|\bis it (?:allowed|permitted|ok|okay|fine|acceptable)\b"
    r"|\b(?:may|can|could) (?:we|they|a|an|the|i|it|my|our)\b|سکت[اےی]|اجازت|\bsakt[aei]\b|\bskt[aei]\b|\bijazat\b",
    re.IGNORECASE,
)
DUTY_ASKED = re.compile(
    r"^\s*(?:must|should|shall)\b|\b(?:have to|has to|required to|obliged to|need to|supposed to|must|should) \b|\brequire[sd]?\b"
    r"|لازم|ضروری|چاہ(?:یے|ئے)|\blazmi?\b|\bzaroori\b|\bchahi?ye\b",
    re.IGNORECASE,
)
PROHIBITS = re.compile(
    r"\b(?:should|shall|must|may|can|will)\s+(?:\w+ ){0,2}?(?:not|never)\b|\bnever\b|\bprohibit\w*|\bno (?:human|one|person|country)\b"
    r"|\bcan(?:not|'t)\b|\bnot be (?:used|ceded|given)\b|\bnone of\b",
    re.IGNORECASE,
)
PERMITS = re.compile(r"\b(?:may|permitted|allowed|free to)\b", re.IGNORECASE)
OBLIGES = re.compile(r"\b(?:should|shall|must|required|need to|will)\b", re.IGNORECASE)
VOLUNTARY = re.compile(r"\bvoluntar\w+\b|\bnot (?:legally )?binding\b", re.IGNORECASE)


def polarity(question: str, text: str) -> Polarity | None:
    """Tell whether a span of official text, or our summary, answers a yes/no question with yes or no."""
    prohibits = bool(PROHIBITS.search(text))
    if BINDING_ASKED.search(question):
        return "no" if VOLUNTARY.search(text) else None
    if PROHIBITION_ASKED.search(question):
        return "yes" if prohibits else None
    if PERMISSION_ASKED.search(question):
        if prohibits:
            return "no"
        return "yes" if PERMITS.search(text) else None
    if DUTY_ASKED.search(question) and not prohibits:
        return "yes" if OBLIGES.search(text) else None
    return None
