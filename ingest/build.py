"""Build a snapshot: read, segment, check, embed, index, and swap it in."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus import Catalogue, Provision
from ingest.cache import EmbeddingCache
from ingest.disk import flush, usable
from ingest.documents import file_sha256, is_official, official_provisions
from ingest.encoders import Encoder, Matrix
from ingest.errors import BusyError, SnapshotError, StoreAwayError
from ingest.lexical import LexicalIndex, Script, recipe
from ingest.passages import Passage, lexical_text, passages_of
from ingest.server import ChromaServer, publish, remove_old
from ingest.snapshot import (
    FORMAT,
    SCRIPTS,
    SPACES,
    Manifest,
    Snapshot,
    chroma_is_whole,
    current_id,
    read_manifest,
    read_vectors,
    searched,
    snapshots_folder,
    swap_in,
    verify_files,
    write_chroma,
    write_manifest,
)
from ingest.store import MemoryStore

KEPT_SNAPSHOTS = 2
"""The one in service and the one before it, for processes that still read it."""


class Progress(Protocol):
    """Shows how far each step is."""

    def step(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a step of `total` units; call the result with the units done."""


class Silent:
    """Shows nothing."""

    def step(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a step."""
        return lambda done: None


@dataclass(frozen=True)
class Report:
    """What a build did."""

    id: str
    official: tuple[str, ...]
    counts: Mapping[str, int]
    """Provisions and passages."""
    unchanged: bool
    """The snapshot stood already; nothing was written."""


def official_folder(data: Path) -> Path:
    """Where the accepted official files stand."""
    return data / "official"


@contextmanager
def ingest_lock(data: Path) -> Iterator[None]:
    """Hold the one lock of a data folder; the system lets go of it even if the process is killed.

    Raises:
        BusyError: another ingest holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "ingest.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError("another ingest is running; wait until it is done") from None
        yield


def collect(catalogue: Catalogue, data: Path, progress: Progress) -> tuple[list[Provision], tuple[str, ...]]:
    """Return every provision, with official text where the file is held, and the ids of those sources.

    Raises:
        ReadError, GateError: an official file cannot be indexed.
    """
    advance = progress.step("Reading and checking documents", len(catalogue.sources))
    provisions: list[Provision] = []
    official: list[str] = []
    for source_id, source in catalogue.sources.items():
        outline = catalogue.provisions[source_id]
        if any(provision.text for provision in outline.values()):
            official.append(source_id)  # an added document: its wording came with it
        elif is_official(source, official_folder(data)):
            outline = official_provisions(source, outline, official_folder(data))
            official.append(source_id)
        provisions.extend(outline.values())
        advance(1)
    return provisions, tuple(official)


def content_id(provisions: Sequence[Provision], encoders: Mapping[str, Encoder]) -> str:
    """Content address of a snapshot: 16 hexadecimal digits over format, encoders and provisions."""
    digest = hashlib.sha256()
    identities = {space: encoder.identity for space, encoder in sorted(encoders.items())}
    digest.update(json.dumps([FORMAT, identities, recipe()]).encode())
    for provision in provisions:
        digest.update(provision.model_dump_json().encode() + b"\n")
    return digest.hexdigest()[:16]


def build(
    catalogue: Catalogue,
    data: Path,
    encoders: Mapping[str, Encoder],
    progress: Progress | None = None,
    server: ChromaServer | None = None,
) -> Report:
    """Build the snapshot of the present corpus and swap it in.

    An unchanged corpus is recognised by its content address and costs only the reading. Everything is
    written to a folder aside; a build that is killed at any point leaves the old snapshot serving.

    Raises:
        IngestError: any gate, file or lock error; the snapshot in service is untouched.
    """
    progress = progress or Silent()
    with usable(data), ingest_lock(data):
        provisions, official = collect(catalogue, data, progress)
        snapshot_id = content_id(provisions, encoders)
        folder = snapshots_folder(data) / snapshot_id
        _remove_leftovers(data)
        if server is not None:
            _reach(server)
        if _is_whole(folder, embedded=server is None):
            if server is not None:
                publish(server, snapshot_id, searched(read_vectors(folder)))
            manifest = read_manifest(folder)
            if current_id(data) != snapshot_id:
                swap_in(data, snapshot_id)
            return Report(snapshot_id, official, manifest.counts, unchanged=True)
        names = {source.id: source.short_title.en for source in catalogue.sources.values()}
        counts = _write(folder, provisions, official, encoders, data, progress, names, server)
        swap_in(data, snapshot_id)
        _remove_leftovers(data)
        _remove_old(data, server)
        return Report(snapshot_id, official, counts, unchanged=False)


def _reach(server: ChromaServer) -> None:
    """Refuse an ingest whose server is away before the work, not after it."""
    try:
        server.store("").close()
    except StoreAwayError as error:
        raise StoreAwayError(
            f"{error}; nothing was changed. Start the server, or unset RAHNUMA_CHROMA_URL"
        ) from error


def space_rows(passages: Sequence[Passage]) -> dict[str, list[int]]:
    """Choose the passages of each vector space.

    `english_…` holds English wording and readers' questions; `multilingual_text` the Urdu summaries, and the
    wording of provisions that have none: English wording beside the Urdu found nothing more on our dev
    questions and took a fifth of the build. `multilingual_question` holds the questions in every language, so
    that one asked in Urdu meets its English twin. `sentences` holds every quotable span,
    `multilingual_sentences` those of provisions without an Urdu summary.
    """
    rows: dict[str, list[int]] = {space: [] for space in SPACES}
    in_urdu = {p.key for p in passages if p.kind == "summary" and p.language == "ur"}
    for row, passage in enumerate(passages):
        english = passage.language == "en"
        if passage.kind == "sentence":
            rows["sentences"].append(row)
            if passage.key not in in_urdu:
                rows["multilingual_sentences"].append(row)
        elif passage.kind == "question":
            rows["multilingual_question"].append(row)
            if english:
                rows["english_question"].append(row)
        else:
            if english:
                rows["english_text"].append(row)
            if not english or passage.key not in in_urdu:
                rows["multilingual_text"].append(row)
    return rows


@dataclass(frozen=True)
class Index:
    """Everything that is searched, before it is written anywhere."""

    passages: tuple[Passage, ...]
    spaces: dict[str, list[int]]
    vectors: dict[str, Matrix]
    lexical: dict[Script, LexicalIndex]


def make_index(
    provisions: Sequence[Provision],
    encoders: Mapping[str, Encoder],
    cache: EmbeddingCache,
    progress: Progress,
    source_names: Mapping[str, str],
) -> Index:
    """Cut provisions into passages, encode them and index their words."""
    passages = tuple(passage for provision in provisions for passage in passages_of(provision))
    spaces = space_rows(passages)
    vectors: dict[str, Matrix] = {}
    for space, rows in spaces.items():
        advance = progress.step(f"Encoding {space.replace('_', ' ')}", len(rows))
        vectors[space] = cache.encode(
            encoders[SPACES[space]], [passages[row].indexed for row in rows], advance
        )
    advance = progress.step("Indexing words", len(SCRIPTS))
    lexical: dict[Script, LexicalIndex] = {}
    for script in SCRIPTS:
        texts = [lexical_text(p, script, source_names.get(p.source_id, "")) for p in provisions]
        lexical[script] = LexicalIndex.build(texts, script)
        advance(1)
    return Index(passages, spaces, vectors, lexical)


def memory_snapshot(
    provisions: Sequence[Provision],
    encoders: Mapping[str, Encoder],
    cache: EmbeddingCache,
) -> Snapshot:
    """Index any provisions in memory alone: for benchmarks and tests, and for programs without a data folder."""
    index = make_index(provisions, encoders, cache, Silent(), {})
    return Snapshot(
        manifest=Manifest(
            format=FORMAT,
            id=content_id(provisions, encoders),
            created=_now(),
            encoders={name: encoder.identity for name, encoder in encoders.items()},
            official=(),
            counts={"provisions": len(provisions), "passages": len(index.passages)},
            files={},
        ),
        provisions={provision.key: provision for provision in provisions},
        passages=index.passages,
        spaces={space: np.array(rows, dtype=np.int64) for space, rows in index.spaces.items()},
        vectors=index.vectors,
        lexical=index.lexical,
        store=MemoryStore(index.vectors),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_whole(folder: Path, embedded: bool) -> bool:
    try:
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
    except SnapshotError:
        return False
    return not embedded or chroma_is_whole(folder, manifest)


def _write(
    folder: Path,
    provisions: Sequence[Provision],
    official: tuple[str, ...],
    encoders: Mapping[str, Encoder],
    data: Path,
    progress: Progress,
    source_names: Mapping[str, str],
    server: ChromaServer | None,
) -> dict[str, int]:
    """Write a snapshot aside and rename it into place; returns its counts."""
    aside = folder.parent / f".building-{folder.name}-{os.getpid()}"
    aside.mkdir(parents=True)
    try:
        manifest = _fill(
            aside, folder.name, provisions, official, encoders, data, progress, source_names, server
        )
        flush(aside)
        if folder.exists():  # damaged: the new one takes its place in the shortest possible time
            folder.rename(aside.with_name(f"{aside.name}-replaced"))
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)  # on a full disk, every byte counts
        raise
    return manifest.counts


def _fill(
    aside: Path,
    snapshot_id: str,
    provisions: Sequence[Provision],
    official: tuple[str, ...],
    encoders: Mapping[str, Encoder],
    data: Path,
    progress: Progress,
    source_names: Mapping[str, str],
    server: ChromaServer | None,
) -> Manifest:
    """Write everything of a snapshot into a folder."""
    cache = EmbeddingCache(data / "cache" / "embeddings.sqlite")
    index = make_index(provisions, encoders, cache, progress, source_names)
    (aside / "provisions.jsonl").write_text(_lines(provisions), encoding="utf-8")
    (aside / "passages.jsonl").write_text(_lines(index.passages), encoding="utf-8")
    (aside / "spaces.json").write_text(json.dumps(index.spaces), encoding="utf-8")
    (aside / "vectors").mkdir()
    for space, matrix in index.vectors.items():
        np.save(aside / "vectors" / f"{space}.npy", matrix)
    for script, lexical in index.lexical.items():
        lexical.save(aside / "lexical" / script)
    advance = progress.step("Writing vectors to Chroma", 1)
    if server is not None:
        publish(server, snapshot_id, searched(index.vectors))
    else:
        write_chroma(aside / "chroma", searched(index.vectors))
    advance(1)
    counts = {"provisions": len(provisions), "passages": len(index.passages)}
    manifest = Manifest(
        format=FORMAT,
        id=snapshot_id,
        created=_now(),
        encoders={name: encoder.identity for name, encoder in encoders.items()},
        official=official,
        counts=counts,
        files=_hashes(aside, chroma=False),
        chroma=_hashes(aside, chroma=True),
    )
    write_manifest(aside, manifest)
    return manifest


def _lines(records: Sequence[Provision] | Sequence[Passage]) -> str:
    return "".join(record.model_dump_json() + "\n" for record in records)


def _hashes(folder: Path, chroma: bool) -> dict[str, str]:
    """Hash Chroma's files, or all others."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: file_sha256(path) for name, path in names.items() if name.startswith("chroma") is chroma}


def _remove_leftovers(data: Path) -> None:
    """Remove what killed builds left; the lock guarantees that none of them is running."""
    for path in snapshots_folder(data).glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)


def _remove_old(data: Path, server: ChromaServer | None) -> None:
    """Remove all but the newest snapshots, the one in service always kept; on the server too, after its grace."""
    folder = snapshots_folder(data)
    found = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    newest = sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    kept = {path.name for path in newest[:KEPT_SNAPSHOTS]} | {str(current_id(data))}
    for path in newest:
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
    if server is not None:
        remove_old(server, kept, time.time())
