"""Whether what answers a question is there by the form of the question alone: a place, a list, a section, a person."""

from __future__ import annotations

from assistant.asked import kinds_of
from assistant.inquiry import Inquiry
from assistant.locators import find_locators, without_locators
from assistant.missing import LOOKED_AT, hard_miss, lacks_what_is_asked, names_foreign
from assistant.naming import POLICY, WORD, defined_term, person_asked
from assistant.parts import telling
from corpus import Catalogue, Provision
from corpus.text import fold_urdu
from corpus.types import DEFINING


def asks_the_place(question: str, catalogue: Catalogue) -> bool:
    """Tell whether a question names a place and asks nothing but what stands there."""
    places = find_locators(question, catalogue, frozenset(catalogue.sources))
    return bool(places) and not telling(without_locators(question), catalogue)


def plainly_asked(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether what was found is a place or section that the question names, and all that it asks for."""
    if not inquiry.hits[0].named:
        return False
    return inquiry.part is not None or asks_the_place(inquiry.rephrased, catalogue)


def found_by_form(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether what is asked for was found by the form of the question: a named provision, a person whose name the first hit has, a list,
    a whole section, every mention of a thing, a comparison in which a source has something on the topic, the state of the policy, a theme, the
    meaning of a term that the documents explain.

    Not if the question names another's instrument ("Article 5 of the EU AI Act"), or asks how many ministers
    were present when the policy was approved.
    """
    question = inquiry.rephrased
    if names_foreign(question, inquiry.hits):
        return False
    if (name := person_asked(question)) and name <= set(
        WORD.findall(fold_urdu(_said(inquiry.hits[0].provision)))
    ):
        return True
    if inquiry.kind == "state":
        of_policy = inquiry.named_sources or POLICY.search(question)
        return bool(of_policy) and not kinds_of(question) - {"deadline"}
    if inquiry.mentioned:
        return True
    if inquiry.compared is not None and inquiry.compared.speaks:
        on_topic = [hit for side in inquiry.compared.sides for hit in side.match.provisions]
        return not lacks_what_is_asked(question, on_topic)
    if inquiry.on_theme:
        near = inquiry.hits[:LOOKED_AT]
        return not (hard_miss(question, near) or lacks_what_is_asked(question, near))
    if inquiry.kind == "definition" and inquiry.hits[0].provision.kind in DEFINING:
        entry = defined_term(question, catalogue)
        found = entry is not None and entry.provision == inquiry.hits[0].provision.key
        return found and not lacks_what_is_asked(question, inquiry.hits[:1])
    if any(hit.named for hit in inquiry.hits):
        return not lacks_what_is_asked(question, [hit for hit in inquiry.hits if hit.named])
    if inquiry.part is not None:
        return not lacks_what_is_asked(question, inquiry.hits[:LOOKED_AT])
    return inquiry.kind == "list" and inquiry.listed is not None


def _said(provision: Provision) -> str:
    """Our summaries of a provision, in every language."""
    return " ".join(provision.summaries.values())
