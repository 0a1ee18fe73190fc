"""Which sources a question is answered from: the document it names, the reader's choice, and what was filed."""

import pytest

from assistant.schemas import Question

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


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


def test_a_refusal_names_what_was_searched_and_small_talk_what_there_is(toy_reading_assistant):
    refused = toy_reading_assistant.answer(Question(question="What jail term does the draft policy set?"))
    assert refused.status == "no_provision"
    searched = refused.answer.partition("Nearest")[0]
    assert "draft AI policy" in searched
    assert "UNESCO Recommendation" not in searched
    small = toy_reading_assistant.answer(Question(question="Hello, what is in the draft policy?"))
    assert small.status == "out_of_scope"
    assert "UNESCO Recommendation" in small.answer
