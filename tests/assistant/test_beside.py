"""What stands beside an answer: contradictions that bear on it, no bibliography, quotations and titles as they are set."""

import pytest

from assistant.composition.composer import Composer
from assistant.finding import ASKS_REFERENCES
from assistant.finish import _titled
from assistant.inquiry import Inquiry
from assistant.items import quoted_apart
from assistant.language import answer_language, detect
from assistant.naming import named_sources
from assistant.retrieval import Hit
from assistant.route import route
from assistant.schemas import Question
from ingest.passages import SENTENCE

P = "pakistan-draft-ai-policy-2023"


def remarked(assistant, question, *keys):
    language = detect(question)
    inquiry = Inquiry(question, answer_language(language), language, rephrased=question)
    inquiry.hits = [
        Hit(assistant.snapshot.provisions[f"{P}/{key}"], 9 - n, None) for n, key in enumerate(keys)
    ]
    composer: Composer = assistant.composer
    composer.compose(inquiry)
    return [point.lead for point in inquiry.points if point.support == "conflict"]


@pytest.mark.parametrize(
    ("question", "keys", "leads"),
    [
        ("How many research projects are supported?", ["4.2.2(I)"], ["conflict"]),
        ("How much money in rupees does each research project get?", ["4.2.2(I)"], []),
        ("By when are public servants trained?", ["4.2.1(2.IV)"], ["conflict"]),
        ("sarkari mulazmeen ki training kab tak hogi", ["4.2.1(2.IV)"], ["conflict"]),
        ("With whom are public servants trained?", ["4.2.1(2.IV)"], []),
        ("What is said on public servants?", ["4.2.1(2.IV)"], ["conflict"]),
        ("How many pillars are there?", ["3.4"], ["changed"]),
    ],
)
def test_a_contradiction_is_noted_if_it_bears_on_what_is_asked(toy_reading_assistant, question, keys, leads):
    assert remarked(toy_reading_assistant, question, *keys) == leads


def test_the_bibliography_is_evidence_only_where_references_are_asked_for(toy_reading_assistant):
    def found(question):
        inquiry = Inquiry(question, "en", "en", rephrased=question)
        route(inquiry, toy_reading_assistant.catalogue)
        toy_reading_assistant.finder.find(inquiry)
        return f"{P}/9" in [hit.provision.key for hit in inquiry.hits]

    words = "Oxford Insights Government AI Readiness Index 2022"
    assert not found(f"What is the {words}?")
    assert found(f"Which references name the {words}?")
    assert ASKS_REFERENCES.search("مسودے کے مآخذ کیا ہیں؟")


def test_an_abbreviated_month_ends_no_sentence():
    assert SENTENCE.split("It was seen (accessed Oct. 19, 2022). Then it went.") == [
        "It was seen (accessed Oct. 19, 2022).",
        "Then it went.",
    ]


def test_each_item_of_a_quoted_list_is_a_quotation_of_its_own():
    assert quoted_apart("“They shall:", ["“a. run", "b. keep “zero” debts", "c. end”"]) == (
        "“They shall:”",
        ["“a. run”", "“b. keep “zero” debts”", "“c. end”"],
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("The Charter", "**The Charter** (draft, 2020)"),
        ("The Charter (2020)", "**The Charter** (2020; draft, 2020)"),
        ("منشور (2020 میں)", "**منشور** (2020 میں؛ draft, 2020)"),
    ],
)
def test_a_title_has_one_pair_of_brackets(name, title):
    assert _titled(name, "draft, 2020") == title


@pytest.mark.parametrize(
    "question",
    [
        "Who was the officer in charge of UNESCO in Pakistan at the dialogue?",
        "What did UNESCO's country representative say at the dialogue?",
    ],
)
def test_unesco_with_officers_is_the_body_and_not_the_recommendation(catalogue, question):
    assert named_sources(question, catalogue) == ["unesco-pakistan-dialogue-2025"]


@pytest.mark.official
def test_a_quotation_that_stands_nowhere_was_looked_up_in_every_text_and_in_no_record(toy_official_assistant):
    asked = "Did UNESCO write “every dragon shall be given a silver kettle”?"
    refusal = toy_official_assistant.answer(Question(question=asked)).answer
    assert "Pakistan's draft AI policy" in refusal
    assert "UNESCO Recommendation" in refusal
    assert "text not held" not in refusal
