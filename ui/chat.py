"""The conversation: a question in the box, the answer as it comes, its provisions as cards beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from assistant.schemas import Language, Question
from ui.cards import panel
from ui.choices import wanted_language, wanted_style
from ui.client import ApiError, Client
from ui.exchange import KEPT, Exchange, history
from ui.library import Library
from ui.markup import direction, line
from ui.messages import messages
from ui.parts import Updates, html
from ui.words import as_language, word


class Chat:
    """Lays out the conversation and the box; `cards` is placed where the page wants it."""

    def __init__(self, client: Client, library: Library) -> None:
        self._client = client
        self._library = library
        self.exchanges = gr.State([])
        self.cards = html(panel([], "en"), elem_id="cards", render=False)
        self.messages = _chatbot()
        with gr.Row(elem_id="asking"):
            self.box = gr.Textbox(
                label=word("question", "en"),
                placeholder=word("question_hint", "en"),
                lines=1,
                max_lines=6,
                autofocus=True,
                elem_id="question",
                scale=1,
            )
            self.send = gr.Button(
                word("send", "en"), variant="primary", elem_id="send", scale=0, min_width=96
            )
        self.spoken: list[Any] = [self.messages, self.box, self.send]
        self.outputs: list[Any] = [self.messages, self.cards, self.exchanges, self.box]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language; the conversation stays."""
        return {
            self.messages: gr.update(label=word("conversation", language), placeholder=welcome(language)),
            self.box: gr.update(
                label=word("question", language),
                placeholder=word("question_hint", language),
                rtl=language == "ur",
            ),
            self.send: word("send", language),
        }

    async def ask(
        self,
        question: str,
        language: str,
        answer_language: str,
        style: str,
        sources: list[str],
        exchanges: list[Exchange],
    ) -> AsyncIterator[Updates]:
        """Ask, and show the answer as it comes. On failure the question returns to the box."""
        if not question.strip():
            return
        spoken = as_language(language)
        exchange = Exchange(exchanges[-1].number + 1 if exchanges else 1, question, spoken)
        conversation = [*exchanges, exchange][-KEPT:]
        yield {**self.shown(conversation, spoken), self.box: ""}
        every = {source.id for source in self._library.sources}
        asked = Question(
            question=question,
            history=history(exchanges),
            sources=[] if set(sources) >= every else sources,
            language=wanted_language(answer_language),
            style=wanted_style(style),
        )
        try:
            async for event in self._client.answer(asked):
                if exchange.take(event):
                    yield self.shown(conversation, spoken)
        except ApiError as error:
            exchange.fail(str(error), error.status)
            yield {**self.shown(conversation, spoken), self.box: question}

    def shown(self, conversation: list[Exchange], language: Language) -> Updates:
        """Return a conversation as messages and cards."""
        return {
            self.messages: messages(conversation, self._library.titles()),
            self.cards: panel(conversation, language, self._library.issuers()),
            self.exchanges: conversation,
        }


def welcome(language: Language) -> str:
    """What an empty conversation says."""
    return f'<div class="welcome" {direction(language)}>{line(word("welcome", language))}</div>'


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
