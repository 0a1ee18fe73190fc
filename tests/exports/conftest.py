"""An answer of the official state, made from the real provisions with toy encoders, and everything to export it."""

from datetime import UTC, datetime

import pytest

from assistant.exports.check import Checker
from assistant.exports.formats import FORMATS, Export
from assistant.exports.memo import Memo
from assistant.generation.judging import StatementJudge
from assistant.schemas import Question

WRITTEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def official_toy(toy_official_assistant):
    return toy_official_assistant


def ask(assistant, question="What does paragraph 26 say?", **fields):
    return assistant.answer(Question(question=question, **fields))


def judge(assistant):
    return StatementJudge(assistant.catalogue, assistant.encoders).why_not


def checker(assistant):
    snapshot = assistant.snapshot
    return Checker(assistant.catalogue, snapshot.provisions, snapshot.manifest, judge(assistant))


def write(assistant, name, *answers, language="en"):
    snapshot = assistant.snapshot
    checked = checker(assistant).check_all(answers)
    memo = Memo(checked, assistant.catalogue, snapshot.id, language, WRITTEN)
    return FORMATS[name].write(Export(memo, snapshot))
