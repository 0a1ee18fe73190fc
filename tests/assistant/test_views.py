"""Which sources a question is answered from: the document it names, the reader's choice, and what was filed."""

from types import SimpleNamespace

import pytest

from assistant.elsewhere import look_elsewhere
from assistant.inquiry import Inquiry
from assistant.lists import find_list
from assistant.naming import named_sources
from assistant.schemas import AnswerStatus, Question, Turn
from assistant.views import sources_in_view

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
POLICY = "pakistan-ai-policy-2025"


def cited(answer):
    return {citation.source_id for citation in answer.citations}


def test_a_document_that_is_named_answers_on_a_theme(toy_reading_assistant):
    answer = toy_reading_assistant.answer(Question(question="What does UNESCO say about culture?"))
    assert cited(answer) == {UNESCO}


@pytest.mark.official
def test_a_theme_is_found_where_the_documents_word_is_another(official_assistant):
    answer = official_assistant.answer(Question(question="What does the draft say about gender?"))
    assert answer.citations[0].source_id == DRAFT
    assert UNESCO not in cited(answer)


@pytest.mark.parametrize(
    ("question", "records"),
    [
        ("Does the draft promise a million experts by 2030?", False),
        ("کیا مسودے میں خواتین کا کوٹہ شامل ہے؟", False),
        ("Has the draft been approved?", True),
        ("What did the newspaper's editorial say about the draft?", True),
        ("Did the ministry allow comments on the draft?", True),
        ("مسودے کی تیاری میں کون شامل تھا؟", True),
        ("draft mein kya likha hai robots ke bare mein?", False),
    ],
)
def test_what_stands_in_a_document_is_not_told_from_a_record_on_it(toy_reading_assistant, question, records):
    catalogue = toy_reading_assistant.catalogue
    inquiry = Inquiry(question, "en", "en", rephrased=question, named_sources=(DRAFT,))
    assert (POLICY in sources_in_view(inquiry, catalogue)) is records


def test_the_readers_choice_stands(toy_reading_assistant):
    answer = toy_reading_assistant.answer(
        Question(question="What does UNESCO say about culture?", sources=[DRAFT])
    )
    assert UNESCO not in cited(answer)


def test_a_theme_does_not_excuse_what_is_asked_for(toy_reading_assistant):
    answer = toy_reading_assistant.answer(
        Question(question="How many votes did UNESCO count for the chapter on culture?")
    )
    assert answer.status == "no_provision"


def test_a_refusal_names_what_was_searched(toy_reading_assistant):
    refused = toy_reading_assistant.answer(Question(question="What jail term does the draft policy set?"))
    assert refused.status == "no_provision"
    searched = refused.answer.partition("Nearest")[0]
    assert "draft AI policy" in searched
    assert "UNESCO Recommendation" not in searched


def test_where_the_document_asked_about_is_silent_another_is_named(toy_reading_assistant):
    inquiry = Inquiry("?", "en", "en", rephrased="culture in the draft", named_sources=(DRAFT,))
    inquiry.status = AnswerStatus.NO_PROVISION
    finder, judge = toy_reading_assistant.finder, SimpleNamespace(judge=lambda other: None)
    look_elsewhere(inquiry, finder, judge, toy_reading_assistant.catalogue)
    assert inquiry.reason == "elsewhere"
    assert {hit.provision.source_id for hit in inquiry.hits} == {UNESCO}
    said = toy_reading_assistant.finisher.finish(inquiry)
    assert said.answer.startswith("Nothing found in Pakistan's draft AI policy (2023) says this.")
    assert said.nearest


@pytest.mark.parametrize(
    ("question", "source_id", "first"),
    [
        ("How many pillars does the 2023 draft have?", DRAFT, "3.4.1.1"),
        ("2023 کے مسودے میں کتنے ستون تھے؟", DRAFT, "3.4.1.1"),
        ("2023 wale draft mein kitne pillars thay?", DRAFT, "3.4.1.1"),
        ("منظور شدہ پالیسی کے کتنے ستون ہیں؟", POLICY, "6"),
        ("manzoor shuda policy ke kitne sutoon hain?", POLICY, "6"),
        ("How many pillars does the policy have?", POLICY, "6"),
        ("How many pillars did the draft of July 2025 have?", POLICY, "3"),
        ("جولائی 2025 میں پالیسی کے مسودے کے کتنے ستون تھے؟", POLICY, "3"),
    ],
)
def test_the_version_that_is_named_tells_how_many(question, source_id, first, catalogue):
    view = frozenset(named_sources(question, catalogue) or catalogue.sources)
    listed = find_list(question, catalogue, view)
    assert (listed.source_id, listed.members[0]) == (source_id, first)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the draft of July 2025 say?", []),
        ("۲۰۲۵ کے مسودے میں کیا تھا؟", []),
        ("Which targets of the draft are for 2026?", [DRAFT]),
        ("Does the May 2023 draft name a fund?", [DRAFT]),
    ],
)
def test_a_draft_of_another_year_is_another_draft(question, named, catalogue):
    assert named_sources(question, catalogue) == named


def test_the_status_of_something_else_is_not_that_of_the_policy(toy_reading_assistant):
    answer = toy_reading_assistant.answer(Question(question="What is the status of the RAM for Pakistan?"))
    assert answer.kind != "state"


def test_lists_of_two_documents_are_compared_as_lists(toy_reading_assistant):
    question = "2023 کے مسودے اور منظور شدہ پالیسی کے ستونوں میں کیا فرق ہے؟"
    answer = toy_reading_assistant.answer(Question(question=question))
    assert answer.kind == "comparison"
    keys = [(c.source_id, c.locator) for c in answer.citations]
    assert {(DRAFT, "3.4.1.1"), (DRAFT, "3.4.1.4"), (POLICY, "6")} <= set(keys)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Has UNESCO published a readiness report on Pakistan yet?", []),
        ("کیا یونیسکو نے پاکستان پر رپورٹ شائع کی ہے؟", []),
        ("Does UNESCO's text forbid scoring?", [UNESCO]),
        ("What does UNESCO say on published reports?", [UNESCO]),
    ],
)
def test_unesco_as_a_body_is_not_its_recommendation(question, named, catalogue):
    assert named_sources(question, catalogue) == named


@pytest.mark.parametrize(
    ("question", "polarity"),
    [
        ("Is the 2023 draft still in force?", "no"),
        ("کیا مسودہ نافذ ہے؟", "no"),
        ("Is it true that the draft is not in force?", None),
        ("Is the approved policy in force?", None),
    ],
)
def test_no_draft_is_in_force(question, polarity, toy_reading_assistant):
    assert toy_reading_assistant.answer(Question(question=question)).polarity == polarity


def test_what_was_said_of_a_draft_does_not_stand_under_approved(toy_reading_assistant):
    answer = toy_reading_assistant.answer(
        Question(question="How many pillars did the draft of July 2025 have?")
    )
    assert answer.citations[0].locator == "3"
    assert "(approved only later, 30 July 2025)" in answer.statements[0].text


def test_the_later_version_is_named_once_in_a_conversation(toy_reading_assistant):
    question = "What does clause 5.1(I) of the draft say?"
    first = toy_reading_assistant.answer(Question(question=question))
    assert first.answer.count("Later version:") == 1
    assert first.answer.rstrip().endswith("30 July 2025. [2]")
    history = [Turn(role="user", content=question), Turn(role="assistant", content=first.answer)]
    second = toy_reading_assistant.answer(
        Question(question="What does clause 5.1(II) of the draft say?", history=history)
    )
    assert "Later version:" not in second.answer
    assert "draft, not in force" in second.answer
