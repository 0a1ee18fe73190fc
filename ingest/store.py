"""Where the vectors are searched: an interface, an in-memory store, and Chroma (see `ingest.server`, too).

Chroma always gets vectors of ours and `embedding_function=None`: a collection that names an embedding
function can run code on load (CVE-2026-45829 and its client-side variant). Its Python server is never used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.encoders import Matrix

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Positions = NDArray[np.int64]
CHROMA_BATCH = 2000


class VectorStore(Protocol):
    """Nearest vectors by cosine, in named spaces. Positions are rows of the matrix that was added."""

    exact: bool
    """Every vector is scored anyway, so that asking for all of them costs nothing more."""

    def add(self, space: str, vectors: Matrix) -> None:
        """Store the (n, d) matrix as a space, in place of what the space held."""

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Return positions and cosines of at most `limit` nearest vectors, best first; none of an unknown space.

        Raises:
            StoreAwayError: the store is on another machine and cannot be asked now.
        """

    def count(self, space: str) -> int:
        """Number of vectors in a space; 0 for an unknown one."""

    def away(self) -> str:
        """Look whether the vectors can be searched: empty, or why not, in words."""

    def close(self) -> None:
        """Release files and threads."""


def _nothing() -> tuple[Positions, Matrix]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


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
            return _nothing()
        scores = matrix @ vector
        limit = min(limit, len(scores))
        top = np.argpartition(-scores, limit - 1)[:limit]
        order = top[np.lexsort((top, -scores[top]))]
        return order.astype(np.int64), scores[order]

    def count(self, space: str) -> int:
        """Number of rows."""
        return len(self._spaces.get(space, ()))

    def away(self) -> str:
        """Never away."""
        return ""

    def close(self) -> None:
        """Nothing to release."""


class ChromaStore:
    """Any Chroma client; one collection a space, its name the prefix and the space."""

    exact = False

    def __init__(
        self,
        client: ClientAPI,
        prefix: str = "",
        metadata: Mapping[str, str] | None = None,
        release: Callable[[], None] = lambda: None,
    ) -> None:
        """Use a client; `metadata` goes to every collection made, `release` is called after the client is closed."""
        self._client = client
        self._release = release
        self._prefix = prefix
        self._metadata = dict(metadata) if metadata else None
        self._collections: dict[str, Collection] = {}

    @classmethod
    def embedded(cls, folder: Path, release: Callable[[], None] = lambda: None) -> ChromaStore:
        """Open Chroma in a folder of this machine."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        client = chromadb.PersistentClient(path=str(folder), settings=settings)
        return cls(client, release=release)

    def _collection(self, space: str) -> Collection | None:
        from chromadb.errors import NotFoundError

        if space not in self._collections:
            try:
                found = self._client.get_collection(self._prefix + space, embedding_function=None)
            except NotFoundError:
                return None
            self._collections[space] = found
        return self._collections[space]

    def forget(self) -> None:
        """Ask for every collection anew: they may have been written again."""
        self._collections = {}

    def add(self, space: str, vectors: Matrix) -> None:
        """Write a matrix as a collection."""
        if self._collection(space) is not None:
            self._client.delete_collection(self._prefix + space)
        collection = self._client.create_collection(
            self._prefix + space,
            embedding_function=None,
            metadata=self._metadata,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
        )
        self._collections[space] = collection
        for begin in range(0, len(vectors), CHROMA_BATCH):
            batch = np.asarray(vectors[begin : begin + CHROMA_BATCH])
            ids = [str(begin + row) for row in range(len(batch))]
            collection.add(ids=ids, embeddings=batch)

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Ask the collection for its nearest vectors."""
        collection = self._collection(space)
        if collection is None or limit < 1:
            return _nothing()
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
        collection = self._collection(space)
        return 0 if collection is None else int(collection.count())

    def away(self) -> str:
        """Never away: it is in this process."""
        return ""

    def close(self) -> None:
        """Stop the client's threads and close its files."""
        close = getattr(self._client, "close", None)  # on the client class, not on its interface
        if close is not None:
            close()
        self._release()
