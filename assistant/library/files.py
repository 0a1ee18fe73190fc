"""Where the published file of a source stands in the data folder, and whether it is the right one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus import Source
from ingest.build import official_folder
from ingest.documents import file_sha256
from ingest.folders import added_root


def official_pdf(source: Source, data: Path) -> Path | None:
    """Return the PDF of a source; None where none is held, or where its SHA-256 is not the catalogue's."""
    if source.file is None or not source.file.name.endswith(".pdf"):
        return None
    for path in (official_folder(data) / source.file.name, added_root(data) / source.id / source.file.name):
        if path.is_file():
            found = path.stat()
            digest = _sha256(path, found.st_mtime_ns, found.st_size)
            return path if digest == source.file.sha256 else None
    return None


@lru_cache(maxsize=64)
def _sha256(path: Path, modified: int, size: int) -> str:
    """SHA-256 of a file; read again only when its time or size changes."""
    return file_sha256(path)
