"""`rahnuma verify`: whether an evidence bundle still holds; and the file of `rahnuma ask --export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.errors import InvalidInputError, StorageError

if TYPE_CHECKING:
    from assistant.schemas import Answer, ExportRequest
    from assistant.service import Assistant

MOST_BYTES = 16_000_000


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""

    @app.command()
    def verify(
        bundle: Annotated[Path, typer.Argument(help="The evidence bundle, a JSON file.")],
        as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    ) -> None:
        """Check an evidence bundle against what is held now; name each thing that changed."""
        from assistant.exports.verification import Held, verify
        from assistant.generation.judging import StatementJudge
        from assistant.resources import catalogue_of, configured_encoders
        from assistant.settings import load_settings
        from ingest.snapshot import read_provisions

        settings = load_settings()
        manifest, provisions = read_provisions(settings.data)
        catalogue = catalogue_of(settings)
        judge = StatementJudge(catalogue, configured_encoders(settings))
        held = Held(catalogue, {p.key: p for p in provisions}, manifest, settings.data, judge.why_not)
        findings = verify(_read(bundle), held)
        changed = sum(not finding.same for finding in findings)
        out = Console(soft_wrap=True, highlight=False)
        if as_json:
            out.print_json(data={"verified": not changed, "findings": [f.model_dump() for f in findings]})
        else:
            for finding in findings:
                sign, style = ("same   ", "green") if finding.same else ("CHANGED", "bold red")
                out.print(f"{sign}  {finding.what}: {finding.detail}", style=style, markup=False)
            out.print(_verdict(changed, len(findings)), style="bold", markup=False)
        if changed:
            raise typer.Exit(1)


def _verdict(changed: int, looked_at: int) -> str:
    if changed:
        return f"The bundle does NOT verify: {changed} of {looked_at} things changed."
    return f"The bundle verifies: all {looked_at} things are as they were."


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidInputError(f"{path} is too large for an evidence bundle.")
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"{path} cannot be read: {error.strerror}.") from error


def check_target(file: Path) -> None:
    """Refuse the name of a file that means no format, before any work is done.

    Raises:
        typer.BadParameter: naming the endings that are known.
    """
    from assistant.exports.formats import FORMATS, format_of

    if format_of(file) is None:
        endings = ", ".join(form.suffix for form in FORMATS.values())
        raise typer.BadParameter(f"the name of the file ends in one of: {endings}", param_hint="--export")


def write_export(answer: Answer, assistant: Assistant, file: Path) -> None:
    """Write an answer in the format that the name of the file means; the file is whole or not there.

    Raises:
        StorageError: it cannot be written.
    """
    from assistant.exports.routes import export, now

    save(file, export(request_for(answer, file), assistant, now()))


def request_for(answer: Answer, file: Path) -> ExportRequest:
    """Return what to ask of the API for a file of this name."""
    from assistant.exports.formats import format_of
    from assistant.schemas import ExportRequest

    return ExportRequest(format=format_of(file) or "docx", answers=[answer], language=answer.language)


def save(file: Path, content: bytes) -> None:
    """Write a file aside, then put it in its place.

    Raises:
        StorageError: it cannot be written.
    """
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StorageError(f"{file} cannot be written: {error.strerror}.") from error
