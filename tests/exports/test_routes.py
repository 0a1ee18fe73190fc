"""POST /api/v1/exports: every format with its type and a safe name; what cannot be exported is a problem."""

import json

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.exports.formats import FORMATS
from assistant.settings import Settings
from tests.assistant.test_api import ask, assert_problem


@pytest.fixture
def client(toy_data, toy_opener):
    with TestClient(create_app(Settings(data=toy_data, vector_store="memory"), toy_opener)) as client:
        yield client


def export(client, *answers, name="markdown", **fields):
    return client.post("/api/v1/exports", json={"format": name, "answers": list(answers), **fields})


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(client, name):
    response = export(client, ask(client).json(), name=name, language="ur")
    assert response.status_code == 200
    assert response.headers["content-type"] == FORMATS[name].media_type
    disposition = response.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="rahnuma-')
    assert disposition.endswith(f'{FORMATS[name].suffix}"')
    assert "sandbox" in response.headers["content-security-policy"]
    assert len(response.content) > 100


def test_a_whole_conversation_over_the_common_limit(client):
    answers = [ask(client).json()] * 30
    assert len(json.dumps(answers)) > 65_536
    assert export(client, *answers).text.count("[^1]") >= 1


def test_what_does_not_agree_is_a_problem_that_names_it(client):
    answer = ask(client).json()
    answer["statements"][0]["text"] += " Always."
    response = export(client, ask(client).json(), answer)
    assert "Answer 2, statement 1" in assert_problem(response, 422)
    assert response.json()["type"].endswith("not-in-source")


def test_limits(client):
    answer = ask(client).json()
    assert_problem(export(client), 422)
    assert_problem(export(client, *[answer] * 51), 422)
    assert_problem(export(client, answer, name="pdf"), 422)
    assert_problem(export(client, {**answer, "question": "x" * 1_100_000}), 413)
    assert_problem(export(client, {**answer, "question": "x" * 1001}), 422)


def test_how_to_cite_a_provision(client):
    path = "/api/v1/sources/pakistan-draft-ai-policy-2023/provisions/Target-7"
    found = {how["style"]: how for how in client.get(f"{path}/references").json()["references"]}
    assert set(found) == {"apa", "chicago", "oscola"}
    assert "Target 7, p. 13" in found["apa"]["citation"]
    assert "[Draft, not in force]" in found["apa"]["entry"]
    assert "<i>Draft National" in found["apa"]["entry_html"]
    assert_problem(client.get(f"{path}9/references"), 404)
