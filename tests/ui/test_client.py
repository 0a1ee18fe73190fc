"""The client: events parsed whatever the pieces, errors as sentences, the API called in the same process."""

import asyncio
import json
from itertools import pairwise

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from hypothesis import given
from hypothesis import strategies as st

from assistant.api import create_app
from assistant.schemas import Answer, AnswerStatus, Citation, Question, Statement
from assistant.settings import Settings
from tests.ui.fakes import DRAFT, RECOMMENDATION, FakeAssistant, answer
from ui.client import BROKEN, UNREACHABLE, UNREADABLE, ApiError, Client
from ui.sse import EventParser, ServerEvent
from ui.transport import InProcessTransport

STREAM = (
    '\ufeff: a comment\r\nevent: status\r\ndata: {"status":\r\ndata: "answered"}\r\n\r\n'
    "event: note\rdata:no space\r\r"
    "data: \u2028 is no line's end\n\nevent: empty\n\nid: 7\nretry: 10\nevent: done\ndata: سفارش\n\nevent: cut\ndata: off"
)
EVENTS = [
    ServerEvent("status", '{"status":\n"answered"}'),
    ServerEvent("note", "no space"),
    ServerEvent("message", "\u2028 is no line's end"),
    ServerEvent("done", "سفارش"),
]


def parse(pieces):
    parser = EventParser()
    return [event for piece in pieces for event in parser.feed(piece)]


def test_events_are_parsed_as_the_standard_says():
    assert parse([STREAM]) == EVENTS
    assert parse(list(STREAM)) == EVENTS


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_every_split_gives_the_same_events(cuts):
    places = [0, *sorted(cuts), len(STREAM)]
    assert parse([STREAM[a:b] for a, b in pairwise(places)]) == EVENTS


def client_of(app) -> Client:
    transport = app if isinstance(app, httpx.AsyncBaseTransport) else InProcessTransport(app)
    return Client(httpx.AsyncClient(transport=transport, base_url="http://inside", timeout=5))


def collect(client, text="May AI score citizens?", **fields):
    async def run():
        return [event async for event in client.answer(Question(question=text, **fields))]

    return asyncio.run(run())


def answering(body, status=200, media="text/event-stream"):
    return client_of(
        httpx.MockTransport(lambda _: httpx.Response(status, content=body, headers={"content-type": media}))
    )


@pytest.fixture
def api():
    """The real API over a fake assistant, as the site mounts it."""
    app = create_app(Settings(), FakeAssistant)
    app.state.holder.open()
    return app


def test_an_answer_arrives_as_typed_events(api):
    events = collect(client_of(api))
    assert [type(event) for event in events] == [AnswerStatus, Citation, Statement, Answer]
    assert events[-1] == answer("May AI score citizens?")


def test_sources_and_readiness(api):
    client = client_of(api)
    assert [source.id for source in asyncio.run(client.sources())] == [RECOMMENDATION, DRAFT]
    assert asyncio.run(client.readiness()).state == "official"


def test_a_service_that_is_not_ready_is_told_apart_from_one_out_of_reach(api):
    api.state.holder.close()
    api.state.holder.reason = "run `rahnuma ingest`"
    readiness = asyncio.run(client_of(api).readiness())
    assert (readiness.state, readiness.detail) == ("not_ready", "run `rahnuma ingest`")
    with pytest.raises(ApiError, match="rahnuma ingest") as caught:
        asyncio.run(client_of(api).sources())
    assert caught.value.status == 503


@pytest.mark.parametrize(("text", "status"), [("busy", 429), ("x" * 70_000, 413)])
def test_a_problem_is_its_sentence(api, text, status):
    with pytest.raises(ApiError) as caught:
        collect(client_of(api), text)
    assert caught.value.status == status
    assert str(caught.value).endswith(".")


def test_an_error_of_another_shape_is_not_shown():
    with pytest.raises(ApiError, match="cannot be reached") as caught:
        collect(answering("<h1>502 nginx/1.2 at 10.0.0.7</h1>", 502, "text/html"))
    assert str(caught.value) == UNREACHABLE


def test_an_answer_broken_off_is_no_answer():
    with pytest.raises(ApiError) as caught:
        collect(answering('event: status\ndata: {"status": "answered"}\n\n'))
    assert str(caught.value) == BROKEN


@pytest.mark.parametrize(
    "body",
    [
        "event: done\ndata: {}\n\n",
        "event: done\ndata: {broken\n\n",
        "event: status\ndata: []\n\n",
        'event: status\ndata: {"status": "new"}\n\n',
    ],
)
def test_events_that_cannot_be_read_are_an_error(body):
    with pytest.raises(ApiError) as caught:
        collect(answering(body))
    assert str(caught.value) == UNREADABLE


def test_the_stream_is_read_to_its_end(api):
    """Or the API would take the end of every answer for a reader who left."""
    seen = []

    async def watched(scope, receive, send):
        async def note(message):
            seen.append(message.get("more_body"))
            await send(message)

        await api(scope, receive, note)

    collect(client_of(watched))
    assert seen[-1] is False


def test_unknown_events_are_passed_over():
    body = f"event: thinking\ndata: nothing\n\nevent: done\ndata: {answer().model_dump_json()}\n\n"
    assert [type(event) for event in collect(answering(body))] == [Answer]


def test_out_of_reach_is_a_sentence():
    def refuse(request):
        raise httpx.ConnectError("connection refused by 10.0.0.7")

    with pytest.raises(ApiError) as caught:
        collect(client_of(httpx.MockTransport(refuse)))
    assert (str(caught.value), caught.value.status) == (UNREACHABLE, None)


# --- the transport -----------------------------------------------------------------------------------------------


def test_the_body_is_seen_while_it_is_written():
    app, gate = FastAPI(), asyncio.Event()

    @app.get("/slow")
    async def slow():
        async def write():
            yield "first"
            await gate.wait()
            yield "second"

        return StreamingResponse(write())

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside")
        seen = []
        async with http.stream("GET", "/slow") as response:
            async for piece in response.aiter_text():
                seen.append(piece)
                gate.set()
        return seen

    assert asyncio.run(asyncio.wait_for(run(), 5)) == ["first", "second"]


def test_an_application_learns_that_its_reader_left_and_gives_back_what_it_holds():
    site, released = FastAPI(), asyncio.Event()

    @site.get("/")
    async def endless():
        async def write():
            while True:
                yield "more"

        return StreamingResponse(write())

    async def app(scope, receive, send):
        await site(scope, receive, send)
        released.set()

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside")
        async with http.stream("GET", "/") as response:
            async for _ in response.aiter_bytes():
                break
        await asyncio.wait_for(released.wait(), 5)

    asyncio.run(run())


def test_what_is_sent_to_a_reader_who_left_goes_nowhere_and_holds_nobody_up():
    finished = asyncio.Event()

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await send({"type": "http.response.body", "body": b"more", "more_body": True})
        await receive()
        assert (await receive())["type"] == "http.disconnect"
        finished.set()

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside")
        async with http.stream("GET", "/"):
            pass
        await asyncio.wait_for(finished.wait(), 5)

    asyncio.run(run())


@pytest.mark.parametrize("sent", [[], [{"type": "http.response.start", "status": 200, "headers": []}]])
def test_an_application_that_fails_is_a_transport_error(sent):
    async def app(scope, receive, send):
        for message in sent:
            await send(message)
        raise RuntimeError("secret")

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside")
        await http.get("/")

    with pytest.raises(httpx.RemoteProtocolError, match="application"):
        asyncio.run(run())


def test_an_application_that_stalls_is_a_time_out():
    async def app(scope, receive, send):
        await receive()
        await receive()

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside", timeout=0.05)
        await http.get("/")

    with pytest.raises(httpx.ReadTimeout):
        asyncio.run(run())


def test_an_application_receives_what_was_sent():
    app = FastAPI()

    @app.post("/a b/{name}")
    async def echo(name: str, q: str, body: dict):
        return [name, q, body]

    async def run():
        http = httpx.AsyncClient(transport=InProcessTransport(app), base_url="http://inside")
        return (await http.post("/a b/4.2.1(2.III)", params={"q": "سفارش"}, json={"k": "v"})).text

    assert json.loads(asyncio.run(run())) == ["4.2.1(2.III)", "سفارش", {"k": "v"}]
