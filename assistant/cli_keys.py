"""`rahnuma keys`: make keys for the API."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    keys = typer.Typer(help="Look after the keys of the API.", no_args_is_help=True)
    app.add_typer(keys, name="keys")

    @keys.callback()
    def group() -> None:
        """Look after the keys of the API (RAHNUMA_API_KEYS_FILE)."""

    @keys.command()
    def new(
        name: Annotated[str, typer.Argument(help="Who will hold the key, e.g. newsroom.")],
    ) -> None:
        """Make a key: it is printed once, and only its hash is kept."""
        from assistant.access.keys import new_key
        from assistant.errors import SettingsError
        from assistant.settings import load_settings

        file = load_settings().api_keys_file
        if file is None:
            raise SettingsError(
                "RAHNUMA_API_KEYS_FILE is not set: set it to the file that shall keep the hashes"
            )
        typer.echo(new_key(file, name))
        typer.echo(f"The key of {name} is shown this once. Remove its line from {file} to end it.", err=True)
