"""The chat: Gradio for the conversation, cards beside it, everything said in the reader's language."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant.schemas import Language, Question, Readiness, SourceInfo
from ui.cards import banner, footer, header, panel
from ui.client import ApiError, Client
from ui.exchange import KEPT, Exchange, history
from ui.markup import direction, line
from ui.messages import Titles, messages
from ui.words import EXAMPLES, READERS, as_language, word

QUEUE_SIZE = 64
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}
Updates = dict[Any, Any]


@dataclass
class Parts:
    """The components of the page."""

    header: Any
    language: Any
    banner: Any
    chat: Any
    examples: Any
    reader_titles: list[Any]
    example_buttons: list[list[Any]]
    box: Any
    send: Any
    new: Any
    choices: Any
    answer_language: Any
    sources: Any
    cards: Any
    footer: Any
    exchanges: Any


class Chat:
    """What the page does: each method answers one thing a reader does, in updates of components."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sources: list[SourceInfo] = []
        self.parts: Parts

    # --- asking --------------------------------------------------------------------------------------------

    async def ask(
        self,
        question: str,
        language: str,
        answer_language: str,
        sources: list[str],
        exchanges: list[Exchange],
    ) -> AsyncIterator[Updates]:
        """Ask, and show the answer as it comes. On failure the question returns to the box."""
        if not question.strip():
            return
        spoken = as_language(language)
        exchange = Exchange(exchanges[-1].number + 1 if exchanges else 1, question, spoken)
        conversation = [*exchanges, exchange][-KEPT:]
        parts = self.parts
        yield {**self._shown(conversation, spoken), parts.box: "", parts.examples: gr.update(visible=False)}
        try:
            async for event in self._client.answer(
                self._asked(question, answer_language, sources, exchanges)
            ):
                if exchange.take(event):
                    yield self._shown(conversation, spoken)
        except ApiError as error:
            exchange.fail(str(error), error.status)
            yield {**self._shown(conversation, spoken), parts.box: question}

    def _asked(
        self, question: str, answer_language: str, sources: list[str], exchanges: list[Exchange]
    ) -> Question:
        every = {source.id for source in self._sources}
        return Question(
            question=question,
            history=history(exchanges),
            sources=[] if set(sources) >= every else sources,
            language=as_language(answer_language) if answer_language in {"en", "ur"} else None,
        )

    def _shown(self, conversation: list[Exchange], language: Language) -> Updates:
        parts = self.parts
        return {
            parts.chat: messages(conversation, self.titles()),
            parts.cards: panel(conversation, language),
            parts.exchanges: conversation,
        }

    def clear(self, language: str) -> Updates:
        """Begin a new conversation."""
        parts = self.parts
        return {
            **self._shown([], as_language(language)),
            parts.box: "",
            parts.examples: gr.update(visible=True),
        }

    # --- speaking ------------------------------------------------------------------------------------------

    async def load(self, language: str, exchanges: list[Exchange]) -> Updates:
        """Fill the page: the state of the service, the sources, every wording."""
        readiness = await self._known()
        every = [source.id for source in self._sources]
        updates = self._spoken(as_language(language), exchanges, readiness)
        return {
            **updates,
            self.parts.language: language,
            self.parts.sources: self._ticks(language, value=every),
        }

    async def speak(self, language: str, exchanges: list[Exchange]) -> Updates:
        """Change the language of the interface; conversation and choices stay."""
        return self._spoken(as_language(language), exchanges, await self._known())

    async def _known(self) -> Readiness | None:
        try:
            readiness = await self._client.readiness()
            if readiness.ready:
                self._sources = await self._client.sources()
        except ApiError:
            return None
        return readiness

    def titles(self) -> Titles:
        """Titles of the sources in both languages."""
        return {source.id: {"en": source.title, "ur": source.title_ur} for source in self._sources}

    def _ticks(self, language: str, **fields: Any) -> Any:
        spoken = as_language(language)
        names = [(self.titles()[source.id][spoken], source.id) for source in self._sources]
        return gr.update(
            choices=names, label=word("sources", spoken), info=word("sources_hint", spoken), **fields
        )

    def _spoken(self, language: Language, exchanges: list[Exchange], readiness: Readiness | None) -> Updates:
        parts = self.parts
        updates: Updates = {
            parts.header: header(language),
            parts.banner: banner(readiness, language),
            parts.footer: footer(language),
            parts.cards: panel(exchanges, language),
            parts.chat: gr.update(label=word("conversation", language), placeholder=welcome(language)),
            parts.box: gr.update(
                label=word("question", language),
                placeholder=word("question_hint", language),
                rtl=language == "ur",
            ),
            parts.send: word("send", language),
            parts.new: word("new", language),
            parts.language: gr.update(label=word("interface_language", language)),
            parts.choices: gr.update(label=word("choices", language)),
            parts.answer_language: gr.update(
                choices=answer_languages(language), label=word("answer_language", language)
            ),
            parts.sources: self._ticks(language),
        }
        for reader, title, buttons in zip(READERS, parts.reader_titles, parts.example_buttons, strict=True):
            updates[title] = reader_title(reader, language)
            updates.update(zip(buttons, EXAMPLES[reader][language], strict=True))
        return updates


def welcome(language: Language) -> str:
    """What an empty conversation says."""
    return f'<div class="welcome" {direction(language)}>{line(word("welcome", language))}</div>'


def reader_title(reader: str, language: Language) -> str:
    """Heading of the examples for one kind of reader."""
    return f'<h3 class="reader" {direction(language)}>{line(word(reader, language))}</h3>'


def answer_languages(language: Language) -> list[tuple[str, str]]:
    """Choices of the language of answers, as shown and as meant."""
    return [(word("as_asked", language), "auto"), ("English", "en"), ("اردو", "ur")]


def build(client: Client, concurrency: int) -> gr.Blocks:
    """Build the page.

    Args:
        client: the API.
        concurrency: answers composed at the same time; what comes beyond it waits in a bounded queue.
    """
    chat = Chat(client)
    with gr.Blocks(title="Rahnuma", analytics_enabled=False, fill_width=True) as page:
        chat.parts = _lay_out()
        _wire(page, chat)
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=concurrency, api_open=False)
    return page


def _lay_out() -> Parts:
    html = partial(gr.HTML, js_on_load=None, apply_default_css=False)
    exchanges = gr.State([])
    with gr.Row(elem_id="top"):
        masthead = html(header("en"), elem_id="masthead", scale=1)
        language = gr.Radio(
            [("English", "en"), ("اردو", "ur")],
            value="en",
            label=word("interface_language", "en"),
            elem_id="interface-language",
            scale=0,
        )
    state = html("", elem_id="state")
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=3, min_width=300, elem_id="conversation"):
            chat = _chatbot()
            with gr.Row(elem_id="asking"):
                box = gr.Textbox(
                    label=word("question", "en"),
                    placeholder=word("question_hint", "en"),
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    elem_id="question",
                    scale=1,
                )
                send = gr.Button(word("send", "en"), variant="primary", elem_id="send", scale=0, min_width=96)
            with gr.Column(elem_id="examples") as examples:
                titles, buttons = _examples(html)
            choices, answer_language, sources = _choices()
            new = gr.Button(word("new", "en"), variant="secondary", size="sm", elem_id="new")
        with gr.Column(scale=2, min_width=300, elem_id="evidence"):
            cards = html(panel([], "en"), elem_id="cards")
    foot = html(footer("en"), elem_id="foot")
    return Parts(
        masthead, language, state, chat, examples, titles, buttons, box, send, new, choices, answer_language, sources,
        cards, foot, exchanges,
    )  # fmt: skip


def _chatbot() -> Any:
    return gr.Chatbot(
        label=word("conversation", "en"),
        placeholder=welcome("en"),
        elem_id="chat",
        height="auto",
        show_label=False,
        container=False,
        layout="bubble",
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        line_breaks=False,
        buttons=[],
        feedback_options=None,
        group_consecutive_messages=False,
        allow_file_downloads=False,
    )


def _examples(html: Callable[..., Any]) -> tuple[list[Any], list[list[Any]]]:
    titles, buttons = [], []
    with gr.Row():
        for reader in READERS:
            with gr.Column(min_width=180):
                titles.append(html(reader_title(reader, "en")))
                buttons.append(
                    [
                        gr.Button(question, size="sm", elem_classes="example")
                        for question in EXAMPLES[reader]["en"]
                    ]
                )
    return titles, buttons


def _choices() -> tuple[Any, Any, Any]:
    with gr.Accordion(word("choices", "en"), open=False, elem_id="choices") as choices:
        answer_language = gr.Radio(answer_languages("en"), value="auto", label=word("answer_language", "en"))
        sources = gr.CheckboxGroup([], label=word("sources", "en"), info=word("sources_hint", "en"))
    return choices, answer_language, sources


def _wire(page: gr.Blocks, chat: Chat) -> None:
    parts = chat.parts
    spoken = [parts.header, parts.banner, parts.footer, parts.cards, parts.chat, parts.box, parts.send, parts.new,
              parts.language, parts.choices, parts.answer_language, parts.sources, *parts.reader_titles,
              *(button for group in parts.example_buttons for button in group)]  # fmt: skip
    shown = [parts.chat, parts.cards, parts.exchanges, parts.box, parts.examples]
    asked = [parts.language, parts.answer_language, parts.sources, parts.exchanges]
    state = [parts.language, parts.exchanges]
    page.load(chat.load, state, spoken, js="() => [...window.rahnuma.start(), null]", **PRIVATE)
    parts.language.input(
        chat.speak,
        state,
        spoken,
        js="(language) => [...window.rahnuma.setLanguage(language), null]",
        **PRIVATE,
    )
    gr.on([parts.box.submit, parts.send.click], chat.ask, [parts.box, *asked], shown, **PRIVATE)
    for button in (button for group in parts.example_buttons for button in group):
        button.click(chat.ask, [button, *asked], shown, **PRIVATE)
    parts.new.click(chat.clear, [parts.language], shown, **PRIVATE).then(
        None, js="() => window.rahnuma.focusQuestion()", **PRIVATE
    )
