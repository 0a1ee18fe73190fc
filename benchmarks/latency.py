"""Measure how long retrieval takes: `python -m benchmarks.latency [--quick]` prints one JSON line.

Three sizes: the corpus as it is served, 13,000 and 200,000 passages. The larger ones repeat the corpus:
vectors with seeded noise, texts with words swapped. Every question is asked once, by the product and by the
plain LangChain chain in turn, so that a busy machine is unfair to neither. The chain is left out above 20,000
passages, where building its graph takes longer than everything else. A wall clock around each encoder tells
what share of the time is spent outside of them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from assistant.evaluation.gold import load_gold
from assistant.evaluation.metrics import percentile
from assistant.resources import chroma_server, configured_encoders
from assistant.retrieval import Retriever
from assistant.settings import Settings, load_settings
from benchmarks.retrieval import peak_memory_mb
from benchmarks.systems import CACHE, SOURCE, LangChainChain, bare_catalogue, provisions_of
from corpus import Catalogue, load_catalogue
from ingest.cache import EmbeddingCache
from ingest.encoders import Encoder, Matrix
from ingest.errors import IngestError
from ingest.lexical import LexicalIndex
from ingest.passages import Passage
from ingest.snapshot import SPACES, Manifest, Snapshot, open_snapshot
from ingest.store import MemoryStore

SIZES = (13_000, 200_000)
QUESTIONS = 60
QUICK_SIZES, QUICK_QUESTIONS = (2_000,), 5
LARGEST_CHAIN = 20_000
SEED = 13
NOISE = 0.02
"""Standard deviation of what is added to each coordinate; neighbours stay near but no two are equal."""
SWAPPED = 0.2
"""Share of the words of a repeated text that are replaced by words of the corpus."""
LIMIT = 10


class TimedEncoder:
    """An encoder that remembers when it was busy."""

    def __init__(self, encoder: Encoder, busy: list[tuple[float, float]]) -> None:
        self.identity = encoder.identity
        self._encoder = encoder
        self._busy = busy

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def warm(self) -> None:
        """Load the weights."""
        self._encoder.warm()

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Encode passages, untimed."""
        return self._encoder.passages(texts)

    def query(self, text: str) -> Matrix:
        """Encode one question and note begin and end."""
        vector: Matrix = self.queries([text])[0]
        return vector

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions in one pass and note begin and end."""
        began = time.perf_counter()
        vectors = self._encoder.queries(texts)
        self._busy.append((began, time.perf_counter()))
        return vectors


def covered(intervals: Sequence[tuple[float, float]]) -> float:
    """Length of the union of intervals: two encoders side by side count once."""
    total, end = 0.0, -np.inf
    for begin, stop in sorted(intervals):
        total += max(stop - max(begin, end), 0.0)
        end = max(end, stop)
    return total


class Times(NamedTuple):
    """Wall time of each search, and what of it was outside the encoders, in seconds."""

    total: list[float]
    outside: list[float]

    def summary(self) -> dict[str, float]:
        """p50 and p95 in milliseconds, and the share of all time spent outside the encoders."""
        return {
            "p50_ms": _ms(self.total, 0.5),
            "p95_ms": _ms(self.total, 0.95),
            "outside_encoders_p50_ms": _ms(self.outside, 0.5),
            "outside_encoders_p95_ms": _ms(self.outside, 0.95),
            "outside_encoders_share": round(sum(self.outside) / max(sum(self.total), 1e-9), 4),
        }


def _ms(seconds: Sequence[float], share: float) -> float:
    return round(percentile(seconds, share) * 1000, 3)


Search = Callable[[str], object]


def compare(
    searches: Mapping[str, Search], busy: list[tuple[float, float]], questions: Sequence[str]
) -> dict[str, Any]:
    """Ask every question by every system in turn; returns each one's times, and the ratio of their p50."""
    for search in searches.values():
        search("ready")
    times = {name: Times([], []) for name in searches}
    for question in questions:
        for name, search in searches.items():
            busy.clear()
            began = time.perf_counter()
            search(question)
            total = time.perf_counter() - began
            times[name].total.append(total)
            times[name].outside.append(max(total - covered(busy), 0.0))
    found: dict[str, Any] = {name: taken.summary() for name, taken in times.items()}
    if "langchain" in found:
        found["p50_ratio"] = round(found["rahnuma"]["p50_ms"] / max(found["langchain"]["p50_ms"], 1e-9), 3)
    return found


def of_corpus(
    snapshot: Snapshot,
    catalogue: Catalogue,
    encoders: Mapping[str, TimedEncoder],
    busy: list[tuple[float, float]],
    questions: Sequence[str],
    cache: EmbeddingCache,
) -> dict[str, Any]:
    """Time the snapshot as it is served, and the chain over the same provisions."""
    texts = {key: p.text or p.summaries.get("en", "") for key, p in snapshot.provisions.items()}
    chain = LangChainChain(encoders["english"], cache)
    chain.index(list(texts), list(texts.values()))
    with closing(Retriever(snapshot, encoders, catalogue)) as retriever:
        searches: dict[str, Search] = {
            "rahnuma": lambda question: retriever.search(question, limit=LIMIT),
            "langchain": lambda question: chain.search(question, LIMIT),
        }
        found = compare(searches, busy, questions)
    return {"provisions": len(texts), "passages": len(snapshot.passages), **found}


def of_size(
    size: int,
    snapshot: Snapshot,
    encoders: Mapping[str, TimedEncoder],
    busy: list[tuple[float, float]],
    questions: Sequence[str],
    cache: EmbeddingCache,
) -> dict[str, Any]:
    """Time a made-up snapshot of `size` passages, and, up to a size, the chain over the same vectors."""
    began = time.perf_counter()
    large = enlarged(snapshot, size)
    searches: dict[str, Search] = {}
    with closing(Retriever(large, encoders, bare_catalogue())) as retriever:
        searches["rahnuma"] = lambda question: retriever.search(question, limit=LIMIT)
        if size <= LARGEST_CHAIN:
            chain = LangChainChain(encoders["english"], cache)
            texts = [passage.text for passage in large.passages]
            chain.adopt(texts, [str(row) for row in range(size)], large.vectors["english_text"])
            searches["langchain"] = lambda question: chain.search(question, LIMIT)
        prepared = time.perf_counter() - began
        found = compare(searches, busy, questions)
    return {"passages": size, "preparing_seconds": round(prepared, 1), **found}


def enlarged(snapshot: Snapshot, size: int, seed: int = SEED) -> Snapshot:
    """Make a snapshot of `size` one-passage provisions out of another's English passages, in memory."""
    base = snapshot.spaces["english_text"]
    texts = swapped([snapshot.passages[base[row % len(base)]].text for row in range(size)], seed)
    provisions = provisions_of(texts)
    passages = tuple(
        Passage(key=p.key, kind="official", language="en", heading="", text=text)
        for p, text in zip(provisions, texts, strict=True)
    )
    vectors = {
        space: _perturbed(snapshot.vectors[space], size, seed)
        if space.endswith("_text")
        else np.empty((0, 1), np.float32)
        for space in SPACES
    }
    return Snapshot(
        manifest=Manifest(
            format=0, id=f"{SOURCE.id}-{size}", created="", encoders={}, official=(), counts={}, files={}
        ),
        provisions={provision.key: provision for provision in provisions},
        passages=passages,
        spaces={space: np.arange(len(matrix), dtype=np.int64) for space, matrix in vectors.items()},
        vectors=vectors,
        lexical={
            script: LexicalIndex.build(texts if script == "latin" else [], script)
            for script in snapshot.lexical
        },
        store=MemoryStore(vectors),
    )


def _perturbed(vectors: Matrix, size: int, seed: int) -> Matrix:
    """Repeat the (n, d) vectors, with noise, to (size, d)."""
    matrix: Matrix = np.asarray(vectors, dtype=np.float32)[np.arange(size) % len(vectors)]
    noise = np.random.default_rng(seed)
    for begin in range(0, len(matrix), 10_000):  # in portions: the noise is as large as the matrix
        part = matrix[begin : begin + 10_000]
        part += NOISE * noise.standard_normal(part.shape, dtype=np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return matrix


def swapped(texts: Sequence[str], seed: int) -> list[str]:
    """Replace a share of the words of each text by words of others, reproducibly."""
    chance = random.Random(seed)  # noqa: S311  (a reproducible choice, not a secret)
    words = sorted({word for text in texts for word in text.split()})
    out = []
    for text in texts:
        own = text.split()
        for place in chance.choices(range(len(own)), k=int(len(own) * SWAPPED)) if own else ():
            own[place] = chance.choice(words)
        out.append(" ".join(own))
    return out


def english_questions(gold: Path, most: int) -> list[str]:
    """English gold questions of the dev split, each once: a repeated question would come from a cache."""
    asked = [q.search_text for q in load_gold(gold, "dev") if q.language == "en" and q.answerable]
    return list(dict.fromkeys(asked))[:most]


def measure(settings: Settings, gold: Path, cache: Path, quick: bool) -> dict[str, Any]:
    """Time every size; returns what is printed.

    Raises:
        SnapshotError: there is no usable index in the data folder.
    """
    busy: list[tuple[float, float]] = []
    encoders = {name: TimedEncoder(encoder, busy) for name, encoder in configured_encoders(settings).items()}
    questions = english_questions(gold, QUICK_QUESTIONS if quick else QUESTIONS)
    vectors = EmbeddingCache(cache)
    with ExitStack() as stack:
        snapshot = open_snapshot(
            settings.data, encoders, store=settings.vector_store, server=chroma_server(settings)
        )
        stack.callback(snapshot.close)
        sizes = {"corpus": of_corpus(snapshot, load_catalogue(), encoders, busy, questions, vectors)}
        for size in QUICK_SIZES if quick else SIZES:
            sizes[str(size)] = of_size(size, snapshot, encoders, busy, questions, vectors)
    return {
        "benchmark": "latency",
        "snapshot": snapshot.id,
        "questions": len(questions),
        "sizes": sizes,
        "peak_memory_mb": peak_memory_mb(),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print one JSON line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.latency", description="Measure retrieval times."
    )
    parser.add_argument("--quick", action="store_true", help="few questions, 2,000 passages: for tests")
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"), help="where the questions come from")
    parser.add_argument("--cache", type=Path, default=CACHE, help="file that keeps vectors between runs")
    given = parser.parse_args(argv)
    try:
        line = measure(load_settings(), given.gold, given.cache, given.quick)
    except IngestError as error:
        print(f"benchmarks.latency: {error}", file=sys.stderr)
        return 1
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
