"""Sentences that look as a question wants them: they define the thing, or oblige somebody."""

import pytest

from assistant.composition.wanted import bonus, defines, thing_asked
from assistant.inquiry import Inquiry


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is the sandbox?", "sandbox"),
        ("Define explainability", "explainability"),
        ("What does UNESCO mean by an AI actor?", "AI actor"),
        ("What is a startup according to the draft?", "startup"),
        ("sandbox ka matlab kya hai", "sandbox"),
        ("What is the budget that the ministry has set aside for hospitals?", ""),
        ("Who audits the fund?", ""),
    ],
)
def test_the_thing_of_which_a_question_asks_what_it_is(question, thing):
    assert thing_asked(question) == thing


@pytest.mark.parametrize(
    ("text", "thing", "does"),
    [
        ("Explainability refers to making an outcome clear.", "explainability", True),
        ("In addition, AI actors can be defined as those who take part.", "AI actor", True),
        ("Sandboxes provide a place for trials.", "sandbox", True),
        ("A second purpose of the sandbox is to teach the regulator.", "sandbox", False),
        ("Thus, explainability is near to openness.", "explainability", False),
        ("The fund is audited.", "sandbox", False),
        ("وضاحت پذیری سے مراد نتائج کو قابلِ فہم بنانا ہے۔", "explainability", True),
    ],
)
def test_a_sentence_that_defines_begins_with_the_thing(text, thing, does):
    assert defines(text, thing) is does


def test_who_must_is_told_by_a_sentence_that_obliges():
    asked = Inquiry("Who keeps the records?", "en", "en", rephrased="Who keeps the records?", kind="duty")
    obliges, charges, tells = (
        bonus(text, asked)
        for text in ("The board shall keep them.", "The board will be responsible.", "Records are of use.")
    )
    assert charges > obliges > tells == 0
