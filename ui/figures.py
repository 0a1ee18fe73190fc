"""Scripts that draw the heat map: Plotly's own, from the package data of `plotly`, and ours, which reads the table.

The Python package is never imported: of it we serve one file (see docs/decisions/0008-plain-pages.md).
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from fastapi import FastAPI, Request, Response
from markupsafe import Markup

OURS = Path(__file__).parent / "heat.js"
PLOTLY = "plotly/package_data/plotly.min.js"
KEPT = {"cache-control": "public, max-age=31536000, immutable"}
"""The addresses carry what they hold, so that a browser need not ask again."""
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Hash of no text: Plotly makes an empty style element and writes its rules into it by script."""


def add_scripts(site: FastAPI) -> None:
    """Serve both scripts."""

    @site.get("/heat.js", include_in_schema=False)
    async def ours() -> Response:
        return Response(_code(), media_type="text/javascript", headers=KEPT)

    @site.get("/plotly.js", include_in_schema=False)
    def plotly(request: Request) -> Response:
        headers = {**KEPT, "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(_plotly(), media_type="text/javascript", headers=headers)
        packed = headers | {"content-encoding": "gzip"}
        return Response(_packed(), media_type="text/javascript", headers=packed)


@cache
def element() -> Markup:
    """The element that brings our script, which brings Plotly once there is a map to draw."""
    ours = f"/heat.js?v={hashlib.sha256(_code()).hexdigest()[:12]}"
    drawn_by = f"/plotly.js?v={distribution('plotly').version}"
    return Markup('<script src="{}" data-plotly="{}" defer></script>').format(ours, drawn_by)


@cache
def _code() -> bytes:
    return OURS.read_bytes()


def _plotly() -> bytes:
    return Path(str(distribution("plotly").locate_file(PLOTLY))).read_bytes()


@cache
def _packed() -> bytes:
    """1.5 MB instead of 4.8: packed when it is first asked for, and kept."""
    return gzip.compress(_plotly(), compresslevel=6, mtime=0)
