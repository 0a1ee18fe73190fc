"""Progress bars of the command line. Apart from it: most commands take less time than importing them."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bars:
    """Shows each step of an ingest as a progress bar on a console."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<28}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def step(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a bar."""
        task = self._progress.add_task(name, total=total)
        return lambda done: self._progress.update(task, advance=done)
