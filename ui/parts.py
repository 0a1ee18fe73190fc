"""What every part of the page is made of.

HTML of our own goes through `gr.Markdown`, never `gr.HTML`: Gradio compiles the latter's templates with `Function`, which
the page's Content-Security-Policy forbids, and passes the former through its sanitiser.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

import gradio as gr

from assistant.schemas import Language
from ui.library import Library
from ui.markup import direction, line
from ui.words import word

Updates = dict[Any, Any]
"""New values or properties by component, as Gradio takes them."""
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Every event: no public name in Gradio's API, no spinner over what is being read."""

html = partial(gr.Markdown, sanitize_html=True, latex_delimiters=[], line_breaks=False, header_links=False)


class Part(Protocol):
    """A part of the page: it lays its components out when it is made, inside `gr.Blocks`."""

    spoken: list[Any]
    """Components whose words change with the language."""

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording of the part in a language."""
        ...


class Tab(Part, Protocol):
    """A part with a tab of its own that works by itself."""

    def wire(self, language: Any) -> None:
        """Make it work; `language` is the component that holds that of the page."""
        ...


def notice(name: str, language: Language, more: str = "") -> str:
    """Return a wording as a line that screen readers speak when it appears; `more` is escaped already."""
    return f'<p role="status" {direction(language)}>{line(word(name, language))} {more}</p>'
