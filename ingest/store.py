"""Where the vectors are searched: an interface, Chroma behind it, and an in-memory one.

Chroma always gets vectors of ours and `embedding_function=None`: a collection that names an embedding
function can run code on load (CVE-2026-45829 and its client-side variant). Its Python server is never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.encoders import Matrix
from ingest.errors import SnapshotError

Positions = NDArray[np.int64]
CHROMA_BATCH = 2000


class VectorStore(Protocol):
    """Nearest vectors by cosine, in named spaces. Positions are rows of the matrix that was added."""

    exact: bool
    """Every vector is scored anyway, so that asking for all of them costs nothing more."""

    def add(self, space: str, vectors: Matrix) -> None:
        """Store the (n, d) matrix as a new space."""

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Return positions and cosines of at most `limit` nearest vectors, best first."""

    def count(self, space: str) -> int:
        """Number of vectors in a space; 0 for an unknown one."""

    def close(self) -> None:
        """Release files and threads."""


class MemoryStore:
    """Exact search over matrices in memory (or memory-mapped files)."""

    exact = True

    def __init__(self, spaces: Mapping[str, Matrix] | None = None) -> None:
        self._spaces: dict[str, Matrix] = dict(spaces or {})

    def add(self, space: str, vectors: Matrix) -> None:
        """Store a matrix."""
        self._spaces[space] = vectors

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Score all rows and return the best."""
        matrix = self._spaces.get(space)
        if matrix is None or not len(matrix) or limit < 1:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        scores = matrix @ vector
        limit = min(limit, len(scores))
        top = np.argpartition(-scores, limit - 1)[:limit]
        order = top[np.lexsort((top, -scores[top]))]
        return order.astype(np.int64), scores[order]

    def count(self, space: str) -> int:
        """Number of rows."""
        return len(self._spaces.get(space, ()))

    def close(self) -> None:
        """Nothing to release."""


class ChromaStore:
    """Chroma, embedded in a folder or on a server (`chroma run`, the Rust one)."""

    exact = False

    def __init__(self, folder: Path | None = None, url: str | None = None, prefix: str = "") -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        if url:
            from urllib.parse import urlsplit

            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise SnapshotError(f"RAHNUMA_CHROMA_URL must be http(s)://host:port, not {url!r}")
            secure = parts.scheme == "https"
            self._client = chromadb.HttpClient(
                host=parts.hostname,
                port=parts.port or (443 if secure else 8000),
                ssl=secure,
                settings=settings,
            )
        elif folder is not None:
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        else:
            self._client = chromadb.EphemeralClient(settings=settings)
        self._prefix = prefix

    def _name(self, space: str) -> str:
        return f"{self._prefix}{space}"

    def add(self, space: str, vectors: Matrix) -> None:
        """Write a matrix as a new collection."""
        collection = self._client.create_collection(
            self._name(space),
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
        )
        for begin in range(0, len(vectors), CHROMA_BATCH):
            batch = vectors[begin : begin + CHROMA_BATCH]
            ids = [str(begin + row) for row in range(len(batch))]
            collection.add(ids=ids, embeddings=batch)

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Ask the collection for its nearest vectors."""
        collection = self._client.get_collection(self._name(space), embedding_function=None)
        found = collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32), n_results=limit, include=["distances"]
        )
        positions = np.array([int(name) for name in found["ids"][0]], dtype=np.int64)
        distances = found["distances"]
        cosines = 1.0 - np.array(distances[0] if distances else [], dtype=np.float32)
        order = np.lexsort((positions, -cosines))
        return positions[order], cosines[order]

    def count(self, space: str) -> int:
        """Number of vectors in the collection."""
        names = [collection.name for collection in self._client.list_collections()]
        if self._name(space) not in names:
            return 0
        return int(self._client.get_collection(self._name(space), embedding_function=None).count())

    def close(self) -> None:
        """Stop the client's threads and close its files."""
        close = getattr(self._client, "close", None)  # on the client class, not on its interface
        if close is not None:
            close()
