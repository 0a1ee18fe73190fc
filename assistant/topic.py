"""The topic and the document that a question names, and the same question of another topic or document."""

from __future__ import annotations

import re

from assistant.naming import named_sources
from corpus import Catalogue, Source
from corpus.types import QuestionLanguage

TOPIC = re.compile(
    r"\b(?:about|on|regarding|mentions?|covers?|address(?:es)?)\s+([\w &'-]{3,60}?)\W*$"
    r"|(?:^|[،,:]\s*|میں\s+)([\w ]{2,40}?)\s+(?:کے بارے میں|پر)\s",
    re.IGNORECASE,
)
"""A topic at the end of an English question, or before its postposition in Urdu."""
ASKING = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|may|can|could|is|are|was|were|does|do|did|should|must|shall"
    r"|has|have|had|will|would|in|under|by|for|according)\b",
    re.IGNORECASE,
)
"""First words of a question that are no names."""
POSTPOSITION = re.compile(r"\s+(?:کے|کا|کی|کو|میں|نے|پر|سے)(?=\s|$)")
THIS_DOCUMENT = re.compile(
    r"\b(?:this|that|the same) (policy|draft|document|text|recommendation)\b"
    r"|\b(?:is|us) (policy|draft|document|text)(?= (?:mein|main|ka|ki|ke|ko|par|pe|se|ne)\b)|\byeh? (policy|draft|document|text)\b"
    r"|(?:اسی|اس|یہ) (پالیسی|مسودے|مسودہ|دستاویز|متن|سفارش)(?=[\s؟?،]|$)",
    re.IGNORECASE,
)
"""A document that was named before, and what it is called."""
TEXT = r"(?:\s+(?:text|document|paper)(?!\w))?"
"""What may follow the name of a source: "the UNESCO text"."""
ANY_DOCUMENT = frozenset({"document", "text", "دستاویز", "متن"})
BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
BENDING = re.compile(r" کا (\w+)ہ$")
"""The end of an Urdu title that bends before a postposition: «پالیسی کا مسودہ», «پالیسی کے مسودے میں»."""
LONGEST_NAME = 3
"""Words of a topic that another may replace."""
MARKS = " \t?؟.!۔"


def topic_of(question: str, catalogue: Catalogue) -> str:
    """The topic of "what does the draft say about gender?"; empty where a question is not put so."""
    found = TOPIC.search(without_sources(question, catalogue))
    return next((part.strip() for part in found.groups() if part), "") if found else ""


def without_sources(question: str, catalogue: Catalogue) -> str:
    """Remove the names of sources from a question."""
    for alias in _aliases(catalogue):
        if alias.casefold() not in question.casefold():  # a pattern costs more, and most names are not there
            continue
        question = re.sub(
            rf"(?:\b(?:in|under|of|by|does|do)\s+)?(?:\bthe\s+)?(?<!\w){re.escape(alias)}(?:['’]s)?(?!\w){TEXT}",
            " ",
            question,
            flags=re.IGNORECASE,
        )
    return " ".join(question.split())


def about(question: str, topic: str, catalogue: Catalogue) -> str:
    """The same question about another topic; empty where its own topic cannot be told, or is no mere name.

    "Robots in the care of the old" is a matter, of which "and toys?" asks another side.
    """
    old = topic_of(question, catalogue)
    named = bool(old) and old in question and len(old.split()) <= LONGEST_NAME
    return question.replace(old, topic, 1) if named else ""


def asked_of(
    question: str, source: Source, name: str, language: QuestionLanguage, catalogue: Catalogue
) -> str:
    """The same question of another document: in the place of the one it names, else put before it.

    The question as it is where it names several.

    Args:
        question: without its question mark.
        source: the document.
        name: how the reader named it, in the script of the question; empty: its first name there.
        language: of the question.
        catalogue: for the names of the documents.
    """
    name = name or _first_name(source, language)
    old = next((m for alias in _aliases(catalogue) if (m := _name(alias).search(question))), None)
    if len(named_sources(question, catalogue)) > 1:
        return question
    if old is None:
        return _according_to(question, source, name, language)
    before, after = question[: old.start()], question[old.end() :]
    if language == "en":
        return f"{re.sub(r'the $', '', before, flags=re.IGNORECASE)}{with_article(name)}{after}"
    return f"{before}{_oblique(name, source) if POSTPOSITION.match(after) else name}{after}"


def with_named(question: str, base: str, language: QuestionLanguage, catalogue: Catalogue) -> str:
    """A question on "this policy", of the one document that an earlier question names; as it is if that names none.

    Empty where a question does not speak so. "This policy" is not the Recommendation.
    """
    this = THIS_DOCUMENT.search(question)
    if this is None or named_sources(THIS_DOCUMENT.sub(" ", question), catalogue):
        return ""
    named = named_sources(base, catalogue)
    if len(named) != 1:
        return question
    source = catalogue.source(named[0])
    called = next(filter(None, this.groups())).casefold()
    if called not in ANY_DOCUMENT and not any(called in alias.split() for alias in source.aliases):
        return question
    after = question[this.end() :]
    name = title_in_sentence(source, language, bent=bool(POSTPOSITION.match(after)))
    return f"{question[: this.start()]}{name}{after}"


def title(source: Source, language: QuestionLanguage) -> str:
    """Short title of a source, without what it has in brackets."""
    return BRACKETS.sub("", source.short_title.get(language))


def title_in_sentence(source: Source, language: QuestionLanguage, *, bent: bool) -> str:
    """Short title as it stands in a sentence: with its article in English, in Urdu bent before a postposition."""
    name = title(source, language)
    if language == "en":
        return with_article(name)
    return BENDING.sub(r" کے \1ے", name) if bent else name


def name_in(text: str, source: Source) -> str:
    """How a text names a document; empty if it does not."""
    names = sorted(source.aliases, key=len, reverse=True)
    return next((found[0] for alias in names if (found := _name(alias).search(text))), "")


def fronted(phrase: str, question: str, language: QuestionLanguage, mark: str = ":") -> str:
    """A phrase put before a question: "For children: what does UNESCO say?"."""
    if language == "en" and ASKING.match(question):
        question = question[:1].lower() + question[1:]
    phrase = phrase[:1].upper() + phrase[1:]
    return f"{phrase}{'،' if language == 'ur' else mark} {question}"


def _according_to(question: str, source: Source, name: str, language: QuestionLanguage) -> str:
    wording = {
        "en": f"according to {with_article(name)}",
        "ur": f"{_oblique(name, source)} کے مطابق",
        "ur-Latn": f"{name} ke mutabiq",
    }
    return fronted(wording[language], question, language, ",")


def with_article(name: str) -> str:
    """Return the English name of a document, with "the" where it takes one."""
    if name.casefold() == "unesco":
        return name.upper()
    bare = name.casefold().startswith(("the ", "pakistan's", "syrus", "qazi", "unesco's"))
    return name if bare else f"the {name}"


def _oblique(name: str, source: Source) -> str:
    """Urdu name as it stands before a postposition, if the document has such a name: «مسودہ», «مسودے»."""
    bent = f"{name[:-1]}ے"
    return bent if name.endswith("ہ") and bent in source.aliases else name


def _first_name(source: Source, language: QuestionLanguage) -> str:
    """The first name of a document in the script of a language, else its short title."""
    urdu = language == "ur"
    names = (alias for alias in source.aliases if (not alias.isascii()) == urdu)
    return next(names, source.short_title.get("ur" if urdu else "en"))


def _name(alias: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)", re.IGNORECASE)


def _aliases(catalogue: Catalogue) -> list[str]:
    """Names of all sources, the longest first."""
    return sorted((a for s in catalogue.sources.values() for a in s.aliases), key=len, reverse=True)
