"""What can be read without asking a question: sources, provisions, themes, glossary, coverage."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response

from assistant import __version__
from assistant.conditional import Tagged, check, headers_of
from assistant.errors import NotFoundError
from assistant.holder import Ready
from assistant.library.coverage import coverage, theme_detail, theme_list
from assistant.library.files import official_pdf
from assistant.library.glossary import Terms
from assistant.library.page_image import marked_page
from assistant.library.reader import pages_of
from assistant.library.schemas import Coverage, Glossary, ThemeDetail, ThemeList
from assistant.problems import problems
from assistant.schemas import ProvisionDetail, SourceDetail, SourceList, ThemeGroup
from assistant.service import Assistant
from corpus import Provision

PNG: dict[str, Any] = {
    "description": "The page, at most 1,100 pixels wide",
    "content": {
        "image/png": {"schema": {"type": "string", "format": "binary"}, "example": "the bytes of a PNG"}
    },
}


def add_library_routes(app: FastAPI) -> None:
    """Add the routes; `app.state.holder` must hold the assistant when a request comes."""
    _add_sources(app)
    _add_subjects(app)


def _add_sources(app: FastAPI) -> None:
    @app.get("/api/v1/sources", responses=problems(503), summary="List the sources")
    def sources(assistant: Ready, tagged: Tagged) -> SourceList:
        return assistant.sources()

    @app.get(
        "/api/v1/sources/{source_id}", responses=problems(404, 503), summary="One source with its outline"
    )
    def source(source_id: str, assistant: Ready, tagged: Tagged) -> SourceDetail:
        return assistant.source(source_id)

    @app.get(
        "/api/v1/sources/{source_id}/provisions/{locator}",
        responses=problems(404, 503),
        summary="One provision: official text where held, summaries, neighbours",
    )
    def provision(source_id: str, locator: str, assistant: Ready, tagged: Tagged) -> ProvisionDetail:
        return assistant.provision(source_id, locator)

    @app.get(
        "/api/v1/sources/{source_id}/provisions/{locator}/page.png",
        responses=problems(404, 503) | {200: PNG},
        response_class=Response,
        summary="A page of the official file with the provision marked",
    )
    def page_image(
        source_id: str,
        locator: str,
        assistant: Ready,
        request: Request,
        page: Annotated[int | None, Query(description="Which of its pages; none: the first.")] = None,
    ) -> Response:
        provision = assistant.reader.find(source_id, locator)
        file = _file_of(assistant, provision, page)
        tag = _tag(provision, page)
        check(request, tag)
        parts = provision.parts or (provision.text or "",)
        image = marked_page(*file, page or provision.page or 1, pages_of(provision), parts)
        return Response(image, media_type="image/png", headers=headers_of(tag))


def _file_of(assistant: Assistant, provision: Provision, page: int | None) -> tuple[Path, str]:
    """Return the PDF that a provision was read from, and its SHA-256.

    Raises:
        NotFoundError: it is not held, or the provision does not stand on that page.
    """
    source = assistant.catalogue.source(provision.source_id)
    path = official_pdf(source, assistant.reader.data)
    pages = pages_of(provision)
    if path is None or source.file is None or not pages:
        raise NotFoundError(
            f"No page image: the official PDF of {source.id} is not held here; see the publisher, {source.url}."
        )
    if page is not None and page not in pages:
        raise NotFoundError(
            f"{provision.locator} does not stand on page {page}; its pages: {_spoken(pages)}."
        )
    return path, source.file.sha256


def _spoken(pages: range) -> str:
    return ", ".join(map(str, pages))


def _tag(provision: Provision, page: int | None) -> str:
    """What a page image depends on, for the caches of browsers."""
    return hashlib.sha256(f"{__version__} {provision.key} {page} {provision.text}".encode()).hexdigest()[:32]


def _add_subjects(app: FastAPI) -> None:
    @app.get(
        "/api/v1/coverage", responses=problems(422, 503), summary="Themes × sources: counts and provisions"
    )
    def cover(
        assistant: Ready,
        tagged: Tagged,
        source: Annotated[list[str] | None, Query(description="Only these sources; none: all.")] = None,
        group: Annotated[
            list[ThemeGroup] | None, Query(description="Only themes of these groups; none: all.")
        ] = None,
    ) -> Coverage:
        official = assistant.snapshot.manifest.official
        return coverage(assistant.catalogue, official, source or (), group or ())

    @app.get("/api/v1/themes", responses=problems(503), summary="List the themes")
    def themes(assistant: Ready, tagged: Tagged) -> ThemeList:
        return theme_list(assistant.catalogue)

    @app.get("/api/v1/themes/{theme_id}", responses=problems(404, 503), summary="One theme, source by source")
    def theme(theme_id: str, assistant: Ready, tagged: Tagged) -> ThemeDetail:
        if theme_id not in assistant.catalogue.themes:
            raise NotFoundError(f"There is no theme {theme_id[:64]!r}; see /api/v1/themes.")
        return theme_detail(assistant.catalogue, assistant.snapshot.manifest.official, theme_id)

    @app.get("/api/v1/glossary", responses=problems(503), summary="Terms and acronyms, explained")
    def glossary(assistant: Ready, tagged: Tagged) -> Glossary:
        return Terms(assistant.catalogue).glossary()
