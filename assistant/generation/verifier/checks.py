"""The checks of a statement against the sentences that come nearest to it. Each is pure and names its finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.generation.verifier import words as table
from assistant.generation.verifier.analysis import Number, Sentence, Word, stem

NAME = re.compile(r"(?<!^)(?<![.!?:;•\"“(] )(?<![\"“(])\b(?:[A-Z][\w&-]*|[A-Za-z]*[A-Z]{2}[\w&-]*)")
TITLE = re.compile(r"\b[A-Z][a-z]+(?: (?:(?:of|for|and|the) )*[A-Z][a-z]+)+")
SHORT_NAME = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")
PART = re.compile(r"[A-Z]{2,}s?\b|[A-Za-z][a-z]+|[A-Z]{2,}")
MOST_ALIGNED = 3
NEW_STEMS = 2
"""A further sentence is brought in if it has at least so many words of the statement that the ones before lack."""
COMPANIONS = 2
"""Words around a number that must stand around it in the source too."""
SHORT = 4
"""A number with fewer words around it stands alone, as in the cell of a table."""
FLIPPED = 2
"""Words in common that may stand on the other side of a negation before a statement counts as turned round."""


def align(statement: Sentence, source: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the source from which the statement may come, the nearest first."""
    left = set(statement.stems)
    rest = list(source)
    aligned: list[Sentence] = []
    while rest and len(aligned) < MOST_ALIGNED:
        best = max(rest, key=lambda s: (len(left & s.stems), len(left & s.stems) / (1 + len(s.stems))))
        gained = left & best.stems
        if aligned and len(gained) < NEW_STEMS:
            break
        aligned.append(best)
        left -= gained
        rest.remove(best)
    return aligned


def _stems(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(sentence.stems for sentence in sentences))


def _texts(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(word.text for sentence in sentences for word in sentence.words)


def coverage(statement: Sentence, source: Sequence[Sentence]) -> float:
    """Share of the statement's content words that the source has; 1 for a statement without any."""
    held = _stems(source)
    return len(statement.stems & held) / len(statement.stems) if statement.stems else 1.0


def wrong_number(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """A number that the source lacks, has less often, or has in other company only."""
    held = [number for sentence in aligned for number in sentence.numbers]
    cells = [number for sentence in source for number in sentence.numbers if len(number.company) < SHORT]
    held += [number for number in cells if number not in held]
    said = Counter(number.value for number in statement.numbers)
    if said - Counter(number.value for number in held):
        return True
    return any(
        not any(number.value == other.value and _in_company(number, other) for other in held)
        for number in statement.numbers
    )


def _in_company(one: Number, other: Number) -> bool:
    if len(other.company) < SHORT:
        return True
    return len(one.company & other.company) >= min(len(one.company), COMPANIONS)


def wrong_strength(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """A should, must, may … that the source does not use, or not of the same action."""
    held = [duty for sentence in aligned for duty in sentence.duties]
    for strength, head in statement.duties:
        same_action = {other for other, action in held if action == head and head}
        if strength not in (same_action or {other for other, _ in held}):
            return True
    return False


def lost_strength(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """What the source says should or may be is told as a fact: the action is there, its word of strength is not."""
    said = {strength for strength, _ in statement.duties}
    return any(
        strength not in said and head in statement.stems
        for strength, head in (aligned[0].duties if aligned else ())
    )


def turned_round(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """A negation added, lost, or moved to other words."""
    near = [*aligned, *source]
    shared = [word for word in statement.words if word.content and _held(word.stem, near)]
    flipped = {w.stem for w in shared if all(o.negated != w.negated for o in _held(w.stem, near))}
    if len(flipped) >= FLIPPED or statement.negators > sum(sentence.negators for sentence in aligned):
        return True
    if any(_misplaced(word, _held(word.stem, near)) for word in shared):
        return True
    return _unfounded(statement, near)


def _misplaced(word: Word, others: Sequence[Word]) -> bool:
    """A negation bears on this word where it does on no other occurrence, or on all the others but not here."""
    if word.governed:
        return not any(other.governed or other.negated for other in others)
    return all(other.governed for other in others) and not word.negated


def _unfounded(statement: Sentence, near: Sequence[Sentence]) -> bool:
    """A negation bears on a word that the source lacks, and reaches none that the source denies."""
    denied = {word.stem for sentence in near for word in sentence.words if word.negated}
    foreign = any(w.governed and not _held(w.stem, near) for w in statement.words if w.content)
    return foreign and not any(word.negated and word.stem in denied for word in statement.words)


def _held(stem: str, sentences: Sequence[Sentence]) -> list[Word]:
    """Occurrences of a stem in the nearest sentence that has it."""
    return next((found for sentence in sentences if (found := sentence.occurrences(stem))), [])


def foreign_action(statement: Sentence, source: Sequence[Sentence]) -> bool:
    """The verb of a should, must, may … is one that the source does not have."""
    held = _stems(source)
    return any(head and head not in held for _, head in statement.duties)


def opposite(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """A word whose opposite stands in the source, where it does not stand itself."""
    said = {word.text for word in statement.words}
    held = _texts(aligned)
    pairs = [tuple(pair.split("=")) for pair in table.OPPOSITES]
    return any(
        (one in said - held and other in held - said) or (other in said - held and one in held - said)
        for one, other in pairs
    )


def foreign_limit(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """An only, always, every … or a word on legal weight, of which the source has none of the same group."""
    said = {word.text for word in statement.words}
    held = _texts(aligned)
    return any(said & group and not held & group for group in table.ALIKE)


def lost_exception(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """The source says unless or except, the statement says it without."""
    held = {word.text for word in aligned[0].words} if aligned else set()
    return bool(held & table.CONDITIONS) and not {w.text for w in statement.words} & table.CONDITIONS


def foreign_exception(statement: Sentence, source: Sequence[Sentence]) -> bool:
    """The statement says unless, except or if, the source nowhere does."""
    opening = {word.text for word in statement.words} & (table.CONDITIONS | table.HYPOTHESES)
    held = _texts(source)
    return bool(opening) and not held & (table.CONDITIONS | table.HYPOTHESES)


def longest_addition(statement: Sentence, source: Sequence[Sentence]) -> int:
    """Most content words in a row that the source does not have."""
    held = _stems(source)
    longest = run = 0
    for word in statement.words:
        if word.content:
            run = 0 if word.stem in held else run + 1
            longest = max(longest, run)
    return longest


def foreign_name(statement: Sentence, names: Names) -> bool:
    """A name or Latin abbreviation that is neither in the source nor among the names known beside it."""
    text = TITLE.sub(lambda title: "" if names.abbreviate(title[0]) else title[0], statement.text)
    return any(not names.know(part) for name in NAME.findall(text) for part in PART.findall(name))


@dataclass(frozen=True)
class Names:
    """Latin words that may stand as names, by stem; the initials of all in their order; the abbreviations."""

    stems: frozenset[str]
    initials: str
    capitals: str
    """Initials of the words with a capital only."""
    abbreviations: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Names:
        """Collect the names of texts."""
        found = [part for text in texts for part in PART.findall(text)]
        return cls(
            frozenset(map(stem, found)),
            "".join(part[0] for part in found).casefold(),
            "".join(part[0] for part in found if part[0].isupper()).casefold(),
            frozenset(short.casefold() for text in texts for short in SHORT_NAME.findall(text)),
        )

    def know(self, part: str) -> bool:
        """Tell whether a word is among them, or abbreviates words that follow each other."""
        letters = part.removesuffix("s").casefold()
        known = letters in (self.initials if len(letters) > 2 else self.capitals)
        return stem(part) in self.stems or (part[:2].isupper() and known)

    def abbreviate(self, title: str) -> bool:
        """Tell whether one of the abbreviations is the initials of a title, small words counted or not."""
        words = title.split()
        every = "".join(word[0] for word in words).casefold()
        return bool(
            {every, "".join(word[0] for word in words if word[0].isupper()).casefold()} & self.abbreviations
        )
