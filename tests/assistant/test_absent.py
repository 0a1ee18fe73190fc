"""A place that the documents do not have is said to be absent, and nothing near it is told in its stead."""

import pytest

from assistant.schemas import AnswerStatus, Question


@pytest.mark.parametrize(
    ("question", "place", "last"),
    [
        ("What does paragraph 152 of the Recommendation say?", "paragraph 152", "paragraph 141"),
        ("Explain Target 40 of the draft.", "Target 40", "Target 15"),
        ("clause 4.1.2(XIV) me kya likha hai?", "شق 4.1.2(XIV)", "شق 4.1.2(X)"),
    ],
)
def test_the_reply_names_what_there_is(toy_reading_assistant, question, place, last):
    answer = toy_reading_assistant.answer(Question(question=question))
    assert answer.status is AnswerStatus.NO_PROVISION
    assert place in answer.answer
    assert last in answer.answer
    assert not answer.citations


def test_beside_a_place_that_is_there_it_is_remarked(toy_reading_assistant):
    answer = toy_reading_assistant.answer(
        Question(question="What do paragraph 26 and paragraph 152 of the Recommendation say?")
    )
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.citations[0].locator == "26"
    assert "there is no paragraph 152" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Compare paragraph 26 and paragraph 36.",
        "Read me paragraphs 26 and 36.",
        "پیراگراف 26 اور 36 کا موازنہ کریں",
        "paragraph 26 aur 36 mein kya hai?",
        "paragraph 26 vs paragraph 36",
    ],
)
def test_several_places_are_each_told_and_nothing_else(toy_reading_assistant, question):
    answer = toy_reading_assistant.answer(Question(question=question))
    assert answer.status is AnswerStatus.ANSWERED
    assert [citation.locator for citation in answer.citations] == ["26", "36"]
    assert "no matching provision" not in answer.answer
