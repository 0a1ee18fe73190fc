"""Folding changes typography and never words."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold, fold_urdu, letters, western_digits


def test_typography_folds():
    assert fold("The  “ﬁrst”\u00ad step—now\u00a0!") == fold('the "first" step-now !')
    assert fold("self-\n understanding") == fold("self-understanding")


def test_urdu_letters_and_digits_fold():
    assert fold_urdu("يونيسكو ۲۶") == fold_urdu("یونیسکو 26")
    assert western_digits("۲۶٤") == "264"


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=100))
def test_letters_have_no_space_or_punctuation(text):
    assert all(c.isalnum() for c in letters(text))
