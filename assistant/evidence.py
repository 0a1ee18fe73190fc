"""Gather what speaks for and against an answer, from a question and the provisions found for it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.asked import asks_any, kinds_of, lacking
from assistant.form import found_by_form
from assistant.inquiry import Inquiry
from assistant.missing import LOOKED_AT, names_foreign, uncounted, wording
from assistant.naming import named_sources
from assistant.retrieval import Hit, Retriever
from assistant.spoken import Spoken
from corpus import Provision
from corpus.types import QuestionLanguage
from ingest.encoders import Matrix
from ingest.lexical import Script, script_of, skeleton, terms
from ingest.passages import lexical_text
from ingest.snapshot import SPACES

SPACE_OF: dict[QuestionLanguage, str] = {
    "en": "english_question",
    "ur": "multilingual_question",
    "ur-Latn": "multilingual_question",
}
"""The vector space of readers' questions in which a question is compared."""
FULL_GAP = {"english_question": 0.25, "multilingual_question": 0.05}
"""Difference of cosines that counts as the whole `kind_gap`: E5 puts all texts close together."""
NAME = re.compile(r"(?<=[\w,] )[A-Z][\w-]+|\b[A-Z]{2,}\b")
"""A word that its capitals make a name: not the first of a sentence, or all in capitals."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against an answer; each number is a feature of the judge's logistic model."""

    first_coverage: float
    """Share of the question's term weight that the first hit holds."""
    best_coverage: float
    """The same for the best of the hits looked at."""
    joint_coverage: float
    """The same for the first three together."""
    unknown: float
    """Share of the term weight that no provision of the corpus holds."""
    missing: float
    """Weight of the most telling term that the first hit lacks, relative to the greatest possible."""
    question_cosine_en: float
    """Of a question in English: best cosine with a question that a provision is known to answer; else 0."""
    question_cosine_multi: float
    """The same of a question in Urdu or Roman Urdu."""
    text_cosine_en: float
    """Of a question in English: best cosine with a provision's wording; else 0."""
    text_cosine_multi: float
    """The same of a question in Urdu or Roman Urdu."""
    kind_gap: float
    """How much farther the nearest known question is that asks for the same kind of fact; 0 to 1."""
    soft_miss: float
    """1 if it asks for a person, sum, count, share or date and the first two hits hold none."""
    count_miss: float
    """1 if it asks how many of something and the first three hits count no such thing."""
    asks_kind: float
    """1 if it asks for any kind of fact that `asked` knows."""
    foreign: float
    """1 if the question names another country's or body's instrument that the hits do not mention."""
    unknown_name: float
    """1 if it holds a name, by its capital letters, that no provision of the corpus has."""
    named_source: float
    """1 if it names one of our sources."""
    source_lacks: float
    """Weight of the most telling word that no provision of the sources named has though others do; 0 to 1."""
    unspoken: float
    """Of a question whether a source speaks of a thing: weight of the most telling word that the first hits lack."""
    first_score: float
    """Of the first hit, in standard deviations of the signals."""
    lead: float
    """Of the first hit before the second one."""
    spread: float
    """Of the first hit before the last one looked at."""
    length: float
    """Number of key terms, 20 or more being 1."""
    by_form: float
    """1 if the form of the question found what is asked for (`assistant.form`)."""
    by_list: float
    """1 if that is a list that a document makes."""
    urdu: float
    roman_urdu: float


class Gatherer:
    """Gathers evidence against one snapshot."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self.spoken = Spoken(retriever)
        names = {source.id: source.short_title.en for source in retriever.catalogue.sources.values()}
        self._terms = lru_cache(maxsize=4096)(
            lambda key, script: frozenset(
                terms(lexical_text(self._provision(key), script, names[key.partition("/")[0]]), script)
            )
        )
        self._questions: dict[tuple[str, str], list[tuple[int, str]]] = {}
        snapshot = retriever.snapshot
        for space in FULL_GAP:
            for row, position in enumerate(snapshot.spaces[space]):
                passage = snapshot.passages[position]
                known = self._questions.setdefault((space, passage.key), [])
                known.append((row, passage.text))

    def _provision(self, key: str) -> Provision:
        return self._retriever.snapshot.provisions[key]

    def gather(self, inquiry: Inquiry) -> Evidence:
        """Return the evidence of an inquiry that has hits."""
        question, language = inquiry.rephrased, inquiry.question_language
        script = script_of(language)
        hits = inquiry.hits[:LOOKED_AT]
        asked = set(terms(question, script, skeletons=False))
        kinds = kinds_of(question)
        english = language == "en"
        best = {name: _best(hits, name) for name in (SPACE_OF[language], SPACE_OF[language][:-8] + "text")}
        question_cosine, text_cosine = best.values()
        by_form = found_by_form(inquiry, self._retriever.catalogue)
        return Evidence(
            **self._coverage(asked, hits, script),
            question_cosine_en=question_cosine if english else 0.0,
            question_cosine_multi=0.0 if english else question_cosine,
            text_cosine_en=text_cosine if english else 0.0,
            text_cosine_multi=0.0 if english else text_cosine,
            kind_gap=self._kind_gap(question, language, hits, kinds),
            soft_miss=float(lacking(kinds, [wording(hit.provision) for hit in hits[:2]], hard=False)),
            count_miss=float(uncounted(question, [wording(hit.provision) for hit in hits[:3]])),
            asks_kind=float(bool(kinds)),
            foreign=float(names_foreign(question, hits)),
            unknown_name=float(self._unknown_name(question)),
            named_source=float(bool(named_sources(question, self._retriever.catalogue))),
            source_lacks=self.spoken.lacked_by_sources(question, language, inquiry.named_sources),
            unspoken=self.spoken.lacked_by(question, language, [hit.provision for hit in hits[:3]])
            if inquiry.kind == "gap"
            else 0.0,
            first_score=hits[0].score,
            lead=hits[0].score - hits[min(1, len(hits) - 1)].score,
            spread=hits[0].score - hits[-1].score,
            length=min(len(asked), 20) / 20,
            by_form=float(by_form),
            by_list=float(by_form and inquiry.listed is not None),
            urdu=float(language == "ur"),
            roman_urdu=float(language == "ur-Latn"),
        )

    def nearest_known(self, inquiry: Inquiry) -> tuple[Matrix, Matrix | None]:
        """The question's vector, and that of the nearest question that a hit is known to answer; (d,) each, or None."""
        space = SPACE_OF[inquiry.question_language]
        vector = self._retriever.vector(SPACES[space], inquiry.rephrased)
        rows = [row for row, _ in self._known(space, inquiry.hits[:LOOKED_AT])]
        if not rows:
            return vector, None
        vectors = np.asarray(self._retriever.snapshot.vectors[space][rows])
        return vector, vectors[int((vectors @ vector).argmax())]

    def _known(self, space: str, hits: Sequence[Hit]) -> list[tuple[int, str]]:
        """Row and text of every question that is known to be answered by one of the hits."""
        return [entry for hit in hits for entry in self._questions.get((space, hit.provision.key), ())]

    def _coverage(self, asked: set[str], hits: Sequence[Hit], script: Script) -> dict[str, float]:
        """Features of the words: how much of the question the hits hold, and what they lack."""
        index = self._retriever.snapshot.lexical[script]
        weight = {term: index.weight(term) for term in asked}
        total = sum(weight.values()) or 1.0
        most = math.log(1 + max(index.size, 2))
        held = [self._terms(hit.provision.key, script) for hit in hits]
        joint = frozenset().union(*held[:3])

        def share(one: frozenset[str]) -> float:
            return sum(weight[t] for t in asked if _holds(one, t)) / total

        unknown = [t for t in asked if not index.knows(t) and not index.knows(skeleton(t))]
        return {
            "first_coverage": share(held[0]),
            "best_coverage": max(map(share, held)),
            "joint_coverage": share(joint),
            "unknown": sum(weight[t] for t in unknown) / total,
            "missing": max((weight[t] for t in asked if not _holds(held[0], t)), default=0.0) / most,
        }

    def _unknown_name(self, question: str) -> bool:
        index = self._retriever.snapshot.lexical["latin"]
        names = [term for name in NAME.findall(question) for term in terms(name, "latin", skeletons=False)]
        return any(not index.knows(term) for term in names)

    def _kind_gap(
        self, question: str, language: QuestionLanguage, hits: Sequence[Hit], kinds: frozenset[str]
    ) -> float:
        space = SPACE_OF[language]
        known = self._known(space, hits)
        if not kinds or not known:
            return 0.0
        rows = np.array([row for row, _ in known])
        vector = self._retriever.vector(SPACES[space], question)
        cosines = np.asarray(self._retriever.snapshot.vectors[space][rows]) @ vector
        alike = [cosine for cosine, (_, text) in zip(cosines, known, strict=True) if asks_any(text, kinds)]
        gap = float(cosines.max() - max(alike)) if alike else math.inf
        return min(gap / FULL_GAP[space], 1.0)


def _holds(held: frozenset[str], term: str) -> bool:
    return term in held or (bool(reduced := skeleton(term)) and reduced in held)


def _best(hits: Sequence[Hit], signal: str) -> float:
    return max((hit.signals.get(signal, 0.0) for hit in hits), default=0.0)
