"""Every file of a snapshot, of Chroma and of the cache, damaged byte by byte: seen and told, or mended by itself."""

import random
import shutil
import sqlite3

import numpy as np
import pytest

from ingest.build import build
from ingest.cache import EmbeddingCache
from ingest.errors import SnapshotError
from ingest.snapshot import current_id, open_snapshot, snapshots_folder
from tests.faults.small import small_catalogue, toys
from tests.toys import ToyEncoder

PER_FILE = 5
"""Bytes damaged in each file: the first, the last, and some between."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    data = tmp_path_factory.mktemp("whole")
    build(small_catalogue(), data, toys())
    return data


@pytest.fixture
def data(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data"


def places(path):
    size = path.stat().st_size
    chance = random.Random(str(path.name))
    return sorted({0, size - 1, *(chance.randrange(size) for _ in range(PER_FILE - 2))}) if size else []


def damaged(path, place):
    """Turn one byte over; return what stood there before."""
    before = path.read_bytes()
    flipped = bytes([before[place] ^ chance_mask(place)])
    path.write_bytes(before[:place] + flipped + before[place + 1 :])
    return before


def chance_mask(place):
    return random.Random(place).randrange(1, 256)


def test_any_byte_of_any_file_of_a_snapshot(data):
    folder = snapshots_folder(data) / str(current_id(data))
    tried = 0
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or "chroma" in path.parts:
            continue
        for place in places(path):
            before = damaged(path, place)
            with pytest.raises(SnapshotError, match="run `rahnuma ingest`"):
                open_snapshot(data, toys(), store="memory")
            path.write_bytes(before)
            tried += 1
    assert tried > 80
    open_snapshot(data, toys(), store="memory").close()


def test_any_byte_of_current(data):
    path = snapshots_folder(data) / "CURRENT"
    for place in range(16):
        before = damaged(path, place)
        with pytest.raises(SnapshotError, match="run `rahnuma ingest`"):
            open_snapshot(data, toys(), store="memory")
        path.write_bytes(before)
    damaged(path, 3)
    build(small_catalogue(), data, toys())
    open_snapshot(data, toys(), store="memory").close()


def test_any_byte_of_any_file_of_chroma_is_mended_from_the_vectors(data):
    folder = snapshots_folder(data) / str(current_id(data)) / "chroma"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    chance = random.Random(3)
    for path in chance.sample(files, 6):
        before = damaged(path, chance.randrange(path.stat().st_size))
        snapshot = open_snapshot(data, toys(), store="chroma")
        for space in ("english_text", "multilingual_question"):
            vectors = np.asarray(snapshot.vectors[space])
            for row in range(len(vectors)):
                cosines = snapshot.store.search(space, vectors[row], 1)[1]
                assert cosines[0] == pytest.approx(1.0, abs=1e-4)
        snapshot.close()
        path.write_bytes(before)


def test_chroma_that_is_damaged_is_built_again_by_ingest(data):
    folder = snapshots_folder(data) / str(current_id(data)) / "chroma"
    damaged(folder / "chroma.sqlite3", 5000)
    assert not build(small_catalogue(), data, toys()).unchanged
    assert build(small_catalogue(), data, toys()).unchanged


def test_chroma_of_a_snapshot_is_never_written_by_a_reader(data):
    folder = snapshots_folder(data) / str(current_id(data)) / "chroma"

    def content():
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = content()
    snapshot = open_snapshot(data, toys(), store="chroma")
    snapshot.store.search("english_text", np.asarray(snapshot.vectors["english_text"][0]), 3)
    snapshot.close()
    assert content() == before


TEXTS = [f"Text number {number}." for number in range(400)]


def test_any_byte_of_the_cache(tmp_path):
    """A wrong vector would rank wrongly in silence: it is encoded anew, whichever byte was turned over."""
    path = tmp_path / "cache.sqlite"
    true = EmbeddingCache(path).encode(ToyEncoder(), TEXTS)
    content = path.read_bytes()
    chance = random.Random(5)
    for place in [0, 17, 100, len(content) - 1, *(chance.randrange(len(content)) for _ in range(40))]:
        path.write_bytes(content)
        damaged(path, place)
        np.testing.assert_array_equal(EmbeddingCache(path).encode(ToyEncoder(), TEXTS), true)
        np.testing.assert_array_equal(EmbeddingCache(path).encode(ToyEncoder(), TEXTS), true)


def test_a_vector_that_stands_under_another_text_is_not_taken(tmp_path):
    path = tmp_path / "cache.sqlite"
    cache = EmbeddingCache(path)
    true = cache.encode(ToyEncoder(), TEXTS[:2])
    with sqlite3.connect(path) as connection:
        blobs = [row[0] for row in connection.execute("SELECT vector FROM vectors ORDER BY text")]
        connection.execute("UPDATE vectors SET vector = ?", (blobs[0],))
    connection.close()
    encoder = ToyEncoder()
    np.testing.assert_array_equal(cache.encode(encoder, TEXTS[:2]), true)
    assert encoder.encoded == 1


def test_a_cache_cut_short_or_emptied(tmp_path):
    path = tmp_path / "cache.sqlite"
    true = EmbeddingCache(path).encode(ToyEncoder(), TEXTS)
    content = path.read_bytes()
    for length in (0, 1, 50, 4096, len(content) // 2, len(content) - 100):
        path.write_bytes(content[:length])
        np.testing.assert_array_equal(EmbeddingCache(path).encode(ToyEncoder(), TEXTS), true)
