"""One suite for every vector store: in memory, Chroma embedded, Chroma on a real server as ingest and readers see it."""

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest.server import ChromaServer, ServerStore, publish
from ingest.store import ChromaStore, MemoryStore

KINDS = ["memory", "embedded", "server", "reader"]


def unit(rows, width=16, seed=7):
    matrix = np.random.default_rng(seed).normal(size=(rows, width)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


@pytest.fixture(params=KINDS)
def filled(request, tmp_path):
    """Make a store that holds the given spaces; all are closed at the end."""
    made = []

    def fill(**spaces):
        if request.param == "reader":
            server = ChromaServer(request.getfixturevalue("chroma_server").url)
            snapshot = uuid.uuid4().hex[:16]
            publish(server, snapshot, spaces)
            sizes = {space: len(matrix) for space, matrix in spaces.items()}
            made.append(ServerStore(server, snapshot, sizes))
            return made[-1]
        if request.param == "server":
            server = ChromaServer(request.getfixturevalue("chroma_server").url)
            made.append(server.store(uuid.uuid4().hex[:16]))
        else:
            made.append(MemoryStore() if request.param == "memory" else ChromaStore.embedded(tmp_path / "c"))
        for space, matrix in spaces.items():
            made[-1].add(space, matrix)
        return made[-1]

    yield fill
    for store in made:
        store.close()


def test_every_vector_finds_itself_first(filled):
    matrix = unit(200)
    store = filled(text=matrix)
    for row in (0, 1, 99, 199):
        positions, cosines = store.search("text", matrix[row], 5)
        assert positions[0] == row
        assert cosines[0] == pytest.approx(1.0, abs=1e-4)


def test_cosines_are_true_and_best_first(filled):
    matrix = unit(300)
    question = unit(1, seed=8)[0]
    positions, cosines = filled(text=matrix).search("text", question, 20)
    np.testing.assert_allclose(cosines, (matrix @ question)[positions], atol=1e-4)
    assert (np.diff(cosines) <= 0).all()
    assert len(set(positions.tolist())) == 20


def test_the_nearest_are_those_of_an_exact_search(filled):
    matrix = unit(500)
    store = filled(text=matrix)
    shared = 0
    for question in unit(20, seed=9):
        exact = set(np.argsort(-(matrix @ question))[:10].tolist())
        shared += len(exact & set(store.search("text", question, 10)[0].tolist()))
    assert shared >= 195  # of 200: an approximate index may miss a few


def test_types_are_those_of_the_interface(filled):
    positions, cosines = filled(text=unit(5)).search("text", unit(1)[0], 3)
    assert (positions.dtype, cosines.dtype) == (np.int64, np.float32)


@pytest.mark.parametrize(("limit", "found"), [(0, 0), (1, 1), (3, 3), (50, 3)])
def test_a_limit_is_kept_and_may_be_over_the_size(filled, limit, found):
    assert len(filled(text=unit(3)).search("text", unit(1)[0], limit)[0]) == found


def test_spaces_do_not_mix(filled):
    store = filled(left=unit(4, 8), right=unit(6, 24))
    assert (store.count("left"), store.count("right")) == (4, 6)
    assert store.search("right", unit(6, 24)[5], 1)[0].tolist() == [5]


def test_an_unknown_space_holds_nothing(filled):
    store = filled(left=unit(4))
    assert store.count("nothing") == 0
    assert len(store.search("nothing", unit(1)[0], 5)[0]) == 0


def test_equal_vectors_come_in_the_order_of_their_rows(filled):
    matrix = np.repeat(unit(1), 4, axis=0)
    assert filled(text=matrix).search("text", matrix[0], 4)[0].tolist() == [0, 1, 2, 3]


def test_more_than_one_batch(filled):
    matrix = unit(4500, 4)
    store = filled(text=matrix)
    assert store.count("text") == 4500
    assert store.search("text", matrix[4499], 3)[1][0] == pytest.approx(1.0, abs=1e-4)


def test_threads_may_share_it(filled):
    matrix = unit(100)
    store = filled(text=matrix)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: store.search("text", matrix[row], 1)[0][0], range(100)))
    assert found == list(range(100))


def test_a_store_that_answers_is_not_away(filled):
    assert filled(text=unit(3)).away() == ""


@pytest.mark.parametrize("kind", ["memory", "embedded", "server"])
def test_a_space_written_again_holds_the_new_vectors(kind, tmp_path, request):
    if kind == "server":
        store = ChromaServer(request.getfixturevalue("chroma_server").url).store(uuid.uuid4().hex[:16])
    else:
        store = MemoryStore() if kind == "memory" else ChromaStore.embedded(tmp_path / "c")
    store.add("text", unit(10))
    store.add("text", unit(4, seed=1))
    assert store.count("text") == 4
    assert store.search("text", unit(4, seed=1)[2], 1)[0].tolist() == [2]
    store.close()


def test_chroma_is_written_to_a_folder_and_read_by_the_next_process(tmp_path):
    store = ChromaStore.embedded(tmp_path)
    store.add("text", unit(50))
    store.close()
    again = ChromaStore.embedded(tmp_path)
    assert again.search("text", unit(50)[7], 1)[0].tolist() == [7]
    again.close()


LOOK = """
import sys
from pathlib import Path
import numpy as np
from ingest.server import ChromaServer, ServerStore, publish
from ingest.store import ChromaStore

store = ChromaStore.embedded(Path(sys.argv[1]))
store.add("text", np.eye(4, dtype=np.float32))
store.search("text", np.eye(4, dtype=np.float32)[0], 2)
store.close()
server = ChromaServer(sys.argv[2])
publish(server, "imports", {"text": np.eye(4, dtype=np.float32)})
ServerStore(server, "imports", {"text": 4}).search("text", np.eye(4, dtype=np.float32)[0], 2)
import assistant.service, ingest.build
print([name for name in sys.modules if name == "chromadb.app" or name.startswith("chromadb.server")])
"""


def test_the_python_server_of_chroma_is_never_imported(tmp_path, chroma_server):
    """CVE-2026-45829: the code it is in must not even be loaded."""
    arguments = [sys.executable, "-c", LOOK, str(tmp_path), chroma_server.url]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
