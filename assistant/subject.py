"""What a conversation is about: a name in the language wanted, by the provision that the last answer rests on.

The words of an earlier question in one language say nothing in the other, but the provision that answered it has
headings in both.
"""

from __future__ import annotations

import re

from assistant.messages import comma
from assistant.naming import defined_term, named_sources
from assistant.recall import asked_list
from assistant.topic import title
from corpus import Catalogue, Provision, ProvisionKind
from corpus.types import QuestionLanguage

NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+\.|(?:Policy Area|پالیسی شعبہ) \d+:)\s+")
"""The number of a heading."""
FIELDS = frozenset({"AI", "IT", "ICT", "ML", "R&D"})
"""Acronyms of fields, which no question is about just because it names them."""
PREFATORY = frozenset({ProvisionKind.RECITAL, ProvisionKind.FRONT_MATTER})
"""Kinds of provision that touch everything, and tell no matter."""


def subject(question: str, answered: Provision, language: QuestionLanguage, catalogue: Catalogue) -> str:
    """Name what a question was about: the matter, after the source if the question named that.

    Of a record, which tells of a source, and of a whole list, the name of the source alone.

    Args:
        question: the earlier question, in any language.
        answered: the provision that its answer rests on.
        language: of the name; Roman Urdu takes the English one, as people do.
        catalogue: for the names of sources, lists and themes.
    """
    source = catalogue.source(answered.source_id)
    if answered.kind is ProvisionKind.RECORD or asked_list(question, answered, catalogue):
        return title(source, language)
    name = matter(question, answered, language, catalogue)
    named = named_sources(question, catalogue) == [source.id]
    return f"{title(source, language)}{comma(language)}{name}" if named else name


def matter(question: str, answered: Provision, language: QuestionLanguage, catalogue: Catalogue) -> str:
    """Name what a question was about, whatever document it was asked of.

    The list that was asked for; the body that the question names; else the heading above the provision without its
    number, or the theme of a provision whose heading is that of a table or a preamble.
    """
    if listed := asked_list(question, answered, catalogue):
        return next((name for name in listed.names if name.isascii() == (language != "ur")), listed.names[0])
    if body := _body(question, answered, language, catalogue):
        return body
    theme = next((catalogue.themes[name].name.get(language) for name in answered.themes[:1]), "")
    heading = NUMBER.sub("", answered.heading_above(language))
    tabled = answered.kind is ProvisionKind.TARGET or not tells_matter(answered)
    return theme or heading if tabled else heading or theme


def _body(question: str, answered: Provision, language: QuestionLanguage, catalogue: Catalogue) -> str:
    """The body, fund or programme with an acronym that a question names, of the document that answered; empty if none."""
    entry = defined_term(question, catalogue)
    if entry is None or entry.expands_to is None or entry.term in FIELDS:
        return ""
    acronym = f"({entry.term})".casefold()
    table = catalogue.provisions[answered.source_id].values()
    if not any(p.kind is ProvisionKind.ACRONYM and p.locator.casefold().endswith(acronym) for p in table):
        return ""
    return f"{entry.term_ur if language == 'ur' else entry.expands_to} ({entry.term})"


def tells_matter(answered: Provision) -> bool:
    """Tell whether a provision says by its place what a question was about that it answered."""
    return answered.kind not in PREFATORY
