"""What the words of a question say of whether it is answered."""

import pytest

from assistant.phrasing import Phrasing


def test_known_words_weigh_each_once_and_unknown_ones_nothing():
    phrasing = Phrasing({"fee": -3.0, "which": 1.0, "فیس": -2.0})
    assert phrasing.weigh("Fee? fee!") == -3.0
    assert phrasing.weigh("Which fee") == pytest.approx(-2 / 2**0.5)
    assert phrasing.weigh("اس کی فیس کتنی ہے؟") == -2.0
    assert phrasing.weigh("nothing known") == 0.0


def test_a_pair_of_neighbours_weighs_beside_its_words():
    phrasing = Phrasing({"how": 1.0, "how much": -4.0})
    assert phrasing.weigh("How much is it?") == pytest.approx(-3 / 2**0.5)
    assert phrasing.weigh("How is it so much?") == 1.0
