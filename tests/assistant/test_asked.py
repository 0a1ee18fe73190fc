"""Kinds of fact that a question asks for, and what speaks against an answer."""

import pytest

from assistant.asked import kinds_of, lacking
from assistant.form import found_by_form
from assistant.inquiry import Inquiry
from assistant.missing import names_foreign
from assistant.retrieval import Hit
from corpus import load_catalogue


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people attended?", "count"),
        ("What fine does the Recommendation set?", None),
        ("What penalty is there for deepfakes?", "penalty"),
        ("جرمانہ کتنا ہے؟", "penalty"),
        ("kitne GPU lagenge?", "count"),
        ("Who moderated the dialogue?", "person"),
        ("From what age may children use it?", "age"),
        ("How long does the chair serve?", "duration"),
        ("What does paragraph 26 say?", None),
    ],
)
def test_the_kind_is_recognised(question, kind):
    found = kinds_of(question)
    assert kind in found if kind else not found - {"penalty"}


def test_a_hard_kind_is_lacking_only_where_no_wording_holds_it():
    asked = frozenset({"penalty"})
    assert lacking(asked, ["Systems should be assessed."], hard=True)
    assert not lacking(asked, ["Systems should be assessed.", "A penalty may follow."], hard=True)
    assert not lacking(asked, ["Systems should be assessed."], hard=False)


def _hit(text):
    provision = next(iter(next(iter(load_catalogue().provisions.values())).values()))
    return Hit(provision.model_copy(update={"text": text, "summaries": {}}), 1.0, None)


def test_anothers_instrument_is_foreign_unless_the_hits_mention_it():
    assert names_foreign("What does Article 5 of the EU AI Act prohibit?", [_hit("Trade with the EU grows.")])
    assert not names_foreign("How many EU partnerships are planned?", [_hit("Ten EU partnerships.")])
    assert not names_foreign("What is planned?", [_hit("Nothing.")])


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Which practices are prohibited under Article 5 of the EU AI Act?", True),
        ("کابینہ کے جس اجلاس میں پالیسی منظور ہوئی اس میں کتنے وزیر موجود تھے؟", True),
        ("What does paragraph 26 of the UNESCO Recommendation say?", False),
    ],
)
def test_a_named_provision_needs_no_evidence_but_anothers_instrument_does(toy_assistant, question, status):
    from assistant.language import answer_language, detect
    from assistant.route import route

    language = detect(question)
    inquiry = Inquiry(question, answer_language(language), language, rephrased=question)
    route(inquiry, toy_assistant.catalogue)
    toy_assistant.finder.find(inquiry)
    assert found_by_form(inquiry, toy_assistant.catalogue) is not status
