"""What the sentence that answers a kind of question looks like: it defines, it names who must, it holds the date."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.inquiry import Inquiry
from corpus.text import AFTER_VERB
from ingest.lexical import terms

SHORT_THING = re.compile(
    r"^\W*what(?:'s|’s| is| are) (?:meant by )?(?:an? |the )?(?P<is>[\w’'& -]{2,40}?)(?: according to .*| in .*)?\W*$"
    r"|\b(?:define|definition of|meaning of|meant by)\s+(?:an? |the )?(?P<define>[\w’'& -]{2,40}?)\W*$"
    r"|\bwhat do(?:es)? (?:\w+ )?mean by (?:an? |the )?(?P<by>[\w’'& -]{2,40}?)\W*$"
    r"|^(?:یونیسکو|سفارش|مسودے|پالیسی)(?: کی سفارش)? (?:کے نزدیک|کے مطابق|میں)[،,]? (?P<of>[\w() -]{2,40}?)\s+سے (?:کیا )?مراد"
    r"|^(?P<urdu>[\w() -]{2,40}?)\s+(?:سے (?:کیا )?مراد|کا (?:کیا )?مطلب|کیا (?:ہے|ہیں|ہوتا ہے))|^(?P<roman>[\w -]{2,40}?) (?:ka (?:kya )?matlab|kya hai|se (?:\w+ k[iae] )?(?:kya )?murad)",
    re.IGNORECASE,
)
"""A question that asks what a thing is."""
BESIDES = 1
"""Terms that the subject of a definition may have besides the thing: "in addition, AI actors can be defined as"."""
LONGEST = 4
"""Words of the name of a thing; what is longer describes it."""
DEFINING = r"(?:refers? to|relates? to|means?|is|are|can be defined as|provides?|aims? at|implies|includes?|specif\w+)\b"
DEFINED_UR = re.compile(r"سے مراد|کا مطلب|مراد ہے")
CONCLUDES = re.compile(r"^\W*(?:thus|hence|therefore|so|furthermore|moreover|however)\b", re.IGNORECASE)
"""Openings of a sentence that goes on from a definition rather than giving one."""
DUTY = re.compile(rf"\b(?:shall|must|should|will)\b|چاہی|\bلازم|{AFTER_VERB}(?:گا|گی|گے)\b", re.IGNORECASE)
AIM = re.compile(r"^\W*To [a-z]")
"""How a table of targets puts what is to be done."""
CHARGED = re.compile(
    r"\b(?:responsib\w+|accountab\w+|mandated|custodian|chaired|convene\w*|through (?:an? )?(?:appointed|reputable))\b",
    re.IGNORECASE,
)
DEFINES, OBLIGES, CHARGES = 0.3, 0.15, 0.1
"""Added to the relevance of a sentence that looks as wanted; a relevance is at most about 1."""


@lru_cache(maxsize=256)
def thing_asked(question: str) -> str:
    """The thing of which a question asks what it is; empty if it asks something else."""
    found = SHORT_THING.search(question)
    name = next((part for part in found.groups() if part), "").strip() if found else ""
    return name if len(name.split()) <= LONGEST else ""


def defines(text: str, thing: str) -> bool:
    """Tell whether a sentence begins by saying what a thing is."""
    if DEFINED_UR.search(text):
        return True
    if CONCLUDES.search(text):
        return False
    wanted = set(terms(thing, "latin", skeletons=False))
    found = re.match(rf"^[\W\d]*(?P<subject>(?:[\w’'-]+\W+){{1,8}}?){DEFINING}", text)
    subject = set(terms(found["subject"], "latin", skeletons=False)) if found else set()
    return bool(wanted) and wanted <= subject and len(subject - wanted) <= BESIDES


def bonus(text: str, inquiry: Inquiry) -> float:
    """What is added to the relevance of a sentence for looking as the question wants it."""
    if (thing := thing_asked(inquiry.rephrased)) and defines(text, thing):
        return DEFINES
    if inquiry.kind == "duty":
        return OBLIGES * bool(DUTY.search(text)) + CHARGES * bool(CHARGED.search(text))
    lays_down = DUTY.search(text) or AIM.search(text)
    return OBLIGES * bool(lays_down) if inquiry.on_theme else 0.0
