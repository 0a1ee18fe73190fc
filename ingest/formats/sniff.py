"""Tell what a file is by its content, and refuse what must not be opened. Nothing is unpacked here."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import ReadError
from ingest.formats.blocks import Format

MAX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000
"""Bytes that the parts of a DOCX may have together when unpacked."""
MAX_RATIO = 200
"""Times that a part of a DOCX may grow when unpacked; running text grows by 5 to 20."""
RATIO_FROM = 1_000_000
"""Parts that unpack to fewer bytes than this are not asked for their ratio."""
MAX_PARTS = 5_000
HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
}
NAMES = {"pdf": "a PDF", "docx": "a Word document", "html": "a web page", "markdown": "plain text"}
ACCEPTED = "PDF, DOCX, HTML and Markdown are read"


def sniff(path: Path) -> Format:
    """Tell the format of a file.

    Raises:
        ReadError: it is missing, empty, too large, of an unknown format, encrypted, carries macros, would
            unpack to too much, or is something else than its name says.
    """
    check_size(path)
    data = _head(path)
    found = _by_content(path, data)
    claimed = SUFFIXES.get(path.suffix.lower())
    if claimed is not None and claimed != found:
        raise ReadError(
            f"{path.name} is named as {NAMES[claimed]} but holds {NAMES[found]}; check where it came from, "
            "and rename it if it is the right file"
        )
    return found


def control_characters(text: str) -> str:
    """Name the control characters of a text, at most three, or return "". Tabs and line ends pass."""
    found = sorted({f"U+{ord(character):04X}" for character in CONTROL.findall(text)})
    return ", ".join(found[:3])


def check_size(path: Path) -> None:
    """Refuse what is no file, empty, or over 50 MB.

    Raises:
        ReadError: saying which.
    """
    if not path.is_file():
        raise ReadError(f"{path} does not exist or is no file")
    size = path.stat().st_size
    if size == 0:
        raise ReadError(f"{path.name} is empty; add a document with wording in it")
    if size > MAX_BYTES:
        raise ReadError(
            f"{path.name} has {size:,} bytes, {MAX_BYTES:,} are allowed; divide it or shrink its images"
        )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(HEAD)
    except OSError as error:
        raise ReadError(f"{path} cannot be opened: {error.strerror}") from error
    if not data.strip():
        raise ReadError(f"{path.name} is empty; add a document with wording in it")
    return data


def _by_content(path: Path, data: bytes) -> Format:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        _check_package(path)
        return "docx"
    if data.startswith(OLE):
        if ENCRYPTED_PACKAGE in path.read_bytes():
            raise ReadError(f"{path.name} is encrypted; remove its password first")
        raise ReadError(f"{path.name} is an old binary Office file; save it as DOCX first")
    if path.suffix.lower() == ".pdf":
        raise ReadError(f"{path.name} is not a readable PDF")
    return _text_format(path, data)


def _text_format(path: Path, data: bytes) -> Format:
    if MARKUP.search(data):
        return "html"
    found = control_characters(data.decode("latin-1").encode("ascii", "ignore").decode("ascii"))
    if found:
        raise ReadError(f"{path.name} holds control characters ({found}), so it is no text; {ACCEPTED}")
    if SUFFIXES.get(path.suffix.lower()) in {"html", "markdown"}:
        return SUFFIXES[path.suffix.lower()]
    raise ReadError(f"{path.name} is of no format known here; {ACCEPTED}")


def _check_package(path: Path) -> None:
    """Look into the directory of a zip file: what it holds and how far it would unpack, by its own words.

    A part that lies about its size is stopped by `zipfile` itself, which reads no more than is declared.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(f"{path.name} is damaged: its zip directory cannot be read") from error
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError(f"{path.name} is encrypted; remove its password first")
    if any(name.endswith("vbaproject.bin") for name in names) or path.suffix.lower() in {".docm", ".dotm"}:
        raise ReadError(f"{path.name} carries macros; save it as DOCX without them")
    if "word/document.xml" not in names:
        raise ReadError(f"{path.name} is a zip file but no Word document; {ACCEPTED}")
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(map(_bomb, parts))
    ):
        raise ReadError(f"{path.name} would unpack to far more than a document holds; it was not opened")


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
