"""`rahnuma quote`: the quotation check on the command line. Loads no encoder: it answers within a second."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from assistant.cli_ask import JsonFlag, Server, ServerKey, connect

if TYPE_CHECKING:
    from assistant.quotation.checker import QuoteChecker
    from assistant.quotation.schemas import QuoteCheck, QuoteMatch

COLOURS = {
    "exact": "bold green",
    "exact_elsewhere": "bold yellow",
    "altered": "bold red",
    "absent": "bold red",
    "unavailable": "bold yellow",
    "too_short": "bold yellow",
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""

    @app.command()
    def quote(
        text: Annotated[str, typer.Argument(help="The quotation; - reads it from the standard input.")],
        source: Annotated[str | None, typer.Option(help="The source it is attributed to.")] = None,
        locator: Annotated[str | None, typer.Option(help="The provision it is attributed to.")] = None,
        server: Server = None,
        server_key: ServerKey = None,
        as_json: JsonFlag = False,
    ) -> None:
        """Check a quotation, word for word."""
        wording = typer.get_text_stream("stdin").read() if text == "-" else text
        if server:
            with connect(server, server_key) as client:
                check = client.quote(wording, source, locator)
        else:
            from assistant.settings import load_settings

            check = open_checker(Path(load_settings().data)).check(wording, source, locator)
        if as_json:
            print(check.model_dump_json(indent=1))
        else:
            show(check, Console(soft_wrap=True, highlight=False))


def open_checker(data: Path) -> QuoteChecker:
    """Build a checker from the provisions of the snapshot in service.

    Raises:
        SnapshotError: there is none, or its provisions are missing or damaged.
    """
    from assistant.quotation.checker import QuoteChecker
    from corpus import load_catalogue
    from ingest.snapshot import read_provisions

    _, provisions = read_provisions(data)
    return QuoteChecker(provisions, load_catalogue())


def show(check: QuoteCheck, console: Console) -> None:
    """Print a finding; `[-left out-]` and `{+put in+}` are told by signs as well as by colour."""
    verdict = str(check.verdict)
    console.print(Text(verdict.replace("_", " "), style=COLOURS[verdict]))
    console.print(check.detail.en, markup=False)
    for match in check.matches:
        console.print()
        console.print(_heading(match), markup=False, style="bold")
        console.print(difference(match))
        marked = ", ".join(f"{mark.kind} “{mark.text}” {mark.change}" for mark in match.marks)
        if marked:
            console.print(f"Marked: {marked}", markup=False, style="yellow")
        console.print(match.url, markup=False, style="dim")
    for near in check.nearest:
        page = f", page {near.page}" if near.page else ""
        console.print(f"\n{near.source_id}: {near.label}{page} ({near.heading})", markup=False, style="bold")
        console.print(f"Our summary: {near.summary}", markup=False)


def _heading(match: QuoteMatch) -> str:
    page, end = match.page, match.page_end
    pages = f", pages {page}–{end}" if page and end else f", page {page}" if page else ""
    return f"{match.source_title}, {match.label}{pages} ({match.status}, {match.date})"


def difference(match: QuoteMatch) -> Text:
    """The official wording with the differences of the quotation in it."""
    pieces = Text()
    for operation, words in match.diff:
        if pieces:
            pieces.append(" ")
        if operation == "delete":
            pieces.append(f"[-{words}-]", style="red")
        elif operation == "insert":
            pieces.append(f"{{+{words}+}}", style="green")
        else:
            pieces.append(words)
    return pieces
