"""What a question wants compared, and by which words a text is known to speak of it."""

import pytest

from assistant.comparison.topic import compared_topic, words_of
from ingest.glosses import in_english
from ingest.lexical import terms


def flat(term, script):
    return 0.5 if term == "ai" else 3.0


def latin(text):
    return frozenset(terms(text, "latin", skeletons=False))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How do UNESCO and the 2023 draft differ on surveillance?", "surveillance"),
        ("Compare agriculture in the UNESCO text and in the 2023 draft.", "agriculture"),
        ("Both UNESCO and the draft mention sandboxes. What does each one say?", "sandboxes"),
        ("ریگولیٹری سینڈ باکس پر دونوں دستاویزات کا موازنہ کریں", "ریگولیٹری سینڈ باکس"),
        ("خواتین کے بارے میں یونیسکو اور پاکستانی مسودے میں کیا فرق ہے؟", "خواتین"),
        ("UNESCO aur pakistani draft mein monitoring ke nizam ka kya farq hai?", "monitoring"),
        ("Compare the UNESCO Recommendation and the Pakistani draft.", ""),
    ],
)
def test_the_topic_is_what_is_left_of_the_question(catalogue, question, topic):
    assert compared_topic(question, catalogue) == topic


def test_a_word_is_known_in_every_form_and_by_its_gloss():
    assert words_of("ڈیٹا کے تبادلے", "ur", flat).coverage(latin("guidelines for sharing data")) == 1
    assert words_of("سینڈ باکس", "ur", flat).coverage(latin("regulatory sandboxes")) == 1
    assert words_of("persons with disabilities", "en", flat).coverage(latin("a person who is disabled")) == 1
    assert words_of("khawateen", "ur-Latn", flat).coverage(latin("girls and women")) == 1


def test_a_word_is_not_known_by_another_that_begins_alike():
    assert words_of("deepfakes", "en", flat).coverage(latin("deep learning")) == 0


def test_a_word_that_stands_everywhere_tells_nothing_beside_another():
    assert words_of("AI in schools", "en", flat).coverage(latin("AI at work")) == 0
    assert words_of("AI", "en", flat).coverage(latin("AI at work")) == 1


def test_half_the_words_are_half_the_topic():
    assert words_of("data sharing", "en", flat).coverage(latin("data are kept")) == 0.5


def test_roman_urdu_is_put_in_english_only_as_a_whole():
    assert in_english("mahauliyat") == "environment"
    assert in_english("mahauliyat ki zzqqk") == ""
