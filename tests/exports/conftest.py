"""An answer of the official state, made from the real provisions with toy encoders, and everything to export it."""

from datetime import UTC, datetime

import pytest

from assistant.exports.check import Checker
from assistant.exports.formats import FORMATS, Export
from assistant.exports.memo import Memo
from assistant.generation.judging import StatementJudge
from assistant.schemas import Question
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.build import build
from tests.conftest import link_official

WRITTEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def official_toy_data(tmp_path_factory, catalogue, toy_encoders, sources_folder):
    """Both official files, indexed by toy encoders."""
    data = tmp_path_factory.mktemp("official-toy")
    link_official(data)
    build(catalogue, data, toy_encoders)
    return data


@pytest.fixture
def official_toy(official_toy_data, toy_encoders, monkeypatch):
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    assistant = Assistant(Settings(data=official_toy_data, vector_store="memory"))
    yield assistant
    assistant.close()


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
