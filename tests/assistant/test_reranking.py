"""Which of the first hits goes first where they are about as near as one another."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.inquiry import Inquiry
from assistant.reranking import CLOSE, rerank
from assistant.retrieval import Hit
from corpus import ListOf


class Scores:
    """Gives what it was told, and counts how often it is asked."""

    def __init__(self, *scores):
        self.scores, self.asked = scores, 0

    def score(self, question, passages):
        self.asked += 1
        return np.array(self.scores[: len(passages)], dtype=np.float32)


@pytest.fixture
def inquiry(catalogue):
    provisions = list(catalogue.provisions["unesco-recommendation-2021"].values())[:4]
    scores = (20.0, 19.5, 18.5, 10.0)
    hits = [Hit(one, score, None) for one, score in zip(provisions, scores, strict=True)]
    question = "Who keeps the log?"
    return Inquiry(question, "en", "en", rephrased=question, hits=hits)


def test_what_answers_goes_first_and_the_others_keep_their_order(inquiry):
    before = [hit.provision.key for hit in inquiry.hits]
    rerank(inquiry, Scores(-2.0, -1.0, 3.0))
    assert [hit.provision.key for hit in inquiry.hits] == [before[2], before[0], before[1], before[3]]
    assert [hit.score for hit in inquiry.hits] == [20.0, 20.0, 19.5, 10.0]


def test_a_little_does_not_outweigh_the_rank(inquiry):
    before = list(inquiry.hits)
    rerank(inquiry, Scores(0.0, 0.1, 0.1))
    assert inquiry.hits == before


@pytest.mark.parametrize(
    "change",
    [
        {"question_language": "ur"},
        {"kind": "list"},
        {"listed": ListOf.model_construct()},
        {"on_theme": True},
        {"detail": "children"},
    ],
)
def test_nothing_is_read_where_something_else_settles_it(inquiry, change):
    scores = Scores(-5.0, 5.0, 5.0)
    rerank(replace(inquiry, **change), scores)
    assert not scores.asked


def test_a_clear_lead_is_left_alone(inquiry):
    inquiry.hits = [replace(inquiry.hits[0], score=19.5 + CLOSE), *inquiry.hits[1:]]
    scores = Scores(-5.0, 5.0, 5.0)
    rerank(inquiry, scores)
    assert not scores.asked
