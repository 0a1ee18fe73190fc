"""Yes or no as strong as the sentence shown; whether a thing has come about is told by the latest record on it."""

import pytest

from assistant.asked import lacking
from assistant.composition.forms import _as_reported
from assistant.composition.progress import come_about, happened, latest_first
from assistant.composition.replying import as_shown, case_of, opening
from assistant.inquiry import Inquiry, Point
from assistant.missing import wording
from assistant.polarity import Case
from assistant.retrieval import Hit

P, A = "pakistan-draft-ai-policy-2023", "pakistan-ai-policy-2025"


@pytest.mark.parametrize(
    ("question", "span", "reply", "lead"),
    [
        (
            "Can it run longer than 5 years?",
            "It shall run five years, which may be extended.",
            "no",
            "if_extended_draft",
        ),
        ("Can it run longer than 5 years?", "It shall not run longer than five years.", "no", "no_draft"),
        ("Can they be made mandatory?", "They can be raised to mandatory policies.", "yes", "yes_may_draft"),
        ("Can they be made mandatory?", "They should be written.", "yes", "says"),
        ("Is it mandatory?", "It should be done.", "yes", "yes_should_draft"),
    ],
)
def test_the_opening_says_no_more_than_the_sentence(catalogue, question, span, reply, lead):
    assert opening(Case(question, span), reply, catalogue.source(P), False) == lead


def test_strength_is_read_off_the_sentence_of_ours_that_is_shown(toy_reading_assistant):
    provision = toy_reading_assistant.snapshot.provisions[f"{P}/4.3.1(VIII)"]
    question = "کیا رہنما اصول لازمی ہو سکتے ہیں؟"
    inquiry = Inquiry(question, "ur", "ur", rephrased=question, kind="yes_no")
    evidence = toy_reading_assistant.composer.bench.writer.evidence
    shown = Point(
        "سرکاری اداروں کے لیے انہیں لازمی پالیسیوں کا درجہ دیا جا سکتا ہے۔", (provision.key,), "summary"
    )
    case = as_shown(Case(question, "They should be made."), shown, provision, inquiry, evidence)
    assert case.span == "For government entities, they can be raised to mandatory policies."


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Has the venture fund been formed yet?", True),
        ("کیا فنڈ اب تک قائم ہو چکا ہے؟", True),
        ("kya policy manzoor ho gayi hai", True),
        ("Should a fund be formed?", False),
        ("کیا فنڈ کا ذکر ہے؟", False),
    ],
)
def test_questions_whether_a_thing_has_come_about(question, asks):
    assert come_about(question) is asks


def test_the_latest_of_the_records_found_near_goes_first(toy_reading_assistant):
    provisions = toy_reading_assistant.snapshot.provisions
    hits = [Hit(provisions[f"{A}/{n}"], score, None) for n, score in (("9", 9.0), ("14", 8.9), ("17", 2.0))]
    assert [hit.provision.locator for hit in latest_first(hits, hits)] == ["14", "9", "17"]
    clause = Hit(provisions[f"{P}/4.1.1(I)"], 9.5, None)
    assert latest_first([clause], [clause, *hits]) == [clause]
    assert latest_first([clause, hits[0]], [clause, *hits])[0] is hits[1]


def test_an_announcement_is_no_yes():
    asked = "Has the council been established?"
    named, told = "Reports name a council.", "The council was established in May."
    assert (happened(named), happened(told)) == (False, True)
    assert _as_reported(Case(asked, named), "yes") is None
    assert _as_reported(Case(asked, told), "yes") == "yes"
    assert _as_reported(Case(asked, "The council had not been established."), None) == "no"


def test_a_record_answers_of_its_day_whatever_word_of_time_is_asked(toy_reading_assistant):
    record = toy_reading_assistant.snapshot.provisions[f"{A}/5"]
    inquiry = Inquiry("q", "en", "en", rephrased="Has the cabinet approved it yet?", kind="yes_no")
    case = case_of(inquiry, record, toy_reading_assistant.composer.bench.writer.evidence)
    assert case.question == "Has the cabinet approved it?"


def test_that_a_text_is_not_held_answers_who_wants_to_read_it(toy_reading_assistant):
    provisions = toy_reading_assistant.snapshot.provisions
    asked = frozenset({"verbatim"})
    assert not lacking(asked, [wording(provisions[f"{A}/18"])], hard=True)
    assert lacking(asked, [wording(provisions[f"{A}/6"])], hard=True)
