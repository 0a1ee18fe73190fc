"""The door: every route asks for a key or is listed as public; who comes too often waits; the chat still works."""

import ast
import asyncio
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from assistant.access import middleware
from assistant.access.keys import new_key
from assistant.access.limiter import kind_of, network
from assistant.access.middleware import IN_PROCESS, is_public
from assistant.api import PROGRAMS, create_app
from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings
from tests.assistant.test_api import assert_problem
from ui.app import create_site
from ui.transport import InProcessTransport

FEEDBACK = {"answer_id": "0123456789abcdef" * 2, "rating": "up"}
MOUNTED = {"": "the chat; ui.gate says what of Gradio exists"}
"""Mounts, and why each may stand where it does."""


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def key(keys):
    return new_key(keys, "newsroom")


def bearer(key):
    return {"authorization": f"Bearer {key}"}


def routes(app):
    """Every (method, path) of an application, those of mounts behind their prefix."""
    for route in app.routes:
        if isinstance(route, Mount):
            assert route.path in MOUNTED, f"{route.path}: a new mount; decide who may reach it"
        elif isinstance(route, Route):
            for method in sorted(route.methods or {"POST"}):
                yield method, route.path, route


def example(path):
    return path.replace("{source_id}", "unesco-recommendation-2021").replace("{locator}", "26")


@pytest.mark.usefixtures("key")
def test_every_route_asks_for_a_key_or_is_listed_and_no_handler_runs_without_one(tmp_path, keys):
    ran = []
    site = create_site(Settings(data=tmp_path, api_keys_file=keys, rate_limit_asks="", rate_limit_reads=""))
    for _, path, route in routes(site):
        if not is_public(example(path)):
            assert path.startswith(PROGRAMS), (
                f"{path}: list it in access.middleware.PUBLIC, or put it under /api/"
            )

            async def noted(scope, receive, send, path=path):
                ran.append(path)

            route.app = noted
            if isinstance(route, APIRoute):
                route.dependant.call = lambda path=path: ran.append(path)
    refused = 0
    with TestClient(site) as client:
        for method, path, _ in list(routes(site)):
            if is_public(example(path)):
                continue
            for headers in (
                {},
                bearer("rahnuma_wrong"),
                {"authorization": "Basic eDp5"},
                {"authorization": "Bearer "},
            ):
                response = client.request(method, example(path), headers=headers)
                assert response.status_code == 401, (method, path)
                assert response.headers["www-authenticate"] == "Bearer"
                refused += 1
    assert refused > 40
    assert ran == []


@pytest.mark.usefixtures("key")
def test_unknown_addresses_are_closed_too(tmp_path, keys):
    with TestClient(create_app(Settings(data=tmp_path, api_keys_file=keys))) as client:
        for path in ("/api/v2/anything", "/v1", "/metrics", "/admin", "/sourcesx", "//api/v1/answers"):
            assert client.get(path).status_code in {401, 404}, path
        assert_problem(client.get("/api/v1/sources"), 401)
        assert client.get("/v1/models").json()["error"]["code"] == "invalid_api_key"


def test_a_key_opens_and_what_is_public_needs_none(tmp_path, keys, key):
    with TestClient(create_app(Settings(data=tmp_path, api_keys_file=keys))) as client:
        assert client.post("/api/v1/feedback", json=FEEDBACK, headers=bearer(key)).status_code == 201
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503  # open, and there is no index


def test_a_file_of_keys_that_breaks_closes_the_api_in_words(tmp_path, keys, key):
    with TestClient(create_app(Settings(data=tmp_path, api_keys_file=keys))) as client:
        keys.write_text("broken")
        assert_problem(client.post("/api/v1/feedback", json=FEEDBACK, headers=bearer(key)), 503)
        assert client.get("/healthz").status_code == 200


def test_a_server_without_its_keys_does_not_start(tmp_path, keys):
    with (
        pytest.raises(SettingsError, match="API_KEYS_FILE"),
        TestClient(create_app(Settings(data=tmp_path, api_keys_file=keys))),
    ):
        pass


# --- how often ---------------------------------------------------------------------------------------------


def test_who_comes_too_often_waits_and_others_do_not(tmp_path, keys, key):
    settings = Settings(data=tmp_path, rate_limit_feedback="2/hour", api_keys_file=keys)
    with TestClient(create_app(settings)) as client:
        assert [client.post("/api/v1/feedback", json=FEEDBACK).status_code for _ in range(2)] == [401, 401]
        response = client.post("/api/v1/feedback", json=FEEDBACK)
        assert_problem(response, 429)
        assert 1 <= int(response.headers["retry-after"]) <= 3600
        assert client.post("/api/v1/feedback", json=FEEDBACK, headers=bearer(key)).status_code == 201
        assert client.get("/api/v1/sources").status_code == 401


def test_asking_and_reading_are_counted_apart(tmp_path):
    settings = Settings(data=tmp_path, rate_limit_asks="1/hour", rate_limit_reads="3/hour")
    with TestClient(create_app(settings)) as client:
        assert client.get("/api/v1/search", params={"q": "x"}).status_code == 503
        assert client.post("/api/v1/quotes", json={"quote": "x"}).status_code == 429
        assert [client.get("/api/v1/sources").status_code for _ in range(4)] == [503, 503, 503, 429]
        assert all(client.get("/healthz").status_code == 200 for _ in range(10))


def test_a_key_has_a_limit_of_its_own(tmp_path, keys, key):
    settings = Settings(data=tmp_path, api_keys_file=keys, rate_limit_keys="2/hour")
    with TestClient(create_app(settings)) as client:
        codes = [client.get("/api/v1/sources", headers=bearer(key)).status_code for _ in range(3)]
    assert codes == [503, 503, 429]


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [((), [503, 429, 429]), (("testclient",), [503, 503, 503]), (("10.0.0.0/8",), [503, 429, 429])],
)
def test_forwarded_addresses_are_taken_from_named_proxies_only(tmp_path, proxies, expected):
    settings = Settings(data=tmp_path, rate_limit_reads="1/hour", trusted_proxies=proxies)
    with TestClient(create_app(settings)) as client:
        forwarded = [{"x-forwarded-for": f"203.0.113.{n}"} for n in range(3)]
        assert [
            client.get("/api/v1/sources", headers=headers).status_code for headers in forwarded
        ] == expected


def test_what_a_reader_forges_before_a_proxy_is_not_taken(tmp_path):
    settings = Settings(data=tmp_path, rate_limit_reads="1/hour", trusted_proxies=("testclient",))
    with TestClient(create_app(settings)) as client:
        forged = [{"x-forwarded-for": f"198.51.100.{n}, 203.0.113.9"} for n in range(2)]
        assert [client.get("/api/v1/sources", headers=headers).status_code for headers in forged] == [
            503,
            429,
        ]


def test_kinds_of_requests():
    assert kind_of("POST", "/gradio_api/queue/join", b"") == "ask"
    assert kind_of("GET", "/gradio_api/queue/data", b"session_hash=x") == "free"
    assert kind_of("GET", "/assets/x.js", b"") == "free"
    assert kind_of("GET", "/sources/a/1", b"") == "read"
    assert kind_of("POST", "/mcp", b"") == kind_of("POST", "/v1/chat/completions", b"") == "ask"


def test_one_caller_has_a_whole_ipv6_network():
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1")
    assert network("testclient") == "testclient"


@pytest.mark.parametrize("rate", ["many", "60", "60/fortnight"])
def test_a_rate_of_another_form_is_refused_in_words(monkeypatch, rate):
    monkeypatch.setenv("RAHNUMA_RATE_LIMIT_ASKS", rate)
    with pytest.raises(SettingsError, match="60/minute"):
        load_settings()


# --- the chat, browsers, headers ---------------------------------------------------------------------------


def test_the_chat_calls_the_api_without_a_key_and_is_not_counted_twice(tmp_path, keys, key):
    site = create_app(Settings(data=tmp_path, api_keys_file=keys, rate_limit_reads="1/hour"))

    async def calls():
        async with httpx.AsyncClient(transport=InProcessTransport(site), base_url="http://inside") as http:
            return [(await http.get("/api/v1/sources")).status_code for _ in range(3)]

    assert asyncio.run(calls()) == [503, 503, 503]
    with TestClient(site) as client:
        assert (
            client.get("/api/v1/sources", headers={IN_PROCESS: "1", "extensions": IN_PROCESS}).status_code
            == 401
        )


def test_nothing_but_the_chats_transport_names_the_extension():
    root = Path(middleware.__file__).parents[2]
    naming = {
        path.relative_to(root).as_posix()
        for package in ("assistant", "ui", "ingest", "corpus")
        for path in (root / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == IN_PROCESS
    }
    assert naming == {"assistant/access/middleware.py", "ui/transport.py"}


def test_a_reader_of_the_chat_is_limited_where_the_chat_asks(tmp_path):
    with TestClient(create_site(Settings(data=tmp_path, rate_limit_asks="2/hour"))) as client:
        codes = [client.post("/gradio_api/queue/join", json={}).status_code for _ in range(3)]
        assert codes[2] == 429
        assert 429 not in codes[:2]
        assert client.get("/").status_code == 200


def test_no_origin_may_call_but_those_of_the_setting(tmp_path):
    asked = {"origin": "https://news.example", "access-control-request-method": "POST"}
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        assert "access-control-allow-origin" not in client.get("/healthz", headers=asked).headers
    with TestClient(create_app(Settings(data=tmp_path, cors_origins=("https://news.example",)))) as client:
        allowed = client.options("/api/v1/answers", headers=asked)
        assert allowed.headers["access-control-allow-origin"] == "https://news.example"
        other = client.options("/api/v1/answers", headers={**asked, "origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/sources", "/api/v1/nothing", "/api/v1/openapi.json"])
def test_headers_of_data(tmp_path, path):
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_refusals_at_the_door_carry_the_headers_too(tmp_path, keys, key):
    with TestClient(create_app(Settings(data=tmp_path, api_keys_file=keys))) as client:
        assert client.get("/api/v1/sources").headers["x-content-type-options"] == "nosniff"
        too_large = client.post("/api/v1/quotes", content=b"x" * 70_000, headers=bearer(key))
        assert_problem(too_large, 413)
        assert too_large.headers["x-content-type-options"] == "nosniff"
        assert_problem(client.post("/api/v1/quotes", content=b"x" * 70_000), 401)
