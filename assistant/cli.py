"""The command line. Every command ends with 0, or with one sentence on what went wrong and how to mend it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # before pydantic: none is used, looking takes time

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant import cli_added, cli_ask, cli_compare, cli_evidence, cli_feedback, cli_keys, cli_quote
from assistant.errors import AssistantError, SettingsError
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.build import Report

app = typer.Typer(
    help="Rahnuma: a chat assistant for AI-ethics guidance that proves what it says.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the JSON of the API.")]


@app.command()
def ingest() -> None:
    """Read, check, embed and index the corpus, and swap the new snapshot in."""
    from assistant.settings import load_settings

    report = _ingest(load_settings())
    state = "unchanged" if report.unchanged else "built"
    out.print(f"Snapshot {report.id} {state}: " + ", ".join(f"{n} {k}" for k, n in report.counts.items()))
    out.print("Official text: " + (", ".join(report.official) or "none held; answers rest on the summaries"))


def _ingest(settings: Settings) -> Report:
    from assistant.bars import Bars
    from assistant.resources import catalogue_of, chroma_server, configured_encoders
    from ingest.build import build

    with Bars(err) as bars:
        return build(
            catalogue_of(settings),
            settings.data,
            configured_encoders(settings),
            bars,
            server=chroma_server(settings),
        )


@app.command()
def fetch(
    source: Annotated[
        Path | None, typer.Option("--from", help="Take the files from this folder instead of the internet.")
    ] = None,
) -> None:
    """Bring the official files in, each accepted only by its SHA-256."""
    from assistant.bars import Bars
    from assistant.settings import load_settings
    from corpus import load_catalogue
    from ingest.fetch import fetch as from_publishers
    from ingest.fetch import take_from

    settings = load_settings()
    with Bars(err) as bars:
        if source is not None:
            outcomes = take_from(load_catalogue(), settings.data, source, bars)
        else:
            outcomes = from_publishers(load_catalogue(), settings.data, bars, timeout=settings.fetch_timeout)
    for outcome in outcomes:
        out.print(f"{outcome.source_id}: {outcome.state}. {outcome.detail}", markup=False)
    if any(outcome.state in {"refused", "failed", "missing"} for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def serve(
    build: Annotated[
        bool, typer.Option(help="Build the index first if there is none or it is damaged.")
    ] = True,
) -> None:
    """Serve the API and the chat; with several workers, the API alone."""
    from assistant.generation.model import open_model
    from assistant.logs import configure
    from assistant.serve import run, run_workers
    from assistant.settings import load_settings

    settings = load_settings()
    configure(settings.log_level)
    open_model(settings)  # a model that cannot be used as it is set is told now, not to the first reader
    if build:
        _ensure_index(settings)
    address = f"http://{settings.host}:{settings.port}"
    if settings.workers > 1:
        err.print(f"Serving the API on {address} with {settings.workers} workers, without the chat")
        run_workers(settings)
        return
    from ui.app import create_site

    err.print(f"Serving on {address} (stop with Ctrl-C)")
    run(settings, create_site(settings))


@app.command()
def openapi(
    target: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
) -> None:
    """Print the OpenAPI document of the API, with examples and errors."""
    from assistant.api import create_app
    from assistant.settings import Settings

    document = json.dumps(create_app(Settings()).openapi(), ensure_ascii=False, indent=1, sort_keys=True)
    if target is None:
        print(document)
    else:
        target.write_text(document + "\n", encoding="utf-8")


@app.command()
def mcp() -> None:
    """Serve the tools of the assistant over standard input and output (Model Context Protocol)."""
    from assistant.logs import configure
    from assistant.mcp_server.stdio import run
    from assistant.settings import load_settings

    settings = load_settings()
    configure(settings.log_level)
    run(settings)


def _ensure_index(settings: Settings) -> None:
    from ingest.snapshot import current_id, read_manifest, snapshots_folder, verify_files

    snapshot_id = current_id(settings.data)
    try:
        if snapshot_id is None:
            raise IngestError("there is no index yet")
        folder = snapshots_folder(settings.data) / snapshot_id
        verify_files(folder, read_manifest(folder))
    except IngestError as error:
        err.print(f"{escape(str(error))}; building it now")
        _ingest(settings)


cli_ask.register(app)
cli_compare.register(app)
cli_added.register(app)
cli_quote.register(app)
cli_feedback.register(app)
cli_evidence.register(app)
cli_keys.register(app)


@app.command(
    "eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False
)
def evaluate(context: typer.Context) -> None:
    """Measure the assistant on gold questions: retrieval, answers, refusals, quotes, report."""
    try:
        from assistant.evaluation import main as run
    except ImportError as error:
        raise SettingsError(
            f"evaluation needs the tools of development ({error.name}); run `make setup`"
        ) from error
    raise typer.Exit(run(context.args))


corpus_app = typer.Typer(help="Look after the catalogue.", no_args_is_help=True)
app.add_typer(corpus_app, name="corpus")


@corpus_app.command("check")
def corpus_check(
    official: Annotated[
        Path | None, typer.Option(help="Folder with the official files; default: those that were fetched.")
    ] = None,
) -> None:
    """Check every summary: completeness, numbers, strength of duties, length, script, wording."""
    from assistant.settings import load_settings
    from corpus import checks, load_catalogue
    from ingest.build import official_folder
    from ingest.documents import is_official, official_provisions

    catalogue = load_catalogue()
    folder = official or official_folder(load_settings().data)
    texts = {
        provision.key: provision
        for source_id, source in catalogue.sources.items()
        if is_official(source, folder)
        for provision in official_provisions(source, catalogue.provisions[source_id], folder).values()
    }
    findings = checks.check_catalogue(catalogue, texts, checks.load_exceptions())
    findings += checks.copied_runs(catalogue, texts)
    table = Table(
        "source", "provisions", "summaries en", "summaries ur", "themes", "conflicts", "official text"
    )
    for source_id, provisions in catalogue.provisions.items():
        held = sum(p.key in texts for p in provisions.values())
        sided = sum(p.key in catalogue.conflicts_by_provision for p in provisions.values())
        table.add_row(
            source_id,
            str(len(provisions)),
            *(str(sum(language in p.summaries for p in provisions.values())) for language in ("en", "ur")),
            str(sum(bool(p.themes) for p in provisions.values())),
            str(sided),
            str(held),
        )
    out.print(table)
    found = checks.counts(findings)
    rules = ("completeness", "numbers", "strength", "length", "script", "themes", "wording")
    out.print(", ".join(f"{rule}: {found.get(rule, 0)}" for rule in rules))
    if not texts:
        out.print("No official file is held: numbers, strength and wording could not be checked against one.")
    for finding in findings:
        out.print(f"{finding.provision} ({finding.rule}): {finding.detail}", markup=False)
    if findings:
        raise typer.Exit(1)


@app.command()
def settings(as_json: JsonFlag = False) -> None:
    """List every setting with its present value."""
    from assistant.settings import Settings, load_settings

    current = load_settings()
    rows = []
    for name, field in Settings.model_fields.items():
        value = getattr(current, name)
        rows.append(
            (f"RAHNUMA_{name.upper()}", str(value) if value is not None else "", field.description or "")
        )
    if as_json:
        print(json.dumps([{"name": n, "value": v, "description": d} for n, v, d in rows], indent=1))
        return
    table = Table("setting", "value", "what it is")
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


def main() -> None:
    """Run the command line; known errors end in one sentence and exit code 1."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Questions run side by side already; threads of one product of matrices would wait for those of another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = app(standalone_mode=False)
    except (AssistantError, IngestError) as error:
        _end(error)
    except typer.Abort:
        sys.exit(130)
    except Exception as error:
        from corpus import CatalogueError

        if isinstance(error, CatalogueError):
            _end(error)
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        sys.exit(getattr(error, "exit_code", 2))
    # Click hands the code of an Exit back instead of raising it.
    sys.exit(code if isinstance(code, int) else 0)


def _end(error: Exception) -> NoReturn:
    err.print(f"rahnuma: {error}", markup=False, style="red")
    sys.exit(1)


if __name__ == "__main__":
    main()
