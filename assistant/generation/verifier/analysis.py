"""Cut a sentence into what a check needs: stems, numbers with their company, duties, and what is negated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.generation.verifier import words as table
from assistant.generation.verifier.polarity import (
    CLAUSE_END,
    NOT_DENIED,
    SHUNNING,
    Mark,
    doubled,
    is_negator,
    mark,
    negators,
)
from corpus.text import fold_urdu
from ingest.lexical import LATIN_STOPWORDS, STOPWORDS, URDU_STOPWORDS, terms

TOKEN = re.compile(
    r"[^\W\d_]+\d[^\W_]*|\d[\d,]*(?:\.\d+)?|[a-z]&[a-z]\b|[^\W\d_]+(?:['’-][^\W\d_]+)*|[;:.!?۔؛]|[^\s\w]",
    re.UNICODE,
)
REFERENCE = re.compile(r"\[\d+\]")
SENTENCE_END = re.compile(r"(?<=[.!?۔؟])[\"”»’]?\s+(?=[\"“«‘(]?[A-Z0-9\u0600-\u06ff])|(?<![,;:])\s*\n+\s*")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|Dr|No|vs|Art|para)\.$")
CONTRACTED = (
    ("won't", "will not"),
    ("cannot", "can not"),
    ("can't", "can not"),
    ("n't", " not"),
    ("'ll", " will"),
)
REWRITTEN = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"\bnot (?:only|merely|just|solely)\b", "notonly"),
        (r"\b(?:not|without being) (?:limited|restricted|confined) to\b", "notlimited"),
        (r"\bwithout limit(?:ation|s)?\b", "notlimited"),
        (r"\b(is|are|was|were|has|have) yet to\b", r"\1 not yet"),
        (r"\bnot even\b", "even"),
        (r"\bor not\b(?=\s*(?:[,;.]|$))", "or"),
        (r"\bnobody's\b|\bno one(?:'s)?\b", "nobody"),
        (r"\babove all\b", "especially"),
        (r"\b(?:no|not) more than\b|\bat most\b|\bup to\b", "atmost"),
        (r"\b(?:no|not) (?:less|fewer) than\b|\bat least\b", "atleast"),
    )
)
"""Negations that reserve or bound instead of denying become one word; "yet to be done" becomes "not yet be done"."""
ARABIC = re.compile("[\u0600-\u06ff]")
REACH = 8
"""Words after a "so" among which a can tells a purpose."""
HEDGES = frozenset("as where if when".split())
"""Words that make "needed" or "necessary" a hedge instead of a duty."""
NOUN_ENDS = CLAUSE_END | {",", "and", "or", "of"}
COMPANY = 5
"""Words on either side of a number among which one of its company must be found again."""
LIGHT = frozenset(
    """able be been being is are was were am has have had do does did also get become becomes make made
    take taken give given go goes gone not never always therefore then thus in to جا ہو کر ہونا ہونی ہونے کرنا کرنی کرنے دے لے رہ""".split()
)
"""Words between a modal and the verb it governs, or verbs too light to tell one duty from another."""


@dataclass(frozen=True)
class Word:
    """One word or mark of a sentence."""

    text: str
    """As folded: lower case, one spelling of Urdu letters, Western digits."""
    stem: str
    content: bool
    mark: Mark = NOT_DENIED


@dataclass(frozen=True)
class Number:
    """A number and the stems around it."""

    value: str
    company: frozenset[str]


class Duty(NamedTuple):
    """A word of strength."""

    strength: str
    """Its class."""
    action: str
    """Stem of the verb that it governs, or ""."""
    purpose: bool = False
    """Tells what something is for, as the can in "so that people can"."""
    able: bool = False
    """Is followed by "be able to"."""
    noun: bool = False
    """Names what is needed, as in "the needs of industry"."""


@dataclass(frozen=True)
class Sentence:
    """An analysed sentence."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    numbers: tuple[Number, ...]
    duties: tuple[Duty, ...]
    prospects: tuple[Duty, ...]
    """What is able, possible or likely to be done."""
    negators: int
    """Words that deny, "neither … nor" counted once."""
    shunners: int
    """Words that keep something off: avoid, against, lack."""
    doubled: int
    """Negations of such a word."""

    @cached_property
    def occurrences(self) -> Mapping[str, list[Word]]:
        """The words of each stem."""
        found: dict[str, list[Word]] = {}
        for word in self.words:
            found.setdefault(word.stem, []).append(word)
        return found

    @cached_property
    def texts(self) -> frozenset[str]:
        """The words and marks."""
        return frozenset(word.text for word in self.words)


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
    marks = mark(tokens, contents, urdu)
    found = tuple(
        Word(token, stem(token), content, marked)
        for token, content, marked in zip(tokens, contents, marks, strict=True)
    )
    return Sentence(
        text=text,
        words=found,
        stems=frozenset(word.stem for word in found if word.content),
        numbers=tuple(_numbers(found)),
        duties=tuple(_duties(found, urdu)),
        prospects=tuple(_prospects(found)),
        negators=negators(tokens),
        shunners=sum(token in SHUNNING for token in tokens),
        doubled=doubled(tokens),
    )


def _expanded(text: str) -> str:
    """Write contractions out, so that their negation and their modal are seen; unify negations that deny nothing."""
    for short, long in CONTRACTED:
        text = text.replace(short, long)
    for pattern, other in REWRITTEN:
        text = pattern.sub(other, text)
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
    found = _term(token)
    return SAME.get(found, found)


def _term(token: str) -> str:
    script = "arabic" if ARABIC.search(token) else "latin"
    return (terms(token, script, skeletons=False) or [token])[0]  # type: ignore[arg-type]


def _joined(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Map each stem to the first stem of its group; groups that share a stem are one."""
    same: dict[str, str] = {}
    for group in groups:
        stems = {_term(word) for word in group}
        met = {same[stem] for stem in stems if stem in same}
        first = min(met, default=_term(group[0]))
        same |= {stem: first for stem in {*stems, *(s for s, other in same.items() if other in met)}}
    return same


SAME = _joined((*table.SYNONYMS, *table.FORMS))
"""Stem -> stem that stands for it and for its synonyms and forms."""


def _is_content(token: str) -> bool:
    if token in STOPWORDS or token in URDU_STOPWORDS or token in table.MODALS or not token[0].isalnum():
        return False
    if is_negator(token) or token in table.URDU_STRENGTH:
        return False
    if token in table.FUNCTION:
        return False
    return len(token) > 1 or token.isdigit() or token not in LATIN_STOPWORDS


def _numbers(found: Sequence[Word]) -> Iterator[Number]:
    content = [word for word in found if word.content]
    for i, word in enumerate(content):
        if any(map(str.isdigit, word.stem)) and word.text != "one":
            around = content[max(0, i - COMPANY) : i] + content[i + 1 : i + 1 + COMPANY]
            yield Number(word.stem, frozenset(other.stem for other in around) - {word.stem})


def _duties(found: Sequence[Word], urdu: bool) -> Iterator[Duty]:
    classes = table.URDU_STRENGTH if urdu else table.STRENGTH
    texts = [word.text for word in found]
    for i, word in enumerate(texts):
        if word not in classes or (classes[word] == "need" and texts[max(0, i - 1)] in HEDGES):
            continue
        governs = urdu or word in table.MODALS
        action = _head(found[:i][::-1] if urdu else found[i + 1 :]) if governs else ""
        following = [*texts[i + 1 : i + 4], "."]
        noun = word in {"need", "needs"} and following[0] in NOUN_ENDS
        yield Duty(classes[word], action, "so" in texts[max(0, i - REACH) : i], "able" in following, noun)


def _prospects(found: Sequence[Word]) -> Iterator[Duty]:
    for i, word in enumerate(found):
        modal = any(before.text in table.MODALS for before in found[max(0, i - 3) : i])
        for strength in () if modal else table.PROSPECTS.get(word.text, ()):
            yield Duty(strength, _head(found[i + 1 :]))


def _head(following: Sequence[Word]) -> str:
    """Stem of the first word after a modal (in Urdu: before it) that is neither light nor an adverb."""
    for word in following[:6]:
        if word.text in CLAUSE_END:
            break
        if word.content and word.text not in LIGHT and not word.text.endswith("ly"):
            return word.stem
    return ""
