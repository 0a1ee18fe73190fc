"""From a source of the catalogue to its provisions, with the official text where the file is held."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from corpus.types import Provision, Source
from ingest import gates
from ingest.read import read_pdf
from ingest.segment import SEGMENTERS
from ingest.segment.types import Unit


def is_official(source: Source, folder: Path) -> bool:
    """Tell whether the folder holds the official file of the source, by its SHA-256."""
    if source.file is None:
        return False
    path = folder / source.file.name
    return path.is_file() and file_sha256(path) == source.file.sha256


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def official_provisions(
    source: Source, outline: Mapping[str, Provision], folder: Path
) -> dict[str, Provision]:
    """Read, segment and gate the official file; return the outline with its wording filled in.

    Raises:
        ReadError: the file cannot be read.
        GateError: a gate refuses the result.
    """
    assert source.file is not None  # noqa: S101  (callers ask is_official first)
    document = read_pdf(folder / source.file.name)
    found = SEGMENTERS[source.segmenter](document)
    gates.check(source, document, found, outline)
    return {unit.locator: _fill(outline[unit.locator], unit) for unit in found.units}


def _fill(provision: Provision, unit: Unit) -> Provision:
    first, last = unit.pages
    return provision.model_copy(
        update={
            "text": "\n".join(unit.parts),
            "parts": unit.parts,
            "rows": tuple(unit.rows),
            "page": first,
            "page_turns": unit.page_turns,
            "page_end": last if last != first else None,
        }
    )
