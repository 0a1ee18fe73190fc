"""A vector server that is away, hangs, is emptied or comes back; snapshots written to it, half written, replaced."""

import dataclasses
import shutil
import socket

import numpy as np
import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.holder import Holder
from assistant.schemas import Question
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.loopback import free_port
from corpus import load_catalogue
from ingest import server as module
from ingest.build import build
from ingest.errors import SnapshotError, StoreAwayError
from ingest.server import ChromaServer, ServerStore, publish, remove_old
from ingest.snapshot import current_id, open_snapshot
from tests.faults.small import small_catalogue, toys
from tests.vector_servers import ChromaProcess, TokenGate

QUESTION = "What does paragraph 26 say about social scoring?"


def vectors(rows=20, spaces=("left", "right")):
    made = np.random.default_rng(1).normal(size=(rows, 8)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return dict.fromkeys(spaces, made)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    server = ChromaProcess(tmp_path_factory.mktemp("mortal"))
    yield server
    server.kill()


@pytest.fixture
def process(mortal):
    """A server that a test may kill."""
    return mortal.start()


@pytest.fixture
def no_pause(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0.0)


@pytest.fixture(scope="module")
def on_the_server(mortal, tmp_path_factory, catalogue, toy_data, toy_encoders):
    data = shutil.copytree(toy_data, tmp_path_factory.mktemp("published") / "data")
    build(catalogue, data, toy_encoders, server=ChromaServer(mortal.start().url))
    return data


@pytest.fixture
def published(process, on_the_server, toy_encoders, monkeypatch, no_pause):
    """Settings of a reader whose snapshot is on the server, and who asks it every time."""
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    return Settings(data=on_the_server, chroma_url=process.url, chroma_timeout=30, kept_answers=0)


def hits(assistant, question="transparency of AI systems"):
    found = assistant.retriever.search(question)
    assert not any(hit.by_words for hit in found)
    return [hit.provision.key for hit in found]


def test_a_reader_of_the_server_finds_what_a_reader_of_the_files_finds(published, process):
    remote = Assistant(published)
    local = Assistant(published.model_copy(update={"chroma_url": None, "vector_store": "memory"}))
    assert isinstance(remote.snapshot.store, ServerStore)
    vector = toys()["english"].query("transparency of AI systems")
    far = remote.snapshot.store.search("english_text", vector, 20)[1]
    near = local.snapshot.store.search("english_text", vector, 20)[1]
    np.testing.assert_allclose(far, near, atol=1e-4)
    # Only the nearest come from the server, so the ranking may differ far from the top.
    assert len(set(hits(remote)) & set(hits(local))) >= 7
    remote.close()
    local.close()


def test_no_embedded_copy_is_written_beside_the_server(process, tmp_path):
    build(small_catalogue(), tmp_path, toys(), server=ChromaServer(process.url))
    assert not list(tmp_path.glob("snapshots/*/chroma*"))


def test_a_server_away_at_start_in_service_and_back(published, process):
    process.kill()
    app = create_app(published)
    with TestClient(app) as client:

        def ask(language):
            body = {"question": QUESTION, "language": language}
            return client.post("/api/v1/answers", json=body).json()

        def ready():
            app.state.holder.refresh()
            return client.get("/readyz").json()

        first = ask("en")
        assert (first["status"], first["degraded"]) == ("answered", True)
        assert any("by the words" in notice for notice in first["notices"])
        assert any("الفاظ" in notice for notice in ask("ur")["notices"])
        assert client.get("/api/v1/search?q=transparency").json()["notices"]
        state = ready()
        assert (state["ready"], state["degraded"]) == (True, True)
        assert state["notices"]["en"]
        assert state["notices"]["ur"]
        process.start()
        assert ready()["degraded"] is False
        again = ask("en")
        assert (again["status"], again["degraded"]) == ("answered", False)
        assert not client.get("/api/v1/search?q=transparency").json()["notices"]
        process.kill()
        assert ask("en")["degraded"] is True


def test_words_alone_find_only_provisions_that_share_words(published, process):
    process.kill()
    assistant = Assistant(published)
    found = assistant.retriever.search("transparency explainability")
    assert all(hit.by_words for hit in found)
    assert found[0].signals["lexical"] > 0
    refused = assistant.answer(Question(question="zyxwv qponm"))
    assert refused.citations == []
    assistant.close()


def test_a_hanging_server_costs_one_short_wait(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(64)
        server = ChromaServer(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)
        now = [100.0]
        store = ServerStore(server, "any", {"left": 3}, clock=lambda: now[0])
        with pytest.raises(StoreAwayError, match="does not answer"):
            store.search("left", np.ones(8, np.float32), 1)
        silent.close()
        # Within the pause it is not asked at all: the port is closed now, and the reason is still the first one.
        with pytest.raises(StoreAwayError, match="Timeout"):
            store.search("left", np.ones(8, np.float32), 1)
        now[0] += module.PAUSE
        with pytest.raises(StoreAwayError, match="ConnectError"):
            store.search("left", np.ones(8, np.float32), 1)


def test_a_server_that_lost_its_collections_is_not_trusted(process, tmp_path, no_pause):
    server = ChromaServer(process.url)
    publish(server, "one", vectors())
    store = ServerStore(server, "one", {"left": 20, "right": 20})
    assert store.away() == ""
    client = server.client(5)
    client.delete_collection("rahnuma-one-right")
    with pytest.raises(StoreAwayError):
        store.search("right", vectors()["right"][0], 1)
    assert "run `rahnuma ingest`" in store.away()
    publish(server, "one", vectors())
    assert store.search("right", vectors()["right"][3], 1)[0].tolist() == [3]
    store.close()


def test_positions_outside_of_the_snapshot_are_not_trusted(chroma_server):
    publish(ChromaServer(chroma_server.url), "outside", vectors(rows=20))
    store = ServerStore(ChromaServer(chroma_server.url), "outside", {"left": 20})
    store.away()
    store._sizes["left"] = 2  # as if the collection had grown after it was verified
    with pytest.raises(StoreAwayError, match="other vectors"):
        store.search("left", vectors()["left"][9], 20)
    store.close()


def test_a_half_written_collection_is_written_again(chroma_server):
    server = ChromaServer(chroma_server.url)
    half = server.store("half")
    half.add("left", vectors()["left"][:7])
    half.close()
    publish(server, "half", vectors())
    store = ServerStore(server, "half", {"left": 20, "right": 20})
    assert store.away() == ""
    store.close()


def test_ingest_without_its_server_changes_nothing_and_says_so(tmp_path, catalogue, toy_encoders):
    absent = ChromaServer(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreAwayError, match="does not answer"):
        build(catalogue, tmp_path, toy_encoders, server=absent)
    assert current_id(tmp_path) is None


def test_an_index_built_before_the_server_is_brought_to_it(tmp_path, chroma_server):
    server = ChromaServer(chroma_server.url, prefix="brought", timeout=30)
    assert not build(small_catalogue(), tmp_path, toys()).unchanged
    assert build(small_catalogue(), tmp_path, toys(), server=server).unchanged
    snapshot = open_snapshot(tmp_path, toys(), server=server)
    assert snapshot.store.away() == ""
    snapshot.close()


def test_collections_of_a_replaced_snapshot_stay_for_the_grace_and_then_go(chroma_server):
    server = ChromaServer(chroma_server.url, prefix="grace")
    neighbour = ChromaServer(chroma_server.url, prefix="neighbour")
    for snapshot in ("old", "new"):
        publish(server, snapshot, vectors(spaces=("left",)))
    publish(neighbour, "old", vectors(spaces=("left",)))
    noon = 1_000_000.0
    assert remove_old(server, {"new"}, noon) == []
    assert remove_old(server, {"new"}, noon - 3600) == []  # the clock was set back
    assert remove_old(server, {"new"}, noon + module.GRACE - 1) == []
    assert remove_old(server, {"new"}, noon + module.GRACE) == ["grace-old-left"]
    names = {collection.name for collection in server.client(5).list_collections()}
    assert {"grace-new-left", "neighbour-old-left"} <= names
    assert "grace-old-left" not in names


@pytest.mark.parametrize(
    ("url", "token", "sentence"),
    [
        ("localhost:8000", None, "must be http://host:port"),
        ("http://host:8000/path", None, "must be http://host:port"),
        ("http://me:secret@host:8000", None, "holds a password"),
        ("http://chroma.example:8000", "secret", "in the clear"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_telling_secrets(url, token, sentence):
    with pytest.raises(SnapshotError, match=sentence) as caught:
        ChromaServer(url, token)
    assert "secret" not in str(caught.value)


def test_the_token_is_not_in_the_representation():
    assert "secret" not in repr(ChromaServer("http://127.0.0.1:1", "secret"))


def test_a_new_snapshot_on_the_server_is_taken_up_while_an_answer_runs(published, process, toy_encoders):
    holder = Holder(published)
    holder.open()
    catalogue = load_catalogue()
    source = "unesco-recommendation-2021"
    provision = catalogue.provisions[source]["26"]
    changed = provision.model_copy(update={"summaries": {**provision.summaries, "en": "Wholly new words."}})
    provisions = {**catalogue.provisions, source: {**catalogue.provisions[source], "26": changed}}
    with holder.lease() as old:
        build(
            dataclasses.replace(catalogue, provisions=provisions),
            published.data,
            toy_encoders,
            server=ChromaServer(process.url),
        )
        holder.refresh()
        with holder.lease() as new:
            assert new.snapshot.id != old.snapshot.id
            assert new.snapshot.provisions[provision.key].summaries["en"] == "Wholly new words."
        assert old.answer(Question(question=QUESTION)).degraded is False
        assert old.snapshot.provisions[provision.key].summaries == provision.summaries
    holder.close()


@pytest.fixture
def gate(chroma_server, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    gate = TokenGate(chroma_server.url, "right-token", tmp_path / "gate")
    yield gate
    gate.stop()


def test_token_and_tls_are_used_for_writing_and_reading(gate):
    server = ChromaServer(gate.url, "right-token", gate.certificate, timeout=10, prefix="tls")
    publish(server, "one", vectors())
    store = ServerStore(server, "one", {"left": 20, "right": 20})
    assert store.search("left", vectors()["left"][4], 1)[0].tolist() == [4]
    store.close()
    assert gate.refused == 0


def test_a_wrong_token_is_told_apart_and_not_shown(gate):
    server = ChromaServer(gate.url, "wrong-token", gate.certificate, timeout=10)
    with pytest.raises(StoreAwayError, match="refuses the token; check RAHNUMA_CHROMA_TOKEN") as caught:
        server.store("one")
    assert "wrong-token" not in str(caught.value)


def test_a_certificate_of_an_unknown_authority_is_not_accepted(gate):
    with pytest.raises(StoreAwayError, match="RAHNUMA_CHROMA_CA"):
        ChromaServer(gate.url, "right-token", timeout=10).store("one")
    assert gate.refused == 0
