"""What an operator sees: metrics without readers' words, an id that finds the log line, a dashboard that fits."""

import io
import json
import re
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from assistant.api import create_app
from assistant.errors import BusyError
from assistant.holder import Holder
from assistant.inquiry import Inquiry
from assistant.logs import configure
from assistant.metrics import Metrics
from assistant.schemas import Answer, CorpusState
from assistant.settings import Settings

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana.json"
QUESTION = "What does paragraph 26 say?"


@pytest.fixture(scope="module")
def app(toy_data, toy_opener):
    return create_app(Settings(data=toy_data, vector_store="memory", kept_answers=0), toy_opener)


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def ask(client, question=QUESTION, **fields):
    return client.post("/api/v1/answers", json={"question": question, **fields})


def samples(client):
    """The value of every sample, by name and labels."""
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(response.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


class Counted:
    """Reads what has been counted since it was made."""

    def __init__(self, client):
        self.client, self.before = client, samples(client)

    def __call__(self, name, **labels):
        key = (name, frozenset(labels.items()))
        return samples(self.client).get(key, 0) - self.before.get(key, 0)


@pytest.fixture
def counted(client):
    return Counted(client)


def test_answers_are_counted_by_status_mode_language_and_state(client, counted):
    labels = {"status": "answered", "mode": "extractive", "state": "bundled"}
    assert ask(client).json()["status"] == "answered"
    ask(client, language="ur")
    ask(client, language="ur")
    assert counted("rahnuma_answers_total", **labels, language="en") == 1
    assert counted("rahnuma_answers_total", **labels, language="ur") == 2


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/mcp"])
def test_answers_to_other_programs_count_too(client, counted, path):
    call = {"name": "ask", "arguments": {"question": QUESTION}}
    bodies = {
        "/v1/chat/completions": {"model": "rahnuma", "messages": [{"role": "user", "content": QUESTION}]},
        "/mcp": {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call},
    }
    headers = {"accept": "application/json, text/event-stream", "host": "localhost"}
    response = client.post(path, json=bodies[path], headers=headers)
    assert response.status_code == 200, response.text
    assert counted("rahnuma_step_seconds_count", step="total") == 1


def test_every_step_that_an_answer_times_is_measured(client, counted):
    timings = ask(client).json()["timings_ms"]
    for step, milliseconds in timings.items():
        assert counted("rahnuma_step_seconds_count", step=step) == 1
        assert counted("rahnuma_step_seconds_sum", step=step) == pytest.approx(milliseconds / 1000)


def test_what_the_verification_takes_away_is_counted(client, counted, monkeypatch):
    monkeypatch.setattr("assistant.service.supported", lambda point, provisions, catalogue: False)
    assert ask(client).json()["status"] == "no_provision"
    assert counted("rahnuma_verification_drops_total") >= 1


def test_a_model_that_fails_is_counted_by_how():
    metrics = Metrics()
    inquiry = Inquiry(question="q", language="en", question_language="en", model_failure="slow", dropped=2)
    corpus = CorpusState(snapshot="s", official=["unesco-recommendation-2021"])
    metrics.seen(
        inquiry,
        Answer(
            id="0" * 32, status="answered", language="en", question="q", rephrased="q", mode="extractive",
            answer="", corpus=corpus,
        ),
    )  # fmt: skip
    read = metrics.registry.get_sample_value
    assert read("rahnuma_model_failures_total", {"reason": "slow"}) == 1
    assert read("rahnuma_verification_drops_total") == 2
    labels = {"status": "answered", "mode": "extractive", "language": "en", "state": "official"}
    assert read("rahnuma_answers_total", labels) == 1


def test_responses_are_counted_by_code_also_where_nothing_was_answered(client, counted, app, monkeypatch):
    ask(client, "")
    client.post("/api/v1/answers", content=b"x" * 100_000)
    monkeypatch.setattr(app.state.holder.get(), "search", lambda *_: 1 / 0)
    assert client.get("/api/v1/search", params={"q": "data"}).status_code == 500
    codes = {code: counted("rahnuma_responses_total", code=code) for code in ("422", "413", "500")}
    assert codes == {"422": 1, "413": 1, "500": 1}


def test_places_in_use_and_refusals(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.holder.SLOT_WAIT", 0.01)
    holder = Holder(Settings(data=tmp_path, concurrency=1))
    read = holder.metrics.registry.get_sample_value
    with holder.place():
        assert read("rahnuma_places_in_use") == read("rahnuma_places") == 1
        with pytest.raises(BusyError), holder.place():
            pass
    assert read("rahnuma_places_in_use") == read("rahnuma_questions_waiting") == 0
    assert read("rahnuma_refused_busy_total") == 1


def test_two_applications_count_apart(tmp_path):
    first, second = (Holder(Settings(data=tmp_path)).metrics for _ in range(2))
    first.busy.inc()
    assert second.registry.get_sample_value("rahnuma_refused_busy_total") == 0


def test_no_word_of_a_reader_is_in_the_metrics_or_the_log(client):
    with capture_logs() as events:
        ask(client, "Does the zebra constitution of Ruritania bind anyone?")
    written = client.get("/metrics").text + json.dumps(events, default=str)
    assert not re.search("zebra|Ruritania", written, re.IGNORECASE)


@pytest.fixture
def logged(monkeypatch):
    """Log as the server does, to a stream that can be read, and let go of it afterwards."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()


def test_the_id_of_an_answer_finds_its_log_line(client, logged):
    number = "0123456789abcdef" * 2
    response = client.post("/api/v1/answers", json={"question": QUESTION}, headers={"x-request-id": number})
    assert response.headers["x-request-id"] == number
    answer = response.json()
    lines = [line for line in logged() if line.get("answer") == answer["id"]]
    assert len(lines) == 1
    assert lines[0]["request"] == number
    assert lines[0]["status"] == answer["status"]
    assert lines[0]["timings_ms"] == answer["timings_ms"]
    assert lines[0]["provisions"][0].startswith(answer["citations"][0]["source_id"])


@pytest.mark.parametrize("given", ["short", "x" * 32, "0" * 33, "0123456789ABCDEF" * 2])
def test_a_strange_request_id_is_replaced(client, given):
    number = client.get("/healthz", headers={"x-request-id": given}).headers["x-request-id"]
    assert number != given
    assert re.fullmatch("[0-9a-f]{32}", number)


def test_a_failure_is_logged_under_the_id_that_the_reader_was_sent(client, app, monkeypatch):
    monkeypatch.setattr(app.state.holder.get(), "search", lambda *_: 1 / 0)
    with capture_logs() as events:
        response = client.get("/api/v1/search", params={"q": "data"})
    assert [e["request"] for e in events if e["event"] == "unexpected error"] == [
        response.headers["x-request-id"]
    ]


def test_the_dashboard_asks_only_for_what_is_exported(client, app):
    ask(client)
    app.state.holder.metrics.failures.labels("slow")  # a metric with labels shows once it has counted
    exported = {}
    for (name, labels), _ in samples(client).items():
        exported.setdefault(name, set()).update(key for key, _ in labels)
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    for expression in [target["expr"] for panel in panels for target in panel["targets"]]:
        names = re.findall(r"rahnuma_\w+", expression)
        assert names, expression
        labels = set(re.findall(r"(\w+)!?=", expression))
        labels |= {name for group in re.findall(r"by \(([^)]*)\)", expression) for name in group.split(", ")}
        for name in names:
            assert name in exported, f"{name} is not exported"
            assert labels <= exported[name], f"{name} has no label of {labels - exported[name]}"
