"""`rahnuma feedback`: what readers thought of the answers, counted."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""

    @app.command()
    def feedback(
        comments: Annotated[bool, typer.Option(help="Print the comments too.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Count the feedback of readers."""
        from assistant.feedback import FeedbackStore
        from assistant.settings import load_settings

        store = FeedbackStore(load_settings().data)
        counts, said = store.counts(), store.comments() if comments else []
        out = Console(soft_wrap=True)
        if as_json:
            rows = [{"day": day, "rating": rating, "comment": text} for day, rating, text in said]
            out.print_json(data={"counts": [count.model_dump() for count in counts], "comments": rows})
            return
        if not counts:
            out.print("No feedback yet.")
            return
        table = Table("rating", "reason", "answers")
        for count in counts:
            table.add_row(count.rating, count.reason or "not said", str(count.answers))
        out.print(table)
        for day, rating, text in said:
            out.print(f"{day}  {rating}  {text}", markup=False)
