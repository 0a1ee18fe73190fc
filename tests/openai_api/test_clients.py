"""The official `openai` client and LangChain's ChatOpenAI against a real server on loopback."""

import openai
import pytest
from langchain_openai import ChatOpenAI
from structlog.testing import capture_logs

from assistant.api import create_app
from assistant.schemas import Answer
from assistant.settings import Settings
from tests.servers import served

QUESTION = "What does paragraph 26 say?"
UNANSWERED = "How high is the fine for an office of the regulator without a licence?"


@pytest.fixture(scope="module")
def address(toy_data, toy_opener):
    with served(create_app(Settings(data=toy_data, vector_store="memory"), toy_opener)) as address:
        yield address


@pytest.fixture(scope="module")
def client(address):
    with connect(address) as client:
        yield client


def connect(address):
    return openai.OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0)


def ask(client, *said, **fields):
    messages = [{"role": "user", "content": text} for text in said]
    return client.chat.completions.create(model="rahnuma", messages=messages, **fields)


def test_an_answer_carries_its_citations_in_the_text_and_as_annotations(client, address):
    completion = ask(client, QUESTION)
    choice = completion.choices[0]
    assert (choice.finish_reason, choice.message.role, choice.message.refusal) == ("stop", "assistant", None)
    content = choice.message.content
    permalink = f"{address}/sources/unesco-recommendation-2021/26"
    assert permalink in content
    assert "adopted, 23 November 2021" in content
    for annotation in choice.message.annotations:
        cited = annotation.url_citation
        assert content[cited.start_index : cited.end_index] == "[1]"
        assert cited.url == permalink
        assert "paragraph 26" in cited.title
    assert choice.message.annotations


def test_the_whole_answer_is_in_an_extra_field(client):
    answer = Answer.model_validate(ask(client, QUESTION).rahnuma)
    assert answer.status == "answered"
    assert answer.citations[0].locator == "26"


def test_usage_counts_words(client):
    completion = ask(client, QUESTION)
    assert completion.usage.prompt_tokens == 5
    assert completion.usage.completion_tokens == len(completion.choices[0].message.content.split())


def test_a_stream_is_the_same_answer_in_chunks(client):
    whole = ask(client, QUESTION).choices[0].message
    parts = list(ask(client, QUESTION, stream=True, stream_options={"include_usage": True}))
    *chunks, usage = parts
    assert usage.choices == []
    assert usage.usage.total_tokens == usage.usage.prompt_tokens + usage.usage.completion_tokens
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    cited = [annotation for delta in deltas for annotation in getattr(delta, "annotations", None) or []]
    assert cited == [annotation.model_dump() for annotation in whole.annotations]
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert len({chunk.id for chunk in parts}) == 1
    assert Answer.model_validate(chunks[-1].rahnuma).status == "answered"


def test_a_stream_without_usage_ends_with_the_choice_and_done(client):
    with client.chat.completions.with_streaming_response.create(
        model="rahnuma", messages=[{"role": "user", "content": QUESTION}], stream=True
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = [line for line in response.iter_lines() if line]
    assert all(line.startswith("data: ") for line in events)
    assert events[-1] == "data: [DONE]"
    assert '"finish_reason":"stop"' in events[-2]
    assert '"usage"' not in "".join(events)


def test_a_refusal_is_a_normal_message_without_citations(client):
    choice = ask(client, UNANSWERED).choices[0]
    assert choice.finish_reason == "stop"
    assert choice.message.annotations == []
    assert "[1]" not in choice.message.content


def test_the_history_completes_a_follow_up(client):
    alone = ask(
        client, "What does paragraph 26 say?", "and in Urdu?", extra_body={"rahnuma": {"language": "ur"}}
    )
    assert alone.rahnuma["language"] == "ur"
    assert "26" in alone.rahnuma["rephrased"]


def test_models(client):
    assert [model.id for model in client.models.list()] == ["rahnuma"]
    assert client.models.retrieve("rahnuma").owned_by == "rahnuma"


@pytest.mark.parametrize(
    ("said", "fields", "error", "code"),
    [
        ("  ", {}, openai.BadRequestError, "invalid_input"),
        ("hidden \u202e words", {}, openai.BadRequestError, "invalid_input"),
        (QUESTION, {"n": 2}, openai.BadRequestError, "invalid_input"),
        (
            QUESTION,
            {"extra_body": {"rahnuma": {"sources": ["none"]}}},
            openai.BadRequestError,
            "invalid_input",
        ),
        (QUESTION, {"extra_body": {"rahnuma": {"tone": "x"}}}, openai.BadRequestError, "invalid_input"),
        ("x" * 70_000, {}, openai.APIStatusError, "too_large"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_those_of_the_client(client, said, fields, error, code, stream):
    with pytest.raises(error) as caught:
        ask(client, said, stream=stream, **fields)
    assert caught.value.code == code
    assert caught.value.body["message"]
    assert caught.value.status_code == (413 if code == "too_large" else 400)


def test_another_model_is_not_found(client):
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-9")
    with pytest.raises(openai.NotFoundError, match="rahnuma"):
        client.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "x"}])


def test_an_address_that_is_not_spoken_is_an_error_of_the_client(client):
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="rahnuma", input="x")


def test_broken_json_is_a_bad_request(client, address):
    response = client._client.post(
        f"{address}/v1/chat/completions", content=b"{", headers={"content-type": "application/json"}
    )
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "broken_json"


def test_without_an_index_the_client_is_told_to_come_again(tmp_path):
    with served(create_app(Settings(data=tmp_path))) as address:
        client = connect(address)
        with pytest.raises(openai.InternalServerError) as caught:
            ask(client, QUESTION)
        assert caught.value.status_code == 503
        assert "rahnuma ingest" in caught.value.body["message"]
        assert int(caught.value.response.headers["retry-after"]) > 0
        assert client.models.list().data


def test_too_many_questions_are_a_rate_limit(toy_data, toy_opener, monkeypatch):
    monkeypatch.setattr("assistant.holder.SLOT_WAIT", 0.05)
    app = create_app(Settings(data=toy_data, vector_store="memory", concurrency=1), toy_opener)
    with served(app) as address:
        app.state.holder.places.take(0)
        client = connect(address)
        with pytest.raises(openai.RateLimitError):
            ask(client, QUESTION)
        app.state.holder.places.give_back()
        assert ask(client, QUESTION).choices


def test_a_failure_inside_is_a_server_error_that_tells_nothing(tmp_path):
    class Broken:
        def warm(self): ...
        def away(self): ...
        def close(self): ...
        def answer(self, question):
            raise RuntimeError("secret path /etc")

    # Unconfigured, structlog paints a traceback with all its locals, which takes seconds.
    with capture_logs(), served(create_app(Settings(data=tmp_path), lambda settings: Broken())) as address:
        client = connect(address)
        with pytest.raises(openai.InternalServerError) as caught:
            ask(client, QUESTION)
        assert caught.value.code == "internal"
        assert "secret" not in str(caught.value)


@pytest.fixture(scope="module")
def chat(address):
    return ChatOpenAI(model="rahnuma", base_url=f"{address}/v1", api_key="unused", max_retries=0)


def test_langchain_reads_an_answer(chat, client):
    message = chat.invoke(QUESTION)
    assert message.content == ask(client, QUESTION).choices[0].message.content
    assert message.response_metadata["finish_reason"] == "stop"
    assert message.usage_metadata["total_tokens"] > 0


def test_langchain_streams_an_answer(chat):
    pieces = list(chat.stream([("system", "be brief"), ("human", QUESTION)]))
    assert len(pieces) > 2
    assert "".join(piece.content for piece in pieces) == chat.invoke(QUESTION).content


def test_langchain_is_told_that_tools_are_not_called(chat):
    with pytest.raises(openai.BadRequestError, match="tools"):
        chat.bind_tools(
            [{"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}}]
        ).invoke("x")
