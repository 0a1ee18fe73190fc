"""The vectors on a Chroma server (`chroma run`, the Rust one, or a cluster), when one machine is not enough.

Ingest writes the collections of a snapshot there (`publish`); any number of processes read them (`ServerStore`).
A server that does not answer costs a reader at most one short wait: the store remembers that it is away, tries
again after a pause, and takes the server back only when it holds every vector of the snapshot.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx

from ingest.encoders import Matrix
from ingest.errors import SnapshotError, StoreAwayError
from ingest.store import ChromaStore, Positions

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

PAUSE = 5.0
"""Seconds between two tries to reach a server that was away."""
WRITE_TIMEOUT = 120.0
"""Seconds the server may take to index one batch."""
GRACE = 24 * 3600.0
"""Seconds for which the collections of a replaced snapshot stay, for processes that still read them."""
PAGE = 100
REPLACED = "replaced"
"""Metadata of a collection: seconds since 1970 when a newer snapshot was first seen in its place."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class ChromaServer:
    """Address of a server and how to speak to it."""

    url: str
    token: str | None = field(default=None, repr=False)
    """Sent as `Authorization: Bearer` and as `X-Chroma-Token`."""
    certificates: Path | None = None
    """PEM file of the authority that signed the server's certificate; None: the system's."""
    timeout: float = 2.0
    """Seconds for one request of a reader."""
    prefix: str = "rahnuma"
    """Beginning of the names of our collections."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise SnapshotError("RAHNUMA_CHROMA_URL must be http://host:port or https://host:port")
        if parts.username or parts.password:
            raise SnapshotError("RAHNUMA_CHROMA_URL holds a password; put it into RAHNUMA_CHROMA_TOKEN")
        if self.token and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise SnapshotError("RAHNUMA_CHROMA_TOKEN would travel in the clear; use an https:// address")

    @property
    def name(self) -> str:
        """The address without anything secret, for people."""
        return urlsplit(self.url).netloc

    def collection(self, snapshot_id: str, space: str = "") -> str:
        """Name of a space's collection, or the beginning of the names of all."""
        return f"{self.prefix}-{snapshot_id}-{space}"

    def store(self, snapshot_id: str, timeout: float | None = None) -> ChromaStore:
        """Connect, and return the collections of one snapshot; raises as `client` does."""
        metadata = {"snapshot": snapshot_id}
        client = self.client(timeout or self.timeout)
        return ChromaStore(client, self.collection(snapshot_id), metadata, partial(disconnect, client))

    def client(self, timeout: float) -> ClientAPI:
        """Connect; each request may take `timeout` seconds.

        Raises:
            StoreAwayError: the server does not answer, or refuses the token.
        """
        import chromadb
        from chromadb.config import Settings

        headers = (
            {"Authorization": f"Bearer {self.token}", "X-Chroma-Token": self.token} if self.token else {}
        )
        self._probe(headers)
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        client = chromadb.HttpClient(
            host=str(parts.hostname),
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            headers=headers,
            settings=Settings(
                anonymized_telemetry=False,
                chroma_server_ssl_verify=str(self.certificates) if self.certificates else None,
            ),
        )
        # Chroma's client has no setting for it, and none at all means to wait for ever.
        for session in _sessions(client):
            session.timeout = httpx.Timeout(timeout)
        return client

    def _probe(self, headers: Mapping[str, str]) -> None:
        """Ask whether the server is there: the constructor of Chroma's client would wait without end."""
        context = ssl.create_default_context(cafile=self.certificates)
        try:
            url = f"{self.url.rstrip('/')}/api/v2/heartbeat"
            status = httpx.get(url, headers=headers, timeout=self.timeout, verify=context).status_code
        except httpx.HTTPError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                reason = "shows a certificate of an unknown authority; name it in RAHNUMA_CHROMA_CA"
            else:
                reason = f"does not answer ({_kind(error)})"
            raise StoreAwayError(f"the vector server {self.name} {reason}") from error
        if status in {401, 403}:
            raise StoreAwayError(
                f"the vector server {self.name} refuses the token; check RAHNUMA_CHROMA_TOKEN"
            )
        if status != httpx.codes.OK:
            raise StoreAwayError(f"the vector server {self.name} answers with status {status}")


def _sessions(client: ClientAPI) -> list[httpx.Client]:
    """The connections of a Chroma client, which it has no way to bound, nor to close."""
    own: Any = client
    return [own._server._session, own._admin_client._server._session]


def disconnect(client: ClientAPI) -> None:
    """Close a client that `ChromaServer.client` made, and its connections."""
    client.close()  # type: ignore[attr-defined]
    for session in _sessions(client):
        session.close()


class ServerStore:
    """The vectors of one snapshot on a server, for readers. Safe to share between threads; connects when asked."""

    exact = False

    def __init__(
        self,
        server: ChromaServer,
        snapshot_id: str,
        sizes: Mapping[str, int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember what the server is to hold: `sizes` gives the number of vectors of each space."""
        self._server = server
        self._snapshot = snapshot_id
        self._sizes = dict(sizes)
        self._clock = clock
        self._lock = threading.Lock()
        self._store: ChromaStore | None = None
        self._whole = False
        self._reason = ""
        self._again = 0.0

    def add(self, space: str, vectors: Matrix) -> None:
        """Refuse: ingest writes, by `publish`."""
        raise SnapshotError("a server's collections are written by `rahnuma ingest` alone")

    def search(self, space: str, vector: Matrix, limit: int) -> tuple[Positions, Matrix]:
        """Ask the server; positions outside of the snapshot count as a server that holds something else."""
        positions, cosines = self._ask(lambda store: store.search(space, vector, limit))
        if len(positions) and not 0 <= positions.min() <= positions.max() < self._sizes.get(space, 0):
            raise self._lost(StoreAwayError(f"the vector server {self._server.name} holds other vectors"))
        return positions, cosines

    def count(self, space: str) -> int:
        """Number of vectors the server holds of a space."""
        return self._ask(lambda store: store.count(space))

    def away(self) -> str:
        """Look whether the server answers; at most once in `PAUSE` while it does not."""
        try:
            self.count(next(iter(self._sizes), ""))
        except StoreAwayError as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            store, self._store, self._whole = self._store, None, False
        if store is not None:
            store.close()

    def _ask(self, call: Callable[[ChromaStore], Answer]) -> Answer:
        store = self._connected()
        try:
            return call(store)
        except Exception as error:
            raise self._lost(error) from error

    def _connected(self) -> ChromaStore:
        """Return the collections, all of them found whole since the server was last away."""
        with self._lock:
            if self._reason and self._clock() < self._again:
                raise StoreAwayError(self._reason)
            if self._whole and self._store is not None:
                return self._store
            try:
                if self._store is None:
                    self._store = self._server.store(self._snapshot)
                self._verify(self._store)
            except Exception as error:
                raise self._away(error) from error
            self._whole, self._reason = True, ""
            return self._store

    def _verify(self, store: ChromaStore) -> None:
        store.forget()
        for space, size in self._sizes.items():
            if store.count(space) != size:
                raise StoreAwayError(
                    f"the vector server {self._server.name} does not hold the snapshot {self._snapshot}; "
                    "run `rahnuma ingest` with this server's address"
                )

    def _lost(self, error: Exception) -> StoreAwayError:
        with self._lock:
            return self._away(error)

    def _away(self, error: Exception) -> StoreAwayError:
        """Remember that the server is away; call with the lock held."""
        known = isinstance(error, StoreAwayError)
        self._reason = (
            str(error) if known else f"the vector server {self._server.name} failed ({_kind(error)})"
        )
        self._again = self._clock() + PAUSE
        self._whole = False
        return StoreAwayError(self._reason)


def _kind(error: Exception) -> str:
    return type(error).__name__


def publish(server: ChromaServer, snapshot_id: str, vectors: Mapping[str, Matrix]) -> None:
    """Write a snapshot's collections, those that are not whole; what was half written is written again.

    Raises:
        StoreAwayError: the server does not answer or fails; collections already written are kept for the next try.
    """
    store = server.store(snapshot_id, timeout=WRITE_TIMEOUT)
    try:
        for space, matrix in vectors.items():
            if len(matrix) and store.count(space) != len(matrix):
                store.add(space, matrix)
    except Exception as error:
        raise StoreAwayError(
            f"the vector server {server.name} failed while it was written to ({_kind(error)})"
        ) from error
    finally:
        store.close()


def remove_old(server: ChromaServer, kept: Collection[str], now: float) -> list[str]:
    """Remove collections of snapshots that were replaced `GRACE` ago; returns their names.

    The first call that finds a snapshot replaced notes the time in its collections, so that processes on other
    machines have the grace to take up the new one. `now` is seconds since 1970; a clock set back only delays.
    """
    client = server.client(WRITE_TIMEOUT)
    removed = []
    try:
        for collection in _ours(client, server):
            metadata = dict(collection.metadata or {})
            if metadata["snapshot"] in kept:
                continue
            replaced = metadata.setdefault(REPLACED, now)
            if now - float(str(replaced)) >= GRACE:
                client.delete_collection(collection.name)
                removed.append(collection.name)
            elif REPLACED not in (collection.metadata or {}):
                collection.modify(metadata=metadata)
    except Exception as error:
        raise StoreAwayError(f"the vector server {server.name} failed ({_kind(error)})") from error
    finally:
        disconnect(client)
    return removed


def _ours(client: ClientAPI, server: ChromaServer) -> list[ChromaCollection]:
    """Every collection that a snapshot of this deployment has on the server."""
    found: list[ChromaCollection] = []
    while page := client.list_collections(limit=PAGE, offset=len(found)):
        found += page
    return [
        collection
        for collection in found
        if (snapshot := (collection.metadata or {}).get("snapshot"))
        and collection.name.startswith(server.collection(str(snapshot)))
    ]
