"""From a conversation in OpenAI's shape to a question with its history."""

from __future__ import annotations

from assistant.errors import InvalidInputError, NotFoundError
from assistant.openai_api.schemas import MODEL, CompletionRequest, Message
from assistant.schemas import Question, Turn

MOST_TURNS = 40
MOST_CHARACTERS = 20_000
"""The limits of `assistant.schemas.Question.history`; of a longer conversation the end is read."""


def to_question(request: CompletionRequest) -> Question:
    """Return the question a conversation ends in.

    Raises:
        InvalidInputError: no user message, one that is not text, or something that cannot be done here.
        NotFoundError: another model is asked for.
    """
    if request.model != MODEL:
        raise NotFoundError(f"There is no model {request.model[:64]!r} here; ask for {MODEL!r}.")
    _refuse_impossible(request)
    spoken = [message for message in request.messages if message.role in {"user", "assistant"}]
    last = max((i for i, message in enumerate(spoken) if message.role == "user"), default=None)
    if last is None:
        raise InvalidInputError("messages: there is no user message; the last one is taken as the question.")
    options = request.rahnuma
    return Question(
        question=text_of(spoken[last]),
        history=[_turn(message) for message in spoken[:last][-MOST_TURNS:]],
        sources=options.sources,
        language=options.language,
        mode=options.mode,
        style=options.style,
    )


def text_of(message: Message) -> str:
    """Return the text of a message.

    Raises:
        InvalidInputError: it has parts that are not text.
    """
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    strange = next((part.type for part in message.content if part.type != "text"), None)
    if strange is not None:
        raise InvalidInputError(f"messages: a part of type {strange[:32]!r} cannot be read; send text only.")
    return "\n".join(part.text or "" for part in message.content)


def _turn(message: Message) -> Turn:
    return Turn(
        role="user" if message.role == "user" else "assistant", content=text_of(message)[:MOST_CHARACTERS]
    )


def _refuse_impossible(request: CompletionRequest) -> None:
    form = (request.response_format or {}).get("type", "text")
    impossible = {
        "n: one question has one answer here; ask with n=1.": request.n not in {None, 1},
        "tools: this assistant calls no tools; leave them out.": bool(request.tools or request.functions),
        "response_format: the answer is text; its structured form is in the field `rahnuma`.": form != "text",
        "modalities: the answer is text; leave audio out.": set(request.modalities or ()) - {"text"},
        "logprobs: an answer made of extracts has no probabilities; leave them out.": request.logprobs,
    }
    for sentence, asked in impossible.items():
        if asked:
            raise InvalidInputError(sentence)
