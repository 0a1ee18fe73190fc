"""Build, swap, damage; builds that are killed are in tests/faults/test_killed_ingest.py."""

import dataclasses
import shutil

import numpy as np
import pytest

from ingest.build import build, ingest_lock
from ingest.errors import BusyError, SnapshotError
from ingest.snapshot import current_id, open_snapshot, snapshots_folder
from tests.toys import ToyEncoder


@pytest.fixture
def data(tmp_path, toy_data):
    shutil.copytree(toy_data, tmp_path / "data")
    return tmp_path / "data"


def test_an_unchanged_corpus_is_not_built_again(data, catalogue, toy_encoders):
    before = toy_encoders["english"].encoded
    report = build(catalogue, data, toy_encoders)
    assert report.unchanged
    assert toy_encoders["english"].encoded == before


def test_one_changed_provision_encodes_one(data, catalogue, toy_encoders):
    source, locator = "unesco-recommendation-2021", "26"
    provision = catalogue.provisions[source][locator]
    changed = provision.model_copy(update={"summaries": {**provision.summaries, "en": "Wholly new words."}})
    provisions = {**catalogue.provisions, source: {**catalogue.provisions[source], locator: changed}}
    other = dataclasses.replace(catalogue, provisions=provisions)
    before = toy_encoders["english"].encoded
    report = build(other, data, toy_encoders)
    assert not report.unchanged
    assert toy_encoders["english"].encoded == before + 1


def test_a_snapshot_opens_with_everything(data, catalogue, toy_encoders):
    snapshot = open_snapshot(data, toy_encoders, store="memory")
    assert len(snapshot.provisions) == sum(map(len, catalogue.provisions.values()))
    assert snapshot.manifest.official == ()
    snapshot.close()


def test_other_encoders_are_refused(data):
    encoders = {"english": ToyEncoder("other"), "multilingual": ToyEncoder("toy-multi")}
    with pytest.raises(SnapshotError, match="other is configured; run `rahnuma ingest`"):
        open_snapshot(data, encoders)


def test_no_snapshot_says_what_to_do(tmp_path, toy_encoders):
    with pytest.raises(SnapshotError, match="run `rahnuma ingest`"):
        open_snapshot(tmp_path, toy_encoders)


@pytest.mark.parametrize(
    "name", ["manifest.json", "provisions.jsonl", "passages.jsonl", "spaces.json", "vectors/english_text.npy"]
)
@pytest.mark.parametrize("damage", ["removed", "flipped", "truncated"])
def test_damage_is_seen_and_mended_by_ingest(data, catalogue, toy_encoders, name, damage):
    path = snapshots_folder(data) / str(current_id(data)) / name
    content = path.read_bytes()
    if damage == "removed":
        path.unlink()
    elif damage == "flipped":
        path.write_bytes(content[:200] + bytes([content[200] ^ 0xFF]) + content[201:])
    else:
        path.write_bytes(content[: len(content) // 2])
    with pytest.raises(SnapshotError, match="run `rahnuma ingest`"):
        open_snapshot(data, toy_encoders, store="memory")
    build(catalogue, data, toy_encoders)
    open_snapshot(data, toy_encoders, store="memory").close()


def test_damaged_chroma_is_rebuilt_from_the_vectors(data, toy_encoders):
    chroma = snapshots_folder(data) / str(current_id(data)) / "chroma"
    (chroma / "chroma.sqlite3").write_bytes(b"not a database at all")
    snapshot = open_snapshot(data, toy_encoders, store="chroma")
    vector = np.asarray(snapshot.vectors["english_text"][0])
    assert snapshot.store.search("english_text", vector, 1)[0].tolist() == [0]
    snapshot.close()


def test_two_ingests_at_once_are_refused(data, catalogue, toy_encoders):
    with ingest_lock(data), pytest.raises(BusyError, match="another ingest is running"):
        build(catalogue, data, toy_encoders)
