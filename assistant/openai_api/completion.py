"""From an answer to a completion in OpenAI's shape, whole or in chunks."""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.openai_api.conversation import text_of
from assistant.openai_api.schemas import (
    Annotation,
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    CompletionRequest,
    Delta,
    ReplyMessage,
    UrlCitation,
    Usage,
)
from assistant.schemas import Answer
from assistant.standalone import absolute, marks, standalone, title


def completion(request: CompletionRequest, answer: Answer, base_url: str) -> Completion:
    """Return an answer as a whole completion."""
    content = standalone(answer, base_url)
    message = ReplyMessage(content=content, annotations=url_citations(answer, base_url))
    return Completion(
        id=f"chatcmpl-{answer.id}",
        created=int(time.time()),
        system_fingerprint=answer.corpus.snapshot,
        choices=[Choice(message=message)],
        usage=_usage(request, content),
        rahnuma=answer,
    )


def chunks(whole: Completion, with_usage: bool) -> Iterator[Chunk]:
    """Split a completion: the role, the content line by line, its annotations, the end, the usage if asked for."""
    message = whole.choices[0].message
    yield _chunk(whole, Delta(role="assistant", content=""))
    for line in message.content.splitlines(keepends=True):
        yield _chunk(whole, Delta(content=line))
    if message.annotations:
        yield _chunk(whole, Delta(annotations=message.annotations))
    end = _chunk(whole, Delta())
    end.choices[0].finish_reason, end.rahnuma = "stop", whole.rahnuma
    yield end
    if with_usage:
        yield _chunk(whole, None).model_copy(update={"usage": whole.usage})


def url_citations(answer: Answer, base_url: str) -> list[Annotation]:
    """Return one annotation for each mark of a citation in the text."""
    return [
        Annotation(
            url_citation=UrlCitation(
                start_index=mark.start,
                end_index=mark.end,
                title=title(mark.citation, answer.language),
                url=absolute(mark.citation.permalink, base_url),
            )
        )
        for mark in marks(answer)
    ]


def _chunk(whole: Completion, delta: Delta | None) -> Chunk:
    return Chunk(
        id=whole.id,
        created=whole.created,
        system_fingerprint=whole.system_fingerprint,
        choices=[] if delta is None else [ChunkChoice(delta=delta)],
    )


def _usage(request: CompletionRequest, content: str) -> Usage:
    read = sum(len(text_of(message).split()) for message in request.messages)
    written = len(content.split())
    return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)
