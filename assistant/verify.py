"""Check the composed answer against the rules, whatever produced it. What fails is dropped, not repaired.

This module reads the documents anew and shares no code with the composer, so that a fault of the one is not
a fault of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.inquiry import Point
from assistant.quotation.exact import find_part
from assistant.quotation.parse import Part
from assistant.quotation.text import SourceText, tidy
from assistant.schemas import CITING, Answer, Citation
from corpus import Catalogue, Provision

MARK = re.compile(r"\[(\d+)\]")
STRENGTH_SEPARATOR = re.compile(r"[;؛] ")
DUTY_WORD = re.compile(r"“((?:must|shall|should|may)(?: not)?)”")
SENTENCE_ENDS = (".", "?", "!", "۔", "؟", ".”", ".)", '."', "۔»")


def supported(point: Point, provisions: Mapping[str, Provision], catalogue: Catalogue) -> bool:
    """Tell whether a point rests on what its provisions hold.

    - it names at least one provision, and all of them exist;
    - its quotation stands word for word in the official text of the first;
    - `quotation`: every quoted piece of its wording stands there too, and it says nothing else;
    - `summary`: it is our summary of that provision, or whole sentences of it that follow each other;
    - `heading`, `place`: it is the heading above it;
    - `title`: it is our short name of it;
    - `strength`: it sets words that stand in its provisions beside each other, and names each provision;
    - `conflict`: it is the reviewed note of a conflict of exactly these provisions.
    """
    if not point.keys or any(key not in provisions for key in point.keys):
        return False
    provision = provisions[point.keys[0]]
    if point.quote is not None and not (provision.text and stands_in(point.quote, provision.text)):
        return False
    if point.support == "quotation":
        return point.quote is not None and _only_quotes(point.text, provision.text or "")
    if point.support == "summary":
        return any(_whole_sentences(point.text, summary) for summary in provision.summaries.values())
    if point.support in {"heading", "place"}:
        return point.text in {*provision.heading[-1:], *provision.heading_ur[-1:]}
    if point.support == "title":
        title = catalogue.titles.get(provision.key)
        return title is not None and point.text in {title.en, title.ur}
    if point.support == "conflict":
        notes = {
            c.provisions: (c.note.en, c.note.ur)
            for c in catalogue.conflicts_by_provision.get(point.keys[0], ())
        }
        return point.text in notes.get(point.keys, ())
    if point.support == "strength":
        return _sets_beside(point, provisions, catalogue)
    return point.support == "verified"


def _has_word(word: str, official: str) -> bool:
    """Tell whether a text has a word of duty, denied only where the word is."""
    return re.search(rf"\b{word}\b(?!\s+not\b)", official) is not None


def _sets_beside(point: Point, provisions: Mapping[str, Provision], catalogue: Catalogue) -> bool:
    """Tell whether a text says of each provision, in order, where it stands and a word of duty that it has, and nothing else."""
    parts = STRENGTH_SEPARATOR.split(point.text)
    if len(parts) != len(point.keys):
        return False
    for part, key in zip(parts, point.keys, strict=True):
        provision = provisions[key]
        word = DUTY_WORD.search(part)
        title = catalogue.source(provision.source_id).short_title
        placed = any(
            title.get(language) in part and catalogue.label(provision, language) in part
            for language in ("en", "ur")
        )
        if word is None or not placed or not _has_word(word[1], provision.text or ""):
            return False
    return True


def stands_in(quote: str, official: str) -> bool:
    """Tell whether words stand in an official text, exactly, as the quotation check decides it.

    Stricter than a search for the characters: "discrimination" does not stand in "non-discrimination".
    """
    wanted = tidy(quote)
    part = Part(wanted, len(wanted.split()))
    return bool(wanted) and next(find_part(_source_text(official), part), None) is not None


@lru_cache(maxsize=2048)
def _source_text(official: str) -> SourceText:
    return SourceText("", [Provision.model_construct(locator="", text=official)])


def _whole_sentences(text: str, summary: str) -> bool:
    """Tell whether a text is a summary, or a run of its sentences: it may not begin or end inside one."""
    start = summary.find(text) if text else -1
    before, after = summary[:start].rstrip(), summary[start + len(text) :]
    begins = not before or before.endswith(SENTENCE_ENDS)
    ends = not after.strip() or (text.endswith(SENTENCE_ENDS) and after[:1].isspace())
    return start >= 0 and begins and ends


def _only_quotes(text: str, official: str) -> bool:
    pieces = [piece.removeprefix("“").removesuffix("”") for piece in text.split("” … “")]
    return text.startswith("“") and text.endswith("”") and all(stands_in(piece, official) for piece in pieces)


def violations(answer: Answer, provisions: Mapping[str, Provision]) -> list[str]:
    """List every breach of the rules in a finished answer; an empty list is the only good one.

    Rules 1, 2 and 4 of the design: statements cite, refusals do not, quotations are exact, every citation
    shows status and date.
    """
    if answer.status not in CITING:
        carries = answer.citations or answer.statements or MARK.search(answer.answer)
        return [f"a refusal ({answer.status}) carries citations"] if carries else []
    numbers = {citation.number for citation in answer.citations}
    found = [] if answer.statements else ["an answer without statements"]
    for statement in answer.statements:
        if not statement.citations or not set(statement.citations) <= numbers:
            found.append(f"a statement without its citation: {statement.text[:60]}")
    marks = {int(number) for number in MARK.findall(answer.answer)}
    if marks != numbers:
        found.append(f"the text cites {sorted(marks)}, the citations are {sorted(numbers)}")
    for citation in answer.citations:
        found += _citation_violations(citation, provisions)
    return found


def _citation_violations(citation: Citation, provisions: Mapping[str, Provision]) -> list[str]:
    found = []
    provision = provisions.get(f"{citation.source_id}/{citation.locator}")
    if provision is None:
        found.append(f"citation {citation.number} points nowhere")
    elif citation.quote is not None and not (provision.text and stands_in(citation.quote, provision.text)):
        found.append(f"the quotation of citation {citation.number} is not in {provision.key}")
    if not citation.status or not citation.date:
        found.append(f"citation {citation.number} shows no status or date")
    return found
