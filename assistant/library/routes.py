"""What can be read without asking a question: sources, provisions, themes, glossary, coverage."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query

from assistant.errors import NotFoundError
from assistant.holder import Ready
from assistant.library.coverage import coverage, theme_detail, theme_list
from assistant.library.glossary import Terms
from assistant.library.schemas import Coverage, Glossary, ThemeDetail, ThemeGroup, ThemeList
from assistant.problems import problems
from assistant.schemas import ProvisionDetail, SourceDetail, SourceList


def add_library_routes(app: FastAPI) -> None:
    """Add the routes; `app.state.holder` must hold the assistant when a request comes."""
    _add_sources(app)
    _add_subjects(app)


def _add_sources(app: FastAPI) -> None:
    @app.get("/api/v1/sources", responses=problems(503), summary="List the sources")
    def sources(assistant: Ready) -> SourceList:
        return assistant.sources()

    @app.get(
        "/api/v1/sources/{source_id}", responses=problems(404, 503), summary="One source with its outline"
    )
    def source(source_id: str, assistant: Ready) -> SourceDetail:
        return assistant.source(source_id)

    @app.get(
        "/api/v1/sources/{source_id}/provisions/{locator}",
        responses=problems(404, 503),
        summary="One provision: official text where held, summaries, neighbours",
    )
    def provision(source_id: str, locator: str, assistant: Ready) -> ProvisionDetail:
        return assistant.provision(source_id, locator)


def _add_subjects(app: FastAPI) -> None:
    @app.get(
        "/api/v1/coverage", responses=problems(422, 503), summary="Themes × sources: counts and provisions"
    )
    def cover(
        assistant: Ready,
        source: Annotated[list[str] | None, Query(description="Only these sources; none: all.")] = None,
        group: Annotated[
            list[ThemeGroup] | None, Query(description="Only themes of these groups; none: all.")
        ] = None,
    ) -> Coverage:
        official = assistant.snapshot.manifest.official
        return coverage(assistant.catalogue, official, source or (), group or ())

    @app.get("/api/v1/themes", responses=problems(503), summary="List the themes")
    def themes(assistant: Ready) -> ThemeList:
        return theme_list(assistant.catalogue)

    @app.get("/api/v1/themes/{theme_id}", responses=problems(404, 503), summary="One theme, source by source")
    def theme(theme_id: str, assistant: Ready) -> ThemeDetail:
        if theme_id not in assistant.catalogue.themes:
            raise NotFoundError(f"There is no theme {theme_id[:64]!r}; see /api/v1/themes.")
        return theme_detail(assistant.catalogue, assistant.snapshot.manifest.official, theme_id)

    @app.get("/api/v1/glossary", responses=problems(503), summary="Terms and acronyms, explained")
    def glossary(assistant: Ready) -> Glossary:
        return Terms(assistant.catalogue).glossary()
