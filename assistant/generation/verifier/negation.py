"""The checks of negations: added, lost, moved, doubled, or turned to a condition's other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.generation.verifier import words as table
from assistant.generation.verifier.analysis import Sentence, Word
from assistant.generation.verifier.polarity import CONDITION_END, Side

ONLY = table.LIMITS[0][0]
RESERVING = frozenset({"notonly", "notlimited"})
OPENERS = frozenset({"if", "where", "when"})
DENIABLE = frozenset({Side.DENIED, Side.EITHER})
NEARLY_ALL = 0.8
"""Share of a sentence's content words from which on a statement has to say its negations too."""
FLIPPED = 2
"""Words in common that may stand on the other side of a negation before a statement counts as turned round."""


def turned_round(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """A negation added, lost, or moved to other words."""
    near = [*aligned, *source]
    held = {stem: found for stem in statement.stems if (found := _held(stem, aligned, source))}
    shared = [word for word in statement.words if word.content and word.stem in held]
    agreeing = {word.stem for word in shared if not all(_opposed(word, other) for other in held[word.stem])}
    flipped = held.keys() - agreeing
    allowed = sum(sentence.negators + sentence.shunners for sentence in aligned)
    if len(flipped) >= FLIPPED or statement.negators > allowed:
        return True
    if statement.doubled > sum(sentence.doubled for sentence in aligned):
        return True
    if any(_misplaced(word, held[word.stem]) for word in shared):
        return True
    return _unfounded(statement, near)


def _opposed(one: Word, other: Word) -> bool:
    return {one.mark.side, other.mark.side} == {Side.SAID, Side.DENIED}


def _misplaced(word: Word, others: Sequence[Word]) -> bool:
    """A negation bears on this word where it does on no other occurrence, or on all the others but not here."""
    if word.mark.governed:
        return not any(other.mark.governed or other.mark.side in DENIABLE for other in others)
    return all(other.mark.governed for other in others) and word.mark.side is Side.SAID


def _unfounded(statement: Sentence, near: Sequence[Sentence]) -> bool:
    """A negation bears on a word that the source lacks, and reaches none that the source denies."""
    denied = {w.stem for sentence in near for w in sentence.words if w.mark.side is not Side.SAID}
    foreign = any(
        w.mark.governed and not any(w.stem in s.occurrences for s in near)
        for w in statement.words
        if w.content
    )
    return foreign and not any(w.mark.side is Side.DENIED and w.stem in denied for w in statement.words)


def _held(stem: str, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> list[Word]:
    """Occurrences of a stem in the aligned sentences, or else in the first other one that has it."""
    found = [word for sentence in aligned for word in sentence.occurrences.get(stem, ())]
    return found or next((words for other in source if (words := other.occurrences.get(stem))), [])


def lost_negator(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """Nearly all of the nearest sentence is said, with fewer negations than it has."""
    if not aligned or statement.negators + statement.shunners >= aligned[0].negators:
        return False
    stems = aligned[0].stems
    return len(statement.stems & stems) >= NEARLY_ALL * len(stems)


def turned_condition(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """An if, where or when is negated here and in no sentence of the source that has it, or the other way round."""
    held = {condition for sentence in aligned for condition in _conditions(sentence)}
    return any(
        (opener, not denied) in held and (opener, denied) not in held
        for opener, denied in _conditions(statement)
    )


def _conditions(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """Each word that opens a condition, and whether its clause denies."""
    for i, word in enumerate(sentence.words):
        if word.text in OPENERS:
            clause = takewhile(lambda w: w.text not in CONDITION_END, sentence.words[i + 1 :])
            yield word.text, any(w.mark.side is Side.DENIED or w.text in table.ABSENT for w in clause)


def lifted_limit(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """The statement says "not only" where the source says only."""
    held = frozenset[str]().union(*(sentence.texts for sentence in aligned))
    return "notonly" in statement.texts and bool(held & ONLY) and not held & RESERVING
