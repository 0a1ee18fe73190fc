"""`rahnuma compare`: sources side by side on a topic, on the index of this machine or on a running server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from assistant.cli_ask import JsonFlag, Server, ServerKey, connect, opened, out

if TYPE_CHECKING:
    from assistant.comparison.schemas import ComparedProvision, Comparison, ComparisonCell, Span

STYLES = {"modal": "bold", "negation": "bold red"}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(compare)


def compare(
    topic: Annotated[str, typer.Argument(help="A subject in a few words, or a question.")],
    source: Annotated[list[str], typer.Option(help="A source to compare; name two or more.")],
    server: Server = None,
    server_key: ServerKey = None,
    as_json: JsonFlag = False,
) -> None:
    """Compare two or more sources on a topic, by theme."""
    if len(set(source)) < 2:
        raise typer.BadParameter("name at least two different sources", param_hint="--source")
    if server:
        with connect(server, server_key) as client:
            comparison = client.compare(topic, source)
    else:
        from assistant.comparison.schemas import ComparisonRequest

        with opened() as assistant:
            comparison = assistant.comparer.compare(ComparisonRequest(topic=topic, sources=source))
    if as_json:
        print(comparison.model_dump_json(indent=1))
    else:
        show(comparison)


def show(comparison: Comparison) -> None:
    """Print a comparison row by row; modals and negations stand in [brackets] as well as in bold."""
    language = comparison.language
    titles = {source.id: getattr(source.short_title, language) for source in comparison.sources}
    for notice in comparison.notices:
        out.print(getattr(notice, language), markup=False, style="dim")
    for row in comparison.rows:
        if row.theme is not None:
            out.print(f"\n{getattr(row.theme.name, language)}", markup=False, style="bold underline")
        for cell in row.cells:
            out.print(f"\n{titles[cell.source_id]}", markup=False, style="bold")
            _show_cell(cell, language)


def _show_cell(cell: ComparisonCell, language: str) -> None:
    for provision in cell.provisions:
        page = f", page {provision.page}" if provision.page else ""
        out.print(f"  {provision.label}{page} ({provision.heading})", markup=False)
        out.print(_wording(provision))
    if cell.detail is not None:
        out.print(f"  {getattr(cell.detail, language)}", markup=False)
    for near in cell.nearest:
        label = near.label_ur if language == "ur" else near.label
        out.print(f"    - {label} ({near.permalink})", markup=False, style="dim")


def _wording(provision: ComparedProvision) -> Text:
    if provision.quote is None:
        return Text("    ").append(marked(provision.summary, provision.spans))
    text = Text("    “")
    if provision.introduction is not None:
        text.append(marked(provision.introduction, provision.introduction_spans)).append("” … “")
    return text.append(marked(provision.quote, provision.spans)).append("”")


def marked(wording: str, spans: list[Span]) -> Text:
    """The wording on one line, its modals and negations in brackets."""
    text, at = Text(), 0
    for span in spans:
        text.append(wording[at : span.start].replace("\n", " "))
        text.append(f"[{span.text}]", style=STYLES[span.kind])
        at = span.end
    return text.append(wording[at:].replace("\n", " "))
