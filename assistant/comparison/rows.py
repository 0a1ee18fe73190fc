"""Put what sources have on a topic into rows: as few themes as hold every match, the topic's own first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus import Provision


def choose_rows(matched: Iterable[Provision], named: Sequence[str]) -> list[str | None]:
    """Choose the themes of the rows.

    A theme that the topic names is a row if any match is filed under it. Of the others, each next row is the
    theme that holds most matches not yet in a row.

    Args:
        matched: the provisions on the topic, of all sources.
        named: themes that the topic names, in the order of the catalogue.

    Returns:
        Theme ids; None comes last, for matches filed under no theme, or alone where nothing matches.
    """
    left = list(matched)
    rows: list[str | None] = []
    for theme in named:
        if any(theme in provision.themes for provision in left):
            rows.append(theme)
    left = [provision for provision in left if not set(rows) & set(provision.themes)]
    while counts := _counts(left):
        best = max(counts, key=lambda theme: counts[theme])
        rows.append(best)
        left = [provision for provision in left if best not in provision.themes]
    return [*rows, None] if left or not rows else rows


def _counts(provisions: Iterable[Provision]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for provision in provisions:
        for theme in provision.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return counts


def in_row(provision: Provision, theme: str | None) -> bool:
    """Tell whether a match belongs in a row."""
    return theme in provision.themes if theme is not None else not provision.themes
