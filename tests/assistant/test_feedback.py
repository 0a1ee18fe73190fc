"""Feedback: kept without identity, counted, refused in words; a full disk takes nothing else down."""

import sqlite3
from datetime import date

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.errors import InvalidInputError, StorageError
from assistant.feedback import FeedbackStore
from assistant.schemas import Feedback
from assistant.settings import Settings
from tests.assistant.test_api import assert_problem
from tests.assistant.test_cli import run

ID = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2


@pytest.fixture
def store(tmp_path):
    return FeedbackStore(tmp_path, lambda: date(2026, 11, 22))


@pytest.fixture
def client(tmp_path):
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        yield client


def send(client, **fields):
    return client.post("/api/v1/feedback", json={"answer_id": ID, "rating": "down", **fields})


def test_a_later_rating_of_the_same_answer_takes_the_place_of_the_earlier(store):
    store.add(Feedback(answer_id=ID, rating="up"))
    store.add(Feedback(answer_id=OTHER, rating="down", reason="incomplete", comment=" two \n words "))
    store.add(Feedback(answer_id=ID, rating="down", reason="incomplete"))
    assert [count.model_dump() for count in store.counts()] == [
        {"rating": "down", "reason": "incomplete", "answers": 2}
    ]
    assert store.comments() == [("2026-11-22", "down", "two words")]


def test_only_what_is_promised_is_kept(store):
    store.add(Feedback(answer_id=ID, rating="up"))
    with sqlite3.connect(store.path) as database:
        cursor = database.execute("SELECT * FROM feedback")
        assert [column[0] for column in cursor.description] == [
            "answer_id", "day", "rating", "reason", "comment",
        ]  # fmt: skip
        assert cursor.fetchall() == [(ID, "2026-11-22", "up", None, None)]


@pytest.mark.parametrize(
    ("comment", "sentence"),
    [
        ("write to me: someone@example.org", "e-mail"),
        ("my card is 35202-1234567-1", "identity card"),
        ("hidden \u202e words", "hidden"),
    ],
)
def test_personal_data_and_hidden_characters_are_not_kept(store, comment, sentence):
    with pytest.raises(InvalidInputError, match=sentence):
        store.add(Feedback(answer_id=ID, rating="down", comment=comment))
    assert store.counts() == []


def test_a_store_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="try again later"):
        FeedbackStore(tmp_path / "file").add(Feedback(answer_id=ID, rating="up"))


def test_a_damaged_store_says_so(store):
    store.path.write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError):
        store.counts()


def test_over_http(client):
    assert send(client, reason="citation", comment="page 7 is meant").status_code == 201
    assert send(client, rating="up").json() == {"status": "stored"}


@pytest.mark.parametrize(
    "wrong", [{"rating": "five"}, {"reason": "x"}, {"answer_id": "me"}, {"comment": "x" * 501}, {"ip": "1"}]
)
def test_what_is_not_in_the_contract_is_refused(client, wrong):
    assert_problem(send(client, **wrong), 422)


def test_a_full_disk_is_503_and_the_rest_goes_on(client, tmp_path):
    (tmp_path / "feedback.sqlite").mkdir()
    response = send(client)
    assert "full" in assert_problem(response, 503)
    assert response.headers["retry-after"]
    assert client.get("/healthz").status_code == 200


def test_the_command_counts(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("RAHNUMA_DATA", str(tmp_path))
    assert "No feedback yet" in run(monkeypatch, capsys, "feedback")[1]
    FeedbackStore(tmp_path).add(Feedback(answer_id=ID, rating="down", reason="unclear", comment="too long"))
    code, out, _ = run(monkeypatch, capsys, "feedback", "--comments")
    assert code == 0
    assert "unclear" in out
    assert "too long" in out
