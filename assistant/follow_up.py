"""Tell a follow-up from a question that stands alone, by its opening, its length and the words that point back."""

from __future__ import annotations

import re

from assistant.naming import named_sources
from assistant.topic import THIS_DOCUMENT, topic_of
from corpus import Catalogue

MOST_WORDS = 9
FRAGMENT = 4
"""A question of at most this many words, after another one, is taken for a part of it unless it is whole."""
OPENING = re.compile(
    r"^\s*(?:(?:and|but|also|so|ok(?:ay)?|then|اور|لیکن|تو|پھر|aur|or|lekin|to|phir)\b[\s,،]*)*"
    r"(?:(?:what|how) about\b|what if\b)?\s*",
    re.IGNORECASE,
)
"""What opens a follow-up; it may be empty."""
CONNECTING = re.compile(r"^\s*(?:and|but|also|اور|لیکن|aur|lekin)\b", re.IGNORECASE)
"""Openings that always follow something; "what about" may also begin a conversation."""
DOCUMENT = r"polic|draft|recommend|document|text|law|پالیسی|مسود|سفارش|دستاویز|متن|قانون"
POINTS_NOWHERE = re.compile(
    r"\b(?:when|if|because|that|who|while|before|after|as|how|where) (?:it|they|he|she)\b"
    r"|\b(?:is|are|was|were|be) there\b"
    r"|\bis it (?:true|allowed|legal|lawful|possible|necessary|permitted|right|wrong|fair|acceptable|compulsory) (?:to|that|for)\b"
    rf"|\b(?:this|these|those|that|ye|yeh|is) (?=\w*\W?(?:{DOCUMENT}))|(?:یہ|اس|ان|وہ) (?={DOCUMENT}|ضروری|لازم|سچ|درست|ممکن|جائز)"
    r"|\b(?:this|that) (?:year|month|week|country)\b",
    re.IGNORECASE,
)
"""Pronouns explained by the question itself, by what stands beside them, or by nothing ("is there", "is it true that")."""
POINTING = re.compile(
    r"\b(?:it|they|them|this|these|those|there|he|she|the same|ones|(?:the|which|that) one)\b|\bthat\W*$"
    r"|\b(?:about|of|on|in|for|with|does|did|is|was|like) that\b|^(?:\W*\w+){0,3}\W+(?:its|their)\b"
    r"|^\s*(?:why|how so|really|since when|by when|who|how many)\s*\?*$"
    r"|\bthe \w+ one\b|\bwal[aei] (?:mein|main|ka|ki|ke|ko|par|se)\b|وال[ایے] (?:میں|کا|کی|کے|کو|پر|سے)(?=[\s؟?]|$)|(?:^|\s)ک[اےی] کیا\W*$|\bk[aei] kya\W*$"
    r"|\b(?:is|us|un|in) (?:ke|ka|ki|ko|mein|ne|se|par)\b|\b(?:yeh?|woh?)\b|(?:^|\s)(?:اس|ان|یہ|وہ|انہیں|اسے)(?=[\s؟?]|$)",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"^\W*(?:what|who|how|why|where|when) (?:is|are|was|were|does|do|did|will) \w+|^\W*who \w+ the \w+"
    r"|^\W*(?:is|are|does|do|did|may|can|must|should|will|has|have) \w+ \w+"
    r"|\S (?:کیا|کون|کب) (?:ہے|ہیں|تھا|تھی|تھے)\W*$|\w (?:kya|kaun|kon|kab) (?:hai|hain|tha|thi)\W*$",
    re.IGNORECASE,
)
"""Short, but with a verb and what it is about: "What is explainability?"."""
SIMPLER = re.compile(
    r"\b(?:explain|say|put|tell|give)\b.*\b(?:simpl[ey]|plain\w*|easy|easier|shorter)\b|^\s*(?:in |and in )?(?:simple[r]?|plain\w*|easy|easier) (?:words|terms|language|english|urdu)"
    r"|آسان (?:الفاظ|زبان|لفظ|اردو)|سادہ (?:الفاظ|زبان|لفظ|اردو)|\ba+san (?:alfaz|zaban|lafz|urdu)",
    re.IGNORECASE,
)


def is_simpler(question: str) -> bool:
    """Tell whether the last answer is asked for again in simpler words."""
    return bool(SIMPLER.search(question)) and len(question.split()) <= MOST_WORDS


def points_back(question: str) -> bool:
    """Tell whether a question has a word that only an earlier one explains: "does it bind anybody?"."""
    return bool(POINTING.search(POINTS_NOWHERE.sub(" ", question)))


def is_follow_up(question: str, catalogue: Catalogue) -> bool:
    """Tell whether a question cannot stand alone.

    It cannot if it is a fragment, or short and opened by a word that goes on ("and", "what about") or pointing
    back. One that names a document and a topic stands alone even so.
    """
    words = len(question.split())
    named = bool(named_sources(THIS_DOCUMENT.sub(" ", question), catalogue))
    if THIS_DOCUMENT.search(question) and not named:
        return True
    if words > MOST_WORDS:
        return False
    if points_back(question):
        return True
    if opened(question):
        return not (named and topic_of(OPENING.sub("", question), catalogue))
    if words <= FRAGMENT:
        return not named and not re.search(r"\d", question) and not WHOLE.search(question)
    return False


def opened(question: str) -> bool:
    """Tell whether a question begins with words that go on from an earlier one."""
    found = OPENING.match(question)
    return bool(found and found[0].strip())
