"""The form of a comparison: what treats the topic in each source side by side, within the bounds of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.comparison.sides import Compared, Side
from assistant.composition.forms import Bench, facts
from assistant.composition.wording import words
from assistant.inquiry import Inquiry, Point
from assistant.messages import say, status_word
from assistant.retrieval import Hit
from assistant.schemas import AnswerStatus
from corpus import ListOf

MOST_PROVISIONS = 3
"""Provisions shown of each source."""
MOST_WORDS = 200
"""Words of both sides; the first provision of each is shown whatever its length."""
MOST_NEAREST = 3
STRENGTHS = {"must": 0, "shall": 0, "should": 1, "may": 2}
"""Words of duty, the strongest first; two of them are as strong."""
DUTY = re.compile(rf"\b(?:{'|'.join(STRENGTHS)})(?: not)?\b")


def comparison(inquiry: Inquiry, bench: Bench) -> list[Point]:
    """What each source has on the topic; a source with nothing is named, with what came nearest.

    Ends the inquiry where no source has anything. Without a topic, or with one source alone, as for a fact.
    """
    compared = inquiry.compared
    if compared is None:
        return facts(inquiry, bench)
    if not compared.speaks:
        inquiry.status = AnswerStatus.NO_PROVISION
        return []
    inquiry.without_match += [
        (side.source_id, [hit.provision.key for hit in side.match.ranked[:MOST_NEAREST]])
        for side in compared.sides
        if not side.speaks
    ]
    sides = [_side(side, compared, inquiry, bench) for side in compared.sides]
    return [*(point for points in sides for point in points), *_strengths(sides, inquiry, bench)]


def _side(side: Side, compared: Compared, inquiry: Inquiry, bench: Bench) -> list[Point]:
    if side.listed is not None:
        return _members(side.listed, inquiry, bench)
    asked = replace(inquiry, rephrased=compared.topic, kind="fact", on_theme=True)
    room = MOST_WORDS // len(compared.sides)
    points: list[Point] = []
    for hit in side.match.provisions[: min(side.match.foremost, MOST_PROVISIONS)]:
        point = _opening(hit, asked, bench)
        if not points or words(point.text) <= room:
            points.append(point)
            room -= words(point.text)
    return points


def _opening(hit: Hit, asked: Inquiry, bench: Bench) -> Point:
    """What a provision says on the topic; of two sentences that say about as much, the one that stands first."""
    text = hit.provision.text or ""
    return min(bench.writer.points(hit, asked), key=lambda point: text.find(point.quote or ""))


def _strengths(sides: Sequence[Sequence[Point]], inquiry: Inquiry, bench: Bench) -> list[Point]:
    """How strongly each side puts it, where the words quoted differ in that: “should” here, “shall” there."""
    strongest = [_strongest(points) for points in sides]
    found = [one for one in strongest if one is not None]
    if len(found) < len(sides) or len({_rank(word) for word, _ in found}) < len(found):
        return []
    said = [
        say(
            "put",
            inquiry.language,
            word=word,
            source=source.short_title.get(inquiry.language),
            label=bench.catalogue.label(bench.provision(source.id, locator), inquiry.language),
            status=status_word(source.status, inquiry.language),
        )
        for word, key in found
        for source, locator in [(bench.catalogue.source(key.partition("/")[0]), key.partition("/")[2])]
    ]
    text = ("؛ " if inquiry.language == "ur" else "; ").join(said) + (
        "۔" if inquiry.language == "ur" else "."
    )
    return [Point(text, tuple(key for _, key in found), "strength", lead="how_put")]


def _strongest(points: Sequence[Point]) -> tuple[str, str] | None:
    """The strongest word of duty in what is quoted of a side, with the provision that has it first."""
    found = [
        (" ".join(match[0].casefold().split()), point.keys[0])
        for point in points
        if point.quote
        for match in DUTY.finditer(point.quote)
    ]
    return min(found, key=lambda one: _rank(one[0]), default=None)


def _rank(word: str) -> int:
    return STRENGTHS[word.split()[0]]


def _members(listed: ListOf, inquiry: Inquiry, bench: Bench) -> list[Point]:
    """The members of a list, shortly, for a comparison; where one provision tells the list, what it says."""
    members = [bench.provision(listed.source_id, locator) for locator in listed.members]
    if len(members) == 1:
        return [bench.writer.summary(members[0], inquiry)]
    by_heading = len({member.heading_above("en") for member in members}) == len(members)
    write = bench.writer.heading if by_heading and not listed.titles else bench.writer.name
    return [write(member, inquiry) for member in members]
