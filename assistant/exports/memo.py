"""The memo: questions, statements with footnotes, the status of every source; as one Pandoc document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant import __version__
from assistant.dates import spoken_date
from assistant.exports import pandoc
from assistant.exports.pandoc import Element, text
from assistant.exports.references import AGREED
from assistant.exports.words import word
from assistant.language import detect
from assistant.messages import comma, status_word
from assistant.schemas import CITING, Answer, AnswerStatus, Citation, Statement
from assistant.standalone import title as citation_title
from corpus import Catalogue
from corpus.types import Source

PIECES = re.compile(r"(“[^”]*”|\([A-Za-z0-9][^()\u0600-\u06ff]*\)|\b\d{4}-\d{2}(?:-\d{2})?\b)")
"""Quotations, brackets around Latin words, dates: among Urdu words these have a direction of their own."""


@dataclass(frozen=True)
class Memo:
    """What a memo is written from; the answers have passed the checker."""

    answers: Sequence[Answer]
    catalogue: Catalogue
    snapshot: str
    language: str
    written: datetime


LRM = "\u200e"
"""Left-to-right mark: without it digits after Urdu letters are read from the right, and 2021-11-23 as 23-11-2021."""


def memo_document(memo: Memo) -> str:
    """Return the memo as Pandoc's JSON."""
    language = memo.language
    blocks = [
        pandoc.paragraph(
            inlines(
                word("date", language, date=spoken_date(memo.written.date().isoformat(), language)), language
            )
        ),
        *_sources(memo),
        *_answers(memo),
        pandoc.paragraph([pandoc.emphasis(text(word("checked", language)))]),
        pandoc.paragraph(
            [pandoc.emphasis(text(word("made_by", language, version=__version__, snapshot=memo.snapshot)))]
        ),
    ]
    return pandoc.document(word("title", language), blocks, language, direction(language))


def direction(language: str) -> str:
    """Direction of a language's script."""
    return "rtl" if language == "ur" else "ltr"


def in_language(language: str) -> dict[str, str]:
    """Attributes that set text in a language."""
    return {"dir": direction(language), "lang": language}


def inlines(words: str, language: str) -> list[Element]:
    """Words in a language; a quotation in the other script is isolated, so that neither disturbs the other."""
    found: list[Element] = []
    for piece in PIECES.split(words):
        spoken = "ur" if detect(piece) == "ur" else "en"
        apart = PIECES.fullmatch(piece) and spoken != language
        run = text(f"{LRM}{piece}{LRM}" if apart and language == "ur" else piece)
        found += [{"t": "Space"}] if piece[:1].isspace() else []
        found += [pandoc.span(run, in_language(spoken))] if apart else run
        found += [{"t": "Space"}] if run and piece[-1:].isspace() else []
    return found


def _sources(memo: Memo) -> Iterator[Element]:
    citations = [citation for answer in memo.answers for citation in answer.citations]
    cited = {citation.source_id: citation.edition == "official" for citation in citations}
    if not cited:
        return
    sources = [memo.catalogue.source(source_id) for source_id in cited]
    yield pandoc.heading(1, text(word("sources", memo.language)))
    yield pandoc.bullets(_source(source, cited[source.id], memo.language) for source in sources)
    weak = [source.short_title.get(memo.language) for source in sources if source.status not in AGREED]
    if weak:
        titles = "؛ ".join(weak) if memo.language == "ur" else "; ".join(weak)
        yield pandoc.paragraph([pandoc.strong(text(word("not_in_force", memo.language, titles=titles)))])


def _source(source: Source, official: bool, language: str) -> list[Element]:
    stop = "۔" if language == "ur" else "."
    status = word(
        "status",
        language,
        status=status_word(source.status, language),
        date=spoken_date(source.date, language),
    )
    said = [source.issuer.get(language) + stop, status, source.status_note.get(language)]
    if source.file is not None and official:
        said.append(word("official", language, name=source.file.name, sha256=source.file.sha256))
    elif source.file is not None:
        said.append(word("bundled", language))
    return [
        pandoc.strong(text(source.title.get(language) + stop)),
        {"t": "Space"},
        *inlines(" ".join(said), language),
        {"t": "Space"},
        _address(source.url),
    ]


def _address(url: str) -> Element:
    return pandoc.span([pandoc.link(text(url), url)], {"dir": "ltr"})


def _in(language: str, around: str, blocks: list[Element]) -> list[Element]:
    """Blocks in a language; those in the language around them stay as they are."""
    return blocks if language == around else [pandoc.division(blocks, in_language(language))]


def _answers(memo: Memo) -> Iterator[Element]:
    notes = _Notes(memo.language)
    for number, answer in enumerate(memo.answers, 1):
        yield pandoc.heading(1, text(word("question", memo.language, number=str(number))))
        yield from _in(answer.language, memo.language, list(_answer(answer, notes, memo)))


def _answer(answer: Answer, notes: _Notes, memo: Memo) -> Iterator[Element]:
    language = answer.language
    asked = answer.question or word("left_out", language)
    spoken = "ur" if detect(asked) == "ur" else "en"
    yield from _in(spoken, language, [pandoc.paragraph([pandoc.strong(inlines(asked, spoken))])])
    by_number = {citation.number: citation for citation in answer.citations}
    group: str | None = None
    for statement in answer.statements:
        cited = [by_number[number] for number in statement.citations]
        source_id = cited[0].source_id
        if source_id != group:
            group = source_id
            source = memo.catalogue.source(source_id)
            if source.short_title.get(language) not in statement.text:
                yield _group(source, language)
        yield pandoc.paragraph([*inlines(statement.text, language), *notes.of(cited, statement, language)])
    if answer.status not in CITING:
        yield from _unanswered(answer)


def _group(source: Source, language: str) -> Element:
    standing = f"{status_word(source.status, language)}{comma(language)}{spoken_date(source.date, language)}"
    words = f"{source.short_title.get(language)} ({standing})"
    run = inlines(words, language)
    return pandoc.paragraph([pandoc.strong(run) if language == "ur" else pandoc.emphasis(run)])


def _unanswered(answer: Answer) -> Iterator[Element]:
    name = "no_provision" if answer.status is AnswerStatus.NO_PROVISION and answer.nearest else "unanswered"
    yield pandoc.paragraph(text(word(name, answer.language)))
    if answer.nearest:
        places = (f"{near.label} ({near.heading})" if near.heading else near.label for near in answer.nearest)
        yield pandoc.bullets(inlines(place, answer.language) for place in places)


class _Notes:
    """Footnotes through the whole memo: the first names its citation in full, a later one refers to it."""

    def __init__(self, around: str) -> None:
        self._around = around
        self._first: dict[tuple[str, str], int] = {}
        self._count = 0

    def _turned(self, words: list[Element], language: str) -> list[Element]:
        """Words in their direction; a run, since Word puts the number of a note beside its first paragraph only."""
        return words if language == self._around else [pandoc.span(words, in_language(language))]

    def of(self, cited: Iterable[Citation], statement: Statement, language: str) -> Iterator[Element]:
        """Yield one footnote for each citation of a statement."""
        for citation in cited:
            self._count += 1
            place = (citation.source_id, citation.locator)
            first = self._first.setdefault(place, self._count)
            words = _reference(citation, language)
            if first != self._count:
                words = [*words, {"t": "Space"}, *text(word("again", language, number=str(first)))]
            else:
                words = [*words, *_rest(citation, statement, language)]
            yield pandoc.note([pandoc.paragraph(self._turned(words, language))])


def _reference(citation: Citation, language: str) -> list[Element]:
    return inlines(citation_title(citation, language) + ("۔" if language == "ur" else "."), language)


def _rest(citation: Citation, statement: Statement, language: str) -> Iterator[Element]:
    said = [citation.heading + ("۔" if language == "ur" else ".")] if citation.heading else []
    if statement.support != "quotation":
        said.append(word("summary_note", language))
    for sentence in [*said, *citation.conflicts]:
        yield {"t": "Space"}
        yield from inlines(sentence, language)
    yield {"t": "Space"}
    yield _address(citation.url)
