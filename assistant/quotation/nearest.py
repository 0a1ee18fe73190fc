"""The place of a source nearest to a quotation that is not exact.

Pairs of neighbouring words vote for places of the text; rapidfuzz aligns the best places with the quotation.
Nothing here decides whether a quotation is exact: that has been decided before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from assistant.quotation.text import SourceText

TOKEN = re.compile(r"[^\W_]+(?:(?:[-'&]|(?<=\d)[.,:/](?=\d))[^\W_]+)*%?|\S")
MOST_TOKENS = 1 << 24
"""More than the words any corpus has; makes one number of two."""
BUCKET = 8
"""Width, in words, of the places that pairs vote for."""
FEW_POSTINGS, MOST_POSTINGS = 12, 240
"""Pairs of words more frequent than the first vote only where rarer ones are few; than the second, never."""
PLACES = 3
FEWEST_RARE = 3
"""So many rare pairs are enough to vote."""
FEWEST_VOTES = 0.5
"""A place with a smaller share of the votes of the best is not looked at."""
GAP_COST = 0.4
"""What a skipped word of the text costs, against 1 for a word in common."""
MOST_GAP_COST = 6.0
EDGE = 3
"""Tokens beyond its ends that a place is given when it is looked at again."""
HALF = 64.0
"""A word that stands so often in the corpus weighs half of a rare one."""
LEAST_SHARE = 0.5
"""Share of the quotation's words that must stand in the text, in order, to call it altered."""
LEAST_WORDS = 3
LEAST_WEIGHT = 0.5
"""Share of the quotation's weight (rare words weigh more) that must stand there too."""


@dataclass(frozen=True)
class Tokens:
    """A text cut to words and punctuation, as numbers of one vocabulary."""

    ids: list[int]
    words: list[int]
    """Positions in `ids` of the tokens that are words."""
    spans: list[tuple[int, int]]
    weights: list[float] = field(default_factory=list)
    """How much each token of a quotation tells of its place: 1 for a rare word, 0 for punctuation."""

    @cached_property
    def pairs(self) -> list[int]:
        """Neighbouring words, punctuation between them left out; each pair as one number."""
        return [
            one * MOST_TOKENS + other for one, other in pairwise([self.ids[place] for place in self.words])
        ]

    @cached_property
    def weight(self) -> float:
        """Weight of all words."""
        return sum(self.weights)


class Block(NamedTuple):
    """A run of tokens in common."""

    place: int
    """First token in the source."""
    quoted: int
    """First token in the quotation."""
    size: int


@dataclass(frozen=True)
class Alignment:
    """A place of a source and which of its tokens are those of the quotation."""

    index: SourceIndex
    blocks: list[Block]
    """Ascending on both sides."""
    common: int
    """Words in common."""
    weight: float = 0.0


@dataclass
class Vocabulary:
    """Numbers for words, shared by all sources, and how often each stands in them."""

    numbers: dict[str, int] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)

    def learn(self, text: str) -> Tokens:
        """Cut a text of the corpus (folded) to tokens."""
        found = list(TOKEN.finditer(text))
        words = [match[0] for match in found]
        tokens = _tokens(found, words, [self.numbers.setdefault(word, len(self.numbers)) for word in words])
        self.counts.update(tokens.ids)
        return tokens

    def read(self, text: str) -> Tokens:
        """Cut a quotation (letter case kept); words the corpus lacks get negative numbers."""
        found = list(TOKEN.finditer(text))
        words = [match[0].casefold() for match in found]
        unknown: dict[str, int] = {}
        get = self.numbers.get
        ids = [number if (number := get(w, -1)) >= 0 else unknown.setdefault(w, ~len(unknown)) for w in words]
        tokens = _tokens(found, words, ids)
        tokens.weights.extend([0.0] * len(tokens.ids))
        counts = self.counts
        for place in tokens.words:
            tokens.weights[place] = HALF / (HALF + counts.get(tokens.ids[place], 0))
        return tokens


class SourceIndex:
    """Where each pair of neighbouring words stands in a source."""

    def __init__(self, text: SourceText, vocabulary: Vocabulary) -> None:
        self.text = text
        self.tokens = vocabulary.learn(text.spaced)
        found: dict[int, list[int]] = {}
        for place, pair in enumerate(self.tokens.pairs):
            found.setdefault(pair, []).append(place)
        # Numbers and tuples of numbers only: the garbage collector need not walk through them.
        self._pairs = {pair: tuple(places) for pair, places in found.items()}

    def places(self, quote: Tokens) -> list[tuple[int, int]]:
        """The best places as (votes, word of the source at which the quotation would begin)."""
        get = self._pairs.get
        known = [(i, postings) for i, pair in enumerate(quote.pairs) if (postings := get(pair)) is not None]
        voting = [(i, postings) for i, postings in known if len(postings) <= FEW_POSTINGS]
        if len(voting) < FEWEST_RARE:  # the common ones vote too, the rare ones with more weight
            voting = voting * 2 + [(i, postings) for i, postings in known if len(postings) <= MOST_POSTINGS]
        votes = Counter([(place - i) // BUCKET for i, postings in voting for place in postings])
        if not votes:
            return []
        least = max(votes.values()) / 2
        joint = [(n + votes.get(b + 1, 0), b) for b, n in votes.items() if n >= least]
        chosen: list[tuple[int, int]] = []
        for count, bucket in nlargest(PLACES + 1, joint):
            if all(abs(bucket * BUCKET - other) > BUCKET for _, other in chosen):
                chosen.append((count, bucket * BUCKET))
        return chosen[:PLACES]

    def align(self, quote: Tokens, begin: int) -> Alignment | None:
        """Align the quotation with the words around `begin`; None if nothing is in common."""
        words = self.tokens.words
        size = len(quote.words)
        slack = 4 + size // 8
        low = words[min(max(begin - slack, 0), len(words) - 1)]
        last = begin + 2 * BUCKET + size + slack
        blocks = self._common(quote, low, words[last] if last < len(words) else len(self.tokens.ids))
        near = _densest(blocks)
        if len(near) < len(blocks):
            # Words farther off were taken for those close by: look again, closer.
            low = max(near[0].place - near[0].quoted - EDGE, 0)
            high = near[-1].place + len(quote.ids) - near[-1].quoted + EDGE
            near = _densest(self._common(quote, low, high))
        near = _slid(near, self.tokens.ids)
        weights = quote.weights
        common = [w for block in near for w in weights[block.quoted : block.quoted + block.size] if w]
        return Alignment(self, near, len(common), sum(common)) if common else None

    def _common(self, quote: Tokens, low: int, high: int) -> list[Block]:
        """The longest common subsequence of the quotation and the tokens from `low` to before `high`."""
        return [
            Block(low + step.src_start, step.dest_start, step.src_end - step.src_start)
            for step in LCSseq.opcodes(self.tokens.ids[low:high], quote.ids)
            if step.tag == "equal"
        ]


def near_enough(alignment: Alignment, quote: Tokens) -> bool:
    """Tell whether a place is near enough to call the quotation an altered form of it."""
    return (
        alignment.common >= max(LEAST_WORDS, LEAST_SHARE * len(quote.words))
        and alignment.weight >= LEAST_WEIGHT * quote.weight
    )


def _tokens(found: list[re.Match[str]], words: list[str], ids: list[int]) -> Tokens:
    places = [place for place, word in enumerate(words) if word[0].isalnum()]
    return Tokens(ids, places, [match.span() for match in found])


def _slid(blocks: list[Block], ids: list[int]) -> list[Block]:
    """Join blocks that follow each other in the quotation, wherever the text says the first again before the second.

    "The … fund. The fund shall be": both "The fund" are those of the quotation; the one beside "shall be" is meant.
    """
    joined: list[Block] = []
    for block in reversed(blocks):
        after = joined[-1] if joined else None
        begin = after.place - block.size if after else -1
        if (
            after
            and block.quoted + block.size == after.quoted
            and begin >= block.place
            and ids[begin : after.place] == ids[block.place : block.place + block.size]
        ):
            joined[-1] = Block(begin, block.quoted, block.size + after.size)
        else:
            joined.append(block)
    return joined[::-1]


def _densest(blocks: list[Block]) -> list[Block]:
    """The blocks with most words in common and fewest skipped in the text between (Kadane's algorithm)."""
    best, best_range = 0.0, (0, 0)
    total, start, end = 0.0, 0, 0
    for i, block in enumerate(blocks):
        if i:
            total -= min(GAP_COST * (block.place - end), MOST_GAP_COST)
        if total < 0:
            total, start = 0.0, i
        total += block.size
        end = block.place + block.size
        if total > best:
            best, best_range = total, (start, i + 1)
    return blocks[slice(*best_range)]
