"""The server as a process: told to stop while it answers, out of descriptors, opened and closed again and again."""

import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.loopback import free_port
from ingest.build import build
from ingest.server import ChromaServer, publish
from ingest.snapshot import open_snapshot, searched
from tests.faults.small import small_catalogue, toys

ROOT = Path(__file__).parents[2]
SLOW = "What did the Foreign Secretary slowly say about AI weapons?"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    build(small_catalogue(), folder, toys())
    return folder


@pytest.fixture
def start(data):
    """Start a server of toys; give its process and its address."""
    with ExitStack() as stack:

        def started(seconds="0", drain="10", descriptors=None):
            def lower():
                if descriptors is not None:
                    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

            port = free_port()
            process = subprocess.Popen(
                [sys.executable, ROOT / "tests/faults/toy_server.py", data, str(port), seconds, drain],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                preexec_fn=lower,
                stdout=subprocess.PIPE,
            )
            stack.callback(process.stdout.close)
            stack.callback(process.wait)
            stack.callback(process.kill)
            url = f"http://127.0.0.1:{port}"
            wait(url)
            return process, url

        yield started


def wait(url):
    until = time.monotonic() + 120
    with httpx.Client(verify=False) as client:  # noqa: S501  (plain http: spares the loading of certificates)
        while time.monotonic() < until:
            try:
                if client.get(f"{url}/readyz").status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
    raise TimeoutError(url)


def ask(url, question=SLOW):
    return httpx.post(f"{url}/api/v1/answers", json={"question": question}, timeout=60)


def test_out_of_descriptors_and_back_and_sigterm_lets_running_answers_end(start):
    process, url = start(seconds="2", descriptors=48)
    with ExitStack() as stack:
        for _ in range(80):
            one = stack.enter_context(socket.socket())
            one.settimeout(5)
            one.connect(("127.0.0.1", int(url.rpartition(":")[2])))
        time.sleep(0.5)
        assert process.poll() is None
        assert len(os.listdir(f"/proc/{process.pid}/fd")) == 48
    wait(url)
    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(ask, url, f"{SLOW} {number}") for number in range(3)]
        assert [process.stdout.readline() for _ in range(3)] == [b"thinking\n"] * 3
        process.send_signal(signal.SIGTERM)
        answers = [one.result() for one in running]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["id"] for answer in answers}) == 3
    assert process.wait(10) in {0, -signal.SIGTERM}
    with pytest.raises(httpx.ConnectError):
        ask(url)


def test_an_answer_that_does_not_end_holds_up_the_end_no_longer_than_its_time(start):
    process, url = start(seconds="600", drain="1")
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(ask, url)
        assert process.stdout.readline() == b"thinking\n"
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert endless.exception() is not None or endless.result().status_code >= 500


def resources():
    return len(os.listdir("/proc/self/fd")), threading.active_count()


def cycle(data, encoders, store="memory"):
    assistant = Assistant(Settings(data=data, vector_store=store), small_catalogue())
    assistant.warm()
    assistant.close()


def test_opening_and_closing_leaves_nothing_behind(data, monkeypatch):
    """Whole assistants: not one descriptor or thread more after twenty rounds than after two."""
    encoders = toys()
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: encoders)
    for _ in range(2):
        cycle(data, encoders)
    before = settled()
    for _ in range(20):
        cycle(data, encoders)
    assert settled() == before


def test_a_thousand_snapshots_opened_and_closed_leave_nothing_behind(data):
    encoders = toys()

    def round_trip():
        open_snapshot(data, encoders, store="memory").close()

    round_trip()
    before = settled()
    for _ in range(1000):
        round_trip()
    assert settled() == before


def settled():
    """Descriptors and threads, once threads that were told to end have ended and mapped files are let go of."""
    gc.collect()
    for _ in range(100):
        now = resources()
        time.sleep(0.02)
        if now == resources():
            return now
    return resources()


@pytest.mark.parametrize("kind", ["chroma", "server"])
def test_chroma_leaves_nothing_behind(data, chroma_server, kind, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    server = ChromaServer(chroma_server.url, timeout=30) if kind == "server" else None
    snapshot = open_snapshot(data, toys(), store="memory")
    if server is not None:
        publish(server, snapshot.id, searched(snapshot.vectors))

    def round_trip():
        opened = open_snapshot(data, toys(), store="chroma", server=server)
        opened.store.search("english_text", snapshot.vectors["english_text"][0], 1)
        opened.close()

    for _ in range(3):
        round_trip()
    before = settled()
    for _ in range(15):
        round_trip()
    assert settled() == before
    assert list(tmp_path.iterdir()) == []
