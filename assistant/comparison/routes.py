"""POST /api/v1/comparisons: sources side by side on a topic."""

from __future__ import annotations

from fastapi import FastAPI

from assistant.comparison.schemas import Comparison, ComparisonRequest
from assistant.holder import Ready, Slot
from assistant.problems import problems


def add_comparison_route(app: FastAPI) -> None:
    """Add the route; `app.state.holder` must hold the assistant when a request comes."""

    @app.post(
        "/api/v1/comparisons",
        responses=problems(400, 413, 422, 429, 503),
        summary="Compare two or more sources on a topic, by theme",
    )
    def comparisons(body: ComparisonRequest, assistant: Ready, slot: Slot) -> Comparison:
        return assistant.comparer.compare(body)
