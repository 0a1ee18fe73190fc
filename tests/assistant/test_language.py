"""Language by script, and by lexicon for Urdu in Latin letters."""

import pytest

from assistant.language import answer_language, detect


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("May a government use AI to score its citizens?", "en"),
        ("کیا حکومت شہریوں کو اسکور کر سکتی ہے؟", "ur"),
        ("CoE-AI کیا ہے؟", "ur"),
        ("kya hukumat shehriyon ko AI se score kar sakti hai", "ur-Latn"),
        ("AI policy kab approve hui thi?", "ur-Latn"),
        ("Is the draft in force?", "en"),
        ("paragraph 26", "en"),
        ("What does NAIF mean?", "en"),
        ("bachon ki hifazat ke bare mein policy kya kehti hai", "ur-Latn"),
    ],
)
def test_language(question, language):
    assert detect(question) == language


def test_the_answer_is_urdu_for_urdu_in_either_script():
    assert [answer_language(x) for x in ("en", "ur", "ur-Latn")] == ["en", "ur", "ur"]
