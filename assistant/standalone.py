"""An answer as one Markdown text that stands alone in another program: the statements, then what they rest on."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.dates import spoken_date
from assistant.finish import escape
from assistant.messages import comma, say, status_word
from assistant.schemas import Answer, Citation, Nearest

MARK = re.compile(r"(?<!\\)\[(\d+)\]")
"""The mark of a citation; brackets in the words of a document are escaped."""


class Mark(NamedTuple):
    """The place of one citation's mark in the text, in characters."""

    start: int
    end: int
    citation: Citation


def standalone(answer: Answer, base_url: str) -> str:
    """Return the answer, its sources with status and date, the nearest provisions of a refusal, and notices.

    `base_url`, without a slash at its end, makes permalinks absolute.
    """
    parts = [answer.answer]
    if answer.citations:
        lines = [_source(citation, answer.language, base_url) for citation in answer.citations]
        parts.append("\n".join([f"**{say('sources_heading', answer.language)}**", "", *lines]))
    if answer.nearest:
        lines = [_near(near, base_url) for near in answer.nearest]
        parts.append("\n".join([f"**{say('nearest_heading', answer.language)}**", "", *lines]))
    return "\n\n".join([*parts, *map(escape, answer.notices)])


def marks(answer: Answer) -> list[Mark]:
    """Return every mark of a citation in the statements, in order."""
    by_number = {citation.number: citation for citation in answer.citations}
    return [
        Mark(found.start(), found.end(), by_number[int(found[1])])
        for found in MARK.finditer(answer.answer)
        if int(found[1]) in by_number
    ]


def title(citation: Citation, language: str) -> str:
    """Name what a citation points at: source, provision, page, status and date."""
    place = [citation.source_title, citation.label]
    if citation.page is not None:
        place.append(say("page", language, page=str(citation.page)))
    standing = (
        f"{status_word(citation.status, language)}{comma(language)}{spoken_date(citation.date, language)}"
    )
    return f"{comma(language).join(place)} ({standing})"


def absolute(permalink: str, base_url: str) -> str:
    """Return the address of a permalink on this server; round brackets would end a Markdown link."""
    return (base_url + permalink).replace("(", "%28").replace(")", "%29")


def _source(citation: Citation, language: str, base_url: str) -> str:
    link = f"[{escape(title(citation, language))}]({absolute(citation.permalink, base_url)})"
    return f"- [{citation.number}] {link}"


def _near(near: Nearest, base_url: str) -> str:
    name = escape(f"{near.label}: {near.heading}" if near.heading else near.label)
    return f"- [{name}]({absolute(near.permalink, base_url)})"
