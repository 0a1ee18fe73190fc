"""The first tab: ask, read, check, go on, take away, rate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from assistant.schemas import Language
from ui.cards import panel
from ui.chat import Chat
from ui.choices import Choices
from ui.client import Client
from ui.examples import Examples
from ui.exchange import Exchange
from ui.followups import FollowUps
from ui.library import Library
from ui.parts import PRIVATE, Part, Updates
from ui.rating import Rating
from ui.shelf import Shelf
from ui.suggest import Suggestion
from ui.takeaway import TakeAway
from ui.words import as_language, word


class Asking:
    """Conversation and what belongs to it on one side, the cards on the other."""

    def __init__(self, client: Client, library: Library, shelf: Shelf) -> None:
        self._library = library
        with gr.Tab(word("tab_ask", "en"), elem_id="tab-ask") as self._tab, gr.Row(elem_id="desk"):
            with gr.Column(scale=3, min_width=300, elem_id="conversation"):
                self.chat = Chat(client, library)
                self._follow_ups = FollowUps(client, library)
                self._rating = Rating(client)
                self._take_away = TakeAway(client, shelf)
                self._examples = Examples()
                self._choices = Choices()
                self._new = gr.Button(word("new", "en"), variant="secondary", size="sm", elem_id="new")
            with gr.Column(scale=2, min_width=300, elem_id="evidence"):
                self.chat.cards.render()
        self._parts: list[Part] = [
            self.chat, self._follow_ups, self._rating, self._take_away, self._examples, self._choices
        ]  # fmt: skip
        self.spoken: list[Any] = [self._tab, self._new, *(part for p in self._parts for part in p.spoken)]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        updates: Updates = {
            self._tab: gr.update(label=word("tab_ask", language)),
            self._new: word("new", language),
        }
        for part in self._parts:
            updates |= part.speak(language, library)
        return updates

    def ready(self, language: Language, exchanges: list[Exchange]) -> Updates:
        """Return what a page that has just been opened or turned to another language shows."""
        return {self.chat.cards: panel(exchanges, language, self._library.issuers())}

    def wire(self, language: Any) -> None:
        """Make the tab work; `language` is the component that holds that of the page."""
        chat = self.chat
        shown = [*chat.outputs, self._examples.box, *self._follow_ups.outputs, *self._rating.outputs,
                 *self._take_away.outputs]  # fmt: skip
        asked = [language, *self._choices.inputs, chat.exchanges]
        # What is asked while an answer is on its way is asked after it, not dropped.
        typed = [chat.box.submit, chat.send.click]
        gr.on(typed, self.ask, [chat.box, *asked], shown, trigger_mode="always_last", **PRIVATE)
        for button in self._examples.buttons:
            button.click(self.ask, [button, *asked], shown, **PRIVATE)
        for button in self._follow_ups.buttons:
            led = [button, self._follow_ups.current, *asked]
            button.click(self.follow, led, shown, **PRIVATE)
        self._new.click(self.clear, [language], shown, **PRIVATE)
        self._rating.wire(language, chat.exchanges)
        self._take_away.wire(language, chat.exchanges)

    async def ask(self, question: str, *given: Any) -> AsyncIterator[Updates]:
        """Ask, and when the answer is whole, offer what follows from it.

        Gradio's client overwrites updates that still wait in its queue by later ones, so each holds all that is to be
        shown or hidden by then.
        """
        shown: Updates = {self._examples.box: gr.update(visible=False), **self._nothing()}
        exchanges: list[Exchange] = []
        async for updates in self.chat.ask(question, *given):
            exchanges = updates[self.chat.exchanges]
            yield {**updates, **shown}
        answer = exchanges[-1].answer if exchanges else None
        if answer is not None:
            offered = {**self._rating.after(answer), **self._take_away.after(answer)}
            yield {**shown, **offered, **await self._follow_ups.after(answer)}

    async def follow(
        self,
        question: str,
        suggested: list[Suggestion],
        language: str,
        answer_language: str,
        style: str,
        sources: list[str],
        exchanges: list[Exchange],
    ) -> AsyncIterator[Updates]:
        """Ask a suggested question, of its own source only."""
        of = [suggestion.source_id for suggestion in suggested if suggestion.question == question]
        async for updates in self.ask(question, language, answer_language, style, of or sources, exchanges):
            yield updates

    def clear(self, language: str) -> Updates:
        """Begin a new conversation."""
        return {
            **self.chat.shown([], as_language(language)),
            **self._nothing(),
            self.chat.box: "",
            self._examples.box: gr.update(visible=True),
        }

    def _nothing(self) -> Updates:
        return {**self._follow_ups.hidden(), **self._rating.hidden(), **self._take_away.hidden()}
