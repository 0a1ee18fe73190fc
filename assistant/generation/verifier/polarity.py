"""Which words of a sentence a negation reaches, and which it bears on first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from assistant.generation.verifier import words as table

CLAUSE_END = frozenset(";:.!?۔؛؟")
COMMAS = frozenset(",،")
VERBS = table.PROHIBITING | table.AVOIDING
SHUNNING = table.AVOIDING | table.ABSENT
KEEPING_OFF = SHUNNING | table.LESSENING
PHRASE_END = COMMAS | table.PHRASE_ENDS
CONDITION_END = CLAUSE_END | COMMAS
ASIDES = tuple([word] for word in "along alongside as by in under with within through".split())
BE = frozenset("is are was were be been being".split())
FINITE = frozenset("is are was were has have".split())
VERBAL = FINITE | table.MODALS | {"do", "does", "did", "to"}


class Side(StrEnum):
    """On which side of a negation a word stands."""

    SAID = "said"
    DENIED = "denied"
    EITHER = "either"
    """Before the negation of its clause, or after lack or avoid: other words may have it on either side."""
    LESSENED = "lessened"
    """After a word such as reduce."""


@dataclass(frozen=True)
class Mark:
    """What negations do to one word."""

    side: Side = Side.SAID
    governed: bool = False
    """Is the first word that a negation bears on."""


NOT_DENIED = Mark()


def is_negator(token: str) -> bool:
    """Tell whether a word denies or forbids what is said with it."""
    return token in table.ENGLISH_NEGATORS or token in table.URDU_NEGATORS or token in VERBS


def negators(tokens: Sequence[str]) -> int:
    """Count the words that deny; "neither … nor" and "not … nor" deny once."""
    denying = [word for word in tokens if is_negator(word) and word not in VERBS]
    return sum(word != "nor" or i == 0 for i, word in enumerate(denying))


def doubled(tokens: Sequence[str]) -> int:
    """Count the negations of words that themselves deny or shun: "should not prevent", "no lack of"."""
    inverse = VERBS | table.ABSENT | table.LESSENING
    return sum(
        is_negator(word) and word not in VERBS and any(after in inverse for after in tokens[i + 1 : i + 3])
        for i, word in enumerate(tokens)
    )


def mark(tokens: Sequence[str], contents: Sequence[bool], urdu: bool) -> list[Mark]:
    """Mark each token; `contents` tells which have content.

    A negation reaches to the end of its clause; in Urdu, and where something "is prohibited", the whole clause.
    What stands before it in the clause may stand after it in other words.
    """
    marker = _Marker(tokens, contents, urdu)
    for clause, opening in _clauses(tokens):
        for place in filter(lambda i: is_negator(tokens[i]), clause):
            marker.negate(clause, opening, place)
        for place in filter(lambda i: tokens[i] in KEEPING_OFF, clause):
            marker.shun(clause, place)
        for place in filter(lambda i: tokens[i] in table.PREVENTION, clause):
            marker.shun(clause, place, before=2)
    return [Mark(side, first) for side, first in zip(marker.sides, marker.governed, strict=True)]


class _Marker:
    """What is known of each token so far."""

    def __init__(self, tokens: Sequence[str], contents: Sequence[bool], urdu: bool) -> None:
        self._tokens, self._contents, self._urdu = tokens, contents, urdu
        self.sides, self.governed = [Side.SAID] * len(tokens), [False] * len(tokens)

    def negate(self, clause: Sequence[int], opening: int, place: int) -> None:
        """Mark what the negation at a place bears on and reaches."""
        denying = self._tokens[place]
        passive = denying in VERBS and self._tokens[place - 1] in BE
        whole = self._urdu or passive
        if passive and denying in table.AVOIDING:
            self._allow(range(opening, place))
            return
        reach = clause if whole else self._reach(clause, place)
        for i in self._first(reach, place, backward=whole):
            self.governed[i] = True
        if denying in table.AVOIDING or (whole and denying in table.LACKING):
            return
        self._allow(range(place if denying in table.LACKING or self._urdu else opening, place))
        for i in reach:
            if whole or i >= place:
                self.sides[i] = Side.DENIED
        self._allow(set(clause) - set(reach))

    def _allow(self, places: Iterable[int]) -> None:
        """Let what is said at places be denied in other words."""
        for i in places:
            self.sides[i] = Side.EITHER if self.sides[i] is Side.SAID else self.sides[i]

    def _reach(self, clause: Sequence[int], place: int) -> list[int]:
        """The clause up to a comma before a preposition, of a "without" up to any comma but one before "or".

        Beyond it, the negation may reach or not.
        """
        lacking = self._tokens[place] in table.LACKING
        ends = (i for i in clause if i > place and self._tokens[i] in COMMAS and self._ends(i + 1, lacking))
        end = next(ends, len(self._tokens))
        return [i for i in clause if i < end]

    def _ends(self, place: int, lacking: bool) -> bool:
        following = self._tokens[place : place + 1]
        return following in ASIDES or (lacking and following != ["or"])

    def shun(self, clause: Sequence[int], place: int, before: int = 0) -> None:
        """Mark what the word at a place shuns: up to a comma or to a preposition other than of and in.

        Of a noun such as prevention, also the words before it.
        """
        side = Side.LESSENED if self._tokens[place] in table.LESSENING else Side.EITHER
        self._allow(range(max(clause[0], place - before), place))
        for i in takewhile(lambda i: self._tokens[i] not in PHRASE_END, clause[clause.index(place) + 1 :]):
            if self.sides[i] in {Side.SAID, Side.LESSENED}:
                self.sides[i] = side

    def _first(self, clause: Sequence[int], place: int, backward: bool) -> list[int]:
        """The word that a negation bears on first, and the one that "or" joins to it.

        None for the first verb of "prevent, mitigate and monitor risks".
        """
        if backward:
            return [i for i in clause if i < place and self._contents[i]][-1:]
        ahead = [i for i in clause if i > place and self._contents[i]]
        if self._tokens[place] in table.AVOIDING and self._tokens[place + 1 : place + 2] in (
            [","],
            ["and"],
            ["or"],
        ):
            return []
        joined = [i for i in ahead[1:2] if self._tokens[i - 1] in {"or", "nor", "/"} and i - 2 == ahead[0]]
        return ahead[:1] + joined


def _clauses(tokens: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Cut at marks, at words that open another clause, and at commas before a clause with a verb of its own or "to".

    With each clause goes where the part of the sentence begins that only the marks and words cut.
    """
    clause: list[int] = []
    opening, subordinate = 0, False
    for i, word in enumerate([*tokens, "."]):
        ends = word in CLAUSE_END or word in table.BREAKS or word in table.URDU_BREAKS
        follows = word in table.URDU_JOINTS and i > 0 and tokens[i - 1] in table.URDU_FINITE
        told = word != "," or any(tokens[j] in VERBAL for j in clause)
        if ends or follows or (word in COMMAS and told and _opens_clause(tokens, i + 1)):
            if clause:
                yield clause, opening
            clause = []
            if ends or subordinate:
                opening = i + 1
            if ends:
                subordinate = word not in CLAUSE_END
        else:
            clause.append(i)


def _opens_clause(tokens: Sequence[str], start: int) -> bool:
    first = start + (tokens[start : start + 1] in (["and"], ["or"]))
    if tokens[first : first + 1] == ["to"]:
        return tokens[start] != "or"
    finite = FINITE if first > start else frozenset()
    for token in tokens[start:]:
        if token in CLAUSE_END or token in COMMAS:
            return False
        if token in table.MODALS or token in table.URDU_STRENGTH or token in finite:
            return True
    return False
