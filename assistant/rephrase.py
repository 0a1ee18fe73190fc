"""Complete a follow-up from the history. What is shown to the reader is a sentence in one language.

A follow-up is completed from the last question that stands alone, by one of the forms of `assistant.joining`. Of several
follow-ups in a row, a document, a topic and a subject stay, because they make a whole question of their own; a detail
goes when the next one comes. Whoever asked "and for children?" and then "and the draft?" wants to know what the draft
says, and a question with both in it reads like no question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.follow_up import is_follow_up, is_simpler
from assistant.inquiry import Inquiry
from assistant.joining import FOR, Completed, Joiner, ended
from assistant.language import detect
from assistant.messages import say
from assistant.recall import Recall
from assistant.schemas import Turn
from corpus import Catalogue
from ingest.glosses import in_urdu_script

MOST_LETTERS = 900
"""Of a completed question; what is longer is cut."""


@dataclass(frozen=True)
class Asked:
    """An earlier question, and the answer to it as the reader saw it; empty where it is not known."""

    question: str
    answer: str = ""


def rephrase(inquiry: Inquiry, catalogue: Catalogue, recall: Recall | None = None) -> None:
    """Set `rephrased`, and `shown` where that is another; a question that stands alone stays as it is.

    Args:
        inquiry: the question with its history.
        catalogue: for the names of documents.
        recall: finds what an earlier answer rests on; None where that is not to be known.
    """
    asked = [one for one in _exchanges(inquiry.history) if not is_simpler(one.question)]
    if not asked:
        return
    joiner = Joiner(inquiry.language, catalogue, recall)
    if is_simpler(inquiry.question):
        inquiry.style = "plain"
        _take(inquiry, _simpler(completed(asked, joiner), inquiry))
    elif is_follow_up(inquiry.question, catalogue):
        _take(inquiry, completed([*asked, Asked(inquiry.question)], joiner))


def _exchanges(history: Sequence[Turn]) -> list[Asked]:
    found: list[Asked] = []
    for turn in history:
        if turn.role == "user" and turn.content.strip():
            found.append(Asked(turn.content))
        elif turn.role == "assistant" and found:
            found[-1] = Asked(found[-1].question, turn.content)
    return found


def _take(inquiry: Inquiry, found: Completed) -> None:
    inquiry.rephrased, inquiry.follow_up, inquiry.shown = found.text[:MOST_LETTERS], found.own, found.shown
    inquiry.question_language = found.language
    if found.before and (of := FOR.match(found.own)):
        named = of[1] or of[2]
        written = in_urdu_script(named) if inquiry.language == "ur" else ""
        inquiry.detail, inquiry.before = written or named, found.before


def completed(asked: Sequence[Asked], joiner: Joiner) -> Completed:
    """The last of these questions, completed from the ones before it where it cannot stand alone.

    Args:
        asked: questions in the order in which they were asked, at least one.
        joiner: joins each with what stands before it.
    """
    start = max(
        i for i, one in enumerate(asked) if i == 0 or not is_follow_up(one.question, joiner.catalogue)
    )
    found = Completed(asked[start].question, detect(asked[start].question))
    for place in range(start + 1, len(asked)):
        joined = joiner.join(found, asked[place - 1].answer, asked[place].question)
        if place == len(asked) - 1:
            return joined
        if joined.whole:
            found = replace(joined, own="", shown="")
    return found


def _simpler(found: Completed, inquiry: Inquiry) -> Completed:
    """The last question again; quoted in a sentence of the answer's language if it is in another."""
    if found.shown or ("ur" if found.language != "en" else "en") == inquiry.language:
        return found
    return replace(found, shown=say("asked_simpler", inquiry.language, before=ended(found.text)))
