"""What the operating system says about the data folder, in words that tell how to mend it."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import DiskError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
TOO_MANY = frozenset({errno.EMFILE, errno.ENFILE})
SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
SQLITE_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def flush(folder: Path) -> None:
    """Have everything below a folder, and its name, on the disk: what is renamed before may be lost with the power."""
    for path in [*folder.rglob("*"), folder, folder.parent]:
        flush_one(path)


def flush_one(path: Path) -> None:
    """Have what a file holds, or the names in a folder, on the disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def usable(data: Path, reading: bool = False) -> Iterator[None]:
    """Turn failures of the disk below a data folder, of writing or only of reading, into one sentence.

    Raises:
        DiskError: it is full, may not be used, or fails otherwise.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        after = "" if reading else "; what was in service is untouched"
        raise DiskError(f"{data}: {_reason(error, 'read' if reading else 'written to')}{after}") from error


def _reason(error: OSError | sqlite3.OperationalError, done: str) -> str:
    code = error.errno if isinstance(error, OSError) else error.sqlite_errorcode & 0xFF
    full, closed = (FULL, CLOSED) if isinstance(error, OSError) else (SQLITE_FULL, SQLITE_CLOSED)
    if code in full:
        return "no room is left on the disk; free some and run the command again"
    if code in closed:
        return f"it may not be {done}; give this user the right, or set RAHNUMA_DATA to another folder"
    if isinstance(error, OSError) and code in TOO_MANY:
        return "too many files are open; raise the limit (ulimit -n) and run the command again"
    return f"the disk fails ({error}); look after it and run the command again"
