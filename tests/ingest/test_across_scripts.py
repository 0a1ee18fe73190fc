"""What lets a question in one script find wording in another: sounds and glosses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ],
)
def test_a_roman_urdu_word_has_its_english_term(question, term):
    assert term in glosses(question)


def test_english_words_have_no_gloss():
    assert glosses("the and of") == []


def test_the_lexicon_is_whole():
    rows = [line.split("\t") for line in LEXICON.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 1000
    assert all(len(row) == 3 and all(part.strip() for part in row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
