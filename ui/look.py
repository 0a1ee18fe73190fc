"""One look for chat and pages: the same palette, light and dark, put before the rules of each."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def chat_css() -> str:
    """Style sheet of the chat; Gradio names dark surroundings by a class."""
    dark = f".dark {{\n{_text('dark.css')}}}"
    desk = f".gradio-container .found {{\n{_text('desk.css')}}}"
    return f"{_text('palette.css')}\n{dark}\n{_text('style.css')}\n{desk}"


def pages_css() -> str:
    """Style sheet of the plain pages; they follow what the reader's system prefers."""
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{\n{_text('dark.css')}}} }}"
    return f"{_text('palette.css')}\n{dark}\n{_text('desk.css')}\n{_text('pages/pages.css')}"
