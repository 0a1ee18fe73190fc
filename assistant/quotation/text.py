"""The official wording of one source as one folded string that knows where every character came from.

A quotation is looked for in `bare`, the folded text without any space: one `str.find`. Whether the words are
the same words is then decided twice more: both ends must be ends of words, and a difference of spacing must
be one that cannot change a word (see `same_words`).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.quotation.words import word_set
from corpus import Provision
from corpus.text import DASHES, INVISIBLE, QUOTES

# Marks that compatibility folding would tear apart, and apostrophes that are letters to Unicode.
APOSTROPHES = str.maketrans(dict.fromkeys("´`ʼʹˈ", "'"))
# Single and double quote marks change places when a quotation is quoted; bullets are ornaments.
ORNAMENTS = str.maketrans({'"': "'"} | dict.fromkeys("•▪◦‣●○■□⁃·∙"))
DOUBLED = re.compile("''+")
REFERENCE = re.compile(r"\s?\[(\d{1,3})\]")
"""A reference mark to a list of literature. A quotation may leave it out, but not change it."""
LONG_DASHES = "–—―−"
CURRENCY = "$€£₹¥"
NUMBER_JOINS = ".,:/"
# Joined to a neighbour these make another word ("a part", "may be", "not able", "in formation"), so that a
# space more or less next to them is never typography.
SPACING_MATTERS = word_set(
    "over under with without every some more less than then there here where when what such only also "
    "even ever never none into onto upon from down back self both half cannot must shall should would "
    "could will might after before counter inter extra super anti multi semi post fore mean come like "
    "able wise ward wards time times where thing things body bodies"
)
SHORTEST_GLUED = 4


def tidy(text: str) -> str:
    """Fold typography but not letter case: `corpus.text.fold`, and quote marks of both kinds made one."""
    if text.isascii():
        text = text.replace("`", "'").replace('"', "'")
    else:
        text = unicodedata.normalize("NFKC", text.translate(APOSTROPHES))
        text = INVISIBLE.sub("", text).translate(QUOTES).translate(DASHES).translate(ORNAMENTS)
    return " ".join((DOUBLED.sub("'", text) if "''" in text else text).split())


def canonical(text: str) -> str:
    """Fold typography and letter case; words stay one space apart."""
    return tidy(text).casefold()


_folded = lru_cache(maxsize=4096)(canonical)


class SourceText:
    """The folded text of the provisions of one source, in the order of the document. Immutable."""

    def __init__(self, source_id: str, provisions: Sequence[Provision]) -> None:
        """Fold the provisions, which all hold official text."""
        self.source_id = source_id
        self.provisions = tuple(provisions)
        self._characters: list[str] = []
        self._starts, self._ends = array("I"), array("I")
        self._gaps, self._long = bytearray(), bytearray()
        self.references: dict[int, tuple[str, ...]] = {}
        """Position in `bare` -> the reference marks printed before it, which are not in `bare`."""
        self.begins: list[int] = []
        """Position in `bare` of the first character of each provision."""
        for provision in self.provisions:
            self.begins.append(len(self._characters))
            self._take(provision.text or "")
        self.bare = "".join(self._characters)
        self.spaced, self.at = self._space()
        """The same text with spaces, and where each character of `bare` stands in it."""
        self._cuts = bytearray(self._is_cut(i) for i in range(len(self.bare) + 1))
        del self._characters, self._gaps, self._long
        self.opening = {begin: number for number, begin in enumerate(self.begins)}

    # --- building ------------------------------------------------------------------------------------------

    def _take(self, text: str) -> None:
        gap = True
        marks = {match.start(): match for match in REFERENCE.finditer(text)}
        behind = 0
        for start, end in _clusters(text):
            if start in marks:
                here = len(self._characters)
                self.references[here] = (*self.references.get(here, ()), marks[start][1])
                behind = marks[start].end()
            if start < behind:
                gap = gap or text[start].isspace()
                continue
            cluster = text[start:end]
            piece = _folded(cluster)
            if not piece:
                gap = gap or cluster.isspace()
                continue
            for character in piece:
                if character == " ":
                    gap = True
                elif not (character == "'" and not gap and self._characters[-1] == "'"):
                    self._characters.append(character)
                    self._starts.append(start)
                    self._ends.append(end)
                    self._gaps.append(gap)
                    self._long.append(cluster in LONG_DASHES)
                    gap = False

    def _space(self) -> tuple[str, array[int]]:
        pieces: list[str] = []
        at = array("I")
        length = 0
        for character, gap in zip(self._characters, self._gaps, strict=True):
            piece = f" {character}" if gap and length else character
            length += len(piece)
            at.append(length - 1)
            pieces.append(piece)
        return "".join(pieces), at

    def _is_cut(self, i: int) -> bool:
        """Tell whether a quotation may begin or end before character `i`: no word or number runs on."""
        text, gaps = self.bare, self._gaps
        if i in (0, len(text)) or gaps[i]:
            return True
        if self._long[i - 1] or self._long[i]:
            return True
        before = text[max(i - 2, 0) : i] if i > 1 and not gaps[i - 1] else text[i - 1]
        after = text[i : i + 2] if i + 1 < len(text) and not gaps[i + 1] else text[i]
        if after == "'s" and (i + 2 == len(text) or gaps[i + 2] or not text[i + 2].isalnum()):
            return True  # the possessive may be left off
        return not _joined(before, after)

    # --- finding -------------------------------------------------------------------------------------------

    def find(
        self, bare: str, spaced: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Yield each place (begin, end in `self.bare`) where these are the words, from `start` on."""
        stop = len(self.bare) if end is None else end
        position = self.bare.find(bare, start, stop)
        while position >= 0:
            last = position + len(bare)
            if self._cuts[position] and self._cuts[last]:
                here = self.spaced[self.at[position] : self.at[last - 1] + 1]
                if here == spaced or same_words(here, spaced):
                    yield position, last
            position = self.bare.find(bare, position + 1, stop)

    def words_between(self, start: int, end: int) -> str:
        """The folded text between two positions, with spaces."""
        return self.spaced[self.at[start] : self.at[end - 1] + 1] if start < end else ""

    # --- back to the print ---------------------------------------------------------------------------------

    def provision_at(self, position: int) -> int:
        """Number of the provision that a character of `bare` stands in."""
        return bisect_right(self.begins, position) - 1

    def verbatim(self, start: int, end: int) -> str:
        """The official wording between two positions of `bare`, on one line."""
        if start >= end:
            return ""
        first, last = self.provision_at(start), self.provision_at(end - 1)
        pieces = []
        for number in range(first, last + 1):
            text = self.provisions[number].text or ""
            begin = self._starts[start] if number == first else 0
            pieces.append(text[begin : self._ends[end - 1] if number == last else len(text)])
        return " ".join(" ".join(pieces).split())


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each character with its combining marks."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not unicodedata.combining(text[i]):
            yield start, i
            start = i


def _joined(before: str, after: str) -> bool:
    """Tell whether a word or number runs on from `before` to `after` (up to two characters each)."""
    left, right = before[-1], after[0]
    if left.isalnum() and right.isalnum():
        return True
    if left.isdigit() and (right == "%" or (right in NUMBER_JOINS and after[1:].isdigit())):
        return True
    if right.isdigit() and (left in CURRENCY + "-" or (left in NUMBER_JOINS and before[:-1].isdigit())):
        return True
    return (left in "-'&" and before[:-1].isalnum() and right.isalnum()) or (
        right in "-'&" and left.isalnum() and after[1:].isalnum()
    )


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts with the same characters differ only in spaces that cannot change a word.

    A space beside punctuation is typography, except inside a number ("1,5" and "1, 5"). A space between
    letters is typography only where two long words stand glued together, as extraction from a PDF leaves
    them; beside a short or combining word it is wording ("a part" and "apart", "not able" and "notable").
    """
    bare = one.replace(" ", "")
    if bare != other.replace(" ", ""):
        return False
    gaps, others = _gap_positions(one), _gap_positions(other)
    every = sorted(gaps | others)
    return all(_spacing_is_typography(bare, position, every) for position in gaps ^ others)


def _gap_positions(spaced: str) -> set[int]:
    positions: set[int] = set()
    length = 0
    for word in spaced.split(" ")[:-1]:
        length += len(word)
        positions.add(length)
    return positions


def _spacing_is_typography(bare: str, position: int, gaps: Sequence[int]) -> bool:
    before, after = bare[:position], bare[position:]
    if before.rstrip(".,:")[-1:].isdigit() and after.lstrip(".,:")[:1].isdigit():
        return False
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return True
    index = gaps.index(position)
    left = re.split(r"\W", bare[gaps[index - 1] if index else 0 : position])[-1]
    right = re.split(r"\W", bare[position : gaps[index + 1] if index + 1 < len(gaps) else len(bare)])[0]
    return all(
        len(word) >= SHORTEST_GLUED and word.isalpha() and word not in SPACING_MATTERS
        for word in (left, right)
    )
