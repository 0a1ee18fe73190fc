"""Find a quotation, word for word: its parts in order, insertions bridged, nothing by similarity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.quotation.parse import MOST_REPLACED, WORD, Part, Quotation, Reading
from assistant.quotation.schemas import DiffOperation, Mark
from assistant.quotation.text import SourceText
from assistant.quotation.words import kind_of, weighty
from corpus import Provision

FEWEST_WORDS = 4
"""A part shorter than this stands in too many places: it must share a provision with its neighbour."""
MOST_FOUND = 1_000
CHARACTERS_A_WORD = 40
NUMERAL = re.compile(r"\((?:\d\.)?([^()]+)\)$")
Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """One place where every part of a quotation stands."""

    text: SourceText
    spans: tuple[Span, ...]

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions that the quoted words stand in, in order."""
        numbers: dict[int, None] = {}
        for begin, end in self.spans:
            first, last = self.text.provision_at(begin), self.text.provision_at(end - 1)
            numbers.update(dict.fromkeys(range(first, last + 1)))
        return tuple(self.text.provisions[number] for number in numbers)


def printed_number(provision: Provision) -> str:
    """The number printed before a provision, folded and bare: `27`, `iv`, `target-10`."""
    match = NUMERAL.search(provision.locator)
    return (match[1] if match else provision.locator).casefold()


def find_all(text: SourceText, quotation: Quotation) -> list[Found]:
    """Every place of a source where the quotation stands, in order, at most `MOST_FOUND`."""
    found: list[Found] = []
    for first in find_part(text, quotation.parts[0]):
        spans = _follow(text, quotation, first)
        if spans is None:
            continue
        if found and len(spans) > 1 and found[-1].spans[1:] == spans[1:]:
            found.pop()  # the same words with a first part farther off
        found.append(Found(text, spans))
        if len(found) == MOST_FOUND:
            break
    return found


def find_part(text: SourceText, part: Part, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Every place of one part; other readings of it are tried only where the plain one is nowhere."""
    nowhere = True
    for span in _find_reading(text, part.plain, start, end):
        nowhere = False
        yield span
    if nowhere:
        seen: set[Span] = set()
        for reading in part.others:
            seen.update(_find_reading(text, reading, start, end))
        yield from sorted(seen)


def _find_reading(text: SourceText, reading: Reading, start: int, end: int | None) -> Iterator[Span]:
    if not reading.bare:
        return
    for span in text.find(reading.bare, reading.spaced, start, end):
        if not reading.labels and not reading.references:
            yield span
            continue
        numbers = ((text.opening.get(span[0] + place), label) for place, label in reading.labels)
        marks = ((text.references.get(span[0] + place, ()), mark) for place, mark in reading.references)
        if all(n is not None and printed_number(text.provisions[n]) == label for n, label in numbers) and all(
            mark in printed for printed, mark in marks
        ):
            yield span


def _follow(text: SourceText, quotation: Quotation, first: Span) -> tuple[Span, ...] | None:
    """The places of the other parts behind a place of the first, each the nearest; None if one is missing."""
    spans = [first]
    for number, join in enumerate(quotation.joins):
        part, before = quotation.parts[number + 1], spans[-1]
        if join is None:
            short = min(part.words, quotation.parts[number].words) < FEWEST_WORDS
            following = find_part(text, part, before[1], _provision_end(text, before) if short else None)
            span = next(following, None)
        else:
            reach = before[1] + (MOST_REPLACED + 1) * CHARACTERS_A_WORD + len(part.plain.bare)
            candidates = find_part(text, part, before[1], min(reach, len(text.bare)))
            span = next((s for s in candidates if bridges(text.words_between(before[1], s[0]), join)), None)
        if span is None:
            return None
        spans.append(span)
    return tuple(spans)


def _provision_end(text: SourceText, span: Span) -> int:
    number = text.provision_at(span[1] - 1)
    return text.begins[number + 1] if number + 1 < len(text.begins) else len(text.bare)


def bridges(replaced: str, inserted: str) -> bool:
    """Tell whether an editor's insertion may stand for these words of the text.

    It may explain, not reverse: at most `MOST_REPLACED` words, none of them a number, and the same
    negations and modals on both sides.
    """
    words, own = WORD.findall(replaced), WORD.findall(inserted.casefold())
    if len(words) > MOST_REPLACED or weighty(words, ["number"]) - weighty(own, ["number"]):
        return False
    return weighty(words, ["negation", "modal"]) == weighty(own, ["negation", "modal"])


def stands_in_pieces(text: SourceText, quotation: Quotation) -> bool:
    """Tell whether every part stands in the source, though not in the order of the quotation."""
    if not quotation.joins or any(join is not None for join in quotation.joins):
        return False
    return all(next(find_part(text, part), None) is not None for part in quotation.parts)


def wording(found: Found, quotation: Quotation) -> tuple[str, list[tuple[DiffOperation, str]]]:
    """The official wording of a place, and the difference that an editor's insertions make."""
    text, spans = found.text, found.spans
    diff: list[tuple[DiffOperation, str]] = [("equal", text.verbatim(*spans[0]))]
    verbatim = diff[0][1]
    for (before, span), join in zip(pairwise(spans), quotation.joins, strict=True):
        here = text.verbatim(*span)
        if join is None:
            verbatim += f" … {here}"
            diff.append(("equal", f"… {here}"))
            continue
        replaced = text.verbatim(before[1], span[0])
        verbatim = " ".join(filter(None, (verbatim, replaced, here)))
        diff += [("delete", replaced)] if replaced else []
        diff += [("insert", f"[{join}]"), ("equal", here)]
    return verbatim, diff


def omissions(found: Found, quotation: Quotation) -> list[Mark]:
    """Negations and modals that an ellipsis leaves out of the middle of a sentence."""
    marks: list[Mark] = []
    for (before, span), join in zip(pairwise(found.spans), quotation.joins, strict=True):
        between = found.text.words_between(before[1], span[0]) if join is None else ""
        if ". " in between or between.endswith("."):
            continue
        for word in dict.fromkeys(WORD.findall(between)):
            kind = kind_of(word)
            if kind in ("negation", "modal"):
                marks.append(Mark(kind=kind, text=word, change="omitted"))
    return marks
