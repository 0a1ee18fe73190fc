"""Everything that ingest refuses, each with a sentence that says how to mend it.

IngestError
├── FetchError          an official file could not be fetched or is not the one of the catalogue
├── ReadError           a file cannot be read as the document it claims to be
├── DiskError           the data folder is full, may not be written to, or fails
├── GateError           a segmented document fails a gate; nothing was indexed
└── SnapshotError       a snapshot is missing, damaged, or was built by other encoders
    ├── BusyError       another ingest is running
    └── StoreAwayError  the vector server does not answer, or holds something else
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of the errors of this package."""


class FetchError(IngestError):
    """An official file could not be fetched, or is not the one the catalogue names."""


class ReadError(IngestError):
    """A file cannot be read as the document it claims to be."""


class DiskError(IngestError):
    """The disk of the data folder is full, may not be written to, or fails."""


class GateError(IngestError):
    """A segmented document fails a gate. `problems` lists each failure in words."""

    def __init__(self, source_id: str, problems: list[str]) -> None:
        self.source_id = source_id
        self.problems = problems
        super().__init__(f"{source_id} was not indexed: " + "; ".join(problems))


class SnapshotError(IngestError):
    """A snapshot is missing, damaged, or was built by other encoders than those configured."""


class StoreAwayError(SnapshotError):
    """The server that holds the vectors does not answer, fails, or holds other vectors."""


class BusyError(SnapshotError):
    """Another ingest holds the lock."""
