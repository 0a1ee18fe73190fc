"""Plots of the comparison, as PNG. matplotlib is needed only here, and only by those who evaluate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.tables import LANGUAGES, measures_of

Json = Mapping[str, Any]
SHOWN = ("hit@5", "MRR@10")
COLOURS = ("#01411c", "#4c72b0", "#dd8452", "#937860", "#8172b3")


def draw(metrics: Json, path: Path) -> None:
    """Draw the plot of a task: systems by language for retrieval, all measures for the other tasks.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ModuleNotFoundError:
        raise EvaluationError("plots need matplotlib; install it with `pip install 'rahnuma[dev]'`") from None
    mpl.use("Agg")
    from matplotlib import pyplot

    if metrics["task"] == "retrieval":
        figure = _by_language(pyplot, metrics["systems"])
    else:
        figure = _measures(pyplot, metrics["systems"])
    figure.savefig(path, dpi=120, metadata={"Software": "rahnuma"})
    pyplot.close(figure)


def _by_language(pyplot: Any, systems: Json) -> Any:
    """One panel a measure; languages along the axis, one bar a system, with the confidence interval."""
    figure, axes = pyplot.subplots(1, len(SHOWN), figsize=(10, 4), sharey=True, layout="constrained")
    for axis, measure in zip(axes, SHOWN, strict=True):
        for place, (name, entry) in enumerate(systems.items()):
            estimates = [
                entry["by"].get("language", {}).get(code, {}).get("measures", {}).get(measure)
                for code in LANGUAGES
            ]
            width = 0.8 / max(len(systems), 1)
            positions = [index + place * width for index in range(len(LANGUAGES))]
            values, errors = _bars(estimates)
            colour = COLOURS[place % len(COLOURS)]
            axis.bar(positions, values, width, yerr=errors, capsize=3, label=name, color=colour)
        middle = 0.4 - 0.4 / max(len(systems), 1)
        axis.set_xticks([index + middle for index in range(len(LANGUAGES))], list(LANGUAGES.values()))
        axis.set_title(measure)
        axis.set_ylim(0, 1.05)
        axis.grid(axis="y", alpha=0.3)
    handles, names = axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=max(len(names), 1))
    figure.suptitle("Provisions found, with 95% confidence intervals")
    return figure


def _measures(pyplot: Any, systems: Json) -> Any:
    """Every measure as one horizontal bar a system, with its confidence interval."""
    names = measures_of(systems) if systems else []
    figure, axis = pyplot.subplots(figsize=(8, 1.5 + 0.4 * len(names)), layout="constrained")
    for place, (name, entry) in enumerate(systems.items()):
        height = 0.8 / len(systems)
        values, errors = _bars([entry["all"]["measures"].get(measure) for measure in names])
        positions = [index + place * height for index in range(len(names))]
        axis.barh(
            positions, values, height, xerr=errors, capsize=3, label=name, color=COLOURS[place % len(COLOURS)]
        )
    axis.set_yticks(range(len(names)), names)
    axis.invert_yaxis()
    axis.set_xlim(0, 1.05)
    axis.grid(axis="x", alpha=0.3)
    axis.set_title("Shares, with 95% confidence intervals")
    return figure


def _bars(estimates: Sequence[Json | None]) -> tuple[list[float], list[list[float]]]:
    """Values, and distances to the lower and upper end; an undefined measure has no bar."""
    values, below, above = [], [], []
    for estimate in estimates:
        if estimate is None or math.isnan(estimate["value"]):
            values.append(math.nan)
            below.append(0.0)
            above.append(0.0)
        else:
            values.append(estimate["value"])
            below.append(max(estimate["value"] - estimate["low"], 0.0))
            above.append(max(estimate["high"] - estimate["value"], 0.0))
    return values, [below, above]
