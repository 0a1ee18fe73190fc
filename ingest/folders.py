"""Where the documents of an operator's own stand; apart from `ingest.added`, whose readers take long to import."""

from __future__ import annotations

import re
from pathlib import Path

ID = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")


def added_root(data: Path) -> Path:
    """Folder of all added documents below a data folder."""
    return data / "added"


def added_folders(data: Path) -> list[Path]:
    """Folders of the added documents, by id; hand them to `load_catalogue(extra=...)`."""
    root = added_root(data)
    if not root.is_dir():
        return []
    return sorted(
        path for path in root.iterdir() if ID.fullmatch(path.name) and (path / "source.toml").is_file()
    )
