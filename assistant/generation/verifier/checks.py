"""The checks of a statement against the sentences that come nearest to it. Each is pure and names its finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.generation.verifier import words as table
from assistant.generation.verifier.analysis import Number, Sentence, stem
from assistant.generation.verifier.polarity import Side

OPPOSED = [tuple(map(stem, pair.split("="))) for pair in table.OPPOSITES]
MOST_ALIGNED = 3
NEW_STEMS = 2
"""A further sentence is brought in if it has at least so many words of the statement that the ones before lack."""
COMPANIONS = 2
"""Words around a number that must stand around it in the source too."""
SHORT = 4
"""A number with fewer words around it stands alone, as in the cell of a table."""
YEAR = re.compile(r"(?:19|20)\d\d")
LIMB_END = frozenset(";.")
EXCEPTED = 3
"""Words that a statement shares with the limb of an exception before it has to say the exception."""


def align(statement: Sentence, source: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the source from which the statement may come, the nearest first; one for each limb at least."""
    left = set(statement.stems)
    rest = list(source)
    aligned: list[Sentence] = []
    most = max(MOST_ALIGNED, 1 + sum(word.text == ";" for word in statement.words))
    while rest and len(aligned) < most:
        best = max(rest, key=lambda s: (len(left & s.stems), len(left & s.stems) / (1 + len(s.stems))))
        gained = left & best.stems
        if aligned and len(gained) < NEW_STEMS:
            break
        aligned.append(best)
        left -= gained
        rest.remove(best)
    return aligned


def stems(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Stems of the content words of sentences."""
    return frozenset[str]().union(*(sentence.stems for sentence in sentences))


def _texts(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(sentence.texts for sentence in sentences))


def coverage(statement: Sentence, held: frozenset[str]) -> float:
    """Share of the statement's content words that are held; 1 for a statement without any."""
    return len(statement.stems & held) / len(statement.stems) if statement.stems else 1.0


def wrong_number(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """A number that the source lacks, has less often, or has in other company only.

    A year may stand anywhere if it is the only one of the nearest sentence.
    """
    held = [number for sentence in aligned for number in sentence.numbers]
    cells = [number for sentence in source for number in sentence.numbers if len(number.company) < SHORT]
    held += [number for number in cells if number not in held]
    said = Counter(number.value for number in statement.numbers)
    if said - Counter(number.value for number in held):
        return True
    years = {n.value for n in aligned[0].numbers if YEAR.fullmatch(n.value)} if aligned else set()
    placed = [n for n in statement.numbers if years != {n.value}]
    return any(not any(_is_meant(number, other) for other in held) for number in placed)


def _is_meant(one: Number, other: Number) -> bool:
    if one.value != other.value:
        return False
    if len(other.company) < SHORT or any(map(str.isalpha, one.value)):
        return True
    return len(one.company & other.company) >= min(len(one.company), COMPANIONS)


def foreign_action(statement: Sentence, held: frozenset[str]) -> bool:
    """The verb of a should, must, may … is not held."""
    return any(duty.action and duty.action not in held for duty in statement.duties)


def opposite(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """A word whose opposite stands in the source, where it does not stand itself."""
    said = statement.occurrences.keys()
    held = frozenset[str]().union(*(sentence.occurrences for sentence in aligned))
    told = {w.stem for sentence in aligned for w in sentence.words if w.mark.side is Side.SAID}
    ours, theirs = said - held, told - said
    return any(
        (one in ours and other in theirs) or (other in ours and one in theirs) for one, other in OPPOSED
    )


def foreign_limit(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """An only, always or every that the sentences near have none like, or a word of legal weight that none has."""
    near, every = _texts(aligned), _texts(source)
    return any(statement.texts & said and not near & alike for said, alike in table.LIMITS) or any(
        statement.texts & said and not every & alike for said, alike in table.LEGAL
    )


def lost_exception(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """The source says unless or except, the statement says the same limb without."""
    if not aligned or statement.texts & table.CONDITIONS:
        return False
    return any(len(limb & statement.stems) >= EXCEPTED for limb in _excepting(aligned[0]))


def _excepting(sentence: Sentence) -> Iterator[frozenset[str]]:
    """Stems of each limb, between semicolons or full stops, that has an exception."""
    for ends, limb in groupby(sentence.words, key=lambda word: word.text in LIMB_END):
        words = list(limb)
        if not ends and any(word.text in table.CONDITIONS for word in words):
            yield frozenset(word.stem for word in words if word.content)


def foreign_exception(statement: Sentence, source: Sequence[Sentence]) -> bool:
    """The statement says unless, except or if, the source nowhere opens a condition."""
    said = statement.texts
    held = _texts(source)
    if held & (table.CONDITIONS | table.HYPOTHESES):
        return False
    return bool(said & table.CONDITIONS) or (bool(said & table.HYPOTHESES) and not held & table.CASES)


def longest_addition(statement: Sentence, held: frozenset[str]) -> int:
    """Most content words in a row that are not held."""
    longest = run = 0
    for word in statement.words:
        if word.content:
            run = 0 if word.stem in held else run + 1
            longest = max(longest, run)
    return longest
