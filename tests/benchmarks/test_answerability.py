"""The questions of the answerability benchmark: what they name exists, and doubt is told from an answer and a refusal."""

import json
from types import SimpleNamespace

import pytest

from assistant.messages import MESSAGES
from benchmarks.answerability import QUESTIONS, Result, shares

ROWS = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
TRAINING = QUESTIONS.with_name("judge_questions.jsonl")


def test_every_provision_exists_and_half_of_the_questions_have_one(catalogue):
    for row in ROWS:
        for key in row["key"]:
            source_id, _, locator = key.partition("/")
            assert locator in catalogue.provisions[source_id]
    assert sum(bool(row["key"]) for row in ROWS) / len(ROWS) == pytest.approx(0.5, abs=0.01)


def test_the_judge_was_fitted_on_none_of_them():
    fitted = {json.loads(line)["question"] for line in TRAINING.read_text(encoding="utf-8").splitlines()}
    assert not fitted & {row["question"] for row in ROWS}


def test_an_answer_in_doubt_is_still_one():
    def result(status, text, gold):
        cited = [SimpleNamespace(source_id="a", locator="1")] if status == "answered" else []
        answer = SimpleNamespace(status=status, language="en", answer=text, citations=cited)
        return Result("?", "en", gold, answer)

    doubt = MESSAGES["unsure"]["en"]
    found = [
        result("answered", "It shall.", ["a/1"]),
        result("answered", f"{doubt} It may.", ["a/2"]),
        result("no_provision", "", ["a/1"]),
        result("answered", f"{doubt} It may.", []),
        result("answered", "It may.", []),
    ]
    assert shares(found) == {
        "questions": 5,
        "cited_first": 0.333,
        "wrongly_refused": 0.333,
        "doubted": 0.333,
        "wrongly_answered": 1.0,
        "wrongly_answered_without_doubt": 0.5,
    }
