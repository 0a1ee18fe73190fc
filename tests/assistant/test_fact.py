"""The kind of fact that is asked for, the sentence that holds one, and that it is shown; toy encoders."""

import pytest

from assistant.composition.choosing import holding_first
from assistant.composition.fact import Fact, facts_asked
from assistant.inquiry import Inquiry
from assistant.language import answer_language, detect
from assistant.retrieval import Hit

U, P, CALL = (
    "unesco-recommendation-2021",
    "pakistan-draft-ai-policy-2023",
    "pakistan-binding-framework-call-2023",
)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When did the workshop open?", {"date"}),
        ("When AI is used in courts, what is needed?", set()),
        ("yeh kab tak karna hai", {"date"}),
        ("With which bodies will the project be run?", {"partners"}),
        ("یہ منصوبہ کن اداروں کے ساتھ مل کر چلے گا؟", {"partners"}),
        ("training kin idaron k sath hogi", {"partners"}),
        ("مراکز کن شہروں میں بنیں گے؟", {"place"}),
        ("What does paragraph 26 say?", set()),
    ],
)
def test_the_kind_of_fact_asked_for(question, kinds):
    assert facts_asked(question) == kinds


@pytest.mark.parametrize(
    ("kind", "holds", "lacks"),
    [
        ("date", "By 2030 all are trained.", "All are trained in 40 schools."),
        ("date", "یہ چھ ماہ کے اندر ہوگا۔ 6 ماہ کے اندر", "یہ جلد ہوگا۔"),
        ("duration", "It runs for five (5) years.", "It runs until it is done."),
        ("partners", "It is run in collaboration with Lahore College.", "It is run by experts."),
        ("partners", "یہ وزارتِ تعلیم کے ساتھ مل کر ہوگا۔", "یہ ماہرین کریں گے۔"),
        ("place", "یہ لاہور میں ہوگا۔", "یہ شہر میں ہوگا۔"),
        ("name", "Dr Amina Khan spoke.", "The Foreign Secretary spoke."),
    ],
)
def test_what_holds_it(kind, holds, lacks):
    fact = Fact(frozenset({kind}))
    assert fact.held(holds) == 1
    assert fact.held(lacks) == 0
    assert fact.best([lacks, holds]) == 1
    assert fact.best([lacks]) is None


def test_a_definition_is_held_by_what_defines_the_thing_in_either_language():
    fact = Fact(thing="dignity")
    assert fact.held("ہر فرد برابر ہے۔\nDignity means that all are equal.")
    assert not fact.held("It protects dignity.")


def composed(assistant, question, *keys):
    language = detect(question)
    inquiry = Inquiry(question, answer_language(language), language, rephrased=question)
    inquiry.hits = [Hit(assistant.snapshot.provisions[key], 9 - n, None) for n, key in enumerate(keys)]
    assistant.composer.compose(inquiry)
    return inquiry.points


@pytest.mark.parametrize(
    ("question", "key", "fact"),
    [
        ("سرکاری ملازمین کو آگاہی کب تک دینی ہے؟", f"{P}/4.2.1(2.IV)", "2025"),
        ("نوجوانوں کی تربیت کن اداروں کے ساتھ مل کر ہوگی؟", f"{P}/4.2.1(2.I)", "NAVTTC"),
        ("When did the workshop open?", f"{CALL}/1", "22 November 2023"),
    ],
)
def test_the_sentence_of_our_summary_that_holds_the_fact_comes_first(
    toy_reading_assistant, question, key, fact
):
    assert fact in composed(toy_reading_assistant, question, key)[0].text


def test_the_record_that_gives_the_name_comes_before_a_nearer_one_that_does_not(toy_reading_assistant):
    provisions = toy_reading_assistant.snapshot.provisions
    hits = [Hit(provisions[f"{CALL}/{number}"], score, None) for number, score in (("2", 9), ("1", 3))]
    asked = "What was the name of the foreign secretary?"
    found = holding_first(hits, Fact(facts_asked(asked)), asked)
    assert [hit.provision.locator for hit in found] == ["1", "2"]


def test_one_that_lacks_the_matter_does_not_come_first_though_it_gives_a_name(toy_reading_assistant):
    provisions = toy_reading_assistant.snapshot.provisions
    hits = [Hit(provisions[f"{CALL}/{number}"], score, None) for number, score in (("2", 9), ("1", 3))]
    asked = "What was the name of the foreign secretary?"
    lacks = {provisions[f"{CALL}/1"].key: 0.9}
    found = holding_first(hits, Fact(facts_asked(asked)), asked, lambda one: lacks.get(one.key, 0.2))
    assert found[0].provision.locator == "2"


@pytest.mark.official
def test_where_our_urdu_words_hold_no_definition_the_official_text_is_added(toy_official_assistant):
    first, *rest = composed(toy_official_assistant, "human dignity se kya murad hai", f"{U}/13")
    assert first.support == "summary"
    assert [point.support for point in rest] == ["quotation"]
    assert rest[0].text.startswith("“Human dignity relates to")


@pytest.mark.official
def test_english_quotes_the_sentence_with_the_date(toy_official_assistant):
    points = composed(
        toy_official_assistant, "By when do public servants gain awareness?", f"{P}/4.2.1(2.IV)"
    )
    assert "2025" in points[0].text
