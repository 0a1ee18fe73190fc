"""Questions to begin with, by kind of reader."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.schemas import Language
from ui.library import Library
from ui.markup import direction, line
from ui.parts import Updates, html
from ui.words import EXAMPLES, READERS, word


class Examples:
    """A column of questions for each kind of reader; a click asks one."""

    def __init__(self) -> None:
        self._titles: list[Any] = []
        self.buttons: list[Any] = []
        with gr.Column(elem_id="examples") as self.box, gr.Row():
            for reader in READERS:
                with gr.Column(min_width=180):
                    self._titles.append(html(_title(reader, "en")))
                    self.buttons += [
                        gr.Button(question, size="sm", elem_classes="example")
                        for question in EXAMPLES[reader]["en"]
                    ]
        self.spoken: list[Any] = [*self._titles, *self.buttons]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        titles = [_title(reader, language) for reader in READERS]
        questions = [question for reader in READERS for question in EXAMPLES[reader][language]]
        return dict(zip(self.spoken, [*titles, *questions], strict=True))


def _title(reader: str, language: Language) -> str:
    return f'<h3 class="reader" {direction(language)}>{line(word(reader, language))}</h3>'
