"""A question that asks for nothing but what stands at a place is answered by its form; any other is weighed."""

import pytest

from assistant.form import asks_the_place, plainly_asked
from assistant.schemas import CITING, Question
from benchmarks.fitting import found


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


@pytest.mark.parametrize(
    "question",
    [
        "Give me the ten principles",
        "Name three of UNESCO's ten principles",
        "what are the six pillars",
        "یونیسکو کی چار اقدار کون سی ہیں؟",
        "دس اصول بتائیں",
        "unesco ke das usool",
        "Which paragraphs of UNESCO mention robots?",
        "Is the draft in force?",
        "kya draft nafiz hai?",
        "Who is Dr Aneel Salman?",
    ],
)
def test_what_is_plainly_asked_needs_no_evidence(toy_reading_assistant, question):
    assert toy_reading_assistant.answer(Question(question=question)).status in CITING


@pytest.mark.parametrize(
    "question",
    [
        "How much budget does each of the six pillars get?",
        "Who heads each of the six pillars of the approved policy?",
        "Who heads each of the six pillars?",
        "Which philosopher invented the four values?",
        "Which disability organisations spoke at the Islamabad dialogue?",
        "How much severance pay would the draft give a textile worker replaced by a machine?",
    ],
)
def test_what_is_asked_beside_a_list_or_state_is_weighed(toy_reading_assistant, question):
    inquiry = found(question, "en", toy_reading_assistant)
    assert not plainly_asked(inquiry, toy_reading_assistant.catalogue)
