"""The meaning of a question as the judge weighs it: its vector, and how it differs from what is known to be answered."""

import numpy as np
import pytest

from assistant.evidence import SPACE_OF, Gatherer
from assistant.inquiry import Inquiry
from assistant.language import answer_language, detect
from assistant.meaning import Direction, Meaning, Precedents, meant
from assistant.route import route
from ingest.snapshot import SPACES


@pytest.fixture(scope="module")
def gatherer(toy_reading_assistant):
    return Gatherer(toy_reading_assistant.retriever)


def inquiry_of(question, assistant):
    language = detect(question)
    inquiry = Inquiry(question, answer_language(language), language, rephrased=question)
    route(inquiry, assistant.catalogue)
    assistant.finder.find(inquiry)
    return inquiry


def known_question(assistant, space):
    """A question that a provision is known to answer."""
    snapshot = assistant.snapshot
    return snapshot.passages[snapshot.spaces[space][0]].text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_known_question_differs_in_nothing_from_the_nearest_one(toy_reading_assistant, gatherer, language):
    question = known_question(toy_reading_assistant, SPACE_OF[language])
    vector, difference = np.split(meant(inquiry_of(question, toy_reading_assistant), gatherer), 2)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert np.linalg.norm(difference) < 1e-2
    other = inquiry_of("Which fine does the draft set for the minister?", toy_reading_assistant)
    assert np.linalg.norm(np.split(meant(other, gatherer), 2)[1]) > 0.1


def test_the_nearest_precedents_are_found_on_either_side():
    vectors = np.eye(4, dtype=np.float32)
    precedents = Precedents(vectors, np.array([False, False, True, True]))
    asked = np.array([0.8, 0.0, 0.6, 0.0], dtype=np.float32)
    assert precedents.nearness(asked[None])[0] == pytest.approx([0.8, 0.4, 0.6, 0.3])
    none_refused = Precedents(vectors, np.ones(4, dtype=bool))
    assert none_refused.nearness(asked[None])[0, :2].tolist() == [0.0, 0.0]


def test_weights_count_for_the_encoder_they_were_fitted_on_and_for_no_other(toy_reading_assistant, gatherer):
    inquiry = inquiry_of("May a government score its citizens?", toy_reading_assistant)
    numbers = meant(inquiry, gatherer)
    vector = numbers[: len(numbers) // 2]
    precedents = Precedents(vector[None], np.array([True]))
    weights = np.concatenate([numbers, [0, 0, 1, 1]]).astype(np.float32)
    directions = {SPACES[SPACE_OF["en"]]: Direction("mine", weights, 0.5, precedents)}
    used = Meaning(directions, gatherer, {"english": "mine"})
    assert used.weigh(inquiry) == pytest.approx(float(numbers @ numbers) + 2 - 0.5, abs=1e-3)
    assert Meaning(directions, gatherer, {"english": "another"}).weigh(inquiry) == 0.0
    in_urdu = inquiry_of("کیا حکومت شہریوں کی درجہ بندی کر سکتی ہے؟", toy_reading_assistant)
    assert used.weigh(in_urdu) == 0.0
