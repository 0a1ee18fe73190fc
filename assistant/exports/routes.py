"""POST /api/v1/exports: answers in, a file out; and how to cite a provision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, Response

from assistant.exports.check import Checker
from assistant.exports.formats import FORMATS, Export, Format, file_name
from assistant.exports.memo import Memo
from assistant.exports.styles import how_to_cite
from assistant.generation.judging import StatementJudge
from assistant.holder import Ready
from assistant.problems import problems
from assistant.schemas import ExportRequest, Reference, References
from assistant.service import Assistant

PATH = "/api/v1/exports"
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "cache-control": "no-store",
}


def _content(chosen: Format) -> dict[str, Any]:
    if chosen.media_type.endswith("json"):
        return {"schema": {}, "example": {"see": f"the file *{chosen.suffix}"}}
    return {"schema": {"type": "string", "format": "binary"}, "example": f"the file *{chosen.suffix}"}


FILES = {chosen.media_type.partition(";")[0]: _content(chosen) for chosen in FORMATS.values()}
PROBLEMS = {
    422: "An answer does not agree with the documents; it is named",
    429: "Too many requests",
    503: "The index is not ready, or the document could not be written",
}


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


def export(request: ExportRequest, assistant: Assistant, written: datetime) -> bytes:
    """Check the answers anew and write the file.

    Raises:
        NotInSourceError: naming the first answer that does not agree with the documents.
        BusyError, StorageError: the document could not be written.
    """
    snapshot = assistant.snapshot
    judge = StatementJudge(assistant.catalogue, assistant.encoders)
    checker = Checker(
        assistant.catalogue,
        snapshot.provisions,
        snapshot.manifest,
        judge.why_not,
        assistant.settings.question_limit,
    )
    memo = Memo(
        checker.check_all(request.answers), assistant.catalogue, snapshot.id, request.language, written
    )
    return FORMATS[request.format].write(Export(memo, snapshot))


def add_export_routes(app: FastAPI, clock: Callable[[], datetime] = now) -> None:
    """Add the routes; `clock` is the seam of the date that a memo bears."""

    @app.get(
        "/api/v1/sources/{source_id}/provisions/{locator}/references",
        responses=problems(404, 503),
        summary="How to cite a provision: APA, Chicago, OSCOLA",
    )
    def references(source_id: str, locator: str, assistant: Ready) -> References:
        provision = assistant.reader.find(source_id, locator)
        return References(
            references=[
                Reference(
                    style=how.style,
                    name=how.name,
                    citation=how.citation.plain,
                    citation_html=how.citation.html,
                    entry=how.entry.plain,
                    entry_html=how.entry.html,
                )
                for how in how_to_cite(provision, assistant.catalogue)
            ]
        )

    @app.post(
        PATH,
        response_class=Response,
        responses={
            **problems(400, 413, 422, 429, 503, own=PROBLEMS),
            200: {"description": "The file", "content": FILES},
        },
        summary="Take answers away: a memo, references, or an evidence bundle",
    )
    def exports(body: ExportRequest, assistant: Ready) -> Response:
        written = clock()
        content = export(body, assistant, written)
        name = file_name(body.format, written.date())
        headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=FORMATS[body.format].media_type, headers=headers)
