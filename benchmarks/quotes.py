"""Quotation checks a second, over every sentence of the official texts and its edits; one JSON line.

Run `python -m benchmarks.quotes [FOLDER]`; FOLDER holds the official files (default: ../shared/sources).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from assistant.evaluation.metrics import percentile
from assistant.quotation.checker import QuoteChecker
from benchmarks.quote_edits import by_key, false_quotations, sentences
from corpus import Provision, load_catalogue
from ingest.documents import is_official, official_provisions

TRIES = 3
"""Each quotation is checked so often and the best time counts: other programs run on the machine."""
SHARES = (1, 5, 10, 25, 50, 75, 90, 95, 99, 100)
"""Percent of the checks that take no longer than the time printed beside it."""
DEFAULT = Path(__file__).parent.parent.parent / "shared" / "sources"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    catalogue = load_catalogue()
    provisions: dict[str, Provision] = by_key(
        official_provisions(source, catalogue.provisions[source.id], folder)
        if is_official(source, folder)
        else catalogue.provisions[source.id]
        for source in catalogue.sources.values()
    )
    began = time.perf_counter()
    checker = QuoteChecker(provisions, catalogue)
    build = time.perf_counter() - began
    rng = random.Random(7)  # noqa: S311
    true = sentences(provisions.values())
    altered = [altered for _, _, altered in false_quotations(provisions.values(), rng)]
    exact, verdicts = run(checker, true)
    edited, edited_verdicts = run(checker, altered)
    seconds = sum(exact) + sum(edited)
    everything = sorted(exact + edited)
    print(
        json.dumps(
            {
                "benchmark": "quotes",
                "checks": len(everything),
                "checks_per_second": round(len(everything) / seconds),
                "exact_per_second": round(len(exact) / sum(exact)),
                "edited_per_second": round(len(edited) / sum(edited)),
                "p50_us": round(everything[len(everything) // 2] * 1e6),
                "p95_us": round(everything[int(len(everything) * 0.95)] * 1e6),
                "max_us": round(everything[-1] * 1e6),
                "percentiles_us": [
                    [share, round(percentile(everything, share / 100) * 1e6)] for share in SHARES
                ],
                "build_ms": round(build * 1000),
                "sentences": dict(verdicts),
                "edits": dict(edited_verdicts),
            }
        )
    )


def run(checker: QuoteChecker, quotes: list[str]) -> tuple[list[float], Counter[str]]:
    """Check each quotation; return the seconds each took, and how often each verdict came."""
    seconds: list[float] = []
    verdicts: Counter[str] = Counter()
    for quote in quotes:
        tries = []
        for _ in range(TRIES):
            began = time.perf_counter()
            verdict = checker.check(quote).verdict
            tries.append(time.perf_counter() - began)
        seconds.append(min(tries))
        verdicts[str(verdict)] += 1
    return seconds, verdicts


if __name__ == "__main__":
    main()
