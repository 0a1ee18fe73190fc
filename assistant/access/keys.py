"""API keys: kept as hashes, one a line with the name of who holds it; a line removed counts at once.

A key has 256 random bits, so a plain SHA-256 is enough: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from assistant.errors import InvalidInputError, SettingsError, StorageError

NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
LINE = re.compile(rf"({NAME.pattern}) ([0-9a-f]{{64}})")
PREFIX = "rahnuma_"
Stamp = tuple[int, int, int]


class KeyRing:
    """The keys of one file; read again whenever the file changes."""

    def __init__(self, path: Path) -> None:
        """Read the keys.

        Raises:
            SettingsError: the file is missing or a line is not of its form, so a server does not start open.
        """
        self._path = path
        self._stamp = _stamp(path)
        self._holders = read_keys(path)

    def holder(self, key: str) -> str | None:
        """Name who holds a key, or None. Every hash is compared, each in constant time.

        Raises:
            SettingsError: the file changed and cannot be read now.
        """
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._holders, self._stamp = read_keys(self._path), stamp
        digest = _hash(key)
        held = [name for known, name in self._holders.items() if hmac.compare_digest(known, digest)]
        return held[0] if held else None


def read_keys(path: Path) -> dict[str, str]:
    """Read a file of keys: SHA-256 to name; empty lines and those that begin with `#` are passed over.

    Raises:
        SettingsError: naming the file and the line.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        if match is None:
            raise SettingsError(f"{path}, line {number}: not a name and a SHA-256; see `rahnuma keys new`")
        found[match[2]] = match[1]
    return found


def new_key(path: Path, name: str) -> str:
    """Make a key, append its hash to the file (made if need be, for its owner only), and return the key.

    Raises:
        InvalidInputError: the name is taken or not of letters, digits, dots, dashes and underscores.
        StorageError: the file cannot be written.
    """
    if not NAME.fullmatch(name):
        raise InvalidInputError("The name of a key has 1 to 64 letters, digits, dots, dashes or underscores.")
    if path.exists() and name in read_keys(path).values():
        raise InvalidInputError(f"There is a key of {name} already; remove its line from {path} first.")
    key = PREFIX + secrets.token_urlsafe(32)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(file, "a", encoding="ascii") as out:
            out.write(f"{name} {_hash(key)}\n")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}.") from error
    return key


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"RAHNUMA_API_KEYS_FILE: {path} cannot be read; `rahnuma keys new NAME` makes it"
        ) from error


def _stamp(path: Path) -> Stamp | None:
    """What changes with a file: time, size, inode; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
