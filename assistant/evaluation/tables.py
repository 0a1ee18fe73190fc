"""Markdown tables of metrics."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
LANGUAGES = {"en": "English", "ur": "Urdu", "ur-Latn": "Roman Urdu"}


def render(metrics: Json) -> str:
    """Write all tables of a task: the systems side by side, times, and every breakdown of the product."""
    systems: Json = metrics["systems"]
    if not systems:
        return "No question was judged.\n"
    parts = [f"# {metrics['task'].capitalize()}", comparison(systems), times(systems)]
    for dimension in next(iter(systems.values()))["by"]:
        parts += [f"## By {dimension}", breakdown(systems, dimension)]
    return "\n\n".join(part for part in parts if part) + "\n"


def measures_of(systems: Json) -> list[str]:
    """Names of the measures, the same for every system."""
    return list(next(iter(systems.values()))["all"]["measures"])


def comparison(systems: Json) -> str:
    """One line a system over all questions, with 95% confidence intervals."""
    names = measures_of(systems)
    lines = [
        [
            system,
            str(entry["all"]["questions"]),
            *(cell(entry["all"]["measures"].get(name)) for name in names),
        ]
        for system, entry in systems.items()
    ]
    return table(["system", "questions", *names], lines)


def times(systems: Json) -> str:
    """p50 and p95 of every wall time."""
    lines = [
        [system, name, f"{value['p50']:.1f}", f"{value['p95']:.1f}"]
        for system, entry in systems.items()
        for name, value in entry["latency_ms"].items()
    ]
    return table(["system", "time", "p50 ms", "p95 ms"], lines) if lines else ""


def breakdown(systems: Json, dimension: str) -> str:
    """One line a value of a dimension and a system."""
    names = measures_of(systems)
    lines = [
        [
            spoken(value),
            system,
            str(entry["questions"]),
            *(cell(entry["measures"].get(name)) for name in names),
        ]
        for system, whole in systems.items()
        for value, entry in whole["by"].get(dimension, {}).items()
    ]
    return table([dimension, "system", "questions", *names], sorted(lines, key=lambda line: line[0]))


def spoken(value: str) -> str:
    """Name a language in words; `ur test` becomes `Urdu test`."""
    first, space, rest = value.partition(" ")
    return LANGUAGES.get(first, first) + space + rest


def cell(estimate: Json | None) -> str:
    """Write `.912 (.861–.955)`, or `NaN`."""
    if estimate is None or math.isnan(estimate["value"]):
        return "NaN"
    return f"{_short(estimate['value'])} ({_short(estimate['low'])}–{_short(estimate['high'])})"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(
        "| " + " | ".join(text.replace("|", "\\|").replace("\n", " ") for text in row) + " |" for row in rows
    )
