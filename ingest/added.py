"""Documents that an operator adds: read in the sandbox, stored below `data/added`, and removed again.

    data/added/<id>/source.toml      what the operator says of it
                    provisions.toml  its provisions, with their wording
                    report.json      what was found when it was read
                    <id>.pdf         the file itself (or .docx, .html, .md)

A folder is written aside and put in place in one step; what a killed `add` left is removed by the next.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus import CatalogueError, Source, Status, load_catalogue
from corpus.types import Record
from ingest.build import ingest_lock
from ingest.documents import file_sha256
from ingest.errors import IngestError
from ingest.folders import ID, added_folders, added_root
from ingest.formats.sniff import SUFFIXES, check_size
from ingest.sandbox import LIMITS, Limits, Parsed, parse
from ingest.scan import Suspicion
from ingest.segment.drafts import Piece

URL = re.compile(r"https?://[^\s<>\"]{3,2000}")
EXTENSIONS = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "markdown": ".md"}
DOCUMENTS = {*SUFFIXES, ".docm", ".doc"}
"""Endings by which the document in a folder is told from other files; the last two are then refused."""
LEFTOVER = ".aside-"
STATUS_NOTES: Mapping[Status, tuple[str, str]] = {
    Status.ADOPTED: (
        "Adopted, according to the operator who added it here; the issuer's own publication decides.",
        "اسے یہاں شامل کرنے والے کے مطابق منظور شدہ؛ حتمی متن جاری کرنے والے ادارے کا ہے۔",
    ),
    Status.APPROVED: (
        "Approved, according to the operator who added it here; the issuer's own publication decides.",
        "اسے یہاں شامل کرنے والے کے مطابق منظور شدہ؛ حتمی متن جاری کرنے والے ادارے کا ہے۔",
    ),
    Status.DRAFT: ("A draft, not in force.", "مسودہ، نافذ نہیں۔"),
    Status.CONSULTATION_OUTPUT: (
        "The outcome of a consultation; it binds nobody.",
        "مشاورت کا نتیجہ؛ کسی پر لازم نہیں۔",
    ),
    Status.STATEMENT: ("A statement; it binds nobody.", "ایک بیان؛ کسی پر لازم نہیں۔"),
    Status.SUBMISSION: (
        "A submission to a consultation: the view of its author, which no public body has agreed to.",
        "مشاورت میں پیش کی گئی رائے: یہ صرف مصنف کا مؤقف ہے، کسی سرکاری ادارے نے اس سے اتفاق نہیں کیا۔",
    ),
}
NO_DATE = (
    " Its date was not given; the date shown is the day it was added.",
    " اس کی تاریخ نہیں بتائی گئی؛ دکھائی گئی تاریخ اسے شامل کرنے کی ہے۔",
)
PAGE_NOTE = {
    "en": "Pages are counted from the first page of the file.",
    "ur": "صفحات فائل کے پہلے صفحے سے گنے گئے ہیں۔",
}

__all__ = ["AddReport", "AddedError", "add", "added_folders", "added_root", "remove"]


class AddedError(IngestError):
    """A document cannot be added or removed as asked; nothing was changed."""


class AddReport(Record):
    """What was found in an added document, for a person to judge it."""

    id: str
    title: str
    status: Status
    date: str
    format: str
    language: str
    file: str
    """Name of the copy below `data/added/<id>`."""
    sha256: str
    bytes: int
    pages: int | None
    """None where the format has no pages."""
    provisions: int
    counts: dict[str, int]
    """Kind of provision -> how many."""
    headings: int
    gaps: tuple[str, ...]
    duplicates: tuple[str, ...]
    letters: int
    accounted: float
    """Share of the file's letters and digits in provisions, headings and recognised furniture."""
    notes: tuple[str, ...]
    warnings: tuple[Suspicion, ...]
    seconds: float


def add(
    path: Path,
    data: Path,
    *,
    id: str | None = None,
    title: str | None = None,
    status: Status | str | None = None,
    date: str | None = None,
    url: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
    limits: Limits = LIMITS,
) -> AddReport:
    """Read a document in the sandbox and store it; the index is not touched.

    Args:
        path: the document, or a folder that holds it and a `source.toml`, which the arguments override.
        data: the data folder.
        id: short name in addresses: small letters, digits and hyphens.
        title: the document's title, in its language.
        status: its legal weight, a value of `Status`.
        date: ISO date, year-month or year; if absent, the day of adding is shown, and said to be that.
        url: the publisher's address; if absent, its page on this server.
        issuer: who issued it.
        language: `en` or `ur`; if absent, told by its script.
        limits: what reading may cost.

    Raises:
        AddedError: an argument is missing or wrong, or the id is taken.
        ReadError: the document is refused; the sentence says why.
        BusyError: an ingest, or another add, is running.
    """
    began = time.monotonic()
    given = {"id": id, "title": title, "status": status, "date": date, "url": url}
    given |= {"issuer": issuer, "language": language}
    file, about = _gather(path, {key: value for key, value in given.items() if value is not None})
    _check(about, data)
    check_size(file)
    with ingest_lock(data), _aside(data) as folder:
        copy = folder / file.name
        shutil.copyfile(file, copy)
        parsed = parse(copy, limits)
        copy = copy.rename(folder / f"{about['id']}{EXTENSIONS[parsed.format]}")
        source = _source(about, parsed, copy)
        _write_toml(folder, source, parsed.found.pieces)
        report = _report(source, parsed, time.monotonic() - began)
        (folder / "report.json").write_text(report.model_dump_json(indent=1), encoding="utf-8")
        _put_in_place(folder, data, source.id)
    return report


def remove(id: str, data: Path) -> None:
    """Remove an added document; the index is not touched.

    Raises:
        AddedError: no document was added under this id.
        BusyError: an ingest, or an add, is running.
    """
    folder = added_root(data) / id
    if not ID.fullmatch(id) or folder not in added_folders(data):
        known = ", ".join(path.name for path in added_folders(data)) or "none"
        raise AddedError(f"no document was added as {id[:64]!r}; added: {known}")
    with ingest_lock(data), _aside(data) as aside:
        folder.rename(aside / id)


# --- what the operator says -------------------------------------------------------------------------


def _gather(path: Path, given: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """Return the document and what is said of it; the arguments go before the `source.toml` of a folder."""
    if not path.is_dir():
        return path, given
    about = path / "source.toml"
    try:
        table = tomllib.loads(about.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AddedError(f"{path} holds no source.toml; write one, or name the document itself") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AddedError(f"{about} is not valid TOML: {error}") from error
    documents = sorted(found for found in path.iterdir() if found.suffix.lower() in DOCUMENTS)
    if len(documents) != 1:
        names = ", ".join(found.name for found in documents) or "none"
        raise AddedError(f"{path} must hold exactly one document beside its source.toml; found: {names}")
    return documents[0], {**table, **given}


def _check(about: Mapping[str, Any], data: Path) -> None:
    for key in ("id", "title", "status"):
        if not about.get(key):
            raise AddedError(f"the document's {key} is missing; give it as --{key}")
    if not isinstance(about["id"], str) or not ID.fullmatch(about["id"]):
        raise AddedError("the id takes 2 to 64 small letters, digits and hyphens, e.g. health-charter-2026")
    if about["status"] not in {status.value for status in Status}:
        raise AddedError(f"the status is one of: {', '.join(Status)}")
    if about.get("language", "en") not in {"en", "ur"}:
        raise AddedError("the language is en or ur")
    if "date" in about and not _is_date(str(about["date"])):
        raise AddedError("the date is written as 2026-03-15, 2026-03 or 2026")
    if "url" in about and not URL.fullmatch(str(about["url"])):
        raise AddedError("the url begins with https:// or http://")
    if about["id"] in load_catalogue(extra=added_folders(data)).sources:
        raise AddedError(f"the id {about['id']} is taken; choose another, or `rahnuma remove` it first")


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _source(about: Mapping[str, Any], parsed: Parsed, file: Path) -> Source:
    """Complete what was said to a record of the catalogue.

    Raises:
        AddedError: the `source.toml` has an unknown or malformed field.
    """
    language = about.get("language") or parsed.found.language
    note = STATUS_NOTES[Status(about["status"])]
    if "date" not in about:
        note = (note[0] + NO_DATE[0], note[1] + NO_DATE[1])
    values = {
        "short_title": about["title"],
        "issuer": {"en": "Issuer not stated", "ur": "جاری کنندہ درج نہیں"},
        "status_note": {"en": note[0], "ur": note[1]},
        "url": f"/sources/{about['id']}",
        **({"page_note": PAGE_NOTE} if parsed.pages else {}),
        **about,
        "date": str(about.get("date") or datetime.now(UTC).date()),
        "language": language,
        "segmenter": "general",
        # A text without pages is one long page: the record of the catalogue wants a number.
        "file": {
            "name": file.name,
            "sha256": file_sha256(file),
            "bytes": file.stat().st_size,
            "pages": parsed.pages or 1,
        },
    }
    for key in ("title", "short_title", "issuer"):
        if isinstance(values[key], str):
            values[key] = {"en": values[key], "ur": values[key]}
    try:
        return Source.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise AddedError(f"source.toml: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _report(source: Source, parsed: Parsed, seconds: float) -> AddReport:
    assert source.file is not None  # noqa: S101  (narrowing: _source always sets it)
    found = parsed.found
    return AddReport(
        id=source.id,
        title=source.title.get(source.language),
        status=source.status,
        date=source.date,
        format=parsed.format,
        language=source.language,
        file=source.file.name,
        sha256=source.file.sha256,
        bytes=source.file.bytes,
        pages=parsed.pages,
        provisions=len(found.pieces),
        counts=found.counts,
        headings=found.headings,
        gaps=found.gaps,
        duplicates=found.duplicates,
        letters=found.letters,
        accounted=found.accounted,
        notes=parsed.notes,
        warnings=parsed.warnings,
        seconds=round(seconds, 3),
    )


# --- the folder -------------------------------------------------------------------------------------


@contextmanager
def _aside(data: Path) -> Iterator[Path]:
    """Make a folder aside; whatever is left of it, and of killed runs, is removed. Needs the ingest lock."""
    root = added_root(data)
    root.mkdir(parents=True, exist_ok=True)
    for leftover in root.glob(f"{LEFTOVER}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = root / f"{LEFTOVER}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, data: Path, source_id: str) -> None:
    """Load the finished folder as the catalogue will, then rename it: all of it stands, or nothing."""
    try:
        load_catalogue(extra=[*added_folders(data), folder])
    except CatalogueError as error:
        raise AddedError(f"the document could not be stored: {error}") from error
    folder.rename(added_root(data) / source_id)


def _write_toml(folder: Path, source: Source, pieces: tuple[Piece, ...]) -> None:
    values = source.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    (folder / "source.toml").write_text(
        "".join(f"{key} = {_toml(value)}\n" for key, value in values.items()), encoding="utf-8"
    )
    title = source.title.get(source.language)
    sections: dict[tuple[str, ...], str] = {}
    rows = []
    for piece in pieces:
        heading = piece.heading or (title,)
        row = {
            "locator": piece.locator,
            "kind": piece.kind.value,
            "section": sections.setdefault(heading, f"h{len(sections) + 1}"),
            "page": piece.page,
            "page_end": piece.page_end,
            "parts": piece.parts,
            "text": "\n".join(piece.parts),
        }
        rows.append(_table("provision", row))
    urdu = source.language == "ur"
    heads = [
        _table("section", {"id": name, "heading": heading, "heading_ur": heading if urdu else ()})
        for heading, name in sections.items()
    ]
    (folder / "provisions.toml").write_text("\n".join([*heads, *rows]), encoding="utf-8")


def _table(name: str, row: Mapping[str, Any]) -> str:
    return f"[[{name}]]\n" + "".join(
        f"{key} = {_toml(value)}\n" for key, value in row.items() if value is not None
    )


def _toml(value: Any) -> str:
    """Write a value as TOML. Its strings are those of JSON, but for DEL, which was refused on reading."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
