"""What the benchmarks on questions of our own share: a part is held out, and what fails there is never shown."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar


class Asked(Protocol):
    """A question of our own."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def held_out(self) -> bool:
        """Nothing was ever chosen by it."""


class Judged(Protocol):
    """What came of one question."""

    @property
    def asked(self) -> Asked:
        """The question."""


V = TypeVar("V", bound=Judged)


def options(doc: str | None) -> argparse.Namespace:
    """Read the command line, `data` and `missed`; `doc` is the docstring of the benchmark."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0] if doc else "")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--missed", action="store_true", help="name what fails, of what is not held out")
    return parser.parse_args()


def share(holds: Sequence[bool]) -> float:
    """The share of those that hold; 0 of none."""
    return round(sum(holds) / max(len(holds), 1), 3)


def report(
    found: Sequence[V],
    figures: Callable[[Sequence[V]], dict[str, object]],
    holds: Callable[[V], bool],
    *,
    missed: bool,
) -> None:
    """Print one JSON line: the figures of what is seen and of what is held out, and if wanted what is missed of the former."""
    seen = [verdict for verdict in found if not verdict.asked.held_out]
    held_out = [verdict for verdict in found if verdict.asked.held_out]
    line: dict[str, object] = {"seen": figures(seen), "held_out": figures(held_out)}
    if missed:
        line["missed"] = [verdict.asked.id for verdict in seen if not holds(verdict)]
    print(json.dumps(line, ensure_ascii=False))
