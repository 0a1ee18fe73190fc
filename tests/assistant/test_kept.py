"""Answers kept for whoever asks the same again: the same words, another id, never what may be different next time."""

from contextlib import closing

import pytest

from assistant.inquiry import Inquiry
from assistant.kept import KeptAnswers
from assistant.schemas import Answer, AnswerStatus, CorpusState, Question, Turn
from assistant.settings import Settings

ASKED = "What does the Recommendation say about privacy?"


def inquiry(**changes):
    given = {"question": ASKED, "language": "en", "question_language": "en"}
    return Inquiry(**given | changes)


def answer(**changes):
    given = {
        "id": "0" * 32,
        "status": "answered",
        "language": "en",
        "question": ASKED,
        "rephrased": ASKED,
        "mode": "extractive",
        "answer": "…",
        "corpus": CorpusState(snapshot="s", official=[]),
    }
    return Answer(**given | changes)


def told(assistant):
    seen = []
    assistant.seen = lambda inquiry, answer: seen.append(answer)
    return seen


def test_the_same_question_is_answered_once(toy_assistant, monkeypatch):
    seen = told(toy_assistant)
    first = toy_assistant.answer(Question(question=ASKED))
    monkeypatch.setattr(toy_assistant.retriever, "search", lambda *_, **__: 1 / 0)
    again = toy_assistant.answer(Question(question=f"  {ASKED.replace(' ', '   ')} "))
    changed = {"id", "timings_ms"}
    assert again.model_dump(exclude=changed) == first.model_dump(exclude=changed)
    assert again.id != first.id
    assert set(again.timings_ms) == {"kept", "total"}
    assert "retrieve" in first.timings_ms
    assert [one.id for one in seen] == [first.id, again.id]


def test_a_kept_answer_streams_like_the_first(toy_assistant):
    first, again = (list(toy_assistant.stream(Question(question=ASKED))) for _ in range(2))
    assert [name for name, _ in again] == [name for name, _ in first]
    assert again[:-1] == first[:-1]


def test_a_new_snapshot_begins_with_nothing_kept(toy_data, toy_opener, toy_assistant):
    toy_assistant.answer(Question(question=ASKED))
    with closing(toy_opener(Settings(data=toy_data, vector_store="memory"))) as other:
        assert "retrieve" in other.answer(Question(question=ASKED)).timings_ms


@pytest.mark.parametrize(
    "otherwise",
    [
        {"question": ASKED.lower()},
        {"language": "ur"},
        {"sources": ("unesco-recommendation-2021",)},
        {"mode": "extractive"},
        {"style": "plain"},
        {"history": (Turn(role="user", content="And Pakistan?"),)},
    ],
)
def test_a_question_asked_otherwise_is_another_one(otherwise):
    kept = KeptAnswers(8)
    kept.keep(inquiry(), answer())
    assert kept.find(inquiry()) is not None
    assert kept.find(inquiry(**otherwise)) is None


@pytest.mark.parametrize(
    "made",
    [
        {"mode": "generative", "model": "some:model"},
        {"model": "some:model"},
        {"degraded": True},
        {"status": AnswerStatus.REJECTED_INPUT},
        {"status": AnswerStatus.ERROR},
    ],
)
def test_what_may_be_different_next_time_is_not_kept(made):
    kept = KeptAnswers(8)
    kept.keep(inquiry(), answer(**made))
    assert kept.find(inquiry()) is None


def test_the_answers_asked_for_last_are_kept():
    kept = KeptAnswers(2)
    for name in ("a", "b"):
        kept.keep(inquiry(question=name), answer())
    assert kept.find(inquiry(question="a")) is not None
    kept.keep(inquiry(question="c"), answer())
    assert [kept.find(inquiry(question=name)) is not None for name in "abc"] == [True, False, True]


def test_none_is_kept_where_the_setting_says_so():
    kept = KeptAnswers(0)
    kept.keep(inquiry(), answer())
    assert kept.find(inquiry()) is None
