"""A thumb up or down on the last answer, with a reason; kept without identity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import gradio as gr
from pydantic import ValidationError

from assistant.schemas import Answer, Feedback, FeedbackReason, Language
from ui.client import ApiError, Client
from ui.exchange import Exchange
from ui.library import Library
from ui.markup import isolated
from ui.parts import PRIVATE, Updates, html, notice
from ui.words import as_language, word

REASONS: tuple[FeedbackReason, ...] = get_args(FeedbackReason)
MOST_CHARACTERS = 500


class Rating:
    """Two buttons; the thumb down opens a form for the reason."""

    def __init__(self, client: Client) -> None:
        self._client = client
        with gr.Column(elem_id="rating", visible=False) as self._box:
            with gr.Row(elem_id="thumbs"):
                self._up = gr.Button(word("up", "en"), size="sm", elem_id="up")
                self._down = gr.Button(word("down", "en"), size="sm", elem_id="down")
            with gr.Column(elem_id="reasons", visible=False) as self._form:
                self._reason = gr.Radio(_reasons("en"), label=word("reason", "en"))
                self._comment = gr.Textbox(
                    label=word("comment", "en"),
                    lines=2,
                    max_length=MOST_CHARACTERS,
                    info=word("comment_hint", "en"),
                )
                self._send = gr.Button(word("send_rating", "en"), size="sm", elem_id="send-rating")
            self._thanks = html("", elem_id="thanks")
        self.spoken: list[Any] = [self._up, self._down, self._reason, self._comment, self._send]
        self.outputs: list[Any] = [self._box, self._form, self._reason, self._comment, self._thanks]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        return {
            self._up: word("up", language),
            self._down: word("down", language),
            self._reason: gr.update(choices=_reasons(language), label=word("reason", language)),
            self._comment: gr.update(
                label=word("comment", language), info=word("comment_hint", language), rtl=language == "ur"
            ),
            self._send: word("send_rating", language),
        }

    def hidden(self) -> Updates:
        """Show nothing."""
        return self._fresh(visible=False)

    def after(self, answer: Answer | None) -> Updates:
        """Ask what the reader thinks of an answer."""
        return self._fresh(visible=answer is not None)

    def _fresh(self, visible: bool) -> Updates:
        return {
            self._box: gr.update(visible=visible),
            self._form: gr.update(visible=False),
            self._reason: gr.update(value=None),
            self._comment: gr.update(value=""),
            self._thanks: "",
        }

    def wire(self, language: Any, exchanges: Any) -> None:
        """Make the buttons work."""
        told = [self._form, self._thanks]
        self._up.click(self._rate_up, [language, exchanges], told, **PRIVATE)
        self._down.click(lambda: (gr.update(visible=True), ""), None, told, **PRIVATE)
        given = [self._reason, self._comment, language, exchanges]
        self._send.click(self._rate_down, given, told, **PRIVATE)

    async def _rate_up(self, language: str, exchanges: Sequence[Exchange]) -> Updates:
        return await self._rate("up", None, "", as_language(language), exchanges)

    async def _rate_down(
        self, reason: FeedbackReason | None, comment: str, language: str, exchanges: Sequence[Exchange]
    ) -> Updates:
        return await self._rate("down", reason, comment, as_language(language), exchanges)

    async def _rate(
        self,
        rating: Literal["up", "down"],
        reason: FeedbackReason | None,
        comment: str,
        language: Language,
        exchanges: Sequence[Exchange],
    ) -> Updates:
        answer = next((past.answer for past in reversed(exchanges) if past.answer is not None), None)
        if answer is None:
            return {self._thanks: ""}
        try:
            given = Feedback(answer_id=answer.id, rating=rating, reason=reason, comment=comment or None)
            await self._client.rate(given)
        except (ApiError, ValidationError) as error:
            why = isolated(str(error)) if isinstance(error, ApiError) else ""
            return {self._thanks: notice("not_rated", language, why)}
        return {self._form: gr.update(visible=False), self._thanks: notice("thanks", language)}


def _reasons(language: Language) -> list[tuple[str, str]]:
    return [(word(f"reason_{reason}", language), reason) for reason in REASONS]
