"""A question that asks for nothing but what stands at a place is answered by its form; any other is weighed."""

import pytest

from assistant.form import asks_the_place


@pytest.mark.parametrize(
    "question",
    [
        "paragraph 26",
        "What does paragraph 68 of the UNESCO Recommendation say?",
        "Explain Target 6 of the draft policy.",
        "پیراگراف 140 میں کیا کہا گیا ہے؟",
        "clause 4.1.2(VI) me kya likha hai?",
        "operative paragraph 2",
    ],
)
def test_the_place_alone(catalogue, question):
    assert asks_the_place(question, catalogue)


@pytest.mark.parametrize(
    "question",
    [
        "Why is economics missing from the disciplines paragraph 110 lists?",
        "On what date did the steering committee under section 5.1 first sit?",
        "What does UNESCO say about children?",
        "What does paragraph 152 say?",
    ],
)
def test_something_in_particular(catalogue, question):
    assert not asks_the_place(question, catalogue)
