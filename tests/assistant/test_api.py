"""The contract: fields, statuses, problem details, limits. Bundled state, toy encoders."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.errors import SnapshotError

ANSWER_FIELDS = {
    "id", "status", "language", "question", "rephrased", "mode", "answer", "statements", "citations", "nearest",
    "corpus", "timings_ms",
}  # fmt: skip
CITATION_FIELDS = {
    "number", "source_id", "locator", "label", "heading", "page", "quote", "summary", "edition", "status", "date",
    "url", "permalink",
}  # fmt: skip
PROVISION_FIELDS = {
    "source_id", "locator", "label", "kind", "heading", "page", "text", "summaries", "themes", "references",
    "conflicts", "status", "date", "url", "sha256", "previous", "next", "permalink",
}  # fmt: skip


@pytest.fixture
def client(toy_data, toy_opener):
    with TestClient(create_app(Settings(data=toy_data, vector_store="memory"), toy_opener)) as client:
        yield client


def ask(client, question="What does paragraph 26 say?", **fields):
    return client.post("/api/v1/answers", json={"question": question, **fields})


def assert_problem(response, status):
    assert response.status_code == status
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert len(body["detail"]) > 10
    return body["detail"]


def test_an_answer_has_every_field_of_the_contract(client):
    body = ask(client).json()
    assert body.keys() >= ANSWER_FIELDS
    assert body["status"] == "answered"
    citation = body["citations"][0]
    assert citation.keys() >= CITATION_FIELDS
    assert (citation["source_id"], citation["locator"]) == ("unesco-recommendation-2021", "26")
    assert citation["label"] == "paragraph 26"
    assert citation["permalink"] == "/sources/unesco-recommendation-2021/26"
    assert citation["status"] == "adopted"
    assert citation["date"] == "2021-11-23"
    assert (citation["edition"], citation["quote"]) == ("bundled", None)
    assert body["corpus"]["official"] == []
    assert "[1]" in body["answer"]


def test_the_stream_carries_the_same_objects(client):
    plain = ask(client).json()
    response = client.post(
        "/api/v1/answers",
        json={"question": "What does paragraph 26 say?"},
        headers={"accept": "text/event-stream"},
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    parsed = [(e[0].removeprefix("event: "), json.loads(e[1].removeprefix("data: "))) for e in events]
    names = [name for name, _ in parsed]
    assert names[0] == "status"
    assert names[-1] == "done"
    assert [d for n, d in parsed if n == "statement"] == plain["statements"]
    assert [d for n, d in parsed if n == "citation"] == plain["citations"]
    assert parsed[-1][1]["citations"] == plain["citations"]


def test_an_urdu_question_gets_an_urdu_answer(client):
    body = ask(client, "پیراگراف ۲۶ کیا کہتا ہے؟").json()
    assert body["language"] == "ur"
    assert body["citations"][0]["locator"] == "26"
    assert body["citations"][0]["label"] == "پیراگراف 26"


def test_search_sources_and_provisions(client):
    results = client.get("/api/v1/search", params={"q": "paragraph 26", "limit": 3}).json()["results"]
    assert results[0]["locator"] == "26"
    assert results[0].keys() >= {"source_id", "locator", "label", "heading", "score", "text", "page"}
    sources = client.get("/api/v1/sources").json()["sources"]
    assert len(sources) == 5
    assert {s["status"] for s in sources} == {
        "adopted",
        "approved",
        "draft",
        "consultation_output",
        "statement",
    }
    outline = client.get("/api/v1/sources/pakistan-draft-ai-policy-2023").json()["outline"]
    assert len(outline) == 253
    provision = client.get("/api/v1/sources/pakistan-draft-ai-policy-2023/provisions/4.3.1(I)").json()
    assert provision.keys() >= PROVISION_FIELDS
    assert provision["status"] == "draft"
    assert (provision["previous"], provision["next"]) == ("4.3.1", "4.3.1(II)")
    assert provision["text"] is None
    assert set(provision["summaries"]) == {"en", "ur"}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "empty"),
        ("  \n\t ", "empty"),
        ("x" * 1001, "1,000"),
        ("\u200b\u200c", "empty"),
        ("score\u202e citizens", "invisible"),
        ("hidden \U000e0041\U000e0042", "invisible"),
        ("null \x00 byte", "control"),
        ("؟؟؟ !!!", "no words"),
    ],
)
def test_bad_questions_are_refused_in_words(client, question, sentence):
    assert sentence in assert_problem(ask(client, question), 422)


def test_unknown_sources_are_named_with_the_known_ones(client):
    detail = assert_problem(ask(client, "anything", sources=["no-such-source"]), 422)
    assert "no-such-source" in detail
    assert "unesco-recommendation-2021" in detail


def test_broken_json_and_wrong_types(client):
    headers = {"content-type": "application/json"}
    assert_problem(client.post("/api/v1/answers", content="{not json", headers=headers), 400)
    assert_problem(client.post("/api/v1/answers", json={"question": 7}), 422)
    assert_problem(client.post("/api/v1/answers", json={"question": "x", "language": "fr"}), 422)
    assert_problem(client.post("/api/v1/answers", json={"question": "x", "unknown": 1}), 422)


def test_a_body_over_the_limit_is_refused_declared_or_not(client):
    big = json.dumps({"question": "x", "history": [{"role": "user", "content": "y" * 70_000}]}).encode()
    headers = {"content-type": "application/json"}
    assert_problem(client.post("/api/v1/answers", content=big, headers=headers), 413)
    assert_problem(
        client.post(
            "/api/v1/answers", content=(big[i : i + 9000] for i in range(0, len(big), 9000)), headers=headers
        ),
        413,
    )


def test_unknown_places_are_404(client):
    assert_problem(client.get("/api/v1/sources/none"), 404)
    assert_problem(client.get("/api/v1/sources/unesco-recommendation-2021/provisions/999"), 404)
    assert_problem(client.get("/api/v1/nothing"), 404)
    assert_problem(client.delete("/api/v1/answers"), 405)


def test_personal_data_is_refused_without_an_answer(client):
    body = ask(client, "My card is 35202-1234567-1, may they score me?").json()
    assert body["status"] == "rejected_input"
    assert body["citations"] == []


def test_no_index_is_503_with_the_command_that_mends_it(tmp_path):
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["ready"] is False
        assert "rahnuma ingest" in ready.json()["detail"]
        assert "rahnuma ingest" in assert_problem(ask(client), 503)


def test_ready_says_the_state(client):
    body = client.get("/readyz").json()
    assert (body["ready"], body["state"]) == (True, "bundled")


def test_too_many_at_once_is_429_with_retry_after(toy_data, toy_opener, monkeypatch):
    app = create_app(Settings(data=toy_data, vector_store="memory", concurrency=1), toy_opener)
    with TestClient(app) as client:
        app.state.holder.places.take(0)
        monkeypatch.setattr("assistant.holder.SLOT_WAIT", 0.05)
        response = ask(client)
        assert_problem(response, 429)
        assert int(response.headers["retry-after"]) > 0
        app.state.holder.places.give_back()
        assert ask(client).status_code == 200


def test_an_unexpected_error_is_one_shape_and_tells_nothing(toy_data):
    def opener(settings):
        class Broken:
            def warm(self): ...
            def close(self): ...
            def answer(self, question):
                raise RuntimeError("secret path /etc")

        return Broken()

    with TestClient(create_app(Settings(data=toy_data), opener), raise_server_exceptions=False) as client:
        assert "secret" not in assert_problem(ask(client), 500)


def test_nothing_of_the_question_is_logged(client, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    ask(client, "zebrafish unicorn marmalade question")
    ask(client, "zebrafish \u202e unicorn")
    captured = capsys.readouterr()
    assert "zebrafish" not in caplog.text + captured.out + captured.err


def test_opener_errors_do_not_stop_the_process(tmp_path):
    def opener(settings) -> Assistant:
        raise SnapshotError("the snapshot is damaged; run `rahnuma ingest` to build it anew")

    with TestClient(create_app(Settings(data=tmp_path), opener)) as client:
        assert client.get("/healthz").status_code == 200
        assert "damaged" in client.get("/readyz").json()["detail"]
