"""The JSON of OpenAI's chat completions, as far as this assistant speaks it.

Shapes: https://platform.openai.com/docs/api-reference/chat. Fields that are not named here are taken and not used.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from assistant.schemas import Answer, Language, Mode, Style

MODEL = "rahnuma"
Absent = Field(default=None, exclude_if=lambda value: value is None)
"""A field that is left out where it says nothing."""


class Part(BaseModel):
    """One part of a message; only `text` is read."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str | None = None


class Message(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class StreamOptions(BaseModel):
    """What a stream carries besides the answer."""

    model_config = ConfigDict(extra="allow")

    include_usage: StrictBool | None = None


class Options(BaseModel):
    """What only this assistant knows; the same fields as in POST /api/v1/answers."""

    model_config = ConfigDict(extra="forbid")

    sources: list[str] = Field(default_factory=list, max_length=50)
    language: Language | None = None
    mode: Mode = "auto"
    style: Style = "formal"


class CompletionRequest(BaseModel):
    """A conversation whose last user message is the question."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(description=f"`{MODEL}`.")
    messages: list[Message] = Field(
        min_length=1,
        description="The last user message is the question, earlier ones are its history. System messages change "
        "nothing: what the assistant may say is decided by the documents.",
    )
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: StrictInt | None = Field(default=None, description="One question has one answer: only 1.")
    tools: list[Any] | None = Field(
        default=None, description="The assistant calls no tools: only an empty list."
    )
    functions: list[Any] | None = Field(default=None, description="As `tools`.")
    response_format: dict[str, Any] | None = Field(
        default=None, description='Only {"type": "text"}; the structured answer is in `rahnuma` anyway.'
    )
    modalities: list[str] | None = Field(default=None, description='Only ["text"].')
    logprobs: StrictBool | None = Field(
        default=None, description="An extract has no probabilities: only false."
    )
    rahnuma: Options = Field(default_factory=Options)


class UrlCitation(BaseModel):
    """Where in the text a citation is marked, and what it points at."""

    start_index: int
    """First character of the mark, e.g. of `[1]`, in the content."""
    end_index: int
    """The character after the mark."""
    title: str
    url: str


class Annotation(BaseModel):
    """A citation, in the shape OpenAI gives those of its web search."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class ReplyMessage(BaseModel):
    """The answer, or a refusal in words."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one choice of a completion."""

    index: Literal[0] = 0
    message: ReplyMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """How much was read and written, in words: composing an answer from provisions spends no model's tokens."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A whole completion."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    """Seconds since 1970."""
    model: str = MODEL
    system_fingerprint: str
    """The snapshot the answer was made from."""
    choices: list[Choice]
    usage: Usage
    rahnuma: Answer
    """The whole answer, as POST /api/v1/answers gives it."""


class Delta(BaseModel):
    """What a chunk adds to the message."""

    role: Literal["assistant"] | None = Absent
    content: str | None = Absent
    annotations: list[Annotation] | None = Absent


class ChunkChoice(BaseModel):
    """The one choice of a chunk."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """One event of a stream."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    system_fingerprint: str
    choices: list[ChunkChoice]
    usage: Usage | None = Absent
    rahnuma: Answer | None = Absent
    """The whole answer, with the chunk that ends the choice."""


class Model(BaseModel):
    """One model of the list."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 1_767_225_600
    """Required by the shape; the first of January 2026."""
    owned_by: Literal["rahnuma"] = "rahnuma"


class ModelList(BaseModel):
    """The models: one."""

    object: Literal["list"] = "list"
    data: list[Model]


class ErrorBody(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorResponse(BaseModel):
    """An error in OpenAI's shape."""

    error: ErrorBody
