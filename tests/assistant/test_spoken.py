"""Which words of a question the provisions and the sources have themselves."""

import pytest

from assistant.spoken import Spoken

U, P = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


@pytest.fixture(scope="module")
def spoken(toy_reading_assistant):
    return Spoken(toy_reading_assistant.retriever)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Does the draft mention neurotechnology?"),
        ("ur", "کیا مسودے میں عجائب گھر کا ذکر ہے؟"),
    ],
)
def test_a_word_that_only_another_source_has_is_lacking(spoken, language, question):
    assert spoken.lacked_by_sources(question, language, [P]) > 0.3
    assert spoken.lacked_by_sources(question, language, [P, U]) == 0.0


def test_without_a_named_source_none_lacks_anything(spoken):
    assert spoken.lacked_by_sources("Is neurotechnology mentioned?", "en", []) == 0.0


def test_a_word_that_the_provisions_found_lack_weighs_by_how_rare_it_is(spoken, toy_reading_assistant):
    provision = toy_reading_assistant.snapshot.provisions[f"{U}/26"]
    held = spoken.lacked_by("Is mass surveillance mentioned?", "en", [provision])
    rare = spoken.lacked_by("Is blockchain mentioned?", "en", [provision])
    assert held < rare
    assert rare > 0.8


def test_a_word_that_nobody_has_is_lacked_by_all_unless_only_known_ones_count(spoken, toy_reading_assistant):
    provision = toy_reading_assistant.snapshot.provisions[f"{U}/26"]
    assert spoken.lacked_by("Is xylophony mentioned?", "en", [provision]) > 0.8
    assert spoken.lacked_by("Is xylophony mentioned?", "en", [provision], known=True) < 0.8
