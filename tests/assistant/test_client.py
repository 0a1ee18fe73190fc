"""The Python client against a real server on loopback, and what it says when there is none."""

import io
import subprocess
import sys
from email.message import Message
from urllib.error import HTTPError
from urllib.response import addinfourl

import pytest

from assistant.api import create_app
from assistant.client import Rahnuma
from assistant.errors import ServerError
from assistant.schemas import Answer, Citation, Question, Statement
from assistant.settings import Settings
from tests.assistant.test_cli import run
from tests.servers import served

QUESTION = "What does paragraph 26 say?"


@pytest.fixture(scope="module")
def address(toy_data, toy_opener):
    with served(create_app(Settings(data=toy_data, vector_store="memory"), toy_opener)) as address:
        yield address


@pytest.fixture
def client(address):
    with Rahnuma(address) as client:
        yield client


class Answering:
    """Gives every request the same response, and keeps the requests."""

    def __init__(self, body, status, headers):
        self.body, self.status, self.headers = body, status, Message()
        for name, value in headers.items():
            self.headers[name] = value
        self.requests = []

    def open(self, request, /, *, timeout):
        self.requests.append(request)
        if self.status >= 400:
            raise HTTPError(request.full_url, self.status, "", self.headers, io.BytesIO(self.body))
        return addinfourl(io.BytesIO(self.body), self.headers, request.full_url, self.status)


def answering(body, status=200, **headers):
    return Rahnuma("http://rahnuma.test", opener=Answering(body, status, headers))


def test_ask(client):
    answer = client.ask(QUESTION)
    assert answer.status == "answered"
    assert answer.citations[0].locator == "26"


def test_a_question_names_its_language_and_its_sources(client):
    asked = Question(question=QUESTION, language="ur", sources=["unesco-recommendation-2021"])
    assert client.ask(asked).language == "ur"


def test_a_stream_ends_with_the_whole_answer(client):
    *events, answer = client.stream(QUESTION)
    assert isinstance(answer, Answer)
    assert events[0] == "answered"
    assert [event for event in events if isinstance(event, Statement)] == answer.statements
    assert [event for event in events if isinstance(event, Citation)] == answer.citations


def test_search_sources_and_provisions(client):
    found = client.search("data protection", limit=3, source="unesco-recommendation-2021")
    assert len(found) == 3
    assert {result.source_id for result in found} == {"unesco-recommendation-2021"}
    assert "unesco-recommendation-2021" in {source.id for source in client.sources()}
    assert client.provision("pakistan-draft-ai-policy-2023", "4.3.1(I)").label == "clause 4.3.1(I)"


def test_a_quotation_is_checked(client):
    check = client.quote("AI systems should be used for social scoring", "unesco-recommendation-2021")
    assert check.verdict == "unavailable"


def test_sources_are_compared(client):
    sources = ["unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"]
    assert [source.id for source in client.compare("data protection", sources).sources] == sources


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (lambda client: client.ask("  "), 422, "empty"),
        (lambda client: list(client.stream("  ")), 422, "empty"),
        (lambda client: client.search("x", source="none"), 422, "There is no source"),
        (lambda client: client.provision("none", "26"), 404, "There is no source"),
        (lambda client: client.provision("../../healthz?", "#"), 404, "There is nothing"),
    ],
)
def test_a_refusal_is_the_sentence_of_the_server(client, call, status, words):
    with pytest.raises(ServerError, match=words) as caught:
        call(client)
    assert caught.value.status == status


@pytest.mark.parametrize("server", ["http://127.0.0.1:9", "not an address", "http://[bad"])
def test_out_of_reach_is_a_sentence(server):
    with Rahnuma(server) as client, pytest.raises(ServerError, match="cannot be reached") as caught:
        client.ask(QUESTION)
    assert caught.value.status == 0


def test_a_busy_server_says_when_to_come_again():
    problem = b'{"type": "urn:x", "title": "Busy", "status": 429, "detail": "Come again."}'
    with pytest.raises(ServerError, match="Come again") as caught:
        answering(problem, 429, **{"retry-after": "7"}).ask(QUESTION)
    assert (caught.value.status, caught.value.retry_after) == (429, 7)


def test_something_else_than_a_rahnuma_is_named():
    with pytest.raises(ServerError, match="no Answer of Rahnuma"):
        answering(b"<h1>hello</h1>").ask(QUESTION)
    with pytest.raises(ServerError, match="status 502"):
        answering(b"<h1>bad gateway</h1>", 502).ask(QUESTION)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'event: status\ndata: {"status": "answered"}\n\n', "broke off"),
        (b"event: done\ndata: {}\n\n", "cannot be read"),
        (b"event: status\ndata: []\n\n", "cannot be read"),
        (b"event: new\ndata: 1\n\n", "broke off"),
    ],
)
def test_a_stream_that_is_not_whole_is_no_answer(body, words):
    with pytest.raises(ServerError, match=words):
        list(answering(body).stream(QUESTION))


def test_a_key_is_sent_as_a_bearer():
    opener = Answering(b'{"results": []}', 200, {})
    with Rahnuma("http://rahnuma.test", "k3y", opener=opener) as client:
        client.search("x")
    assert [request.get_header("Authorization") for request in opener.requests] == ["Bearer k3y"]


def test_no_file_is_opened_by_an_address():
    with Rahnuma("file://") as client, pytest.raises(ServerError, match="cannot be reached"):
        client.provision("etc", "passwd")


HEAVY = {
    "torch",
    "numpy",
    "chromadb",
    "fastapi",
    "starlette",
    "gradio",
    "langchain_core",
    "bm25s",
    "corpus",
    "ingest.build",
    "httpx",
    "rich.progress",
    "assistant.settings",
}
ASKING = """
import runpy, sys
sys.argv[0] = "rahnuma"
try:
    runpy.run_module("assistant.cli", run_name="__main__")
finally:
    print(*sys.modules, file=sys.stderr)
"""


def test_nothing_heavy_is_imported_for_asking_a_server(address):
    command = [sys.executable, "-c", ASKING, "ask", "--server", address, QUESTION]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "paragraph 26, page 7" in done.stdout
    loaded = set(done.stderr.split())
    assert "assistant.client" in loaded
    assert not HEAVY & loaded


def test_the_command_line_asks_a_running_server(monkeypatch, capsys, address, tmp_path):
    monkeypatch.setenv("RAHNUMA_DATA", str(tmp_path / "no index here"))
    monkeypatch.setenv("RAHNUMA_SERVER", address)
    code, out, _ = run(monkeypatch, capsys, "ask", QUESTION)
    assert code == 0
    assert "paragraph 26, page 7" in out
    assert run(monkeypatch, capsys, "search", "Target-7")[0] == 0
    code, out, _ = run(monkeypatch, capsys, "quote", "AI systems should be used for social scoring")
    assert code == 0
    assert "unavailable" in out


def test_the_command_line_says_that_no_server_is_there(monkeypatch, capsys):
    code, _, err = run(monkeypatch, capsys, "ask", QUESTION, "--server", "http://127.0.0.1:9")
    assert code == 1
    assert "rahnuma serve" in err
