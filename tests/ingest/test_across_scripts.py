"""What lets a question in one script find wording in another: sounds and glosses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.endings import bases
from ingest.glosses import LEXICON, glosses
from ingest.lexical import LexicalIndex, terms
from ingest.sounds import sound_of, sounds


@pytest.mark.parametrize(
    ("urdu", "english"),
    [
        ("سکسن", "saxon"),
        ("گارڈن", "garden"),
        ("ڈائریکٹر", "director"),
        ("پالیسی", "policy"),
        ("کمیشن", "commission"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(urdu, english):
    assert sound_of(urdu) == sound_of(english) != ""


@pytest.mark.parametrize("word", ["", "a", "اے", "go", "ho"])
def test_a_word_of_few_consonants_has_no_sound(word):
    assert sound_of(word) == ""


def test_numbers_stay():
    assert {"2026", "15"} <= set(sounds("۲۰۲۶ تک 15 ہدف"))


@given(st.text(max_size=60))
def test_any_text_has_plain_sounds(text):
    assert all(sound.isascii() or sound.isdigit() for sound in sounds(text))


def test_an_urdu_question_finds_an_english_name():
    index = LexicalIndex.build(["The Saxon Garden is a park.", "The commission meets monthly."], "sounds")
    scores = index.scores(terms("سکسن گارڈن کہاں ہے؟", "sounds"))
    assert scores[0] > 0 == scores[1]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("darkhwast kab tak deni hai", "applic"),
        ("hukumat ki zimedari kya hai", "govern"),
        ("hukoomat kya kare", "govern"),  # spelled otherwise
        ("wazifon ki raqam", "scholarship"),  # of wazifa
        ("کیا وظیفوں میں حصہ ہے؟", "scholarship"),  # of وظیفہ
        ("ورکنگ گروپس کا کام", "group"),
        ("ایکٹرز کی ذمہ داریوں کا بیان", "respons"),  # written apart, and of ذمہ‌داری
        ("طریقۂ کار کیا ہے؟", "procedur"),
        ("mausam ki pesh goi", "forecast"),
    ],
)
def test_a_word_of_urdu_has_its_english_term(question, term):
    assert term in glosses(question)


@pytest.mark.parametrize(
    "question", ["the and of", "kaun sa", "کتنے اور کس طرح؟", "mention", "press release"]
)
def test_english_and_function_words_have_no_gloss(question):
    assert glosses(question) == []


def test_the_words_of_a_compound_are_not_taken_singly():
    assert glosses("بے روزگاری") == ["unemploy"]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("شہریوں", "شہری"),
        ("بیماریاں", "بیماری"),
        ("اداروں", "ادارہ"),
        ("لڑکوں", "لڑکا"),
        ("سزائیں", "سزا"),
        ("زبانیں", "زبان"),
        ("ملازمین", "ملازم"),
        ("سینٹرز", "سینٹر"),
        ("گروپس", "گروپ"),
        ("روکتا", "روکنا"),
        ("larkiyon", "larki"),
        ("idaron", "idara"),
        ("kitabein", "kitab"),
        ("wazife", "wazifa"),
    ],
)
def test_a_form_is_tried_under_its_base(form, base):
    assert base in list(bases(form))


@pytest.mark.parametrize("word", ["", "ان", "دیں", "on", "hain", "میں"])
def test_a_short_word_is_no_form_of_another(word):
    assert list(bases(word)) == []


def test_the_lexicon_is_whole():
    rows = [line.split("\t") for line in LEXICON.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 1000
    assert all(len(row) == 3 and all(part.strip() for part in row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
