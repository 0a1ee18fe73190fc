"""The questions an answer leads on to, as buttons beneath it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.schemas import Answer, Language, ProvisionDetail
from ui.client import ApiError, Client, provision_path
from ui.library import Library
from ui.markup import direction, line
from ui.parts import Updates, html
from ui.suggest import MOST, Suggestion, suggestions
from ui.words import word


class FollowUps:
    """Up to four buttons, hidden while there is nothing to suggest."""

    def __init__(self, client: Client, library: Library) -> None:
        self._client = client
        self._library = library
        self.current = gr.State([])
        with gr.Column(elem_id="follow-ups", visible=False) as self._box:
            self._title = html(_title("en"))
            with gr.Row():
                self.buttons = [gr.Button("", size="sm", elem_classes="example") for _ in range(MOST)]
        self.spoken: list[Any] = [self._title]
        self.outputs: list[Any] = [self._box, self.current, *self.buttons]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language; questions keep that of their answer."""
        return {self._title: _title(language)}

    def hidden(self) -> Updates:
        """Show nothing."""
        return {self._box: gr.update(visible=False), self.current: []}

    async def after(self, answer: Answer | None) -> Updates:
        """Show what an answer leads on to; what cannot be found out is not suggested."""
        found = await self._found(answer) if answer is not None else []
        if not found:
            return self.hidden()
        texts = [suggestion.question for suggestion in found] + [""] * (MOST - len(found))
        return {
            self._box: gr.update(visible=True),
            self.current: found,
            **{
                button: gr.update(value=text, visible=bool(text))
                for button, text in zip(self.buttons, texts, strict=True)
            },
        }

    async def _found(self, answer: Answer) -> list[Suggestion]:
        try:
            coverage = await self._library.coverage(answer.corpus.snapshot)
            return suggestions(answer, await self._first(answer), coverage)
        except ApiError:
            return []

    async def _first(self, answer: Answer) -> ProvisionDetail | None:
        if not answer.citations:
            return None
        first = answer.citations[0]
        return await self._client.get(provision_path(first.source_id, first.locator), ProvisionDetail)


def _title(language: Language) -> str:
    return f'<h3 class="reader" {direction(language)}>{line(word("follow_ups", language))}</h3>'
