"""Complete a follow-up from the history. What is shown to the reader is a sentence in one language.

A follow-up is completed from the last question that stands alone, by the first of these that fits:

1. it only names a document: the same question of that document;
2. it is a thing, and the question has a short topic: the same question about that thing;
3. it begins with a preposition (in Urdu: ends with a postposition): put before the question;
4. anything else: put behind the question, as a second one.

Of several follow-ups in a row, a document (1) and a topic (2) stay, because they make a whole question of their own; a
detail (3, 4) goes when the next one comes. Whoever asked "and for children?" and then "and the draft?" wants to know what
the draft says, and a question with both in it reads like no question.

Two languages make no sentence. Then both parts are searched, each as it was asked, and the reader is shown the earlier
question in quotation marks, in a sentence of the language of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.follow_up import OPENING, is_follow_up, is_simpler
from assistant.inquiry import Inquiry
from assistant.language import detect
from assistant.messages import say
from assistant.naming import named_sources
from assistant.schemas import Language
from assistant.topic import MARKS, about, asked_of, fronted, name_in, without_sources
from corpus import Catalogue
from corpus.types import QuestionLanguage
from ingest.glosses import in_urdu_script

MOST_LETTERS = 900
"""Of a completed question; what is longer is cut."""
ONLY_SOURCE = re.compile(
    r"^(?:(?:in|under|for|of|to|by|from|about|the|a|and|does|say|says|میں|سے|کا|کی|کے|بارے|مطابق|mein|main|ka|ki|ke|bare|mutabiq|according|policy|کیا|kya)\W*)*$",
    re.IGNORECASE,
)
"""What may stand beside the name of a source in a follow-up that only changes the source."""
PHRASE = re.compile(
    r"^(?:for|in|by|to|with|without|from|at|under|during|among|of|on|about|if|when|where (?:it|they|the))\b(?! (?:what|which|when|whom)\b)"
    r"|(?:کے لی?ئ?ے|میں|سے|پر|تک|کے ساتھ|کے بغیر|کے بارے میں)$|\b(?:ke liye|k liye|mein|main|se|par|tak|ke sath|ke bare mein)$",
    re.IGNORECASE,
)
"""A phrase with its preposition or postposition, which says for whom, where or when."""
ON = re.compile(r"^(?:on|about)\s+|\s+(?:کے بارے میں|پر|ke bare mein|par)$", re.IGNORECASE)
"""What only says that a thing is the topic."""
THING = re.compile(
    r"^(?!(?:what|which|who|whom|whose|when|where|why|how|may|can|could|is|are|was|were|does|do|did|should|must|shall"
    r"|has|have|will|would|not|no|yes|anything|if|explain|tell|give|more|کیا|کون|کب|کہاں|کیوں|کیسے|کتن\w+|kya|kaun|kon|kab|kyun|kaise|kitn\w+)\b)"
    r"[\w&'’ -]{3,60}$",
    re.IGNORECASE,
)
FOR = re.compile(r"^for ([\w '’-]{2,40})$|^([\w '’-]{2,40}) (?:کے لی?ئ?ے|ke liye|k liye)$", re.IGNORECASE)
"""Names those of whom a follow-up asks in particular."""
ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True)
class Completed:
    """A question that stands alone, or has been made to."""

    text: str
    """As it is searched."""
    language: QuestionLanguage
    """Of the text."""
    own: str = ""
    """The words of the follow-up itself."""
    shown: str = ""
    """As the reader sees it, where that is not as it is searched."""
    whole: bool = True
    """A question of its own, which later follow-ups go on from."""
    before: str = ""
    """The question that a detail was put to."""


def rephrase(inquiry: Inquiry, catalogue: Catalogue) -> None:
    """Set `rephrased`, and `shown` where that is another; a question that stands alone stays as it is."""
    earlier = [turn.content for turn in inquiry.history if turn.role == "user" and turn.content.strip()]
    asked = [text for text in earlier if not is_simpler(text)]
    if not asked:
        return
    if is_simpler(inquiry.question):
        inquiry.style = "plain"
        _take(inquiry, _simpler(completed(asked, inquiry.language, catalogue), inquiry))
    elif is_follow_up(inquiry.question, catalogue):
        _take(inquiry, completed([*asked, inquiry.question], inquiry.language, catalogue))


def _take(inquiry: Inquiry, found: Completed) -> None:
    inquiry.rephrased, inquiry.follow_up, inquiry.shown = found.text[:MOST_LETTERS], found.own, found.shown
    inquiry.question_language = found.language
    if of := FOR.match(found.own):
        named = of[1] or of[2]
        written = in_urdu_script(named) if inquiry.language == "ur" else ""
        inquiry.detail, inquiry.before = written or named, found.before


def completed(asked: Sequence[str], language: Language, catalogue: Catalogue) -> Completed:
    """The last of these questions, completed from the ones before it where it cannot stand alone.

    Args:
        asked: questions in the order in which they were asked, at least one.
        language: of the answer.
        catalogue: for the names of documents.
    """
    start = max(i for i, text in enumerate(asked) if i == 0 or not is_follow_up(text, catalogue))
    found = Completed(asked[start], detect(asked[start]))
    for place in range(start + 1, len(asked)):
        joined = _joined(found, asked[place], language, catalogue)
        if place == len(asked) - 1:
            return joined
        if joined.whole:
            found = replace(joined, own="", shown="")
    return found


def _joined(before: Completed, question: str, language: Language, catalogue: Catalogue) -> Completed:
    asked_in = detect(question)
    if before.language == "ur" and asked_in != "ur" and (written := in_urdu_script(question)):
        question, asked_in = written, "ur"
    base = before.text.strip(MARKS)
    addition = OPENING.sub("", question).strip(MARKS)
    if not addition:
        return before
    if _only_source(question, catalogue) and len(named_sources(base, catalogue)) < 2:
        return _of_document(base, addition, before.language, asked_in, language, catalogue)
    if asked_in != before.language:
        shown = say("asked_further", language, before=_ended(base), now=question.strip())
        return Completed(
            f"{base} — {addition}?", before.language, addition, shown, whole=False, before=before.text
        )
    return _sentence(base, question, asked_in, catalogue)


def _of_document(
    base: str,
    addition: str,
    asked_in: QuestionLanguage,
    now_in: QuestionLanguage,
    language: Language,
    catalogue: Catalogue,
) -> Completed:
    """The same question of the document that a follow-up names."""
    source = catalogue.source(named_sources(addition, catalogue)[0])
    same_script = bool(ARABIC.search(base)) == bool(ARABIC.search(addition))
    name = name_in(addition, source) if same_script else ""
    text = asked_of(base, source, name, asked_in, catalogue)
    shown = ""
    if asked_in != now_in:
        title = source.short_title.get(language)
        shown = say("asked_of", language, before=_ended(base), source=title)
    return Completed(_ended(text), asked_in, shown=shown)


def _sentence(base: str, question: str, language: QuestionLanguage, catalogue: Catalogue) -> Completed:
    """A question and its follow-up in one language, as one sentence or two."""
    addition = OPENING.sub("", question).strip(MARKS)
    if named := named_sources(addition, catalogue):
        source = catalogue.source(named[0])
        base = asked_of(base, source, name_in(addition, source), language, catalogue)
    topic = ON.sub("", addition)
    if not PHRASE.search(topic) and THING.match(topic) and (of_thing := about(base, topic, catalogue)):
        return Completed(_ended(of_thing), language, addition)
    second = question.strip(MARKS)
    both = f"{_ended(base)} {_ended(second[:1].upper() + second[1:])}"
    text = _ended(fronted(addition, base, language)) if PHRASE.search(addition) else both
    return Completed(text, language, addition, whole=False, before=_ended(base))


def _simpler(found: Completed, inquiry: Inquiry) -> Completed:
    """The last question again; quoted in a sentence of the answer's language if it is in another."""
    if found.shown or ("ur" if found.language != "en" else "en") == inquiry.language:
        return found
    return replace(found, shown=say("asked_simpler", inquiry.language, before=_ended(found.text)))


def _only_source(question: str, catalogue: Catalogue) -> bool:
    """Tell whether a follow-up does nothing but name a document."""
    addition = OPENING.sub("", question).strip(MARKS)
    rest = without_sources(addition, catalogue)
    return len(named_sources(addition, catalogue)) == 1 and bool(ONLY_SOURCE.match(rest))


def _ended(question: str) -> str:
    """A question with the mark of its script."""
    bare = question.strip(MARKS)
    return f"{bare}{'؟' if ARABIC.search(bare[-3:]) else '?'}"
