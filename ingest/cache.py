"""Embeddings already computed, by encoder and text: an unchanged corpus is not encoded again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.encoders import Encoder, Matrix

BATCH = 512
"""Texts encoded between two writes: a killed build loses at most this many."""


class EmbeddingCache:
    """A SQLite table of vectors. A damaged file is set aside and begun anew: it holds nothing but a cache."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError:
            path.replace(path.with_suffix(".damaged"))
            self._prepare()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)

    def _prepare(self) -> None:
        with closing(self._connect()) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT, text TEXT, vector BLOB, "
                "PRIMARY KEY (encoder, text)) WITHOUT ROWID"
            )

    def encode(
        self, encoder: Encoder, texts: Sequence[str], advance: Callable[[int], None] = lambda done: None
    ) -> Matrix:
        """Return (len(texts), dimension) float32; only texts not seen before reach the encoder."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        out = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        with closing(self._connect()) as connection:
            missing = []
            for row, key in enumerate(keys):
                found = connection.execute(
                    "SELECT vector FROM vectors WHERE encoder = ? AND text = ?", (encoder.identity, key)
                ).fetchone()
                if found is not None and len(found[0]) == 4 * encoder.dimension:
                    out[row] = np.frombuffer(found[0], dtype="<f4")
                else:
                    missing.append(row)
            advance(len(texts) - len(missing))
            for begin in range(0, len(missing), BATCH):
                rows = missing[begin : begin + BATCH]
                vectors = encoder.passages([texts[row] for row in rows])
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                        [
                            (encoder.identity, keys[row], vector.astype("<f4").tobytes())
                            for row, vector in zip(rows, vectors, strict=True)
                        ],
                    )
                out[rows] = vectors
                advance(len(rows))
        return out
