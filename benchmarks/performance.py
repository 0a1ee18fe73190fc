"""Draw the plots and write the tables of docs/performance.md: `python -m benchmarks.performance [--check]`.

Everything comes from the lines that the benchmarks printed into docs/performance/*.jsonl. A table stands between
`<!-- table NAME -->` and `<!-- end -->`; the sentences around it are written by people. `--check` writes nothing and
fails where a table is not that of the lines.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import load, scale
from benchmarks.drawing import draw

Line = dict[str, Any]
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
STORES = {
    "memory": "memory (exact)",
    "embedded": "Chroma, embedded",
    "server": "Chroma server",
    "words": "words (BM25)",
}


def markdown(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of Markdown; numbers to the right, what is missing as a dash."""
    cells = [[_cell(value) for value in row] for row in rows]
    under = ["---" if any(isinstance(row[n], str) for row in rows) else "---:" for n in range(len(titles))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(titles), under, *cells])


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)


def scale_table(lines: Sequence[Line]) -> str:
    """How each store grows."""
    fields = (
        "build_seconds",
        "build_peak_mb",
        "disk_mb",
        "memory_mb",
        "server_memory_mb",
        "p50_ms",
        "p95_ms",
    )
    titles = "passages, store, build s, build peak MiB, on disk MiB, reader MiB (PSS), server MiB, p50 ms, p95 ms, recall@10"
    return markdown(
        titles.split(", "),
        [
            (x["passages"], STORES[x["store"]], *(x.get(field) for field in fields), x.get("recall_at_10"))
            for x in lines
        ],
    )


def latency_rows(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """One list a plotted line: each system, and what of ours is outside the encoders; the last run counts."""
    found: dict[str, list[Line]] = {"rahnuma": [], "langchain": [], "outside the encoders": []}
    for size in lines[-1]["sizes"].values():
        passages = {"passages": size["passages"]}
        found["rahnuma"].append({**passages, **size["rahnuma"]})
        outside = {part: size["rahnuma"][f"outside_encoders_{part}"] for part in ("p50_ms", "p95_ms")}
        found["outside the encoders"].append({**passages, **outside})
        if "langchain" in size:
            found["langchain"].append({**passages, **size["langchain"]})
    return found


def latency_table(lines: Sequence[Line]) -> str:
    """Retrieval beside the plain chain, by size."""
    parts = ("p50_ms", "p95_ms")
    rows = []
    for size in lines[-1]["sizes"].values():
        ours, chain = size["rahnuma"], size.get("langchain", {})
        outside = [ours[f"outside_encoders_{part}"] for part in parts]
        times = [*(ours[part] for part in parts), *outside, *(chain.get(part) for part in parts)]
        rows.append((size["passages"], *times, size.get("p50_ratio")))
    titles = "passages, p50 ms, p95 ms, outside the encoders p50 ms, p95 ms, plain chain p50 ms, p95 ms, ratio of the p50"
    return markdown(titles.split(", "), rows)


def quotes_table(lines: Sequence[Line]) -> str:
    """The quotation check; the last run counts."""
    line = lines[-1]
    milliseconds = [round(line[field] / 1000, 2) for field in ("p50_us", "p95_us", "max_us")]
    row = (line["checks"], line["checks_per_second"], *milliseconds, line["build_ms"])
    titles = "checks, a second, p50 ms, p95 ms, slowest ms, made ready in ms"
    return markdown(titles.split(", "), [row])


def plot_latency(lines: Sequence[Line], path: Path) -> None:
    """Draw p50 and p95 by number of passages."""
    draw(
        path,
        {"p50_ms": "p50 of a search, ms", "p95_ms": "p95 of a search, ms"},
        latency_rows(lines),
        "passages",
        "log",
    )


def plot_quotes(lines: Sequence[Line], path: Path) -> None:
    """Draw the time of a check by the share of checks that take no longer."""
    line = lines[-1]
    points = [{"share": share, "ms": us / 1000} for share, us in line["percentiles_us"]]
    draw(path, {"ms": "time of a check, ms"}, {"rahnuma": points}, "share")


Table = Callable[[Sequence[Line]], str]
Plot = Callable[[Sequence[Line], Path], None]
TABLES: Mapping[str, Table] = {
    "scale": scale_table,
    "load": load.table,
    "latency": latency_table,
    "quotes": quotes_table,
}
PLOTS: Mapping[str, Plot] = {
    "scale": scale.plot,
    "load": load.plot,
    "latency": plot_latency,
    "quotes": plot_quotes,
}


def lines_of(folder: Path, name: str) -> list[Line]:
    """What a benchmark printed."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def filled(page: str, folder: Path) -> str:
    """The page with each table as its lines give it.

    Raises:
        ValueError: a table has no place in the page.
    """
    for name, table in TABLES.items():
        parts = re.split(rf"(<!-- table {name} -->\n).*?(<!-- end -->)", page, flags=re.DOTALL)
        if len(parts) != 4:
            raise ValueError(f"docs/performance.md has no one place for the table {name!r}")
        before, begin, end, after = parts
        page = "".join((before, begin, table(lines_of(folder, name)), "\n", end, after))
    return page


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.performance", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a table is not that of its lines"
    )
    given = parser.parse_args(argv)
    folder = PAGE.with_suffix("")
    page = PAGE.read_text(encoding="utf-8")
    new = filled(page, folder)
    if given.check:
        return int(page != new)
    PAGE.write_text(new, encoding="utf-8")
    for name, plot in PLOTS.items():
        plot(lines_of(folder, name), folder / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
