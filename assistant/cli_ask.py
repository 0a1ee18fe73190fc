"""`rahnuma ask` and `rahnuma search`: on the index of this machine, or on a running server.

With a server nothing of the index, its models or the API is imported: the answer is printed in a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.cli_evidence import check_target, request_for, save, write_export

if TYPE_CHECKING:
    from assistant.client import Rahnuma
    from assistant.schemas import Answer, SearchResult
    from assistant.service import Assistant

JsonFlag = Annotated[bool, typer.Option("--json", help="Print the JSON of the API.")]
Server = Annotated[
    str | None,
    typer.Option(
        envvar="RAHNUMA_SERVER",
        help="Address of a running Rahnuma to ask, instead of opening the index here.",
    ),
]
ServerKey = Annotated[
    str | None, typer.Option(envvar="RAHNUMA_SERVER_KEY", help="Key for that server.", hidden=True)
]
out = Console(soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(ask)
    app.command()(search)


def ask(
    question: Annotated[str, typer.Argument(help="The question, in English, Urdu or Roman Urdu.")],
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be repeated.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the answer: en or ur.")] = None,
    mode: Annotated[
        str,
        typer.Option(
            help="auto: a language model writes if one is set; generative: the same, and says so if none is; "
            "extractive: never."
        ),
    ] = "auto",
    server: Server = None,
    server_key: ServerKey = None,
    export: Annotated[
        Path | None,
        typer.Option(
            help="Write the answer to this file too: memo.docx, .md, .html, .bib, .evidence.json, …"
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Answer one question."""
    from assistant.schemas import Question

    if language not in {None, "en", "ur"}:
        raise typer.BadParameter("the answer is in en or ur", param_hint="--language")
    if mode not in {"auto", "extractive", "generative"}:
        raise typer.BadParameter("the mode is auto, extractive or generative", param_hint="--mode")
    asked = Question(question=question, sources=source or [], language=language, mode=mode)  # type: ignore[arg-type]
    if export is not None:
        check_target(export)
    if server:
        with connect(server, server_key) as client:
            answer = client.ask(asked)
            if export is not None:
                save(export, client.export(request_for(answer, export)))
    else:
        with opened() as assistant:
            answer = assistant.answer(asked)
            if export is not None:
                write_export(answer, assistant, export)
    if as_json:
        print(answer.model_dump_json(indent=1))
    else:
        show_answer(answer)


def search(
    query: str,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 10,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    server: Server = None,
    server_key: ServerKey = None,
    as_json: JsonFlag = False,
) -> None:
    """Search provisions."""
    if server:
        with connect(server, server_key) as client:
            results = client.search(query, limit, source)
    else:
        with opened() as assistant:
            results = assistant.search(query, limit, source).results
    if as_json:
        from assistant.schemas import SearchResults

        print(SearchResults(results=results).model_dump_json(indent=1))
    else:
        show_results(results)


def connect(server: str, key: str | None) -> Rahnuma:
    """Return a client of a running server."""
    from assistant.client import Rahnuma

    return Rahnuma(server, key)


@contextmanager
def opened() -> Iterator[Assistant]:
    """Open the index of this machine for one question."""
    from assistant.service import Assistant
    from assistant.settings import load_settings

    assistant = Assistant(load_settings())
    try:
        yield assistant
    finally:
        assistant.close()


def show_answer(answer: Answer) -> None:
    """Print an answer, what it rests on, and what is near where there is none."""
    out.print(f"[dim]{answer.status}[/dim]\n")
    out.print(_plain(answer.answer), markup=False)
    for citation in answer.citations:
        page = f", page {citation.page}" if citation.page else ""
        out.print(
            f"\n[{citation.number}] {citation.source_title}, {citation.label}{page}. "
            f"{citation.heading}. {citation.status}, {citation.date}.",
            markup=False,
        )
        if citation.quote:
            out.print(f"    “{' '.join(citation.quote.split())}”", markup=False)
        out.print(f"    {citation.url}", markup=False)
    for near in answer.nearest:
        out.print(f"  - {near.source_id}: {near.label} ({near.heading})", markup=False)
    for notice in answer.notices:
        out.print(f"\n{notice}", markup=False)


def show_results(results: list[SearchResult]) -> None:
    """Print what a search found, best first."""
    for result in results:
        name = f"{result.score:7.2f}  {result.source_id}  {result.label}  ({result.heading})"
        out.print(name, markup=False)
        out.print(f"         {result.text[:160].strip()}…", markup=False, style="dim")


def _plain(markdown: str) -> str:
    """Undo the escapes of the Markdown for a terminal."""
    text = markdown
    for character in "\\`*_[]|#!~$":
        text = text.replace("\\" + character, character)
    return text.replace("**", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
