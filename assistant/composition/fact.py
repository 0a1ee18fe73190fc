"""The kind of fact that a question asks for (a date, a sum, a name, a place, with whom), and the sentence that holds one.

The sentence that shares most words with a question is often the one beside the fact. Whatever ranks first, a sentence
that holds the kind of fact asked for is shown before one that holds none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asked import KINDS, NUMBER_WORD
from assistant.composition.wanted import defines

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNIT = r"(?:years?|months?|weeks?|days?|hours?|سال|برس|ماہ|مہین\w*|ہفت\w*|دن|گھنٹ\w*)"
AMOUNT = rf"(?:\d[\d,.]*|{NUMBER_WORD})\)?"
NAMED = r"(?-i:(?:[A-Z][\w’'-]+ ){1,4}[A-Z][\w’'-]+)"
OFFICE = (
    r"(?-i:Dr|Mr|Mrs|Ms|Ambassador|Minister|Foreign Secretary|Secretary|Member|representative|Prof(?:essor)?)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


ASKED: Mapping[str, re.Pattern[str]] = {
    "date": _any(
        KINDS["deadline"].asked.pattern,
        r"^\W*(?:(?:and|so) )?(?:since )?when (?:will|did|was|were|is|are|should|must|does|do|has|had|exactly)\b",
        r"\b(?:what|which|on what) (?:date|day|year|month)\b|کب\b|\bkab\b|تاریخ",
    ),
    "duration": KINDS["duration"].asked,
    "money": KINDS["money"].asked,
    "percent": KINDS["percent"].asked,
    "name": _any(r"\bname of the\b|\b(?:his|her|their) name\b|(?:کا|کے|کیا) نام\b|\bka na+m\b"),
    "person": KINDS["person"].asked,
    "place": _any(
        KINDS["place"].asked.pattern,
        r"\bwh(?:ich|at) cities\b|\bin which (?:city|cities|towns?|places?)\b|کن شہروں|\bkin (?:she?h[ae]?ron|jag[ae]hon)\b|کہاں\b|\bkaha+n\b",
    ),
    "partners": _any(
        r"\b(?:with|along) (?:whom|which|what)\b|\bwho(?:m)? (?:\w+ ){1,6}with\W*$|\b(?:which|what|who are the) (?:\w+ )?partners?\b",
        r"\b(?:in|with) (?:the )?(?:partnership|collaboration|consultation|cooperation) (?:of|with) (?:whom|which|what)\b",
        r"(?:کن|کس) [^؟]{0,30}(?:کے ساتھ|ساتھ مل|اشتراک|شراکت|تعاون|مشاورت)|\b(?:kin|kis) [^?]{0,30}\b(?:sa+th|ishtir?a+k|shara+kat|ta.?a+w[ua]n|mashw?[ae]rat|mil kar)\b",
    ),
}
"""How each kind of fact is asked for, in English, Urdu and Roman Urdu."""
HELD: Mapping[str, re.Pattern[str]] = {
    "date": _any(
        r"\b(?:19|20)\d\d\b",
        rf"\b(?:\d{{1,2}} (?:{MONTHS})|(?:{MONTHS}) \d)",
        rf"\b(?:within|in the next|every) {AMOUNT}(?: \(\d+\))? {UNIT}",
        rf"{AMOUNT} {UNIT} (?:کے اندر|بعد|میں)",
    ),
    "year": _any(r"\b(?:19|20)\d\d\b"),
    "duration": _any(
        rf"{AMOUNT}(?: \(\d+\))?[ -]{UNIT}",
        r"\b(?:annual\w*|biannual\w*|quarterly|monthly|yearly|permanent\w*|regular\w*)\b|سالانہ|ماہانہ|ہر ماہ|ہر سال|سال میں|مستقل",
    ),
    "money": _any(
        r"\b(?:PKR|Rs)\b|\$|rupee|stipend|\d [mb]illion\b|روپے|ڈالر|کروڑ|ارب\b|\d\S* (?:ملین|بلین)|وظیفہ"
    ),
    "percent": _any(r"\d ?%|\bpercent|فیصد"),
    "name": _any(
        rf"\b{OFFICE} (?:{OFFICE} )?{NAMED}",
        rf"^{NAMED}, ",
        r"(?:ڈاکٹر|سفیر|جناب|محترمہ|پروفیسر) [\u0600-\u06ff]+",
    ),
    "person": _any(
        rf"\b{OFFICE} {NAMED}",
        rf"^{NAMED}, ",
        r"\b(?:Secretary|Member|Minister|Director|Officer)\b",
        r"(?:ڈاکٹر|سفیر|جناب|محترمہ|پروفیسر|وزیر \S+|سیکریٹری|سیکرٹری|ممبر|نمائندے?) [\u0600-\u06ff]+",
    ),
    "place": _any(
        KINDS["place"].held.pattern,
        r"اسلام آباد|کراچی|لاہور|پشاور|کوئٹہ|فیصل آباد|راولپنڈی|حیدرآباد|ملتان|گلگت|جنیوا|پیرس",
    ),
    "partners": _any(
        r"\bwith (?:the )?(?-i:[A-Z][\w-]+)|\b(?:jointly|in (?:collaboration|partnership|consultation|conjunction|cooperation) with)\b"
        r"|\bconsulting (?-i:the [A-Z])",
        r"(?:اداروں|اداروں،|وزارت\S*|محکم\S*|یونیورسٹی|ڈویژن|کمیشن|\([A-Z-]{3,}\))[^۔؛]{0,80}(?:کے ساتھ|اشتراک|شراکت|تعاون|مشاورت)",
    ),
}
"""What a sentence, English or Urdu, contains that holds such a fact."""
DECISIVE = frozenset({"name", "person", "place", "partners"})
"""Kinds for which a provision that holds none is no answer, however near it comes."""


@lru_cache(maxsize=256)
def facts_asked(question: str) -> frozenset[str]:
    """Kinds of fact that a question asks for, of those that a sentence can be seen to hold."""
    return frozenset(name for name, asked in ASKED.items() if asked.search(question))


@dataclass(frozen=True)
class Fact:
    """What a sentence must hold to answer a question: kinds of fact, or the definition of a thing."""

    kinds: frozenset[str] = frozenset()
    thing: str = ""
    """English name of what is to be defined; empty where no definition is asked for."""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.thing)

    def held(self, text: str) -> float:
        """Share, 0 to 1, of what is asked for that a text holds; its lines may say the same in several languages."""
        if self.thing:
            return float(any(defines(line, self.thing) for line in text.split("\n")))
        found = sum(HELD[name].search(text) is not None for name in self.kinds)
        return found / len(self.kinds) if self.kinds else 0.0

    def best(self, texts: Sequence[str]) -> int | None:
        """Place of the first text that holds most of it; None if none holds any."""
        shares = [self.held(text) for text in texts]
        most = max(shares, default=0.0)
        return shares.index(most) if most else None
