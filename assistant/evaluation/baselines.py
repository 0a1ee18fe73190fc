"""What others would do with the same provisions: plain BM25, and one small English encoder by cosine.

Neither shares a signal with the product's ranking: their tokens, indexes and scores are made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
import Stemmer

from assistant.retrieval import Retriever
from corpus import Provision
from ingest.cache import EmbeddingCache
from ingest.encoders import Encoder, load_encoder

Scored = list[tuple[str, float]]


class RankingSystem(Protocol):
    """Anything that ranks provisions for a question."""

    name: str

    def rank(self, question: str, limit: int) -> Scored:
        """Return at most `limit` (key, score) pairs, best first."""


class Product:
    """Rahnuma's own ranking."""

    name = "rahnuma"

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def rank(self, question: str, limit: int) -> Scored:
        """Rank by the product's retriever, just as a question is searched."""
        hits = self._retriever.search(question, limit=limit)
        return [(hit.provision.key, hit.score) for hit in hits]


class Bm25:
    """bm25s with its own tokens, English stopwords and Snowball stemmer, at its default settings."""

    name = "bm25"

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys = list(texts)
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        self._index.index(self._tokens(list(texts.values())), show_progress=False)

    def _tokens(self, texts: list[str]) -> list[list[str]]:
        tokens: list[list[str]] = bm25s.tokenize(
            texts, stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return tokens

    def rank(self, question: str, limit: int) -> Scored:
        """Rank by BM25; provisions that share no word with the question are not listed."""
        words = [word for word in self._tokens([question])[0] if word in self._index.vocab_dict]
        if not words:
            return []
        return top(self._keys, np.asarray(self._index.get_scores(words)), limit, least=0.0)


class MiniLM:
    """all-MiniLM-L6-v2, one vector a provision (its first 256 word pieces), ranked by cosine."""

    name = "minilm"

    def __init__(
        self, texts: Mapping[str, str], cache: EmbeddingCache, encoder: Encoder | None = None
    ) -> None:
        self._keys = list(texts)
        self._encoder = encoder or load_encoder("minilm")
        self._matrix = cache.encode(self._encoder, list(texts.values()))

    def rank(self, question: str, limit: int) -> Scored:
        """Rank by cosine."""
        return top(self._keys, self._matrix @ self._encoder.query(question), limit)


def top(keys: Sequence[str], scores: np.ndarray, limit: int, least: float = -np.inf) -> Scored:
    """Return the `limit` best (key, score) pairs above `least`; ties stand in the order of the keys."""
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
    return [(keys[row], float(scores[row])) for row in order if scores[row] > least]


def texts_of(provisions: Mapping[str, Provision]) -> dict[str, str]:
    """One text a provision: the official wording, or our English summary where it is not held."""
    return {key: p.text or p.summaries.get("en", "") for key, p in provisions.items()}


def make_baselines(provisions: Mapping[str, Provision], cache: Path) -> list[RankingSystem]:
    """Index the baselines over the provisions of a snapshot; vectors are kept in the file `cache`."""
    texts = texts_of(provisions)
    return [Bm25(texts), MiniLM(texts, EmbeddingCache(cache))]
