"""Complete a follow-up from the history, so that it can be searched alone. The result is shown to the reader."""

from __future__ import annotations

import re

from assistant.inquiry import Inquiry
from assistant.naming import named_sources
from corpus import Catalogue

MOST_WORDS = 9
FRAGMENT = 4
"""A question of at most this many words, after another one, is taken for a part of it."""
OPENING = re.compile(
    r"^\s*(?:and|but|also|so|ok(?:ay)?|what about|how about|and what about|and how about|what if|اور|لیکن|تو|aur|or|lekin|to)\b[\s,]*",
    re.IGNORECASE,
)
CONNECTING = re.compile(r"^\s*(?:and|but|also|اور|لیکن|aur|lekin)\b", re.IGNORECASE)
"""Openings that always follow something; "what about" may also begin a conversation."""
POINTING = re.compile(
    r"\b(?:it|they|them|this|that|these|those|there|he|she|the same|one)\b|^(?:\W*\w+){0,3}\W+(?:its|their)\b|^\s*(?:why|how so|really|since when|by when|who|how many)\s*\?*$"
    r"|\b(?:is|us|un|in) (?:ke|ka|ki|ko|mein|ne)\b|(?:^|\s)(?:اس|ان|یہ|وہ|انہیں|اسے)(?:\s|$)",
    re.IGNORECASE,
)
SIMPLER = re.compile(
    r"\b(?:explain|say|put|tell|give)\b.*\b(?:simpl[ey]|plain\w*|easy|easier|shorter)\b|^\s*(?:in |and in )?(?:simple[r]?|plain\w*|easy|easier) (?:words|terms|language|english|urdu)"
    r"|آسان (?:الفاظ|زبان|لفظ|اردو)|سادہ (?:الفاظ|زبان|لفظ|اردو)|\ba+san (?:alfaz|zaban|lafz|urdu)",
    re.IGNORECASE,
)
ONLY_SOURCE = re.compile(
    r"^(?:(?:in|under|for|of|to|by|the|a|and|does|say|says|میں|کا|کی|کے|mein|main|ka|ki|ke|policy|کیا)\W*)*$",
    re.IGNORECASE,
)
"""What may stand beside the name of a source in a follow-up that only changes the source."""
QUESTION_MARKS = " \t?؟.!۔"

TOPIC = re.compile(
    r"\b(?:about|on|regarding|mentions?|covers?|address(?:es)?)\s+([\w &'-]{3,60}?)\W*$"
    r"|(?:^|[،,:]\s*|میں\s+)([\w ]{2,40}?)\s+(?:کے بارے میں|پر)\s",
    re.IGNORECASE,
)
"""A topic at the end of an English question, or before its postposition in Urdu."""


def rephrase(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Set `rephrased`; a question that stands alone stays as it is."""
    earlier = [turn.content for turn in inquiry.history if turn.role == "user" and turn.content.strip()]
    if not earlier:
        return
    question = inquiry.question
    if is_simpler(question):
        inquiry.style = "plain"
        inquiry.rephrased = _standing(earlier, catalogue) or question
    elif is_follow_up(question, catalogue):
        standing = _standing(earlier, catalogue)
        if standing:
            inquiry.rephrased, inquiry.follow_up = join(standing, question, catalogue), question


def is_simpler(question: str) -> bool:
    """Tell whether the last answer is asked for again in simpler words."""
    return bool(SIMPLER.search(question)) and len(question.split()) <= MOST_WORDS


def is_follow_up(question: str, catalogue: Catalogue) -> bool:
    """Tell whether a question cannot stand alone: a fragment, or short and opened or pointed by a word of reference."""
    words = len(question.split())
    if words <= FRAGMENT and not named_sources(question, catalogue) and not re.search(r"\d", question):
        return True
    return words <= MOST_WORDS and bool(OPENING.search(question) or POINTING.search(question))


def join(before: str, question: str, catalogue: Catalogue) -> str:
    """Put the follow-up behind the question it follows; a source it names replaces the one named before."""
    addition = OPENING.sub("", question).strip(QUESTION_MARKS)
    addition = re.sub(r"^(?:what|how) about\s+", "", addition, flags=re.IGNORECASE)
    base = before.strip(QUESTION_MARKS)
    mark = "؟" if re.search("[\u0600-\u06ff]", question) else "?"
    if named_sources(question, catalogue):
        if ONLY_SOURCE.match(without_sources(addition, catalogue)) and (
            swapped := _swapped(base, addition, catalogue)
        ):
            return f"{swapped}{mark}"
        base = without_sources(base, catalogue)
    return f"{base} — {addition}{mark}" if addition else before


def without_sources(question: str, catalogue: Catalogue) -> str:
    """Remove the names of sources from a question."""
    for alias in _aliases(catalogue):
        question = re.sub(
            rf"(?:\b(?:in|under|of|by|does|do)\s+)?(?:\bthe\s+)?(?<!\w){re.escape(alias)}(?:['’]s)?(?!\w)",
            " ",
            question,
            flags=re.IGNORECASE,
        )
    return " ".join(question.split())


def topic_of(question: str, catalogue: Catalogue) -> str:
    """The topic of "what does the draft say about gender?"; empty where a question is not put so."""
    found = TOPIC.search(without_sources(question, catalogue))
    return next((part.strip() for part in found.groups() if part), "") if found else ""


def _swapped(base: str, addition: str, catalogue: Catalogue) -> str | None:
    """The earlier question with the new source in the place of the old; None if it named none."""
    new = next((m[0] for alias in _aliases(catalogue) if (m := _name(alias).search(addition))), None)
    old = next((m for alias in _aliases(catalogue) if (m := _name(alias).search(base))), None)
    if new is None or old is None:
        return None
    article = (
        "" if not new.isascii() or new.casefold() == "unesco" or new.casefold().startswith("the ") else "the "
    )
    before = re.sub(r"\bthe\s+$", "", base[: old.start()], flags=re.IGNORECASE)
    return f"{before}{article}{new}{base[old.end() :]}"


def _name(alias: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)", re.IGNORECASE)


def _aliases(catalogue: Catalogue) -> list[str]:
    """Names of all sources, the longest first."""
    return sorted((a for s in catalogue.sources.values() for a in s.aliases), key=len, reverse=True)


def _standing(earlier: list[str], catalogue: Catalogue) -> str:
    """The last question that stands alone, with the follow-ups after it joined in."""
    asked = [text for text in earlier if not is_simpler(text)]
    if not asked:
        return ""
    start = max((i for i, text in enumerate(asked) if i == 0 or not is_follow_up(text, catalogue)), default=0)
    whole = asked[start]
    for text in asked[start + 1 :][-2:]:
        whole = join(whole, text, catalogue)
    return whole[:900]
