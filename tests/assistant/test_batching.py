"""Questions that wait together are encoded together, and each gets its own vector."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant.batching import MOST, QuestionQueue
from tests.toys import ToyEncoder


class Held(ToyEncoder):
    """Begins with its first batch only when told to; remembers every batch."""

    def __init__(self):
        super().__init__()
        self.begun, self.go, self.batches = threading.Event(), threading.Event(), []

    def queries(self, texts):
        self.begun.set()
        self.go.wait(10)
        self.batches.append(list(texts))
        if "fails" in texts:
            raise RuntimeError("no weights")
        return super().queries(texts)


@pytest.fixture
def encoder():
    return Held()


@pytest.fixture
def queue(encoder):
    queue = QuestionQueue(encoder)
    yield queue
    encoder.go.set()
    queue.close()


def held_up(queue, encoder, questions):
    """Put questions while the encoder is busy with a first one."""
    queue.put("first")
    assert encoder.begun.wait(10)
    waiting = [queue.put(question) for question in questions]
    encoder.go.set()
    return waiting


def test_those_who_wait_are_encoded_in_one_pass(queue, encoder):
    questions = ["privacy", "labour", "privacy"]
    vectors = [waiting.result(10) for waiting in held_up(queue, encoder, questions)]
    assert encoder.batches == [["first"], ["privacy", "labour"]]
    for question, vector in zip(questions, vectors, strict=True):
        assert np.array_equal(vector, encoder.query(question))


def test_a_pass_takes_no_more_than_is_good_for_it(queue, encoder):
    questions = [f"question {number}" for number in range(2 * MOST + 1)]
    for waiting in held_up(queue, encoder, questions):
        waiting.result(10)
    assert list(map(len, encoder.batches)) == [1, MOST, MOST, 1]


def test_a_failure_reaches_everyone_who_waited_and_no_one_after(queue, encoder):
    for waiting in held_up(queue, encoder, ["fails", "privacy"]):
        with pytest.raises(RuntimeError, match="no weights"):
            waiting.result(10)
    assert queue.put("privacy").result(10).shape == (64,)


def test_what_was_put_before_the_end_is_encoded(queue, encoder):
    waiting = held_up(queue, encoder, ["privacy"])
    queue.close()
    assert waiting[0].result(10).shape == (64,)


def test_answers_do_not_depend_on_who_asks_beside(toy_assistant):
    questions = [f"What is said about {word}?" for word in "privacy labour gender education health".split()]
    alone = [[hit.provision.key for hit in toy_assistant.retriever.search(q)] for q in questions]
    toy_assistant.retriever._encoded.cache_clear()
    with ThreadPoolExecutor(5) as pool:
        together = [
            [hit.provision.key for hit in found]
            for found in pool.map(toy_assistant.retriever.search, questions)
        ]
    assert together == alone
