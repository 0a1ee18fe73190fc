"""A section or part that is named is told as a whole, in the order of the text; a question within it is not."""

import pytest

from assistant.parts import whole_part
from tests.assistant.test_composition import ask

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


@pytest.mark.parametrize(
    ("question", "source", "locators"),
    [
        ("Explain section 5.3 of the draft.", DRAFT, "5.3(I) 5.3(II) 5.3(III) 5.3(IV)"),
        ("What does section 5.1 say?", DRAFT, "5.1(I) 5.1(II) 5.1(III) 5.1(IV)"),
        ("سیکشن ۵.۳ میں کیا ہے؟", DRAFT, "5.3(I) 5.3(II) 5.3(III) 5.3(IV)"),
        ("section 5.3 mein kya likha hai", DRAFT, "5.3(I) 5.3(II) 5.3(III) 5.3(IV)"),
        ("What does section 4.1 say?", DRAFT, "4.1.1 4.1.2 4.1.3 4.1.4"),
        ("What does Policy Area 4 say?", UNESCO, "78 79 80 81 82 83"),
        ("پالیسی شعبہ 4 میں کیا لکھا ہے؟", UNESCO, "78 79 80 81 82 83"),
        (
            "What does UNESCO's policy chapter on environment and ecosystems want governments to do?",
            UNESCO,
            "84 85 86",
        ),
        (
            "Tell me everything in the section on the Implementation Cell",
            DRAFT,
            "5.3(I) 5.3(II) 5.3(III) 5.3(IV)",
        ),
        ("policy area 4 international cooperation, sab batao", UNESCO, "78 79 80 81 82 83"),
        ("international cooperation wale hissay mein kya likha hai", UNESCO, "78 79 80 81 82 83"),
        ("معیشت اور محنت کے باب میں کیا لکھا ہے؟", UNESCO, "116 117 118 119 120"),
    ],
)
def test_a_part_is_told_whole_and_in_order(toy_assistant, question, source, locators):
    answer = ask(toy_assistant, question)
    assert answer.kind == "named"
    assert [c.locator for c in answer.citations if c.source_id == source] == locators.split()
    assert f"{len(locators.split())} " in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Who convenes the committee of section 5.1?",
        "What does section 5.3 say about monitoring?",
        "What does clause 5.3(II) say?",
        "Explain section 3.1",
        "What does section 17.4 say?",
        "paragraph 26",
        "In the gender area, which paragraph speaks of money?",
        "What does the section on awareness say?",
        "Policy area 4 on gender",
    ],
)
def test_what_asks_for_something_in_particular_asks_for_no_whole(catalogue, question):
    assert whole_part(question, catalogue, catalogue.sources) is None


def test_within_a_section_the_clause_that_is_asked_for_goes_first(toy_assistant):
    answer = ask(toy_assistant, "Who convenes the committee under section 5.1?")
    assert answer.citations[0].locator == "5.1(II)"


def test_of_a_long_part_the_rest_is_linked_to(toy_assistant):
    answer = ask(toy_assistant, "پالیسی شعبہ 2 میں کیا لکھا ہے؟")
    shown = [c.locator for c in answer.citations if c.source_id == UNESCO]
    assert shown == [str(number) for number in range(54, 54 + len(shown))]
    assert len(shown) < 17
    assert f"](/sources/{UNESCO}/{54 + len(shown)})" in answer.answer
