"""Find the provisions that answer a question: lexical and vector scores, normalised and fused.

Each signal scores passages; a provision takes its best passage. Scores of a signal become z-scores over the
provisions in view, so that signals of different scale can be added, weighted by the question's language. A
provision that the question names comes first whatever its score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray

from assistant.adapter import Adapter, load_adapters
from assistant.batching import QuestionQueue
from assistant.language import detect
from assistant.lists import find_list, member_counted_to
from assistant.locators import find_locators
from assistant.naming import named_sources
from corpus import Catalogue, Provision
from corpus.types import QuestionLanguage
from ingest.encoders import Encoder, Matrix
from ingest.errors import StoreAwayError
from ingest.glosses import glosses
from ingest.lexical import script_of, terms
from ingest.passages import Passage
from ingest.snapshot import SPACES, Snapshot
from ingest.store import Positions

Scores = NDArray[np.float32]
REMEMBERED = 512
"""Question vectors kept for repeated questions."""
POOL = 300
"""Nearest vectors asked of a store that does not score them all."""

Weights = Mapping[QuestionLanguage, Mapping[str, float]]
WEIGHTS: Weights = {
    "en": {"lexical": 2.0, "english_text": 1.0, "english_question": 1.5},
    "ur": {"lexical": 1.5, "glossed": 1.5, "multilingual_text": 0.25, "multilingual_question": 2.0},
    "ur-Latn": {"lexical": 2.5, "english_text": 1.5, "multilingual_text": 0.25, "multilingual_question": 1.0},
}
"""Weight of each signal (words, sounds, the words' English glosses or a vector space) by the language of the question;
found on our dev questions and those of the judge (docs/decisions/0004-ranking.md)."""
ADAPTED_WEIGHT = 1.5
"""How much more a vector space weighs whose encoder has an adapter, in English and Urdu: with it a space tells more."""
PLAIN_WEIGHTS: Weights = {
    "en": {"lexical": 2.0, "english_text": 2.0, "multilingual_text": 2.0},
    "ur": {"lexical": 1.5, "sounds": 0.25, "multilingual_text": 1.0, "multilingual_sentences": 1.0},
    "ur-Latn": {"lexical": 2.0, "english_text": 1.0, "multilingual_text": 1.75},
}
"""The same where no provision has readers' questions, so that the wording must speak for itself."""
FOLLOW_UP = 0.5
"""Weight of a follow-up's own words beside the whole question, on the dev follow-ups: 0.25 to 1 do equally well."""
NAMED_SOURCE_BONUS = 2.0
"""Added, in standard deviations of one signal, to the provisions of a source that the question names."""


@dataclass(frozen=True)
class Hit:
    """One provision found, with the passage that spoke for it and the raw score of each signal."""

    provision: Provision
    score: float
    passage: Passage | None
    signals: Mapping[str, float] = field(default_factory=dict)
    named: bool = False
    """The question names this provision."""
    by_words: bool = False
    """Found by the words of the question alone: the vector server was away."""


class Retriever:
    """Ranks the provisions of one snapshot. Safe to share between threads."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoders: Mapping[str, Encoder],
        catalogue: Catalogue,
        adapters: Mapping[str, Adapter] | None = None,
    ) -> None:
        """Rank by the adapters given, or by those that were fitted for the encoders of the snapshot."""
        self.snapshot = snapshot
        self.encoders = encoders
        self.catalogue = catalogue
        self._keys = list(snapshot.provisions)
        index = {key: row for row, key in enumerate(self._keys)}
        self._owner = np.array([index[p.key] for p in snapshot.passages], dtype=np.int64)
        sources = np.array([key.partition("/")[0] for key in self._keys])
        self._within = {str(source): sources == source for source in np.unique(sources)}
        self._rows = index
        self._asked = np.zeros(len(self._keys), dtype=bool)
        self._asked[[index[p.key] for p in snapshot.passages if p.kind == "question"]] = True
        asked = bool(self._asked.any())
        if adapters is None:
            adapters = load_adapters(snapshot.manifest.encoders) if asked else {}
        self._adapters = adapters
        self._weights = _adapted(WEIGHTS, self._adapters) if asked else PLAIN_WEIGHTS
        self._queues = {name: QuestionQueue(encoder) for name, encoder in encoders.items()}
        # The composer asks for the vector of the question that was just searched.
        self._encoded = lru_cache(maxsize=REMEMBERED)(lambda name, text: self._queues[name].put(text))

    def close(self) -> None:
        """Stop the threads of this retriever."""
        for queue in self._queues.values():
            queue.close()

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of all sources."""
        return frozenset(self.catalogue.sources)

    def search(
        self,
        question: str,
        *,
        limit: int = 10,
        sources: Sequence[str] = (),
        language: QuestionLanguage | None = None,
        follow_up: str = "",
    ) -> list[Hit]:
        """Rank provisions for a question.

        Args:
            question: any language the encoders know.
            limit: most hits returned.
            sources: only these sources; empty means all.
            language: the language of the question; detected if not given.
            follow_up: what of the question was asked last; it weighs more than what was asked before.

        Returns:
            Hits, best first; the scores are comparable within one call only.
        """
        language = language or detect(question)
        view = frozenset(sources) or self.sources
        visible = self._of(view)
        if not visible.any():
            return []
        raw, ranking, best, by_words = self._signals(question, language)
        fused = self._fused(ranking, self._weights[language], visible)
        if follow_up:
            _, last, _, _ = self._signals(follow_up, language)
            fused += FOLLOW_UP * self._fused(last, self._weights[language], visible)
        about = named_sources(question, self.catalogue)
        if about:
            fused[self._of(about)] += NAMED_SOURCE_BONUS
        fused[~visible] = -np.inf
        order = _best(fused, max(limit, 1))
        named = self._named(question, view, fused)
        listed = [] if named else self._listed(question, view, about)
        hits = [self._hit(row, fused, raw, best, self._keys[row] in named) for row in order if visible[row]]
        found = self._first(named or listed, hits, fused, raw, best, bool(named))[:limit]
        return [replace(hit, by_words=True) for hit in found] if by_words else found

    def _named(self, question: str, view: frozenset[str], fused: Scores) -> list[str]:
        """Provisions that a question names; those below a section that it names, the nearest to the question first."""
        mentions = find_locators(question, self.catalogue, view)
        if not mentions and (counted := member_counted_to(question, self.catalogue, view)):
            return [counted]
        score = {m.key: float(fused[self._rows[m.key]]) for m in mentions if m.below and m.key in self._rows}
        return [m.key for m in sorted(mentions, key=lambda m: (m.below, -score.get(m.key, 0.0)))]

    def _of(self, sources: Iterable[str]) -> NDArray[np.bool_]:
        """Which provisions are of one of these sources; (p,)."""
        found = np.zeros(len(self._keys), dtype=bool)
        for source in sources:
            found |= self._within.get(source, False)
        return found

    def _fused(
        self, raw: Mapping[str, Scores], weights: Mapping[str, float], visible: NDArray[np.bool_]
    ) -> Scores:
        """Add up the standardised signals; (p,). Where nobody wrote questions, the wording speaks for them."""
        wording = next(name for name in weights if name.endswith("_text"))
        fused = np.zeros(len(self._keys), dtype=np.float32)
        for name, weight in weights.items():
            if name.endswith("_question"):
                standard = np.where(
                    self._asked,
                    _standardise(raw[name], visible & self._asked),
                    _standardise(raw[wording], visible),
                )
            else:
                standard = _standardise(raw[name], visible)
            fused += weight * standard
        return fused

    def _listed(self, question: str, view: frozenset[str], about: Sequence[str]) -> list[str]:
        """Members of a list that the question asks for, in the order of the document."""
        found = find_list(question, self.catalogue, frozenset(about) & view or view)
        return [f"{found.source_id}/{locator}" for locator in found.members] if found else []

    def _first(
        self,
        keys: list[str],
        hits: list[Hit],
        fused: Scores,
        raw: Mapping[str, Scores],
        best: Mapping[str, NDArray[np.int64]],
        named: bool,
    ) -> list[Hit]:
        """Put the provisions that the question names, or lists, before all others."""
        first = [self._hit(self._rows[key], fused, raw, best, named) for key in keys if key in self._rows]
        return first + [hit for hit in hits if hit.provision.key not in keys]

    def _hit(
        self,
        row: int,
        fused: Scores,
        raw: Mapping[str, Scores],
        best: Mapping[str, NDArray[np.int64]],
        named: bool,
    ) -> Hit:
        spoken = [name for name in best if name.endswith("_text") and best[name][row] >= 0]
        passage = self.snapshot.passages[best[spoken[0]][row]] if spoken else None
        values = {name: float(scores[row]) for name, scores in raw.items()}
        return Hit(self.snapshot.provisions[self._keys[row]], float(fused[row]), passage, values, named)

    def _signals(
        self, question: str, language: QuestionLanguage
    ) -> tuple[dict[str, Scores], dict[str, Scores], dict[str, NDArray[np.int64]], bool]:
        """Score provisions by every signal: name -> (p,) scores, and name -> (p,) position of the best passage.

        The scores come twice: as they are, for whoever weighs a hit, and by the adapted question, for ranking. The
        last value tells that the vector server was away, so that only what shares words was compared.
        """
        spaces = [name for name in self._weights[language] if name in SPACES]
        encoders = {SPACES[space] for space in spaces}
        for encoder in encoders:
            self._encoded(encoder, question)  # they work side by side: both release the interpreter lock
        raw = self._by_terms(question, language)
        vectors = {encoder: self.vector(encoder, question) for encoder in encoders}
        moved = {
            encoder: self._adapters[encoder].move(vector) if encoder in self._adapters else vector
            for encoder, vector in vectors.items()
        }
        best: dict[str, NDArray[np.int64]] = {}
        try:
            near = {space: self._nearest(space, moved[SPACES[space]]) for space in spaces}
            by_words = False
        except StoreAwayError:
            near = {space: self._among(raw["lexical"], space, moved[SPACES[space]]) for space in spaces}
            by_words = True
        ranking = dict(raw)
        for space, (found, cosines) in near.items():
            rows, encoder = self.snapshot.spaces[space][found], SPACES[space]
            ranking[space], best[space] = self._by_provision(rows, cosines)
            raw[space] = ranking[space]
            if encoder in self._adapters:
                own = np.asarray(self.snapshot.vectors[space][found]) @ vectors[encoder]
                raw[space], _ = self._by_provision(rows, own)
        return raw, ranking, best, by_words

    def _by_terms(self, question: str, language: QuestionLanguage) -> dict[str, Scores]:
        """Scores of the words, of their English glosses and of their sounds, as far as the language weighs them."""
        script = script_of(language)
        asked = terms(question, script)
        if language == "ur-Latn":
            asked = [*asked, *glosses(question)]
        raw = {"lexical": self.snapshot.lexical[script].scores(asked)}
        if "glossed" in self._weights[language]:
            raw["glossed"] = self.snapshot.lexical["latin"].scores(glosses(question))
        if "sounds" in self._weights[language]:
            raw["sounds"] = self.snapshot.lexical["sounds"].scores(terms(question, "sounds"))
        return raw

    def _nearest(self, space: str, vector: Matrix) -> tuple[Positions, Scores]:
        size = len(self.snapshot.spaces[space])
        if self.snapshot.store.exact:  # all of them, as they lie: whoever takes the best of each sorts none
            return np.arange(size), self.snapshot.vectors[space] @ vector
        return self.snapshot.store.search(space, vector, min(POOL, size))

    def _among(self, lexical: Scores, space: str, vector: Matrix) -> tuple[Positions, Scores]:
        """Cosines of the passages whose provisions share most words with the question, from the mapped files."""
        shared = np.argsort(-lexical, kind="stable")[:POOL]
        candidate = np.zeros(len(lexical), dtype=bool)
        candidate[shared[lexical[shared] > 0]] = True
        found = np.flatnonzero(candidate[self._owner[self.snapshot.spaces[space]]])
        return found, np.asarray(self.snapshot.vectors[space][found]) @ vector

    def vector(self, encoder: str, text: str) -> Matrix:
        """Vector of a question by `english` or `multilingual`; (d,) float32, remembered for a while."""
        waiting: Future[Matrix] = self._encoded(encoder, text)
        try:
            return waiting.result()
        except Exception:
            self._encoded.cache_clear()  # a failure is not remembered
            raise

    def _by_provision(self, rows: NDArray[np.int64], scores: Scores) -> tuple[Scores, NDArray[np.int64]]:
        """Give each provision the score and the position of its best passage.

        A provision of which no passage was near takes the least score that was, and position -1.
        """
        floor = float(scores.min()) if len(scores) else 0.0
        value = np.full(len(self._keys), floor, dtype=np.float32)
        position = np.full(len(self._keys), -1, dtype=np.int64)
        owners = self._owner[rows]
        np.maximum.at(value, owners, scores)
        best = scores == value[owners]
        position[owners[best]] = rows[best]
        return value, position


def _adapted(weights: Weights, adapters: Mapping[str, Adapter]) -> Weights:
    """Let the vector spaces of encoders with an adapter weigh more; Roman Urdu goes by its words, on our questions."""
    return {
        language: {
            name: weight * (ADAPTED_WEIGHT if language != "ur-Latn" and SPACES.get(name) in adapters else 1.0)
            for name, weight in table.items()
        }
        for language, table in weights.items()
    }


def _best(scores: Scores, limit: int) -> NDArray[np.int64]:
    """Rows of the highest scores, best first; of equal ones, the first row first."""
    rows = np.arange(len(scores))
    if limit < len(scores):
        rows = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    return rows[np.lexsort((rows, -scores[rows]))][:limit]


def _standardise(scores: Scores, visible: NDArray[np.bool_]) -> Scores:
    """Turn scores into z-scores over the visible provisions; a signal that tells nothing gives zeros."""
    spread = float(scores[visible].std()) if visible.any() else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    standard: Scores = ((scores - scores[visible].mean()) / spread).astype(np.float32)
    return standard


class ProvisionRetriever(BaseRetriever):
    """The retriever as LangChain knows it: drops into anybody's chain."""

    retriever: Any
    limit: int = 5
    sources: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits: list[Hit] = self.retriever.search(query, limit=self.limit, sources=self.sources)
        return [
            Document(
                page_content=hit.provision.text or hit.provision.summaries.get("en", ""),
                metadata={
                    "source_id": hit.provision.source_id,
                    "locator": hit.provision.locator,
                    "heading": " > ".join(hit.provision.heading),
                    "page": hit.provision.page,
                    "edition": hit.provision.edition,
                    "score": hit.score,
                },
            )
            for hit in hits
        ]
