"""Pages by subject: themes, glossary, and the coverage of themes by source as a heat map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.library.schemas import Coverage, CoverageCell, Glossary, ThemeDetail, ThemeList
from assistant.schemas import SourceList
from ui.client import Client
from ui.figures import element
from ui.pages.frame import FIGURE_POLICY, Frame

GROUPS = ("value", "principle", "policy_area", "cross_cutting")
UNESCO_GROUPS = GROUPS[:3]
FIRST_VIEW = ("unesco-recommendation-2021", "pakistan-draft-ai-policy-2023")
"""Sources of the coverage page unless others are chosen."""
STEPS = 5
"""Shades of the heat map above zero."""
Names = Annotated[list[str] | None, Query()]


def add(site: FastAPI, client: Client, frame: Frame) -> None:
    """Add the pages."""

    @site.get("/themes", response_class=HTMLResponse, include_in_schema=False)
    async def themes(request: Request) -> HTMLResponse:
        found = await client.get("/api/v1/themes", ThemeList)
        return frame.page(request, "themes.html", themes=found.themes, groups=GROUPS)

    @site.get("/themes/{theme_id}", response_class=HTMLResponse, include_in_schema=False)
    async def theme(request: Request, theme_id: str) -> HTMLResponse:
        found = await client.get(f"/api/v1/themes/{quote(theme_id, safe='')}", ThemeDetail)
        return frame.page(request, "theme.html", theme=found)

    @site.get("/glossary", response_class=HTMLResponse, include_in_schema=False)
    async def glossary(request: Request) -> HTMLResponse:
        found = await client.get("/api/v1/glossary", Glossary)
        return frame.page(request, "glossary.html", terms=found.terms)

    @site.get("/coverage", response_class=HTMLResponse, include_in_schema=False)
    async def coverage(request: Request, source: Names = None, group: Names = None) -> HTMLResponse:
        every = (await client.get("/api/v1/sources", SourceList)).sources
        known = [info.id for info in every]
        chosen = source or [name for name in FIRST_VIEW if name in known] or known
        groups = group or list(UNESCO_GROUPS)
        found = await client.get("/api/v1/coverage", Coverage, {"source": chosen, "group": groups})
        return frame.page(
            request,
            "coverage.html",
            policy=FIGURE_POLICY,
            script=element(),
            **coverage_values(found, groups),
            every=every,
            chosen=chosen,
        )


def coverage_values(found: Coverage, groups: Sequence[str]) -> dict[str, Any]:
    """Return what the template of the map needs."""
    return {
        "coverage": found,
        "cells": {(cell.theme_id, cell.source_id): cell for cell in found.cells},
        "shade": shade,
        "groups": GROUPS,
        "chosen_groups": groups,
    }


def shade(cell: CoverageCell) -> int:
    """Shade of a cell, 0 to 5: by the share of its source's provisions, so that long and short sources compare.

    A step doubles the share: up to 2.5, 5, 10, 20 % and more.
    """
    if not cell.count:
        return 0
    return max(1, min(STEPS, 1 + math.ceil(math.log2(cell.share / 0.025))))
