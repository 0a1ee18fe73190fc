"""Every format of an export: what writes it, its media type, the name of its file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import rispy

from assistant.dates import spoken_date
from assistant.exports import pandoc
from assistant.exports.docx import reference_document
from assistant.exports.evidence import bundle
from assistant.exports.memo import Memo, direction, inlines, memo_document
from assistant.exports.pandoc import Element, text
from assistant.exports.references import csl_items, provisions_of, works
from assistant.exports.styles import ITALIC, STYLES, StyleName, format_references
from assistant.exports.words import word
from assistant.messages import status_word
from assistant.schemas import Citation, ExportFormat
from corpus import Provision
from corpus.types import Source
from ingest.snapshot import Snapshot

PAGE = Path(__file__).parent / "memo.html"
RIS_TYPES = {"report": "RPRT", "webpage": "ELEC"}


class RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes records as RIS defines them: rispy would number them."""

    def set_header(self, count: int) -> str:
        """Nothing stands before a record."""
        return ""


@dataclass(frozen=True)
class Export:
    """What is to be written: answers that have passed the checker, and what they were checked against."""

    memo: Memo
    snapshot: Snapshot

    @property
    def cited(self) -> list[Provision]:
        """Every cited provision once, in order of citation."""
        found = provisions_of(self._citations, self.snapshot.provisions)
        return list({provision.key: provision for provision in found}.values())

    @property
    def pinpointed(self) -> list[Provision]:
        """The same, each with the page on which what is first quoted of it begins."""
        pages: dict[str, int | None] = {}
        for citation in self._citations:
            pages.setdefault(f"{citation.source_id}/{citation.locator}", citation.page)
        return [one.model_copy(update={"page": pages[one.key]}) for one in self.cited]

    @property
    def _citations(self) -> Iterator[Citation]:
        return (citation for answer in self.memo.answers for citation in answer.citations)

    @property
    def items(self) -> list[dict[str, Any]]:
        """The works cited as CSL-JSON."""
        return csl_items(works(self.pinpointed, self.memo.catalogue))


def docx(export: Export) -> bytes:
    """Write the memo for a word processor, with real footnotes."""
    with tempfile.TemporaryDirectory(prefix="rahnuma-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_document())
        return pandoc.convert(memo_document(export.memo), "docx", [f"--reference-doc={reference}"])


def markdown(export: Export) -> bytes:
    """Write the memo as GitHub-flavoured Markdown."""
    document = memo_document(export.memo)
    return f"# {word('title', export.memo.language)}\n\n".encode() + pandoc.convert(document, "gfm")


def html(export: Export) -> bytes:
    """Write the memo as one page that loads nothing."""
    return _page(memo_document(export.memo))


def csl_json(export: Export) -> bytes:
    """Write the works cited as CSL-JSON, as Zotero and Mendeley read it."""
    return (json.dumps(export.items, ensure_ascii=False, indent=1) + "\n").encode()


def bibtex(export: Export) -> bytes:
    """Write the works cited as BibTeX."""
    return pandoc.convert(json.dumps(export.items), "bibtex", origin="csljson") if export.items else b""


def ris(export: Export) -> bytes:
    """Write the works cited as RIS."""
    entries: str = rispy.dumps([_ris_entry(item) for item in export.items], implementation=RisWriter)
    return entries.encode()


def _ris_entry(item: dict[str, Any]) -> dict[str, Any]:
    parts = [f"{part:02}" for part in item["issued"]["date-parts"][0]]
    entry = {
        "type_of_reference": RIS_TYPES[item["type"]],
        "id": item["id"],
        "authors": [_ris_author(item["author"][0]["literal"])],
        "title": item["title"],
        "year": parts[0],
        "date": "/".join([*parts, "", ""][:3]) + "/",
        "urls": [item["URL"]],
        "language": item["language"],
        "type_of_work": item.get("genre"),
        "number": item.get("number"),
        "publisher": item.get("publisher"),
        "notes": [item["note"]],
    }
    return {name: value for name, value in entry.items() if value}


def _ris_author(name: str) -> str:
    """A body's name; the closing comma tells readers of RIS that it has no first name."""
    return name if "," in name else f"{name},"


def references(style: StyleName) -> Callable[[Export], bytes]:
    """Return the writer of a page of references in one style."""

    def write(export: Export) -> bytes:
        language = export.memo.language
        cited, entries = format_references(style, export.pinpointed, export.memo.catalogue)
        title = word("references", language, style=STYLES[style][0])
        blocks = [
            pandoc.bullets(_styled(entry.marked) for entry in entries),
            pandoc.heading(1, text(word("places", language))),
            pandoc.bullets(_styled(how.citation.marked) for how in cited),
            pandoc.heading(1, text(word("sources", language))),
            pandoc.bullets(_statuses(export, language)),
        ]
        left = pandoc.division(blocks[:3], {"dir": "ltr", "lang": "en"})
        return _page(pandoc.document(title, [left, *blocks[3:]], language, direction(language)))

    return write


def _statuses(export: Export, language: str) -> list[list[Element]]:
    catalogue = export.memo.catalogue
    sources = [catalogue.source(key) for key in dict.fromkeys(p.source_id for p in export.cited)]
    return [
        inlines(f"{s.title.get(language)}: {_status(s, language)} {s.status_note.get(language)}", language)
        for s in sources
    ]


def _status(source: Source, language: str) -> str:
    return word(
        "status",
        language,
        status=status_word(source.status, language),
        date=spoken_date(source.date, language),
    )


def _styled(marked: str) -> list[Element]:
    """A formatted reference as inlines, its italics as emphasis."""
    found: list[Element] = []
    for part in marked.replace(ITALIC[1], ITALIC[0]).split(ITALIC[0]):
        inside = f"{ITALIC[0]}{part}{ITALIC[1]}" in marked
        run = text(part)
        spaced = [{"t": "Space"}] if part[:1].isspace() and found else []
        found += [*spaced, *([pandoc.emphasis(run)] if inside and run else run)]
        found += [{"t": "Space"}] if part[-1:].isspace() and run else []
    return found


def _page(document: str) -> bytes:
    return pandoc.convert(document, "html5", ["--standalone", f"--template={PAGE}"])


def evidence(export: Export) -> bytes:
    """Write the bundle that `rahnuma verify` checks later."""
    memo = export.memo
    return bundle(memo.answers, export.cited, memo.catalogue, export.snapshot.manifest, memo.written)


@dataclass(frozen=True)
class Format:
    """One format: who writes it, what it is called and served as."""

    write: Callable[[Export], bytes]
    media_type: str
    what: str
    suffix: str


FORMATS: dict[ExportFormat, Format] = {
    "docx": Format(
        docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "memo", ".docx"
    ),
    "markdown": Format(markdown, "text/markdown; charset=utf-8", "memo", ".md"),
    "html": Format(html, "text/html; charset=utf-8", "memo", ".html"),
    "csl-json": Format(csl_json, "application/vnd.citationstyles.csl+json", "references", ".csl.json"),
    "bibtex": Format(bibtex, "application/x-bibtex", "references", ".bib"),
    "ris": Format(ris, "application/x-research-info-systems", "references", ".ris"),
    "apa": Format(references("apa"), "text/html; charset=utf-8", "references", ".apa.html"),
    "chicago": Format(references("chicago"), "text/html; charset=utf-8", "references", ".chicago.html"),
    "oscola": Format(references("oscola"), "text/html; charset=utf-8", "references", ".oscola.html"),
    "evidence": Format(evidence, "application/json", "evidence", ".evidence.json"),
}


def file_name(name: ExportFormat, day: date) -> str:
    """Return the name of the file, e.g. `rahnuma-memo-2026-11-22.docx`."""
    return f"rahnuma-{FORMATS[name].what}-{day.isoformat()}{FORMATS[name].suffix}"


def format_of(file: Path) -> ExportFormat | None:
    """Return the format that the name of a file means, the longest suffix first; None if it means none."""
    by_length = sorted(FORMATS, key=lambda name: -len(FORMATS[name].suffix))
    return next((name for name in by_length if file.name.lower().endswith(FORMATS[name].suffix)), None)
