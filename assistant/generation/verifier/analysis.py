"""Cut a sentence into what a check needs: stems, numbers with their company, duties, and what is negated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.generation.verifier import words as table
from corpus.text import fold_urdu
from ingest.lexical import LATIN_STOPWORDS, STOPWORDS, URDU_STOPWORDS, terms

TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[;:.!?۔؛]|[^\s\w]", re.UNICODE)
REFERENCE = re.compile(r"\[\d+\]")
SENTENCE_END = re.compile(r"(?<=[.!?۔؟])[\"”»’]?\s+(?=[\"“«‘(]?[A-Z0-9\u0600-\u06ff])|(?<![,;:])\s*\n+\s*")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|Dr|No|vs|Art|para)\.$")
CLAUSE_END = frozenset(";:.!?۔؛؟")
COMMAS = frozenset(",،")
VERBS = table.PROHIBITING | table.AVOIDING
BE = frozenset("is are was were be been being".split())
RESERVED = frozenset("only limited merely just solely".split())
CONTRACTED = (
    ("won't", "will not"),
    ("cannot", "can not"),
    ("can't", "can not"),
    ("n't", " not"),
    ("'ll", " will"),
)
ARABIC = re.compile("[\u0600-\u06ff]")
COMPANY = 5
"""Words on either side of a number among which one of its company must be found again."""
LIGHT = frozenset(
    """be been being is are was were am has have had do does did also get become becomes make made
    take taken give given not never always therefore then thus in to جا ہو کر ہونا ہونی ہونے کرنا کرنی کرنے دے لے رہ""".split()
)
"""Words between a modal and the verb it governs, or verbs too light to tell one duty from another."""


@dataclass(frozen=True)
class Word:
    """One word or mark of a sentence."""

    text: str
    """As folded: lower case, one spelling of Urdu letters, Western digits."""
    stem: str
    content: bool
    negated: bool = False
    """Stands in the reach of a negation."""
    governed: bool = False
    """Is the first word that a negation bears on."""


@dataclass(frozen=True)
class Number:
    """A number and the stems around it."""

    value: str
    company: frozenset[str]


@dataclass(frozen=True)
class Sentence:
    """An analysed sentence. `duties` are (class of strength, stem of the governed verb or "")."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    numbers: tuple[Number, ...]
    duties: tuple[tuple[str, str], ...]
    negators: int

    def occurrences(self, stem: str) -> list[Word]:
        """The words of a stem."""
        return [word for word in self.words if word.stem == stem]


def split(text: str) -> list[str]:
    """Cut a text into sentences; an introduction stays with the limbs that follow it."""
    pieces: list[str] = []
    for piece in SENTENCE_END.split(REFERENCE.sub("", text)):
        if not piece or not piece.strip():
            continue
        if pieces and ABBREVIATION.search(pieces[-1]):
            pieces[-1] += f" {piece.strip()}"
        else:
            pieces.append(piece.strip())
    return pieces


@lru_cache(maxsize=4096)
def analyse(text: str) -> Sentence:
    """Analyse one sentence, in English or Urdu."""
    urdu = bool(ARABIC.search(text))
    tokens = TOKEN.findall(_expanded(fold_urdu(text)))
    contents = [_is_content(token) for token in tokens]
    negated, governed = _negations(tokens, contents, urdu)
    found = tuple(
        Word(token, stem(token), content, reached, first)
        for token, content, reached, first in zip(tokens, contents, negated, governed, strict=True)
    )
    return Sentence(
        text=text,
        words=found,
        stems=frozenset(word.stem for word in found if word.content),
        numbers=tuple(_numbers(found)),
        duties=tuple(_duties(found, urdu)),
        negators=sum(_is_negator(token) and token not in VERBS for token in tokens),
    )


def _expanded(text: str) -> str:
    """Write contractions out, so that their negation and their modal are seen."""
    for short, long in CONTRACTED:
        text = text.replace(short, long)
    return text


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """Reduce a word to its stem, a number to its digits."""
    token = token.casefold()
    number = table.NUMBER_WORDS.get(token) or table.URDU_NUMBER_WORDS.get(token)
    if number is not None:
        return number
    if token[0].isdigit():
        return token.replace(",", "").rstrip(".")
    script = "arabic" if ARABIC.search(token) else "latin"
    return (terms(token, script, skeletons=False) or [token])[0]  # type: ignore[arg-type]


def _is_content(token: str) -> bool:
    if token in STOPWORDS or token in URDU_STOPWORDS or token in table.MODALS or not token[0].isalnum():
        return False
    if _is_negator(token) or token in table.URDU_STRENGTH:
        return False
    return len(token) > 1 or token.isdigit() or token not in LATIN_STOPWORDS


def _is_negator(token: str) -> bool:
    return token in table.ENGLISH_NEGATORS or token in table.URDU_NEGATORS or token in VERBS


def _negations(tokens: Sequence[str], contents: Sequence[bool], urdu: bool) -> tuple[list[bool], list[bool]]:
    """Mark what each negation reaches, and what it bears on first.

    It reaches to the end of its clause; in Urdu, and where something "is prohibited", the whole clause. A
    "not only" or "not limited to" bears on its next word but turns nothing round.
    """
    reached, governed = [False] * len(tokens), [False] * len(tokens)
    for clause in _clauses(tokens):
        for place in (i for i in clause if _is_negator(tokens[i])):
            ahead = [i for i in clause if i > place and contents[i]]
            behind = [i for i in clause if i < place and contents[i]]
            passive = tokens[place] in VERBS and tokens[place - 1] in BE
            first = behind[-1:] if urdu or passive else ahead[:1]
            for i in first:
                governed[i] = True
            if tokens[place] not in table.AVOIDING and not _reserves(tokens, place):
                start = clause[0] if urdu or passive else place
                for i in clause:
                    reached[i] = reached[i] or i >= start
    return reached, governed


def _reserves(tokens: Sequence[str], place: int) -> bool:
    return any(token in RESERVED for token in tokens[place + 1 : place + 3])


def _clauses(tokens: Sequence[str]) -> Iterator[list[int]]:
    """Cut at marks, at words that open another clause, and at commas before a clause with a modal of its own."""
    clause: list[int] = []
    for i, token in enumerate(tokens):
        ends = token in CLAUSE_END or token in table.BREAKS or token in table.URDU_BREAKS
        if ends or (token in COMMAS and _has_modal(tokens, i + 1)):
            if clause:
                yield clause
            clause = []
        else:
            clause.append(i)
    if clause:
        yield clause


def _has_modal(tokens: Sequence[str], start: int) -> bool:
    for token in tokens[start:]:
        if token in CLAUSE_END or token in COMMAS:
            return False
        if token in table.MODALS or token in table.URDU_STRENGTH:
            return True
    return False


def _numbers(found: Sequence[Word]) -> Iterator[Number]:
    content = [word for word in found if word.content]
    for i, word in enumerate(content):
        if word.stem[0].isdigit() and word.text != "one":
            around = content[max(0, i - COMPANY) : i] + content[i + 1 : i + 1 + COMPANY]
            yield Number(word.stem, frozenset(other.stem for other in around) - {word.stem})


def _duties(found: Sequence[Word], urdu: bool) -> Iterator[tuple[str, str]]:
    classes = table.URDU_STRENGTH if urdu else table.STRENGTH
    for i, word in enumerate(found):
        if word.text in classes:
            governs = urdu or word.text in table.MODALS
            yield classes[word.text], _head(found[:i][::-1] if urdu else found[i + 1 :]) if governs else ""


def _head(following: Sequence[Word]) -> str:
    """Stem of the first word after a modal (in Urdu: before it) that is neither light nor an adverb."""
    for word in following[:6]:
        if word.text in CLAUSE_END:
            break
        if word.content and word.text not in LIGHT and not word.text.endswith("ly"):
            return word.stem
    return ""
