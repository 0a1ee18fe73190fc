"""A number answers "how many" only where it counts the thing that is asked about."""

import pytest

from assistant.counted import counts, things


@pytest.mark.parametrize(
    ("question", "wording", "counted"),
    [
        ("How many months may a firm stay?", "It reports within 3 months.", True),
        ("How many months may a firm stay?", "Two firms a year may stay.", False),
        ("How many members sit on it?", "It has up to nine other members.", True),
        ("bachon ke kitne school honge?", "At least 40 schools take part.", True),
        ("کتنے سکول ہوں گے؟", "At least 40 schools take part.", True),
        ("کتنے سکول ہوں گے؟", "At least 40 teachers take part.", False),
    ],
)
def test_the_number_stands_before_the_thing(question, wording, counted):
    assert counts([wording], things(question)) is counted


@pytest.mark.parametrize(
    "question", ["Which body audits?", "How many rupees does it cost?", "کتنے روپے ملیں گے؟"]
)
def test_sums_and_other_questions_count_nothing(question):
    assert things(question) == frozenset()
