"""Taking an answer or the conversation away: a memo, its references, or the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import gradio as gr

from assistant.schemas import Answer, ExportFormat, ExportRequest, Language
from ui.client import ApiError, Client
from ui.exchange import Exchange
from ui.library import Library
from ui.markup import isolated, line
from ui.parts import PRIVATE, Updates, html, notice
from ui.shelf import Shelf
from ui.words import as_language, word

FORMATS: tuple[ExportFormat, ...] = (
    "docx", "markdown", "html", "ris", "bibtex", "csl-json", "apa", "chicago", "oscola", "evidence",
)  # fmt: skip


class TakeAway:
    """A folded box: how much, and a button for each format; the file appears as a link."""

    def __init__(self, client: Client, shelf: Shelf) -> None:
        self._client = client
        self._shelf = shelf
        with gr.Accordion(word("save", "en"), open=False, visible=False, elem_id="save") as self._box:
            self._extent = gr.Radio(_extents("en"), value="one", label=word("extent", "en"))
            with gr.Row(elem_id="formats"):
                self._buttons = [gr.Button(word(f"as_{name}", "en"), size="sm") for name in FORMATS]
            self._file = html("", elem_id="file")
        self.spoken: list[Any] = [self._box, self._extent, *self._buttons]
        self.outputs: list[Any] = [self._box, self._file]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        names = {
            button: word(f"as_{name}", language) for button, name in zip(self._buttons, FORMATS, strict=True)
        }
        return {
            self._box: gr.update(label=word("save", language)),
            self._extent: gr.update(choices=_extents(language), label=word("extent", language)),
            **names,
        }

    def hidden(self) -> Updates:
        """Show nothing."""
        return {self._box: gr.update(visible=False), self._file: ""}

    def after(self, answer: Answer | None) -> Updates:
        """Offer to take away an answer that rests on something."""
        return {self._box: gr.update(visible=answer is not None and bool(answer.citations)), self._file: ""}

    def wire(self, language: Any, exchanges: Any) -> None:
        """Make the buttons work."""
        for button, name in zip(self._buttons, FORMATS, strict=True):
            button.click(
                partial(self._save, name), [self._extent, language, exchanges], self._file, **PRIVATE
            )

    async def _save(
        self, format_: ExportFormat, extent: str, language: str, exchanges: Sequence[Exchange]
    ) -> str:
        spoken = as_language(language)
        given = [past.answer for past in exchanges if past.answer is not None and past.answer.citations]
        if not given:
            return notice("nothing_to_save", spoken)
        request = ExportRequest(
            format=format_, answers=given if extent == "all" else given[-1:], language=spoken
        )
        try:
            file = await self._client.export(request)
        except ApiError as error:
            return notice("not_saved", spoken, isolated(str(error)))
        link = f'<a class="file" href="{self._shelf.put(file)}">{line(file.name)}</a>'
        return notice("saved", spoken, link)


def _extents(language: Language) -> list[tuple[str, str]]:
    return [(word("extent_one", language), "one"), (word("extent_all", language), "all")]
