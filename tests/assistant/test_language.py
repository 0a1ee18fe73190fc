"""Language by script, and by the spelling of words for Urdu in Latin letters."""

import pytest

from assistant.language import answer_language, detect
from benchmarks.languages import accuracy, utterances


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("کیا حکومت شہریوں کو اسکور کر سکتی ہے؟", "ur"),
        ("CoE-AI کیا ہے؟", "ur"),
        ("UNESCO Recommendation on the Ethics of AI کیا ہے؟", "ur"),
        ("kya hukumat shehriyon ko AI se score kar sakti hai", "ur-Latn"),
        ("working groups kitne mahine baad milenge?", "ur-Latn"),
        ("KYA DRAFT LAGU HAI", "ur-Latn"),
        ("Shukriya", "ur-Latn"),
        ("aur bachon ke liye?", "ur-Latn"),
        ("paragraph 26", "en"),
        ("What is Babar Azam's batting average?", "en"),
        ("Can a panchayat or jirga rely on an AI verdict?", "en"),
        ("social scoring", "en"),
        ('kya draft mein yeh likha hai: "The fund shall be administered by a board"?', "ur-Latn"),
        ('What does "مصنوعی ذہانت کی پالیسی" mean?', "en"),
        ('"social scoring"', "en"),
        ("…", "en"),
    ],
)
def test_language(question, language):
    assert detect(question) == language


@pytest.mark.parametrize("held_out", [False, True])
def test_short_utterances_of_each_language_are_told(held_out):
    assert min(accuracy(utterances(held_out)).values()) >= 0.98


def test_the_answer_is_urdu_for_urdu_in_either_script():
    assert [answer_language(x) for x in ("en", "ur", "ur-Latn")] == ["en", "ur", "ur"]
