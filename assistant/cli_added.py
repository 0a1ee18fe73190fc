"""Commands for documents of the operator's own: `rahnuma add` and `rahnuma remove`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ingest.added import AddReport

MOST_SHOWN = 10
LEAST_ACCOUNTED = 0.99
out = Console(soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(add)
    app.command()(remove)


def add(
    document: Annotated[
        Path, typer.Argument(help="PDF, DOCX, HTML, Markdown, or a folder with source.toml.")
    ],
    id: Annotated[str | None, typer.Option(help="Short name in addresses, e.g. health-charter-2026.")] = None,
    title: Annotated[str | None, typer.Option(help="Title, in the document's language.")] = None,
    status: Annotated[
        str | None,
        typer.Option(help="adopted, approved, draft, consultation_output, statement or submission."),
    ] = None,
    date: Annotated[str | None, typer.Option(help="Its date: 2026-03-15, 2026-03 or 2026.")] = None,
    url: Annotated[str | None, typer.Option(help="Address at its publisher.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Who issued it.")] = None,
    language: Annotated[str | None, typer.Option(help="en or ur; unset: told by its script.")] = None,
    index: Annotated[bool, typer.Option("--index/--no-index", help="Rebuild the index afterwards.")] = True,
) -> None:
    """Add a document to the corpus: read, report what was found, and index it."""
    from assistant.settings import load_settings
    from ingest.added import add as add_document

    report = add_document(
        document,
        load_settings().data,
        id=id,
        title=title,
        status=status,
        date=date,
        url=url,
        issuer=issuer,
        language=language,
    )
    out.print(report_table(report))
    _finish(index)


def remove(
    id: Annotated[str, typer.Argument(help="The id under which the document was added.")],
    index: Annotated[bool, typer.Option("--index/--no-index", help="Rebuild the index afterwards.")] = True,
) -> None:
    """Remove a document that was added, and rebuild the index without it."""
    from assistant.settings import load_settings
    from ingest.added import remove as remove_document

    remove_document(id, load_settings().data)
    out.print(f"Removed {id}.", markup=False)
    _finish(index)


def report_table(report: AddReport) -> Table:
    """Lay a report out for a person; text of the document is never read as markup."""
    table = Table(title=Text(f"{report.id}: {report.title}"), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in _rows(report):
        table.add_row(name, Text(value))
    return table


def _rows(report: AddReport) -> list[tuple[str, str]]:
    counts = ", ".join(f"{count} {kind}" for kind, count in report.counts.items())
    pages = f", {report.pages} pages" if report.pages else ""
    share = f"{report.accounted:.1%} of {report.letters:,}"
    if report.accounted < LEAST_ACCOUNTED:
        share += " (some text was not read: compare the provisions with the file before you rely on them)"
    warnings = [f"{found.kind} in {found.locator}: {found.excerpt}" for found in report.warnings]
    size = f"{report.format}, {report.bytes:,} bytes{pages}"
    return [
        ("document", f"{size}, {report.language}, {report.status}, {report.date}"),
        ("SHA-256", report.sha256),
        ("provisions", f"{report.provisions}: {counts}; under {report.headings} headings"),
        ("numbering gaps", _listed(report.gaps)),
        ("numbers twice", _listed(report.duplicates)),
        ("letters accounted for", share),
        ("notes", _listed(report.notes)),
        ("warnings", _listed(warnings)),
        ("read in", f"{report.seconds:.2f} s"),
    ]


def _listed(items: tuple[str, ...] | list[str]) -> str:
    if not items:
        return "none"
    more = [f"and {len(items) - MOST_SHOWN} more"] if len(items) > MOST_SHOWN else []
    return "\n".join([f"{len(items)}:", *items[:MOST_SHOWN], *more])


def _finish(index: bool) -> None:
    from assistant import cli
    from assistant.settings import load_settings

    if not index:
        out.print("The index was not rebuilt; run `rahnuma ingest` before you ask.", markup=False)
        return
    report = cli._ingest(load_settings())
    out.print(f"Snapshot {report.id}: {report.counts['provisions']} provisions in service.", markup=False)
