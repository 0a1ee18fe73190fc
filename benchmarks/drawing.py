"""What every benchmark draws: panels side by side, one line a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Lines = Sequence[Mapping[str, Any]]
"""Measurements as they were printed."""


def draw(
    path: Path, panels: Mapping[str, str], series: Mapping[str, Lines], x: str, y_scale: str = "linear"
) -> None:
    """Draw panels into a picture.

    Args:
        path: the file to write.
        panels: name of a measured field -> title of its panel.
        series: name of a line -> its measurements; what lacks the field is left out.
        x: the field along the axis of all panels, which is logarithmic.
        y_scale: `linear`, from zero, or `log`.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4 * len(panels), 4), layout="constrained")
    for axes, (field, title) in zip(
        figure.subplots(1, len(panels), squeeze=False)[0], panels.items(), strict=True
    ):
        for number, (name, lines) in enumerate(series.items()):
            points = sorted((line[x], line[field]) for line in lines if line.get(field))
            if points:
                axes.plot(*zip(*points, strict=True), marker="o", label=name, color=f"C{number}")
        axes.set(xscale="log", yscale=y_scale, xlabel=x, title=title)
        if y_scale == "linear":
            axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        axes.legend(fontsize="small")
    figure.savefig(path, dpi=100)
