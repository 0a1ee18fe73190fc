"""How an answer is wanted: its language, its register, and the sources it may rest on."""

from __future__ import annotations

from typing import Any, get_args

import gradio as gr

from assistant.schemas import Language, Style
from ui.library import Library
from ui.parts import Updates
from ui.words import as_language, word

STYLES: tuple[Style, ...] = get_args(Style)


def wanted_language(value: object) -> Language | None:
    """Language of the answer as chosen; None: that of the question."""
    return as_language(value) if value in {"en", "ur"} else None


def wanted_style(value: object) -> Style:
    """Register of the answer as chosen; anything unknown is formal."""
    return "plain" if value == "plain" else "formal"


class Choices:
    """A folded box with the three choices."""

    def __init__(self) -> None:
        with gr.Accordion(word("choices", "en"), open=False, elem_id="choices") as self._box:
            self._language = gr.Radio(
                _languages("en"), value="auto", label=word("answer_language", "en"), elem_id="answer-language"
            )
            self._style = gr.Radio(
                _styles("en"), value="formal", label=word("style", "en"), elem_id="answer-style"
            )
            self.sources = gr.CheckboxGroup([], label=word("sources", "en"), info=word("sources_hint", "en"))
        self.spoken: list[Any] = [self._box, self._language, self._style, self.sources]
        self.inputs: list[Any] = [self._language, self._style, self.sources]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        return {
            self._box: gr.update(label=word("choices", language)),
            self._language: gr.update(choices=_languages(language), label=word("answer_language", language)),
            self._style: gr.update(choices=_styles(language), label=word("style", language)),
            self.sources: gr.update(
                choices=library.choices(language),
                label=word("sources", language),
                info=word("sources_hint", language),
            ),
        }


def _languages(language: Language) -> list[tuple[str, str]]:
    return [(word("as_asked", language), "auto"), ("English", "en"), ("اردو", "ur")]


def _styles(language: Language) -> list[tuple[str, str]]:
    return [(word(f"style_{style}", language), style) for style in reversed(STYLES)]
