"""The page: masthead, tabs and footer, in the reader's language."""

from __future__ import annotations

import gradio as gr

from ui.asking import Asking
from ui.cards import banner, footer, header
from ui.client import Client
from ui.exchange import Exchange
from ui.library import Library
from ui.pages.frame import Frame
from ui.parts import PRIVATE, Part, Tab, Updates, html
from ui.shelf import Shelf
from ui.tabs import ComparisonTab, CoverageTab, QuotationTab
from ui.words import LANGUAGE_COOKIE, as_language, word

QUEUE_SIZE = 64


def build(client: Client, shelf: Shelf, concurrency: int) -> gr.Blocks:
    """Build the page.

    Args:
        client: the API.
        shelf: keeps files that readers have had made.
        concurrency: answers composed at the same time; what comes beyond it waits in a bounded queue.
    """
    with gr.Blocks(title="Rahnuma", analytics_enabled=False, fill_width=True) as blocks:
        Page(client, shelf).wire(blocks)
    blocks.queue(max_size=QUEUE_SIZE, default_concurrency_limit=concurrency, api_open=False)
    return blocks


class Page:
    """Lays the page out, and speaks it in a language."""

    def __init__(self, client: Client, shelf: Shelf) -> None:
        self._library = Library(client)
        frame = Frame()
        with gr.Row(elem_id="top"):
            self._header = html(header("en"), elem_id="masthead")
            self._language = gr.Radio(
                [("English", "en"), ("اردو", "ur")],
                value="en",
                label=word("interface_language", "en"),
                elem_id="interface-language",
                scale=0,
            )
        self._state = html("", elem_id="state")
        with gr.Tabs(elem_id="tabs") as tabs:
            self._asking = Asking(client, self._library, shelf)
            self._desk: list[Tab] = [
                QuotationTab(client, frame),
                ComparisonTab(client, frame),
                CoverageTab(client, frame, tabs),
            ]
        self._footer = html(footer("en"), elem_id="foot")
        self._parts: list[Part] = [self._asking, *self._desk]

    def wire(self, blocks: gr.Blocks) -> None:
        """Make the page work."""
        own = [self._header, self._language, self._state, self._footer, self._asking.chat.cards]
        spoken = [*own, *(component for part in self._parts for component in part.spoken)]
        blocks.load(self.load, [self._asking.chat.exchanges], spoken, **PRIVATE)
        given = [self._language, self._asking.chat.exchanges]
        self._language.input(self.turn, given, spoken, **PRIVATE)
        self._asking.wire(self._language)
        for tab in self._desk:
            tab.wire(self._language)

    async def load(self, exchanges: list[Exchange], request: gr.Request) -> Updates:
        """Fill the page in the language the reader asked for, was using, or has the browser set to."""
        asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        language = as_language(asked or request.headers.get("accept-language", "")[:2].casefold())
        return {**await self.turn(language, exchanges), self._language: language}

    async def turn(self, language: str, exchanges: list[Exchange]) -> Updates:
        """Turn the page to a language; conversation and choices stay."""
        await self._library.refresh()
        spoken = as_language(language)
        updates: Updates = {
            **self._asking.ready(spoken, exchanges),
            self._header: header(spoken),
            self._state: banner(self._library.readiness, spoken),
            self._footer: footer(spoken),
            self._language: gr.update(label=word("interface_language", spoken)),
        }
        for part in self._parts:
            updates |= part.speak(spoken, self._library)
        return updates
