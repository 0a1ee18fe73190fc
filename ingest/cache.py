"""Embeddings already computed, by encoder and text: an unchanged corpus is not encoded again."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from ingest.encoders import Encoder, Matrix

BATCH = 512
"""Texts encoded between two writes: a killed build loses at most this many."""
SUM = 4
"""Bytes of the checksum after each vector."""
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
CREATE = (
    "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT, text TEXT, vector BLOB, "
    "PRIMARY KEY (encoder, text)) WITHOUT ROWID"
)
SELECT = "SELECT vector FROM vectors WHERE encoder = ? AND text = ?"
INSERT = "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)"
Result = TypeVar("Result")


class EmbeddingCache:
    """A SQLite table of vectors, each with a checksum. A damaged file is set aside and begun anew: it is but a cache."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def encode(
        self, encoder: Encoder, texts: Sequence[str], advance: Callable[[int], None] = lambda done: None
    ) -> Matrix:
        """Return (len(texts), dimension) float32; only texts not seen before reach the encoder."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        out = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        missing = self._mended(partial(self._read, encoder, keys, out))
        advance(len(texts) - len(missing))
        for begin in range(0, len(missing), BATCH):
            rows = missing[begin : begin + BATCH]
            out[rows] = encoder.passages([texts[row] for row in rows])
            self._mended(partial(self._write, encoder, keys, out, rows))
            advance(len(rows))
        return out

    def _read(self, encoder: Encoder, keys: Sequence[str], out: Matrix) -> list[int]:
        """Fill in the vectors that are held and whole; returns the rows of the others."""
        missing = []
        with closing(self._connect()) as connection:
            for row, key in enumerate(keys):
                found = connection.execute(SELECT, (encoder.identity, key)).fetchone()
                vector = _unpacked(found[0], encoder, key) if found else None
                if vector is None:
                    missing.append(row)
                else:
                    out[row] = vector
        return missing

    def _write(self, encoder: Encoder, keys: Sequence[str], out: Matrix, rows: Sequence[int]) -> None:
        with closing(self._connect()) as connection, connection:
            packed = [(encoder.identity, keys[row], _packed(out[row], encoder, keys[row])) for row in rows]
            connection.executemany(INSERT, packed)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            connection.execute(CREATE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _mended(self, work: Callable[[], Result]) -> Result:
        """Do the work; if the file turns out to be damaged, set it aside and do it once more on a new one."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in DAMAGED:
                raise
            self.path.replace(self.path.with_suffix(".damaged"))
            return work()


def _sum(vector: bytes, encoder: Encoder, key: str) -> bytes:
    """Checksum of a vector in its place: one that stands under another text or encoder does not pass either."""
    return zlib.crc32(f"{encoder.identity}/{key}".encode() + vector).to_bytes(SUM, "little")


def _packed(vector: Matrix, encoder: Encoder, key: str) -> bytes:
    content = vector.astype("<f4").tobytes()
    return content + _sum(content, encoder, key)


def _unpacked(blob: object, encoder: Encoder, key: str) -> Matrix | None:
    """Return the vector, or None if it is not what was written."""
    if not isinstance(blob, bytes) or len(blob) != 4 * encoder.dimension + SUM:
        return None
    content = blob[:-SUM]
    if blob[-SUM:] != _sum(content, encoder, key):
        return None
    return np.frombuffer(content, dtype="<f4")
