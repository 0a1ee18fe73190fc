"""Exchanges as messages of the chat: Markdown and HTML, each set in its own direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.schemas import Answer, Language, Nearest, Statement
from ui.cards import card_id
from ui.exchange import Exchange, Failure
from ui.markup import (
    direction,
    escape,
    isolated,
    isolated_name,
    language_of,
    line,
    link,
    permalink,
    prose,
    upright,
)
from ui.words import word

Message = dict[str, str]
Titles = Mapping[str, Mapping[Language, str]]
QUOTED_WITHIN = "\u2068"
"""Begins an earlier question that is quoted in a sentence of the answer's language."""
MARK = re.compile(r"(?<!\\)\[(\d{1,3})\]")


def messages(exchanges: Sequence[Exchange], titles: Titles) -> list[Message]:
    """Return the messages of a conversation, as Gradio's chat takes them."""
    shown: list[Message] = []
    for exchange in exchanges:
        shown.append({"role": "user", "content": question_message(exchange.question)})
        shown.append({"role": "assistant", "content": reply(exchange, titles)})
    return shown


def question_message(question: str) -> str:
    """The question as it was typed: never Markdown, never HTML."""
    lines = "<br>".join(escape(part) for part in question.splitlines() if part.strip())
    return f'<div class="asked" {direction(language_of(question))}>{lines}</div>'


def reply(exchange: Exchange, titles: Titles) -> str:
    """What is to be said to a question so far."""
    if exchange.failure is not None:
        return failure_message(exchange.failure, exchange.language)
    if exchange.answer is not None:
        return answer_message(exchange.answer, exchange.number, titles)
    if exchange.statements:
        return partial_message(exchange)
    return _block("pending", exchange.language, line(word("searching", exchange.language)))


def partial_message(exchange: Exchange) -> str:
    """The statements that have come so far."""
    language = language_of(" ".join(statement.text for statement in exchange.statements))
    items = "".join(
        f"<li>{prose(statement.text)} {_marks(statement, exchange, language)}</li>"
        for statement in exchange.statements
    )
    return _block("partial", language, f"<ul>{items}</ul>")


def _marks(statement: Statement, exchange: Exchange, language: Language) -> str:
    return " ".join(mark(number, exchange.number, language) for number in statement.citations)


def mark(number: int, exchange: int, language: Language) -> str:
    """The number behind a statement, a link to its card."""
    name = word("citation", language, number=number)
    return f'<a class="mark" href="#{card_id(exchange, number)}" title="{name}">{number}</a>'


def answer_message(answer: Answer, exchange: int, titles: Titles) -> str:
    """The whole answer: the API's Markdown with its marks as links, then what else there is to know."""
    known = {citation.number for citation in answer.citations}

    def linked(found: re.Match[str]) -> str:
        number = int(found[1])
        return mark(number, exchange, answer.language) if number in known else found[0]

    after = "".join(
        [
            _nearest(answer.nearest, answer.language, titles),
            *(f'<p class="notice">{prose(notice)}</p>' for notice in answer.notices),
        ]
    )
    return (
        f'<div class="answer {escape(answer.status.value)}" {direction(answer.language)}>\n\n'
        f"{_understood(answer)}{MARK.sub(linked, upright(answer.answer))}\n\n{after}{_tools(answer)}</div>"
    )


def _tools(answer: Answer) -> str:
    if not answer.citations:
        return ""
    name = line(word("copy_answer", answer.language))
    return f'<p class="tools"><button type="button" class="copy">{name}</button></p>'


def _understood(answer: Answer) -> str:
    if answer.rephrased.strip() == answer.question.strip():
        return ""
    lead = word("understood", answer.language)
    framed = QUOTED_WITHIN in answer.rephrased
    within = f"<bdi {direction(answer.language)}>{prose(answer.rephrased)}</bdi>"
    return f'<p class="understood">{line(lead)} {within if framed else isolated(answer.rephrased)}</p>\n\n'


def _nearest(nearest: Iterable[Nearest], language: Language, titles: Titles) -> str:
    items = "".join(f"<li>{_near(near, language, titles)}</li>" for near in nearest)
    if not items:
        return ""
    return f'<div class="nearest"><p><strong>{line(word("nearest", language))}</strong></p><ul>{items}</ul></div>'


def _near(near: Nearest, language: Language, titles: Titles) -> str:
    title = titles.get(near.source_id, {}).get(language, near.source_id)
    heading = f" · {isolated_name(near.heading)}" if near.heading else ""
    return f"{link(permalink(near.permalink), near.label)}{heading}<br><small>{isolated_name(title)}</small>"


def failure_message(failure: Failure, language: Language) -> str:
    """An error as a sentence of the interface's language, and the API's own where that says more."""
    known = failure.status in {413, 422, 429, 503}
    lead = word(f"failed_{failure.status}" if known else "failed", language)
    parts = [line(lead), isolated(failure.sentence)]
    if failure.status not in {413, 422, 503}:
        parts = [line(failure.sentence if language == "en" else lead)]
    return _block("failed", language, " ".join([*parts, line(word("kept", language))]))


def _block(kind: str, language: Language, content: str) -> str:
    return f'<div class="answer {kind}" {direction(language)}>{content}</div>'
