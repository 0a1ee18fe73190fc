"""A snapshot: one immutable, content-addressed build of the index, and how it is opened.

    data/snapshots/<id>/manifest.json      what it is, and the SHA-256 of every file below
                        provisions.jsonl   every provision, in the order of catalogue and document
                        passages.jsonl     every indexed text
                        spaces.json        which passages each vector space holds, by row
                        vectors/*.npy      the vectors, float32
                        lexical/*/         BM25, one folder a script
                        chroma/            the vectors as Chroma serves them (rebuilt if damaged)
                        manifest.sha256    the SHA-256 of manifest.json
    data/snapshots/CURRENT                 the id that is served

The id is the hash of the content and of the encoders. CURRENT is replaced in one step, after everything
else is on disk, so a killed build leaves the old snapshot serving.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import structlog
from pydantic import BaseModel, ConfigDict

from corpus.types import Provision
from ingest.disk import flush_one, usable
from ingest.documents import file_sha256
from ingest.encoders import Encoder, Matrix
from ingest.errors import DiskError, SnapshotError
from ingest.lexical import LexicalIndex, Script
from ingest.passages import Passage
from ingest.server import ChromaServer, ServerStore
from ingest.store import ChromaStore, MemoryStore, VectorStore

log = structlog.get_logger()
FORMAT = 5
"""Version of the layout above. Another version is refused with the command that rebuilds it."""
MOST_IN_MEMORY = 50_000
"""Vectors up to which exact search in memory is both faster and better than an approximate index."""
REBUILD = "run `rahnuma ingest` to build it anew"
SCRIPTS: tuple[Script, ...] = ("latin", "arabic", "sounds")
SPACES = {
    "english_text": "english",
    "english_question": "english",
    "multilingual_text": "multilingual",
    "multilingual_question": "multilingual",
    "sentences": "english",
    "multilingual_sentences": "multilingual",
}
"""Vector space -> the encoder that makes and asks it."""
SEARCHED = tuple(space for space in SPACES if space != "sentences")
"""Spaces that a store searches; sentences are looked up by row alone."""


class Manifest(BaseModel):
    """What a snapshot says of itself."""

    model_config = ConfigDict(frozen=True)

    format: int
    id: str
    created: str
    """ISO 8601 time of the build, UTC."""
    encoders: dict[str, str]
    """`english` and `multilingual` -> identity of the encoder that made the vectors."""
    official: tuple[str, ...]
    """Sources whose official text is inside."""
    counts: dict[str, int]
    files: dict[str, str]
    """Relative path -> SHA-256."""
    chroma: dict[str, str] = {}
    """The same for Chroma's files, which are but a copy of the vectors; empty if they are on a server."""


@dataclass(frozen=True)
class Snapshot:
    """An opened snapshot. Arrays are memory-mapped and shared by all who open it."""

    manifest: Manifest
    provisions: Mapping[str, Provision]
    passages: tuple[Passage, ...]
    spaces: Mapping[str, np.ndarray]
    vectors: Mapping[str, Matrix]
    lexical: Mapping[Script, LexicalIndex]
    """Script of the question -> index with one row a provision, in the order of `provisions`."""
    store: VectorStore

    @property
    def id(self) -> str:
        """Content address."""
        return self.manifest.id

    def close(self) -> None:
        """Release the vector store."""
        self.store.close()


def snapshots_folder(data: Path) -> Path:
    """Folder of all snapshots below a data folder."""
    return data / "snapshots"


def current_id(data: Path) -> str | None:
    """Id of the snapshot in service, or None if none was ever built or CURRENT is damaged."""
    try:
        written = (snapshots_folder(data) / "CURRENT").read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    return written if re.fullmatch("[0-9a-f]{16}", written) else None


def served_id(data: Path) -> str:
    """Id of the snapshot in service.

    Raises:
        SnapshotError: none was ever built, or CURRENT is damaged.
    """
    snapshot_id = current_id(data)
    if snapshot_id is None and current_signature(data) is None:
        raise SnapshotError("there is no index yet; run `rahnuma ingest`")
    if snapshot_id is None:
        raise SnapshotError(f"the file CURRENT, which names the snapshot in service, is damaged; {REBUILD}")
    return snapshot_id


def current_signature(data: Path) -> tuple[int, int] | None:
    """What changes whenever a snapshot is swapped in, one of the same id too; None if none was ever built."""
    try:
        stat = (snapshots_folder(data) / "CURRENT").stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def swap_in(data: Path, snapshot_id: str) -> None:
    """Make a finished snapshot the one in service, in one atomic step."""
    folder = snapshots_folder(data)
    aside = folder / f".CURRENT-{os.getpid()}"
    aside.write_text(snapshot_id + "\n", encoding="ascii")
    flush_one(aside)
    aside.replace(folder / "CURRENT")
    flush_one(folder)  # the new name, too, is on the disk when this returns


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest.

    Raises:
        SnapshotError: it is missing, damaged, or of another format.
    """
    try:
        manifest = Manifest.model_validate_json(_checked_manifest(folder))
    except FileNotFoundError:
        raise SnapshotError(f"the snapshot {folder.name} is missing; {REBUILD}") from None
    except ValueError as error:
        raise SnapshotError(f"the manifest of snapshot {folder.name} is damaged; {REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotError(
            f"the snapshot {folder.name} has format {manifest.format}, this version reads {FORMAT}; {REBUILD}"
        )
    return manifest


def _checked_manifest(folder: Path) -> bytes:
    content = (folder / "manifest.json").read_bytes()
    hash_file = folder / "manifest.sha256"
    # A manifest of an earlier version has no hash beside it: its format decides what becomes of it.
    if hash_file.exists() and hash_file.read_bytes().strip() != _sha256(content):
        raise ValueError("another hash")
    return content


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest and, beside it, its hash."""
    content = manifest.model_dump_json(indent=1).encode()
    (folder / "manifest.json").write_bytes(content)
    (folder / "manifest.sha256").write_bytes(_sha256(content) + b"\n")


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its recorded hash.

    Raises:
        SnapshotError: naming the first file that is missing or changed.
    """
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file() or file_sha256(path) != expected:
            raise SnapshotError(f"the file {name} of snapshot {folder.name} is missing or damaged; {REBUILD}")


def read_provisions(data: Path) -> tuple[Manifest, list[Provision]]:
    """Read only the provisions of the snapshot in service: no encoder and no index is loaded.

    Raises:
        SnapshotError: there is none, or its provisions are missing or damaged.
    """
    snapshot_id = current_id(data)
    if snapshot_id is None:
        raise SnapshotError("there is no index yet; run `rahnuma ingest`")
    folder = snapshots_folder(data) / snapshot_id
    manifest = read_manifest(folder)
    name = "provisions.jsonl"
    if name not in manifest.files:
        raise SnapshotError(f"the manifest of snapshot {snapshot_id} does not list {name}; {REBUILD}")
    verify_files(folder, manifest.model_copy(update={"files": {name: manifest.files[name]}}))
    lines = (folder / name).read_bytes().splitlines()
    return manifest, [Provision.model_validate_json(line) for line in lines]


def open_snapshot(
    data: Path, encoders: Mapping[str, Encoder], *, store: str = "auto", server: ChromaServer | None = None
) -> Snapshot:
    """Open the snapshot in service, every file checked against its hash.

    Args:
        data: the data folder.
        encoders: `english` and `multilingual` -> encoder; must be those that built the snapshot.
        store: `auto` (memory up to `MOST_IN_MEMORY` vectors), `memory` or `chroma`.
        server: the Chroma server that holds the collections, if not embedded; it may be away.

    Raises:
        SnapshotError: none was built, or it is damaged, of another format or of other encoders.
        DiskError: its files may not be read, or too many are open.
    """
    with usable(data, reading=True):
        return _open(data, encoders, store, server)


def _open(data: Path, encoders: Mapping[str, Encoder], store: str, server: ChromaServer | None) -> Snapshot:
    snapshot_id = served_id(data)
    folder = snapshots_folder(data) / snapshot_id
    manifest = read_manifest(folder)
    for name, encoder in encoders.items():
        built = manifest.encoders.get(name)
        if built != encoder.identity:
            raise SnapshotError(
                f"the snapshot {manifest.id} was built with the {name} encoder {built}, "
                f"{encoder.identity} is configured; {REBUILD}"
            )
    verify_files(folder, manifest)
    provisions = [
        Provision.model_validate_json(line)
        for line in (folder / "provisions.jsonl").read_bytes().splitlines()
    ]
    passages = tuple(
        Passage.model_validate_json(line) for line in (folder / "passages.jsonl").read_bytes().splitlines()
    )
    spaces = {
        k: np.array(v, dtype=np.int64) for k, v in json.loads((folder / "spaces.json").read_text()).items()
    }
    vectors = read_vectors(folder)
    return Snapshot(
        manifest=manifest,
        provisions={provision.key: provision for provision in provisions},
        passages=passages,
        spaces=spaces,
        vectors=vectors,
        lexical={script: LexicalIndex.load(folder / "lexical" / script) for script in SCRIPTS},
        store=_open_store(folder, manifest, vectors, store, server),
    )


def read_vectors(folder: Path) -> dict[str, Matrix]:
    """Map every matrix of a snapshot into memory: processes that read it share its pages."""
    mapped = {space: np.load(folder / "vectors" / f"{space}.npy", mmap_mode="r") for space in SPACES}
    return {
        space: np.asarray(matrix) for space, matrix in mapped.items()
    }  # numpy's own class of maps is slow


def _open_store(
    folder: Path, manifest: Manifest, vectors: Mapping[str, Matrix], kind: str, server: ChromaServer | None
) -> VectorStore:
    vectors = searched(vectors)
    if server is not None:
        return ServerStore(server, manifest.id, {space: len(matrix) for space, matrix in vectors.items()})
    small = sum(map(len, vectors.values())) <= MOST_IN_MEMORY
    if kind == "memory" or (kind == "auto" and small):
        return MemoryStore(vectors)
    return _own_chroma(folder, manifest, vectors)


def _own_chroma(folder: Path, manifest: Manifest, vectors: Mapping[str, Matrix]) -> ChromaStore:
    """Open a copy of the snapshot's Chroma that is this process's own, for Chroma rewrites what it opens.

    A damaged or missing one is made anew from the vectors, which were checked.
    """
    own = Path(tempfile.mkdtemp(prefix="rahnuma-chroma-"))
    try:
        if chroma_is_whole(folder, manifest):
            for name in manifest.chroma:
                (own / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, own / name)  # without the mode, which may be read-only
        else:
            log.warning("chroma is rebuilt from the vectors; run `rahnuma ingest` to mend it", id=manifest.id)
            write_chroma(own / "chroma", vectors)
        return ChromaStore.embedded(own / "chroma", release=partial(shutil.rmtree, own, ignore_errors=True))
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise


def chroma_is_whole(folder: Path, manifest: Manifest) -> bool:
    """Tell whether the snapshot has Chroma's files and every byte of them is as it was written."""
    return bool(manifest.chroma) and all(
        (folder / name).is_file() and file_sha256(folder / name) == expected
        for name, expected in manifest.chroma.items()
    )


def searched(vectors: Mapping[str, Matrix]) -> dict[str, Matrix]:
    """What a store has to hold: the matrices that are searched and not empty."""
    return {space: vectors[space] for space in SEARCHED if len(vectors[space])}


def write_chroma(folder: Path, vectors: Mapping[str, Matrix]) -> None:
    """Copy every matrix into a new embedded Chroma.

    Raises:
        DiskError: Chroma cannot write its files.
    """
    from chromadb.errors import ChromaError

    try:
        store = ChromaStore.embedded(folder)
        for space, matrix in vectors.items():
            store.add(space, matrix)
        store.close()
    except ChromaError as error:
        raise DiskError(
            f"Chroma cannot write to {folder.parent} ({error}); is there room on the disk? "
            "Mend it and run the command again; what was in service is untouched"
        ) from error
