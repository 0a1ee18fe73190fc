"""Who is asked after by name."""

import pytest

from assistant.naming import person_asked
from assistant.schemas import Question


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Dr Aneel Salman?", {"aneel", "salman"}),
        ("Who's Afke Bootsman?", {"afke", "bootsman"}),
        ("ڈاکٹر انیل سلمان کون ہیں؟", {"انیل", "سلمان"}),
        ("aneel salman kaun hain", {"aneel", "salman"}),
        ("Who is the Foreign Secretary?", set()),
        ("Who is Prime Minister?", set()),
        ("Who is responsible for AI?", set()),
        ("NAIF ka CEO kaun hai?", set()),
        ("اے آئی کونسل میں کون ہے؟", set()),
        ("یہ فنڈ چلانے والا کون ہے؟", set()),
    ],
)
def test_a_name_is_told_from_an_office(question, name):
    assert person_asked(question) == name


@pytest.mark.parametrize("question", ["Who is Dr Aneel Salman?", "ڈاکٹر انیل سلمان کون ہیں؟"])
def test_a_person_whom_a_record_names_is_answered(bundled_assistant, question):
    answer = bundled_assistant.answer(Question(question=question))
    assert answer.status == "answered"
    assert "Salman" in answer.citations[0].summary or "سلمان" in answer.citations[0].summary


def test_a_person_whom_nothing_names_is_not(bundled_assistant):
    answer = bundled_assistant.answer(Question(question="Who is Zarmina Khattak?"))
    assert answer.status != "answered"
