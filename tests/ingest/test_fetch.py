"""Fetching against a real server on the loopback interface, and taking files from a folder.

Every test ends in the `data` fixture, which finds nothing in place but whole and right files.
"""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus import Catalogue, Localised, OfficialFile, Source, Status
from ingest.build import ingest_lock, official_folder
from ingest.errors import BusyError, FetchError
from ingest.fetch import (
    MARGIN,
    MAX_BYTES,
    MAX_REDIRECTS,
    Outcome,
    fetch,
    https_only,
    publisher_client,
    take_from,
)

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 800 + b"\n%%EOF\n"
OTHER = PDF[:-100] + b"x" * 100
HALF = len(PDF) // 2
ETAG = '"v1"'
SECOND = b"%PDF-1.7\nsecond\n%%EOF\n"
WEB_PAGE = b"<!DOCTYPE html><html><title>Not found</title></html>"
ENCRYPTED = b"""%%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>
endobj
4 0 obj
<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>
endobj
trailer
<< /Root 1 0 R /Encrypt 4 0 R /ID [<00112233> <00112233>] >>
%%%%EOF
""" % (b"ab" * 32, b"cd" * 32)


class Request(BaseHTTPRequestHandler):
    """One request, as a reply sees it."""

    publisher: Publisher


Reply = Callable[[Request], None]


class Publisher:
    """A server that gives each path its replies in turn, the last one again and again."""

    def __init__(self) -> None:
        self.routes: dict[str, list[Reply]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        publisher = self

        class Handler(Request):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                publisher.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.publisher = publisher
                replies = publisher.routes[self.path]
                self.close_connection = True
                with suppress(OSError):  # the client may go away
                    (replies.pop(0) if len(replies) > 1 else replies[0])(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def at(self, path: str, *replies: Reply) -> str:
        self.routes[path] = list(replies)
        return f"http://127.0.0.1:{self.port}{path}"

    def header(self, index: int, name: str) -> str | None:
        return self.requests[index][1].get(name)

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


def head(handler: Request, status: int, **headers: object) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()


def sends(body: bytes, status: int = 200, **headers: object) -> Reply:
    def reply(handler: Request) -> None:
        head(handler, status, Content_Length=len(body), **headers)
        handler.wfile.write(body)

    return reply


def cut(at: int = HALF, **headers: object) -> Reply:
    """Announce the whole file, send its beginning, close."""

    def reply(handler: Request) -> None:
        head(handler, 200, Content_Length=len(PDF), **headers)
        handler.wfile.write(PDF[:at])

    return reply


def resets(handler: Request) -> None:
    head(handler, 200, Content_Length=len(PDF))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def rest(body: bytes = PDF, **headers: object) -> Reply:
    """Answer a Range request truthfully."""

    def reply(handler: Request) -> None:
        begin = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        span = f"bytes {begin}-{len(body) - 1}/{len(body)}"
        sends(body[begin:], 206, **{"Content_Range": span, **headers})(handler)

    return reply


def redirects(to: str, **headers: object) -> Reply:
    return sends(b"", 302, Location=to, **headers)


def drips(body: bytes) -> Reply:
    """Send a byte every 50 ms, for at most five seconds; `body` begins with the status line."""

    def reply(handler: Request) -> None:
        for byte in body[:100]:
            handler.wfile.write(bytes([byte]))
            if handler.publisher.released.wait(0.05):
                return
        handler.publisher.released.wait(5)

    return reply


def stalls_at(at: int) -> Reply:
    def reply(handler: Request) -> None:
        cut(at)(handler)
        handler.wfile.flush()
        handler.publisher.released.wait(5)

    return reply


def silent(handler: Request) -> None:
    handler.publisher.released.wait(5)


class Steps:
    """Progress that remembers; fails when it runs backwards or past the end."""

    def __init__(self) -> None:
        self.done: dict[str, int] = {}

    def step(self, name: str, total: int) -> Callable[[int], None]:
        self.done[name] = 0

        def advance(done: int) -> None:
            assert done > 0
            self.done[name] += done
            assert self.done[name] <= total

        return advance


def local(url: httpx.URL) -> bool:
    """The rule of these tests; `localhost` passes it, so that only the list of hosts can refuse it."""
    return url.scheme == "http" and url.host in {"127.0.0.1", "localhost"}


def source(*addresses: str, body: bytes = PDF, name: str = "policy.pdf", size: int | None = None) -> Source:
    text = Localised(en="Policy", ur="پالیسی")
    return Source(
        id=name.removesuffix(".pdf"),
        title=text,
        short_title=text,
        issuer=text,
        status=Status.DRAFT,
        status_note=text,
        date="2023-05",
        url="https://publisher.example/",
        segmenter="general",
        file=OfficialFile(
            name=name,
            sha256=hashlib.sha256(body).hexdigest(),
            bytes=size or len(body),
            pages=1,
            addresses=addresses,
            hosts=("127.0.0.1", "www.publisher.example"),
        ),
    )


def catalogue(*sources: Source) -> Catalogue:
    return Catalogue(sources={item.id: item for item in sources}, sections={}, provisions={})


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def publishers() -> Iterator[Callable[[], Publisher]]:
    started: list[Publisher] = []

    def start() -> Publisher:
        started.append(Publisher())
        return started[-1]

    yield start
    for publisher in started:
        publisher.close()


@pytest.fixture
def publisher(publishers: Callable[[], Publisher]) -> Publisher:
    return publishers()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    right = {"policy.pdf": PDF, "second.pdf": SECOND}
    for path in official_folder(folder).glob("[!.]*"):
        assert path.read_bytes() == right[path.name], f"{path.name} is in place and wrong"
    for path in official_folder(folder).glob(".*"):
        assert path.name.endswith((".part", ".part.note")), f"{path.name} was left behind"


def run(data: Path, *addresses: str, timeout: float = 5.0, steps: Steps | None = None) -> Outcome:
    sources = catalogue(source(*addresses))
    [outcome] = fetch(sources, data, steps or Steps(), timeout=timeout, allowed=local)
    assert (outcome.source_id, outcome.name) == ("policy", "policy.pdf")
    return outcome


def in_place(data: Path) -> bool:
    return (official_folder(data) / "policy.pdf").exists()


def left_aside(data: Path) -> list[str]:
    return sorted(path.name for path in official_folder(data).glob(".*"))


def test_a_good_file_is_moved_into_place(data: Path, publisher: Publisher) -> None:
    steps = Steps()
    outcome = run(data, publisher.at("/a.pdf", sends(PDF, ETag=ETAG)), steps=steps)
    assert outcome.state == "fetched"
    assert "127.0.0.1" in outcome.detail
    assert in_place(data)
    assert left_aside(data) == []
    assert steps.done == {"Fetching policy.pdf": len(PDF)}
    assert (publisher.header(0, "user-agent") or "").startswith("Rahnuma/")
    assert publisher.header(0, "accept-encoding") == "identity"
    assert publisher.header(0, "range") is None


def test_a_file_in_place_is_neither_fetched_nor_touched(data: Path, publisher: Publisher) -> None:
    address = publisher.at("/a.pdf", sends(PDF))
    path = official_folder(data) / "policy.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(PDF)
    os.utime(path, (1, 1))
    assert run(data, address).state == "present"
    assert path.stat().st_mtime == 1
    assert publisher.requests == []
    assert not (data / "ingest.lock").exists(), "a read-only data folder is enough"


def test_a_wrong_file_in_place_is_replaced(data: Path, publisher: Publisher) -> None:
    path = official_folder(data) / "policy.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(OTHER)
    assert run(data, publisher.at("/a.pdf", sends(PDF))).state == "fetched"
    assert path.read_bytes() == PDF


@pytest.mark.parametrize("offer", [{"ETag": ETAG}, {"Accept_Ranges": "bytes"}])
def test_a_cut_connection_is_resumed(data: Path, publisher: Publisher, offer: dict[str, Any]) -> None:
    steps = Steps()
    outcome = run(data, publisher.at("/a.pdf", cut(**offer), rest(**offer)), steps=steps)
    assert outcome.state == "fetched"
    assert publisher.header(1, "range") == f"bytes={HALF}-"
    assert publisher.header(1, "if-range") == offer.get("ETag")
    assert steps.done == {"Fetching policy.pdf": len(PDF)}


def test_the_next_run_resumes(data: Path, publisher: Publisher) -> None:
    address = publisher.at("/a.pdf", cut(HALF, ETag=ETAG), sends(b"", 503), rest(ETag=ETAG))
    first = run(data, address)
    assert first.state == "failed"
    assert not in_place(data)
    assert left_aside(data) == [".policy.pdf.part", ".policy.pdf.part.note"]
    assert run(data, address).state == "fetched"
    assert publisher.header(2, "range") == f"bytes={HALF}-"
    assert left_aside(data) == []


def test_no_range_is_asked_where_none_is_offered(data: Path, publisher: Publisher) -> None:
    weak: dict[str, Any] = {"ETag": f"W/{ETAG}"}
    outcome = run(data, publisher.at("/a.pdf", cut(**weak)))
    assert outcome.state == "failed"
    assert [publisher.header(i, "range") for i in range(len(publisher.requests))] == [None, None]
    assert left_aside(data) == []


def test_another_address_does_not_resume_the_part(data: Path, publisher: Publisher) -> None:
    first = publisher.at("/a.pdf", cut(ETag=ETAG))
    second = publisher.at("/b.pdf", sends(PDF))
    assert run(data, first, second).state == "fetched"
    assert [path for path, _ in publisher.requests] == ["/a.pdf", "/a.pdf", "/b.pdf"]
    assert publisher.header(2, "range") is None


@pytest.mark.parametrize(
    "answers",
    [
        [sends(PDF)],
        [rest(Content_Range=f"bytes 0-{HALF}/{len(PDF)}"), sends(PDF)],
        [rest(Content_Range=f"bytes {HALF}-{len(PDF)}/{len(PDF) + 1}"), sends(PDF)],
        [rest(Content_Range="9" * 5000), sends(PDF)],
        [sends(b"", 416), sends(PDF)],
        [rest(OTHER), sends(PDF)],
    ],
    ids=["whole file", "wrong begin", "wrong total", "nonsense", "416", "other content"],
)
def test_a_part_that_cannot_be_resumed_is_fetched_afresh(
    data: Path, publisher: Publisher, answers: list[Reply]
) -> None:
    address = publisher.at("/a.pdf", cut(ETag=ETAG), *answers)
    assert run(data, address).state == "fetched"
    assert publisher.header(1, "range") == f"bytes={HALF}-"
    assert publisher.header(-1, "range") is None or len(answers) == 1


def test_partial_content_nobody_asked_for_is_not_a_file(data: Path, publisher: Publisher) -> None:
    outcome = run(data, publisher.at("/a.pdf", sends(PDF, 206, Content_Range=f"bytes 0-9/{len(PDF)}")))
    assert outcome.state == "failed"
    assert "status 206" in outcome.detail


def test_a_redirect_to_an_allowed_host_is_followed(
    data: Path, publisher: Publisher, publishers: Callable[[], Publisher]
) -> None:
    other = publishers()
    target = other.at("/b.pdf", sends(PDF))
    outcome = run(data, publisher.at("/a.pdf", redirects(target, Set_Cookie="visit=1; Path=/")))
    assert outcome.state == "fetched"
    assert other.header(0, "cookie") is None


def test_no_cookie_is_sent_back(data: Path, publisher: Publisher) -> None:
    publisher.at("/b.pdf", sends(PDF))
    address = publisher.at("/a.pdf", redirects("b.pdf", Set_Cookie="visit=1; Path=/"))
    assert run(data, address).state == "fetched"
    assert publisher.header(1, "cookie") is None


def test_a_redirect_to_another_host_is_refused(data: Path, publisher: Publisher) -> None:
    publisher.at("/b.pdf", sends(PDF))
    outcome = run(data, publisher.at("/a.pdf", redirects(f"http://localhost:{publisher.port}/b.pdf")))
    assert outcome.state == "refused"
    assert "localhost, a host the catalogue does not allow" in outcome.detail
    assert len(publisher.requests) == 1


def test_a_redirect_out_of_the_rule_is_refused(data: Path, publisher: Publisher) -> None:
    outcome = run(data, publisher.at("/a.pdf", redirects("ftp://127.0.0.1/b.pdf?token=hidden")))
    assert outcome.state == "refused"
    assert "ftp://127.0.0.1" in outcome.detail
    assert "hidden" not in outcome.detail


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:99999999/", "http://[::1", "http://xn--/", "//"],
)
def test_a_malformed_redirect_is_refused(data: Path, publisher: Publisher, location: str) -> None:
    assert run(data, publisher.at("/a.pdf", redirects(location))).state == "refused"


@pytest.mark.parametrize(("hops", "state"), [(MAX_REDIRECTS, "fetched"), (MAX_REDIRECTS + 1, "refused")])
def test_redirects_are_counted(data: Path, publisher: Publisher, hops: int, state: str) -> None:
    for hop in range(hops):
        publisher.at(f"/{hop}", redirects(f"/{hop + 1}"))
    publisher.at(f"/{hops}", sends(PDF))
    assert run(data, f"http://127.0.0.1:{publisher.port}/0").state == state
    assert len(publisher.requests) == MAX_REDIRECTS + 1


def test_a_wrong_hash_leaves_nothing(data: Path, publisher: Publisher) -> None:
    outcome = run(data, publisher.at("/a.pdf", sends(OTHER, ETag=ETAG)))
    assert outcome.state == "refused"
    assert hashlib.sha256(PDF).hexdigest()[:12] in outcome.detail
    assert hashlib.sha256(OTHER).hexdigest()[:12] in outcome.detail
    assert "rahnuma fetch --from" in outcome.detail
    assert not in_place(data)
    assert left_aside(data) == []
    assert len(publisher.requests) == 1


@pytest.mark.parametrize("answer", [cut(), resets], ids=["truncated", "reset"])
def test_a_broken_connection_is_tried_once_more(data: Path, publisher: Publisher, answer: Reply) -> None:
    outcome = run(data, publisher.at("/a.pdf", answer))
    assert outcome.state == "failed"
    assert "broke off" in outcome.detail
    assert not in_place(data)
    assert len(publisher.requests) == 2
    publisher.requests.clear()
    assert run(data, publisher.at("/a.pdf", answer, sends(PDF))).state == "fetched"


def test_a_body_that_ends_early_by_closing_is_truncated(data: Path, publisher: Publisher) -> None:
    def reply(handler: Request) -> None:
        head(handler, 200, Connection="close")
        handler.wfile.write(PDF[:HALF])

    outcome = run(data, publisher.at("/a.pdf", reply))
    assert outcome.state == "failed"
    assert f"broke off at {HALF:,} bytes" in outcome.detail
    assert len(publisher.requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        silent,
        stalls_at(HALF),
        drips(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 100),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n%PDF-" + b"a" * 100),
    ],
    ids=["silent", "stalled body", "dripping head", "dripping body"],
)
def test_the_time_limit_holds_for_the_whole_file(data: Path, publisher: Publisher, answer: Reply) -> None:
    begin = time.monotonic()
    outcome = run(data, publisher.at("/a.pdf", answer), timeout=0.8)
    assert time.monotonic() - begin < 0.8 + 1.2
    assert outcome.state == "failed"
    assert "seconds" in outcome.detail
    assert not in_place(data)
    assert len(publisher.requests) <= 2


def test_a_stall_leaves_time_for_the_retry(data: Path, publisher: Publisher) -> None:
    address = publisher.at("/a.pdf", silent, sends(PDF))
    assert run(data, address, timeout=2.0).state == "fetched"


@pytest.mark.parametrize(("status", "requests"), [(404, 1), (403, 1), (429, 1), (500, 2), (503, 2)])
def test_an_error_status_is_named(data: Path, publisher: Publisher, status: int, requests: int) -> None:
    outcome = run(data, publisher.at("/a.pdf", sends(WEB_PAGE, status)))
    assert outcome.state == "failed"
    assert f"127.0.0.1 answered with status {status}" in outcome.detail
    assert len(publisher.requests) == requests
    assert left_aside(data) == []


def test_a_server_error_is_tried_once_more(data: Path, publisher: Publisher) -> None:
    assert run(data, publisher.at("/a.pdf", sends(b"", 500), sends(PDF))).state == "fetched"
    assert len(publisher.requests) == 2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sends(WEB_PAGE, Content_Type="text/html"), "the publisher sent a web page instead of the PDF"),
        (sends(b"\n \n\n\n" + WEB_PAGE), "the publisher sent a web page instead of the PDF"),
        (sends(b"PK\x03\x04 a zip"), "the publisher sent something that is not a PDF"),
        (sends(b""), "SHA-256"),
        (sends(b"\x1f\x8b", Content_Encoding="gzip"), "compressed"),
        (cut(Content_Type="application/pdf", Content_Encoding="br"), "compressed"),
    ],
    ids=["page", "page after white space", "zip", "nothing", "gzip", "br"],
)
def test_what_is_not_the_pdf_is_named(data: Path, publisher: Publisher, answer: Reply, reason: str) -> None:
    outcome = run(data, publisher.at("/a.pdf", answer))
    assert outcome.state == "refused"
    assert reason in outcome.detail
    assert not in_place(data)
    assert left_aside(data) == []
    assert len(publisher.requests) == 1


def test_too_large_by_its_own_word(data: Path, publisher: Publisher) -> None:
    outcome = run(data, publisher.at("/a.pdf", sends(PDF + b"x" * (MARGIN + 1))))
    assert outcome.state == "refused"
    assert "too large" in outcome.detail


def test_too_large_without_a_word(data: Path, publisher: Publisher) -> None:
    sent = 0

    def endless(handler: Request) -> None:
        nonlocal sent
        head(handler, 200, Connection="close")
        for block in [PDF] + [b"x" * MARGIN] * 400:
            handler.wfile.write(block)
            sent += len(block)

    outcome = run(data, publisher.at("/a.pdf", endless))
    assert outcome.state == "refused"
    assert "too large" in outcome.detail
    assert left_aside(data) == []
    assert sent < len(PDF) + 400 * MARGIN, "the rest was not read"


def test_no_catalogue_can_lift_the_limit(data: Path, publisher: Publisher) -> None:
    def reply(handler: Request) -> None:
        head(handler, 200, Content_Length=MAX_BYTES + 1)

    sources = catalogue(source(publisher.at("/a.pdf", reply), size=MAX_BYTES * 2))
    [outcome] = fetch(sources, data, Steps(), timeout=5, allowed=local)
    assert outcome.state == "refused"
    assert f"over {MAX_BYTES:,} bytes" in outcome.detail


def test_plain_http_is_refused_by_default(data: Path, publisher: Publisher) -> None:
    [outcome] = fetch(catalogue(source(publisher.at("/a.pdf", sends(PDF)))), data, Steps(), timeout=5)
    assert outcome.state == "refused"
    assert "not https" in outcome.detail
    assert publisher.requests == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://publisher.example/a.pdf", True),
        ("https://publisher.example:443/a.pdf", True),
        ("https://publisher.example:8443/a.pdf", False),
        ("https://user:word@publisher.example/a.pdf", False),
        ("http://publisher.example/a.pdf", False),
        ("file:///etc/passwd", False),
        ("/a.pdf", False),
    ],
)
def test_the_default_rule(address: str, allowed: bool) -> None:
    assert https_only(httpx.URL(address)) is allowed


@pytest.mark.parametrize(
    ("location", "state"),
    [
        ("https://www.publisher.example/b.pdf", "fetched"),
        ("http://www.publisher.example/b.pdf", "refused"),
        ("https://publisher.example/b.pdf", "refused"),
        ("https://www.publisher.example./b.pdf", "refused"),
        ("https://evil.www.publisher.example/b.pdf", "refused"),
        ("https://www.publisher.example@evil.example/b.pdf", "refused"),
    ],
)
def test_redirects_under_the_default_rule(data: Path, location: str, state: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/a.pdf":
            return httpx.Response(302, headers={"Location": location})
        return httpx.Response(200, stream=Body())

    outcome = through(data, answer)
    assert outcome.state == state


class Body(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield PDF


def through(data: Path, answer: Callable[[httpx.Request], httpx.Response]) -> Outcome:
    """Fetch over a client that has no network; it would follow redirects and log in if it were let."""
    factory = lambda: httpx.AsyncClient(  # noqa: E731
        transport=httpx.MockTransport(answer), follow_redirects=True, auth=("user", "word")
    )
    sources = catalogue(source("https://publisher.example/a.pdf"))
    [outcome] = fetch(sources, data, Steps(), timeout=5, client_factory=factory)
    return outcome


def test_no_login_is_sent(data: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert "authorization" not in request.headers
        return httpx.Response(200, stream=Body())

    assert through(data, answer).state == "fetched"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), "SSL_CERT_FILE"),
        (httpx.ProxyError("407 for http://user:word@proxy"), "the proxy did not let the request"),
        (httpx.ConnectError("Name or service not known"), "publisher.example cannot be reached"),
    ],
)
def test_a_lasting_failure_is_named_and_not_repeated(data: Path, error: Exception, reason: str) -> None:
    asked = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        raise error

    outcome = through(data, answer)
    assert outcome.state == "failed"
    assert reason in outcome.detail
    assert "word" not in outcome.detail
    assert asked == 1


def test_nobody_listens(data: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = run(data, f"http://127.0.0.1:{free.getsockname()[1]}/a.pdf")
    assert outcome.state == "failed"
    assert "cannot be reached" in outcome.detail


def test_every_failed_address_is_named(data: Path, publisher: Publisher) -> None:
    outcome = run(data, publisher.at("/a.pdf", sends(b"", 404)), publisher.at("/b.pdf", sends(WEB_PAGE)))
    assert outcome.state == "refused"
    assert "status 404" in outcome.detail
    assert "a web page" in outcome.detail


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "not an address", "http://127.0.0.1:99999999/", "http://xn--/", "http://①.example"],
)
def test_a_malformed_address_is_refused(data: Path, address: str) -> None:
    assert run(data, address).state == "refused"


def test_a_file_without_an_address_is_missing(data: Path) -> None:
    outcome = run(data)
    assert outcome.state == "missing"
    assert "get policy.pdf from its publisher" in outcome.detail


def test_one_failure_does_not_stop_the_rest(data: Path, publisher: Publisher) -> None:
    (official_folder(data) / ".policy.pdf.part").mkdir(parents=True)  # stands in for a full disk
    try:
        sources = catalogue(
            source(publisher.at("/a.pdf", sends(PDF))),
            Source.model_validate(source().model_dump() | {"id": "records", "file": None}),
            source(publisher.at("/b.pdf", sends(SECOND)), body=SECOND, name="second.pdf"),
        )
        outcomes = fetch(sources, data, Steps(), timeout=5, allowed=local)
    finally:
        (official_folder(data) / ".policy.pdf.part").rmdir()
    assert [(o.source_id, o.state) for o in outcomes] == [("policy", "failed"), ("second", "fetched")]
    assert "cannot be written" in outcomes[0].detail


def test_a_data_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FetchError, match="cannot be written"):
        run(tmp_path / "data", "http://127.0.0.1:9/a.pdf")


def test_two_at_a_time_are_refused(data: Path) -> None:
    with ingest_lock(data), pytest.raises(BusyError):
        run(data, "http://127.0.0.1:9/a.pdf")


@pytest.mark.parametrize(
    "proxy", ["gopher://user:word@proxy.example", "http://user:word@[::1", "socks9://word"]
)
def test_an_unusable_proxy_is_named_without_its_password(
    data: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(FetchError, match="HTTPS_PROXY") as caught:
        run(data, "http://127.0.0.1:9/a.pdf")
    assert "word" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_proxies_of_the_environment_are_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert publisher_client().trust_env


def test_a_proxy_of_the_environment_is_asked(
    data: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{publisher.port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    publisher.routes["http://127.0.0.1:9/a.pdf"] = [sends(PDF)]
    assert run(data, "http://127.0.0.1:9/a.pdf").state == "fetched"


def test_no_thread_is_left(data: Path, publisher: Publisher) -> None:
    address = publisher.at("/a.pdf", sends(PDF))
    before = threading.active_count()
    run(data, address)
    deadline = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


# ── from a folder ────────────────────────────────────────────────────────────────────────────────────


def take(data: Path, folder: Path, steps: Steps | None = None) -> Outcome:
    sources = catalogue(source("https://publisher.example/a.pdf"))
    [outcome] = take_from(sources, data, folder, steps or Steps())
    assert left_aside(data) == []
    assert in_place(data) is (outcome.state in {"copied", "present"})
    return outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


def test_a_file_is_copied_by_its_name(data: Path, folder: Path) -> None:
    (folder / "policy.pdf").write_bytes(PDF)
    steps = Steps()
    assert take(data, folder, steps).state == "copied"
    assert steps.done == {"Copying policy.pdf": len(PDF)}
    assert (folder / "policy.pdf").read_bytes() == PDF
    assert take(data, folder).state == "present"


@pytest.mark.parametrize("beside", [None, OTHER], ids=["alone", "beside a wrong one"])
def test_a_file_of_another_name_is_known_by_its_hash(data: Path, folder: Path, beside: bytes | None) -> None:
    if beside is not None:
        (folder / "policy.pdf").write_bytes(beside)
    (folder / "Download (1).PDF").write_bytes(PDF)
    outcome = take(data, folder)
    assert outcome.state == "copied"
    assert "Download (1).PDF" in outcome.detail


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (OTHER, "another file or edition"),
        (PDF + b"\n", "another file or edition"),
        (PDF[:HALF], f"cut short, {HALF:,} of {len(PDF):,} bytes"),
        (ENCRYPTED, "encrypted"),
    ],
    ids=["wrong", "longer", "truncated", "encrypted"],
)
def test_a_wrong_file_is_refused_with_the_reason(data: Path, folder: Path, body: bytes, reason: str) -> None:
    (folder / "policy.pdf").write_bytes(body)
    outcome = take(data, folder)
    assert outcome.state == "refused"
    assert reason in outcome.detail
    assert hashlib.sha256(PDF).hexdigest()[:12] in outcome.detail
    assert hashlib.sha256(body).hexdigest()[:12] in outcome.detail
    assert "download https://publisher.example/a.pdf" in outcome.detail


@pytest.mark.parametrize("body", [WEB_PAGE, b"", b"%PD"], ids=["page", "empty", "short"])
def test_what_is_no_pdf_is_refused(data: Path, folder: Path, body: bytes) -> None:
    (folder / "policy.pdf").write_bytes(body)
    outcome = take(data, folder)
    assert outcome.state == "refused"
    assert "not a PDF" in outcome.detail


def test_a_missing_file_is_missing_and_the_rest_goes_on(data: Path, folder: Path) -> None:
    (folder / "second.pdf").write_bytes(SECOND)
    (folder / "unrelated.pdf").write_bytes(OTHER)
    (folder / "policy.pdf").mkdir()
    sources = catalogue(source(), source(body=SECOND, name="second.pdf"))
    outcomes = take_from(sources, data, folder, Steps())
    assert [outcome.state for outcome in outcomes] == ["missing", "copied"]
    assert "holds no policy.pdf" in outcomes[0].detail


def test_an_error_of_the_disk_is_named_and_the_rest_goes_on(data: Path, folder: Path) -> None:
    (folder / "policy.pdf").write_bytes(PDF)
    (folder / "second.pdf").write_bytes(SECOND)
    official = official_folder(data)
    (official / "policy.pdf").mkdir(parents=True)
    sources = catalogue(source(), source(body=SECOND, name="second.pdf"))
    outcomes = take_from(sources, data, folder, Steps())
    (official / "policy.pdf").rmdir()
    assert [outcome.state for outcome in outcomes] == ["failed", "copied"]
    assert "policy.pdf was not copied" in outcomes[0].detail


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_missing_folder_is_an_error(data: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchError, match=r"cannot be read as a folder .*; name one"):
        take(data, tmp_path / name)
