"""Which places of the official texts a quotation that is not exact comes near to, and how it differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.quotation.diff import Difference, difference
from assistant.quotation.nearest import FEWEST_VOTES, Alignment, SourceIndex, Tokens, Vocabulary, near_enough
from assistant.quotation.parse import MAYBE, Quotation
from assistant.quotation.schemas import DiffOperation, Mark
from assistant.quotation.text import SourceText
from corpus import Provision

HYPHENATED = re.compile(rf"\w+(?:{MAYBE}\w+)+")


@dataclass(frozen=True)
class Piece:
    """A run of the quotation between ellipses, and the place nearest to it, if any."""

    wording: str
    tokens: Tokens
    alignment: Alignment | None

    @cached_property
    def difference(self) -> Difference | None:
        """The piece against its place."""
        return difference(self.alignment, self.tokens, self.wording) if self.alignment else None


@dataclass(frozen=True)
class Nearest:
    """One source, and the place in it nearest to each piece of the quotation."""

    text: SourceText
    pieces: list[Piece]

    @property
    def common(self) -> int:
        """Words in common, all pieces together."""
        return sum(piece.alignment.common for piece in self.pieces if piece.alignment)

    @cached_property
    def _differences(self) -> list[Difference]:
        return [piece.difference for piece in self.pieces if piece.difference is not None]

    @cached_property
    def provisions(self) -> list[Provision]:
        """The provisions of the places, in the order of the quotation; those that differ first."""
        numbers: dict[int, None] = {}
        differences = self._differences
        if len(differences) > 1:
            differences = sorted(differences, key=lambda found: not found.changed)
        for found in differences:
            first, last = self.text.provision_at(found.begin), self.text.provision_at(found.end - 1)
            numbers.update(dict.fromkeys(range(first, last + 1)))
        return [self.text.provisions[number] for number in numbers]

    @property
    def wording(self) -> str:
        """The official wording of the places."""
        return " … ".join(self.text.verbatim(found.begin, found.end) for found in self._differences)

    @property
    def diff(self) -> list[tuple[DiffOperation, str]]:
        """From the official wording to the quotation."""
        steps: list[tuple[DiffOperation, str]] = []
        for number, piece in enumerate(self.pieces):
            steps += [("equal", "…")] if number else []
            steps += piece.difference.diff if piece.difference else [("insert", piece.wording)]
        return steps

    @property
    def marks(self) -> list[Mark]:
        """Numbers, negations and modals that differ."""
        return [mark for found in self._differences for mark in found.marks]

    @property
    def only_punctuation(self) -> bool:
        """Tell whether the words agree everywhere."""
        return all(piece.difference and piece.difference.only_punctuation for piece in self.pieces)


class Nearness:
    """Finds the nearest places in all sources."""

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        self._vocabulary = Vocabulary()
        self._indexes = [SourceIndex(text, self._vocabulary) for text in texts.values()]

    def nearest(self, quotation: Quotation) -> list[Nearest]:
        """The near places, most words in common first; empty if none is near enough."""
        read = [(wording, self._vocabulary.read(wording)) for wording in map(self._settled, _runs(quotation))]
        if len(read) == 1:
            pieces = self._pieces(*read[0])
            found = [Nearest(index.text, [piece]) for index, piece in pieces if _is_near(piece)]
        else:
            found = [near for near in self._by_source(read) if any(map(_is_near, near.pieces))]
        return sorted(found, key=lambda near: -near.common)

    def _by_source(self, read: list[tuple[str, Tokens]]) -> Iterator[Nearest]:
        """Each source with the place nearest to each piece."""
        every = [self._pieces(wording, tokens) for wording, tokens in read]
        for index in self._indexes:
            pieces = []
            for (wording, tokens), candidates in zip(read, every, strict=True):
                here = [piece for where, piece in candidates if where is index]
                pieces.append(max(here, key=_common, default=Piece(wording, tokens, None)))
            yield Nearest(index.text, pieces)

    def _pieces(self, wording: str, tokens: Tokens) -> list[tuple[SourceIndex, Piece]]:
        places = [(votes, begin, index) for index in self._indexes for votes, begin in index.places(tokens)]
        least = FEWEST_VOTES * max((votes for votes, _, _ in places), default=0)
        aligned = ((index, index.align(tokens, begin)) for votes, begin, index in places if votes >= least)
        return [(index, Piece(wording, tokens, found)) for index, found in aligned if found is not None]

    def _settled(self, wording: str) -> str:
        """Keep or drop each line-end hyphen, by which word the texts know."""

        def settle(match: re.Match[str]) -> str:
            whole = match[0].replace(MAYBE, "")
            return whole if whole.casefold() in self._vocabulary.numbers else match[0].replace(MAYBE, "-")

        return HYPHENATED.sub(settle, wording) if MAYBE in wording else wording


def _is_near(piece: Piece) -> bool:
    return piece.alignment is not None and near_enough(piece.alignment, piece.tokens)


def _common(piece: Piece) -> int:
    return piece.alignment.common if piece.alignment else 0


def _runs(quotation: Quotation) -> list[str]:
    """The quotation cut at its ellipses only; an editor's words stand in brackets."""
    runs = [quotation.parts[0].wording]
    for part, join in zip(quotation.parts[1:], quotation.joins, strict=True):
        if join is None:
            runs.append(part.wording)
        else:
            runs[-1] += f" [{join}] {part.wording}"
    return runs
