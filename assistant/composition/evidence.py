"""How relevant a span of a provision is to a question.

The relevance of a span of official text is the mean of two numbers between 0 and 1: the cosine of question and
span, and the share of the question's term weight (inverse document frequency) that the span covers. That of a
sentence of a summary is the second number alone.

Official texts are English, and an Urdu question shares no word with them. It is stood in for by its twin: the
reader's question of the same provision, in the language that is needed, that is nearest to it across languages.
Its vector is in the index, so nothing is encoded. The sentences of the two summaries of a provision are
translations of each other, one by one, wherever their numbers agree: each speaks for the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.composition.fact import Fact, facts_asked
from assistant.composition.wanted import bonus, thing_asked
from assistant.composition.wording import sentences_of
from assistant.inquiry import Inquiry
from assistant.retrieval import Retriever
from corpus import Provision
from ingest.encoders import Matrix
from ingest.lexical import Script, terms

DIGIT_BONUS = 0.15
"""Added to the relevance of spans with a number, where a number is asked for."""
FACT_BONUS = 0.15
"""Added to the relevance of spans that hold the kind of fact that is asked for."""
SETTLED = frozenset({"yes_no", "gap", "quotation", "list"})
"""Kinds of question that something else answers than one fact: "did it say by when?"."""
TWIN_SHARE = 0.5
"""Weight of the terms that only the twin of a question has."""
BARE_INTRODUCTION = 0.5
DIGITS = re.compile(r"\d")
DRAWN = re.compile(r"(?:(?<!\S)\d+%?\s+){5}")
"""Five numbers in a row: the axis of a drawing, which says nothing in words."""
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Span:
    """A piece of a provision that can stand alone, with its place in the provision and its relevance."""

    text: str
    place: int
    relevance: float
    coverage: float
    """Share of the question's term weight that it holds."""
    in_english: str = ""
    """Of a sentence of an Urdu summary: the sentence of the English one that it translates, where that can be told."""

    @property
    def said(self) -> str:
        """What it says, in every language."""
        return f"{self.text}\n{self.in_english}".strip()


@dataclass(frozen=True)
class Twin:
    """A reader's question that stands in for the question asked."""

    row: int
    """In the multilingual space of questions."""
    text: str
    cosine: float


class Evidence:
    """Ranks the spans of provisions of one snapshot."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        snapshot = retriever.snapshot
        self._official: dict[str, list[tuple[int, str]]] = {}
        for row, position in enumerate(snapshot.spaces["sentences"]):
            passage = snapshot.passages[position]
            if DRAWN.search(passage.text):
                continue
            self._official.setdefault(passage.key, []).append((row, passage.text))
        self._asked: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._english_rows: dict[int, int] = {}
        for row, position in enumerate(snapshot.spaces["multilingual_question"]):
            passage = snapshot.passages[position]
            self._asked.setdefault((passage.key, passage.language), []).append((row, passage.text))
        for row, position in enumerate(snapshot.spaces["english_question"]):
            self._english_rows[int(position)] = row

    @cached_property
    def _weights(self) -> dict[Script, Weights]:
        passages = self._retriever.snapshot.passages
        summaries = {
            language: [p.text for p in passages if p.kind == "summary" and p.language == language]
            for language in ("en", "ur")
        }
        official = [p.text for p in passages if p.kind == "official" and p.language == "en"]
        return {
            "latin": term_weights([*official, *summaries["en"]], "latin"),
            "arabic": term_weights(summaries["ur"], "arabic"),
        }

    # --- the question ------------------------------------------------------------------------------------------

    def wanted(self, inquiry: Inquiry, provision: Provision, script: Script) -> Weights:
        """Terms that a span should hold, weighted: those of the question, and at a discount those of its twin."""
        own = script == ("arabic" if inquiry.question_language == "ur" else "latin")
        asked = set(terms(inquiry.rephrased, script, skeletons=False)) if own else set()
        if inquiry.question_language == "ur-Latn":
            asked = {term for term in asked if term in self._weights["latin"]} if script == "latin" else set()
        table = self._weights[script]
        found = {term: table.get(term, 0.0) for term in asked}
        plain = inquiry.question_language == "en" and not inquiry.on_theme
        if own and (plain or (inquiry.compared is not None and any(found.values()))):
            return found
        twin = self._twin(inquiry, provision, "ur" if script == "arabic" else "en")
        if twin is not None:
            for term in set(terms(twin.text, script, skeletons=False)) - asked:
                found[term] = TWIN_SHARE * table.get(term, 0.0)
        return found

    def _twin(self, inquiry: Inquiry, provision: Provision, language: str) -> Twin | None:
        """The reader's question of a provision, in a language, that is nearest to the question."""
        rows = self._asked.get((provision.key, language))
        if not rows:
            return None
        vectors = np.asarray(self._retriever.snapshot.vectors["multilingual_question"][[r for r, _ in rows]])
        cosines = vectors @ self._retriever.vector("multilingual", inquiry.rephrased)
        best = int(cosines.argmax())
        return Twin(*rows[best], float(cosines[best]))

    def twin(self, inquiry: Inquiry, provision: Provision, language: str) -> tuple[str, float]:
        """The reader's question that stands in for the question in a language, and its cosine; "" and 0 if none."""
        found = self._twin(inquiry, provision, language)
        return (found.text, found.cosine) if found else ("", 0.0)

    def fact(self, inquiry: Inquiry, provision: Provision) -> Fact:
        """What a sentence of a provision must hold; a thing to be defined, named in Urdu, as the twin names it."""
        if inquiry.kind in SETTLED:
            return Fact()
        kinds, thing = facts_asked(inquiry.rephrased), thing_asked(inquiry.rephrased)
        if kinds or not thing:
            return Fact(kinds)
        return Fact(thing=thing if thing.isascii() else thing_asked(self.twin(inquiry, provision, "en")[0]))

    def _vector(self, inquiry: Inquiry, provision: Provision) -> Matrix:
        """English vector of the question, or of its English twin."""
        if inquiry.question_language != "en" and (twin := self._twin(inquiry, provision, "en")):
            snapshot = self._retriever.snapshot
            row = self._english_rows.get(int(snapshot.spaces["multilingual_question"][twin.row]))
            if row is not None:
                return np.asarray(snapshot.vectors["english_question"][row])
        return self._retriever.vector("english", inquiry.rephrased)

    # --- spans -------------------------------------------------------------------------------------------------

    def spans(self, provision: Provision, inquiry: Inquiry) -> list[Span]:
        """Spans of the official text, most relevant first; empty where the text is not held."""
        rows = self._official.get(provision.key, [])
        if not rows:
            return []
        vectors = np.asarray(self._retriever.snapshot.vectors["sentences"][[row for row, _ in rows]])
        cosines = vectors @ self._vector(inquiry, provision)
        wanted = self.wanted(inquiry, provision, "latin")
        spans = []
        for place, ((_, text), cosine) in enumerate(zip(rows, cosines, strict=True)):
            covered = coverage(wanted, text, "latin")
            relevance = (max(float(cosine), 0.0) + covered) / 2 + _bonus(text, inquiry)
            if text.rstrip().endswith(":"):  # an introduction whose limbs stand apart says nothing alone
                relevance *= BARE_INTRODUCTION
            spans.append(Span(text, place, relevance, covered))
        return sorted(spans, key=lambda span: -span.relevance)

    def sentences(self, provision: Provision, inquiry: Inquiry) -> list[Span]:
        """Sentences of our summary in the language of the answer, most relevant first."""
        texts = {language: sentences_of(text) for language, text in provision.summaries.items()}
        shown = texts.get(inquiry.language) or texts.get("en", [])
        shares: list[list[float]] = []
        for language, found in texts.items():
            if len(found) == len(shown):
                script: Script = "arabic" if language == "ur" else "latin"
                wanted = self.wanted(inquiry, provision, script)
                shares.append([coverage(wanted, text, script) for text in found])
        english = texts.get("en", [])
        beside = english if len(english) == len(shown) and english is not shown else [""] * len(shown)
        spans = []
        for place, (text, translated) in enumerate(zip(shown, beside, strict=True)):
            share = max((found[place] for found in shares), default=0.0)
            spans.append(
                Span(text, place, share + _bonus(f"{text}\n{translated}", inquiry), share, translated)
            )
        return sorted(spans, key=lambda span: -span.relevance)


def _bonus(text: str, inquiry: Inquiry) -> float:
    kinds = facts_asked(inquiry.rephrased)
    if kinds and inquiry.kind not in SETTLED:
        return max(FACT_BONUS * Fact(kinds).held(text), bonus(text, inquiry))
    return DIGIT_BONUS if inquiry.kind == "number" and DIGITS.search(text) else bonus(text, inquiry)


def term_weights(texts: Iterable[str], script: Script) -> Weights:
    """Inverse document frequency of each term over texts."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for term in set(terms(text, script, skeletons=False)):
            counts[term] = counts.get(term, 0) + 1
    return {term: math.log(1 + total / count) for term, count in counts.items()}


def coverage(wanted: Weights, text: str, script: Script) -> float:
    """Share, 0 to 1, of the wanted weight that a text holds."""
    total = sum(wanted.values())
    if not total:
        return 0.0
    present = wanted.keys() & set(terms(text, script, skeletons=False))
    return sum(wanted[term] for term in present) / total
