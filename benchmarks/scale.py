"""Measure how the cost of search grows: `python -m benchmarks.scale [--sizes N …]` prints one JSON line a size and store.

The vectors are those of the snapshot in service, repeated with seeded noise: none is encoded. Building and reading
are processes of their own, so that the memory of each is its own. Stores: `memory` (exact, over a mapped file),
`embedded` (Chroma in the process), `server` (`chroma run` on loopback) and `words` (BM25 over repeated texts with
words swapped). Recall is the share of the exact ten nearest that a store finds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from assistant.evaluation.metrics import percentile
from assistant.retrieval import POOL
from assistant.settings import load_settings
from benchmarks.drawing import draw
from benchmarks.latency import NOISE, SEED, swapped
from benchmarks.loopback import free_port
from benchmarks.retrieval import peak_memory_mb
from ingest.encoders import Matrix
from ingest.errors import IngestError, SnapshotError
from ingest.lexical import LexicalIndex, terms
from ingest.server import ChromaServer, ServerStore, publish
from ingest.snapshot import current_id, read_vectors, snapshots_folder
from ingest.store import ChromaStore, MemoryStore, VectorStore

SIZES = (10_000, 100_000)
STORES = ("memory", "embedded", "server", "words")
QUESTIONS = 200
ASIDE = 0.05
"""Standard deviation, in each coordinate, by which a question lies off the passage it is made from."""
WORDS_ASKED = 8
SPACE = "english_text"


def repeated(base: Matrix, size: int, noise: float = NOISE, seed: int = SEED) -> Matrix:
    """Return (size, d) vectors of length 1: the base over and over, each a little off."""
    out = np.empty((size, base.shape[1]), dtype=np.float32)
    generator = np.random.default_rng(seed)
    for begin in range(0, size, 10_000):  # in portions: the noise is as large as the vectors
        rows = np.arange(begin, min(begin + 10_000, size)) % len(base)
        part = base[rows] + noise * generator.standard_normal((len(rows), base.shape[1]), dtype=np.float32)
        out[begin : begin + len(rows)] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return out


def memory_mb(pid: int | str = "self") -> dict[str, float]:
    """Memory of a process in MiB: its share of all pages (PSS), and what no other process could share."""
    sizes = {
        line.split(":")[0]: int(line.split()[1])
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    }
    return {
        "memory_mb": round(sizes["Pss"] / 1024, 1),
        "memory_unshared_mb": round(sizes["Anonymous"] / 1024, 1),
    }


def folder_mb(folder: Path) -> float:
    """Size of all files below a folder, in MiB."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20, 1)


def timed(search: Callable[[Any], object], questions: Sequence[Any]) -> dict[str, float]:
    """Ask every question once, after one that warms; p50 and p95 in milliseconds."""
    search(questions[0])
    taken = []
    for question in questions:
        began = time.perf_counter()
        search(question)
        taken.append(time.perf_counter() - began)
    return {f"p{round(share * 100)}_ms": round(percentile(taken, share) * 1000, 3) for share in (0.5, 0.95)}


# --- one process each --------------------------------------------------------------------------------------


def build(store: str, work: Path, url: str) -> dict[str, Any]:
    """Build one store from the files in `work`."""
    began = time.perf_counter()
    if store == "words":
        texts = json.loads((work / "texts.json").read_text())
        LexicalIndex.build(texts, "latin").save(work / "words")
    elif store == "server":
        publish(ChromaServer(url), "scale", {SPACE: np.load(work / "vectors.npy", mmap_mode="r")})
    elif store == "embedded":
        chroma = ChromaStore.embedded(work / "embedded")
        chroma.add(SPACE, np.load(work / "vectors.npy", mmap_mode="r"))
        chroma.close()
    return {
        "build_seconds": round(time.perf_counter() - began, 1),
        "build_peak_mb": peak_memory_mb(),
    }


def read(store: str, work: Path, url: str) -> dict[str, Any]:
    """Open one store as a server process does, and ask it."""
    if store == "words":
        return _read_words(work)
    vectors = np.load(work / "vectors.npy", mmap_mode="r")
    opened = _open(store, work, url, vectors)
    base = np.asarray(vectors[np.random.default_rng(1).integers(0, len(vectors), QUESTIONS)])
    questions = repeated(base, QUESTIONS, ASIDE, seed=2)
    found = timed(lambda question: opened.search(SPACE, question, POOL), questions)
    used = memory_mb()  # before the exact search below touches every page
    exact = MemoryStore({SPACE: vectors})
    hits = [
        len(set(opened.search(SPACE, q, POOL)[0][:10]) & set(exact.search(SPACE, q, 10)[0]))
        for q in questions
    ]
    opened.close()
    return {**found, **used, "recall_at_10": round(sum(hits) / (10 * len(questions)), 4)}


def _open(store: str, work: Path, url: str, vectors: Matrix) -> VectorStore:
    if store == "server":
        return ServerStore(ChromaServer(url, timeout=60), "scale", {SPACE: len(vectors)})
    if store == "embedded":
        return ChromaStore.embedded(work / "embedded")
    return MemoryStore({SPACE: vectors})


def _read_words(work: Path) -> dict[str, Any]:
    index = LexicalIndex.load(work / "words")
    questions: list[str] = json.loads((work / "questions.json").read_text())
    found = timed(lambda question: index.scores(terms(question, "latin")), questions)
    return {**found, **memory_mb()}


# --- all of them -------------------------------------------------------------------------------------------


@contextmanager
def chroma_run(folder: Path) -> Iterator[tuple[str, int]]:
    """Run Chroma's server over a folder; gives its address and process id."""
    port = free_port()
    folder.mkdir()
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", folder, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url)
            yield url, process.pid
        finally:
            process.kill()


def _wait(url: str, seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            httpx.get(f"{url}/api/v2/heartbeat").raise_for_status()
        except httpx.HTTPError as error:
            if time.monotonic() > until:
                raise SnapshotError("`chroma run` does not start; install chromadb") from error
            time.sleep(0.2)
        else:
            return


def measure(store: str, size: int, work: Path) -> dict[str, Any]:
    """Build and read one store in processes of their own; returns what is printed."""
    line: dict[str, Any] = {"benchmark": "scale", "passages": size, "store": store}
    if store == "server":
        with chroma_run(work / "server") as (url, pid):
            line |= _child("build", store, work, url)
            line |= _child("read", store, work, url)
            line["server_memory_mb"] = memory_mb(pid)["memory_mb"]
    else:
        line |= _child("build", store, work)
        line |= _child("read", store, work)
    line["disk_mb"] = round((work / "vectors.npy").stat().st_size / 2**20, 1)
    if store != "memory":
        line["disk_mb"] = folder_mb(work / store)
        shutil.rmtree(work / store)
    return line


def _child(part: str, store: str, work: Path, url: str = "") -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scale", "--part", part, store, str(work), url]
    # As `rahnuma serve` runs: threads of one search would wait for those of another.
    one = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=one)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def prepare(data: Path, size: int, work: Path, texts: bool) -> None:
    """Write the vectors, the texts and the questions of one size to a folder.

    Raises:
        SnapshotError: there is no index to repeat.
    """
    snapshot_id = current_id(data)
    if snapshot_id is None:
        raise SnapshotError("there is no index yet; run `rahnuma ingest`")
    folder = snapshots_folder(data) / snapshot_id
    np.save(work / "vectors.npy", repeated(np.asarray(read_vectors(folder)[SPACE]), size))
    if not texts:
        return
    own = [json.loads(line) for line in (folder / "passages.jsonl").read_bytes().splitlines()]
    english = [p["text"] for p in own if p["language"] == "en" and p["kind"] in {"official", "summary"}]
    (work / "texts.json").write_text(
        json.dumps(swapped([english[n % len(english)] for n in range(size)], SEED))
    )
    chance = random.Random(SEED)  # noqa: S311  (a reproducible choice, not a secret)
    asked = [
        " ".join(chance.choices(chance.choice(english).split(), k=WORDS_ASKED)) for _ in range(QUESTIONS)
    ]
    (work / "questions.json").write_text(json.dumps(asked))


def plot(lines: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw time, memory and build by size, one line a store, all axes logarithmic."""
    panels = {
        "p50_ms": "p50 of a search, ms",
        "memory_mb": "memory of the reader, MiB",
        "build_seconds": "build, s",
    }
    series = {store: [line for line in lines if line["store"] == store] for store in STORES}
    draw(path, panels, series, "passages", y_scale="log")


def run(data: Path, sizes: Sequence[int], stores: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Measure every store at every size."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="rahnuma-scale-") as name:
            prepare(data, size, Path(name), "words" in stores)
            for store in stores:
                yield measure(store, size, Path(name))


def main(argv: Sequence[str] | None = None) -> int:
    """Print one JSON line a size and store; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--stores", nargs="+", choices=STORES, default=STORES)
    parser.add_argument("--plot", type=Path, help="draw the lines printed so far into this file")
    parser.add_argument(
        "--from", dest="lines", type=Path, help="draw the lines of this file, measure nothing"
    )
    parser.add_argument("--part", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.part:
        part, store, work, url = given.part
        print(json.dumps({"build": build, "read": read}[part](store, Path(work), url)))
        return 0
    if given.lines:
        plot([json.loads(line) for line in given.lines.read_text().splitlines()], given.plot)
        return 0
    lines = []
    try:
        for line in run(load_settings().data, given.sizes, given.stores):
            print(json.dumps(line), flush=True)
            lines.append(line)
    except IngestError as error:
        print(f"benchmarks.scale: {error}", file=sys.stderr)
        return 1
    if given.plot:
        plot(lines, given.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
