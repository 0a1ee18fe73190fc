"""The difference between a quotation and a place of the official text, word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.quotation.nearest import Alignment, Block, SourceIndex, Tokens
from assistant.quotation.schemas import DiffOperation, Mark
from assistant.quotation.words import kind_of, opposed

LEAD = 2
"""Unlike words at the ends that are shown against each other."""
STRENGTH = {"modal", "negation"}
SENTENCE_ENDS = frozenset(".;:!?")


@dataclass(frozen=True)
class Difference:
    """A quotation against one place of a source."""

    begin: int
    end: int
    """Bounds of the place in the bare text of the source."""
    diff: list[tuple[DiffOperation, str]]
    marks: list[Mark]

    @property
    def changed(self) -> bool:
        """Tell whether anything differs."""
        return any(operation != "equal" for operation, _ in self.diff)

    @property
    def only_punctuation(self) -> bool:
        """Tell whether the words agree."""
        return not any(c.isalnum() for operation, text in self.diff if operation != "equal" for c in text)


def difference(alignment: Alignment, quote: Tokens, wording: str) -> Difference:
    """Write the difference from the official wording to the quotation, and mark the words that matter."""
    first, last = alignment.blocks[0], alignment.blocks[-1]
    behind = len(quote.ids) - last.quoted - last.size
    low = first.place - _lead(alignment, first.place, first.quoted, -1)
    high = last.place + last.size + _lead(alignment, last.place + last.size - 1, behind, 1)
    text, source = alignment.index.text, alignment.index.tokens
    diff: list[tuple[DiffOperation, str]] = []
    missing: list[str] = []
    added: list[str] = []
    for operation, start, stop in _steps(alignment.blocks, low, high, len(quote.ids)):
        if operation == "insert":
            diff.append((operation, wording[quote.spans[start][0] : quote.spans[stop - 1][1]]))
            added += [wording[slice(*span)] for span in quote.spans[start:stop]]
            continue
        diff.append((operation, text.verbatim(*bounds(alignment.index, start, stop))))
        if operation == "delete":
            missing += [text.spaced[slice(*span)] for span in source.spans[start:stop]]
    begin, end = bounds(alignment.index, low, high)
    return Difference(begin, end, diff, marks(missing, added))


def _lead(alignment: Alignment, edge: int, unlike: int, step: int) -> int:
    """Number of tokens of the text beyond its first or last common one that stand against unlike words.

    Words of strength stay together: "should not" against "may" is not cut to "not".
    """
    tokens = alignment.index.tokens
    spaced = alignment.index.text.spaced
    count = 0
    while unlike:
        place = edge + step * (count + 1)
        if not 0 <= place < len(tokens.ids) or spaced[tokens.spans[place][0]] in SENTENCE_ENDS:
            break
        if count >= min(unlike, LEAD) and kind_of(spaced[slice(*tokens.spans[place])]) not in STRENGTH:
            break
        count += 1
    return count


def _steps(blocks: Iterable[Block], low: int, high: int, size: int) -> list[tuple[DiffOperation, int, int]]:
    """Cut both sides to runs: `insert` counts tokens of the quotation, the others those of the text."""
    steps: list[tuple[DiffOperation, int, int]] = []
    here, there = low, 0
    for place, quoted, length in [*blocks, Block(high, size, 0)]:
        if place > here:
            steps.append(("delete", here, place))
        if quoted > there:
            steps.append(("insert", there, quoted))
        if length:
            steps.append(("equal", place, place + length))
        here, there = place + length, quoted + length
    return steps


def bounds(index: SourceIndex, low: int, high: int) -> tuple[int, int]:
    """Bounds in the bare text of the tokens from `low` to before `high`."""
    at = index.text.at
    spans = index.tokens.spans
    return bisect_left(at, spans[low][0]), bisect_left(at, spans[high - 1][1])


def marks(missing: Iterable[str], added: Iterable[str]) -> list[Mark]:
    """Mark the numbers, negations and modals among the words that differ."""
    lost, put = Counter(w.casefold() for w in missing), Counter(w.casefold() for w in added)
    lost, put = lost - put, put - lost
    found: list[Mark] = []
    for word in lost:
        kind = kind_of(word) or ("negation" if any(opposed(word, other) for other in put) else None)
        if kind is not None:
            found.append(Mark(kind=kind, text=word, change="missing"))
    for word in put:
        kind = kind_of(word) or ("negation" if any(opposed(word, other) for other in lost) else None)
        if kind is not None:
            found.append(Mark(kind=kind, text=word, change="added"))
    return found
