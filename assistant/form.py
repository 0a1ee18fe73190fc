"""Whether what answers a question is there by the form of the question alone: a place, a list, a section, a person."""

from __future__ import annotations

from assistant.asked import kinds_of
from assistant.inquiry import Inquiry
from assistant.lists import COUNTS
from assistant.locators import find_locators, without_locators
from assistant.missing import LOOKED_AT, hard_miss, lacks_what_is_asked, names_foreign
from assistant.naming import POLICY, WORD, defined_term, person_asked
from assistant.parts import telling
from corpus import Catalogue, Provision
from corpus.text import fold_urdu
from corpus.types import DEFINING

EVERYDAY = frozenset(
    """name names naam naamon many much out up forth down karo karen kro kardo btao btado batado likh likho likhdo wale wali saray sare jaldi mujhe kul kitne kitni
    مجھے کل کتنے کتنی سی نام لکھیں لکھیے ai artificial intelligence ethics ethical national official qaumi
    do che chhe sat ath nau dus pandra اے آئی مصنوعی ذہانت اخلاقیات اخلاقی قومی چھے""".split()
)
"""Words that every question may hold beside what it asks for."""
STEM = 5
"""Letters by which a word is one of a list's name: "principle" of "principles"."""
MOST_OF_STATE = 2
"""Other words of a question for the state of a text: "is the draft in force?"."""


def asks_the_place(question: str, catalogue: Catalogue) -> bool:
    """Tell whether a question names a place and asks nothing but what stands there."""
    places = find_locators(question, catalogue, frozenset(catalogue.sources))
    return bool(places) and not telling(without_locators(question), catalogue)


def plainly_asked(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether what was found is all that the question asks for: a place or section that it names, a list by its name,
    a person whom the first hit names, every mention of a thing, the state of the policy.

    "Who heads each of the six pillars?" asks for more than the pillars.
    """
    question = inquiry.rephrased
    if inquiry.hits[0].named:
        return inquiry.part is not None or asks_the_place(question, catalogue)
    return _asks_no_more(inquiry, catalogue) and found_by_form(inquiry, catalogue)


def _asks_no_more(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    """Tell whether a question has no words beside those for a person, a thing, the state of the policy or a list."""
    if inquiry.mentioned or _names_its_person(inquiry):
        return True
    if inquiry.kind not in {"state", "list"}:
        return False
    everyday = EVERYDAY | COUNTS.keys()
    words = telling(inquiry.rephrased, catalogue)
    rest = {word for word in words if word not in everyday and not word.isdigit()}
    if inquiry.kind == "state":
        return len(rest) <= MOST_OF_STATE
    names = inquiry.listed.names if inquiry.listed is not None else ()
    named = {fold_urdu(word)[:STEM] for name in names for word in WORD.findall(name)}
    return all(word[:STEM] in named for word in rest)


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
    if _names_its_person(inquiry):
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


def _names_its_person(inquiry: Inquiry) -> bool:
    """Tell whether a question asks who somebody is whom the first hit names."""
    name = person_asked(inquiry.rephrased)
    return bool(name) and name <= set(WORD.findall(fold_urdu(_said(inquiry.hits[0].provision))))


def _said(provision: Provision) -> str:
    """Our summaries of a provision, in every language."""
    return " ".join(provision.summaries.values())
