"""Complete a follow-up from the history, so that it can be searched alone. The result is shown to the reader."""

from __future__ import annotations

import re

from assistant.inquiry import Inquiry
from assistant.naming import named_sources
from corpus import Catalogue

MOST_WORDS = 9
OPENING = re.compile(
    r"^\s*(?:and|but|also|so|ok(?:ay)?|what about|how about|and what about|and how about|what if|اور|لیکن|تو|aur|or|lekin|to)\b[\s,]*",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|there|he|she|the same|one)\b|^\s*(?:why|how so|really|since when|by when|who|how many)\s*\?*$"
    r"|\b(?:is|us|un|in) (?:ke|ka|ki|ko|mein|ne)\b|(?:^|\s)(?:اس|ان|یہ|وہ|انہیں|اسے)(?:\s|$)",
    re.IGNORECASE,
)
SIMPLER = re.compile(
    r"\b(?:explain|say|put|tell)\b.*\b(?:simpl[ey]|plain|easy|easier|shorter)\b|^\s*(?:in )?(?:simple|plain|easy) (?:words|terms|language)"
    r"|آسان (?:الفاظ|زبان|لفظ)|سادہ (?:الفاظ|زبان)|\basan (?:alfaz|zaban|lafz)|\baasan",
    re.IGNORECASE,
)
QUESTION_MARKS = " \t?؟.!۔"


def rephrase(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Set `rephrased`; a question that stands alone stays as it is."""
    earlier = [turn.content for turn in inquiry.history if turn.role == "user" and turn.content.strip()]
    if not earlier:
        return
    question = inquiry.question
    if SIMPLER.search(question) and len(question.split()) <= 2 * MOST_WORDS:
        inquiry.rephrased, inquiry.style = _standing(earlier, catalogue), "plain"
    elif is_follow_up(question):
        inquiry.rephrased = join(_standing(earlier, catalogue), question, catalogue)


def is_follow_up(question: str) -> bool:
    """Tell whether a question cannot stand alone: short, and opened or pointed by a word of reference."""
    return len(question.split()) <= MOST_WORDS and bool(OPENING.search(question) or POINTING.search(question))


def join(before: str, question: str, catalogue: Catalogue) -> str:
    """Put the follow-up behind the question it follows; a source it names replaces the one named before."""
    addition = OPENING.sub("", question).strip(QUESTION_MARKS)
    addition = re.sub(r"^(?:what|how) about\s+", "", addition, flags=re.IGNORECASE)
    base = before.strip(QUESTION_MARKS)
    if named_sources(question, catalogue):
        base = without_sources(base, catalogue)
    mark = "؟" if re.search("[\u0600-\u06ff]", question) else "?"
    return f"{base} — {addition}{mark}" if addition else before


def without_sources(question: str, catalogue: Catalogue) -> str:
    """Remove the names of sources from a question."""
    aliases = sorted((a for s in catalogue.sources.values() for a in s.aliases), key=len, reverse=True)
    for alias in aliases:
        question = re.sub(
            rf"(?:\b(?:in|under|of|by|does|do)\s+)?(?:\bthe\s+)?(?<!\w){re.escape(alias)}(?!\w)",
            " ",
            question,
            flags=re.IGNORECASE,
        )
    return " ".join(question.split())


def _standing(earlier: list[str], catalogue: Catalogue) -> str:
    """The last question that stands alone, with the follow-ups after it joined in."""
    start = max((i for i, text in enumerate(earlier) if i == 0 or not is_follow_up(text)), default=0)
    whole = earlier[start]
    for text in earlier[start + 1 :][-2:]:
        whole = join(whole, text, catalogue)
    return whole[:900]
