"""Errors as the API describes them: RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse

from assistant.schemas import Problem

PROBLEM_BASE = "urn:rahnuma:problem:"
TEXTS = {
    400: "Broken JSON",
    404: "Not found",
    413: "Body over the limit",
    422: "The request cannot be taken as it is",
    429: "Too many questions at once",
    503: "The index is not ready",
}


def problems(*statuses: int, own: Mapping[int, str] | None = None) -> dict[int | str, dict[str, Any]]:
    """Describe the errors that a route may answer with; `own` says what some of them mean there."""
    texts = {**TEXTS, **(own or {})}
    return {
        status: {
            "model": Problem,
            "description": texts[status],
            "content": {"application/problem+json": {}},
        }
        for status in statuses
    }


def problem(
    status: int, title: str, detail: str, slug: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Return an error as RFC 9457 problem details."""
    body = Problem(type=PROBLEM_BASE + slug, title=title, status=status, detail=detail)
    return JSONResponse(
        body.model_dump(exclude_none=True), status, headers, media_type="application/problem+json"
    )
