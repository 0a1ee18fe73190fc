"""Decide which provisions of a source are on a topic: by its words, by their evidence, and by the curated themes.

A provision matches if its heading or one of its sentences holds the topic's own words, if a logistic model over
the evidence of that provision alone gives it a good chance, or if the topic names a theme under which it was
filed by hand. A topic of a few words is no question, so the model is not the judge's: `benchmarks/fit_topics.py`
fitted it on the names of our themes. What treats the topic goes before what touches it
(docs/decisions/0007-comparison.md).
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.comparison.bearing import Reader
from assistant.comparison.topic import TopicWords, words_of
from assistant.evidence import Gatherer
from assistant.inquiry import Inquiry
from assistant.language import answer_language, detect
from assistant.missing import hard_miss
from assistant.retrieval import Hit, Retriever
from corpus.types import QuestionLanguage
from ingest.glosses import in_english
from ingest.lexical import Script, terms

FEATURES = ("first_coverage", "question_cosine", "text_cosine", "length")
"""What the model weighs: see `assistant.evidence`; the cosines are those of the topic's own language."""
WEIGHTS_FILE = Path(__file__).parent / "topics.toml"
LEAST = 0.7
"""Least probability of a match: a false "also in the draft" is worse than a cell that names what came nearest."""
HELD = 0.75
"""Share of the topic's words, by weight, that a heading or a sentence must hold to speak of it by itself."""
ABOUT_EQUAL = 0.15
"""Provisions whose weights differ by less stand in the order of the text."""
BESIDE = 0.5
"""A match is shown in an answer if it weighs at least this much, relative to the first of its source."""
TOUCHED = 0.35
"""The same of the provision that ranks first, if it may match by a lower probability."""
LEAST_STANDING_OUT = 0.65
"""Least probability of the provision that ranks first and holds a word of the topic."""
LOOKED_AT = 40
"""Best hits of a source that are judged one by one."""
MOST_MATCHES = 6
"""Most provisions of one source in a comparison."""


@dataclass(frozen=True)
class Match:
    """What one source has on a topic."""

    provisions: tuple[Hit, ...]
    """Provisions on the topic, best first; empty if there is none."""
    ranked: tuple[Hit, ...]
    """The hits of the source in their order, whether or not on the topic."""
    foremost: int = 0
    """How many of the first provisions treat the topic about as directly as the first."""


class Matcher:
    """Matches topics with the provisions of one snapshot. Safe to share between threads."""

    def __init__(self, retriever: Retriever, gatherer: Gatherer) -> None:
        self._retriever = retriever
        self._gatherer = gatherer
        self._reader = Reader(retriever.snapshot.provisions, retriever.catalogue.titles)
        provisions = retriever.snapshot.provisions.values()
        self._filing = frozenset(provision.source_id for provision in provisions if provision.themes)
        """Sources whose provisions were filed under themes: there the filing decides what a word means."""
        self._weights = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        self._theme_terms = {
            theme.id: (
                frozenset(terms(theme.name.en, "latin", skeletons=False)),
                frozenset(terms(theme.name.ur, "arabic")),
            )
            for theme in retriever.catalogue.themes.values()
        }

    def words(self, topic: str, language: QuestionLanguage) -> TopicWords:
        """The words of a topic, each with how telling it is in these documents."""
        return words_of(topic, language, self._weigh)

    def _weigh(self, term: str, script: Script) -> float:
        return self._retriever.snapshot.lexical[script].weight(term)

    def named_themes(self, topic: str, language: QuestionLanguage | None = None) -> list[str]:
        """Ids of the themes that a topic names: all its words are in the name, or the other way round."""
        words = self.words(topic, language or detect(topic))
        return [theme for theme, name in self._theme_terms.items() if words.names(*name)]

    def filed(self, topic: str, source_id: str) -> list[Hit]:
        """Provisions of a source that were filed by hand under a theme which the topic names, best first."""
        themes = frozenset(self.named_themes(topic))
        if not themes:
            return []
        ranked = self._retriever.search(topic, limit=LOOKED_AT, sources=[source_id])
        return [hit for hit in ranked if themes & set(hit.provision.themes)]

    def match(self, topic: str, source_id: str, language: QuestionLanguage | None = None) -> Match:
        """Find what a source has on a topic: what treats it before what touches it."""
        language = language or detect(topic)
        themes, words = frozenset(self.named_themes(topic, language)), self.words(topic, language)
        if language == "ur-Latn" and (english := in_english(topic)):
            topic, language = english, "en"
        ranked = self._ranked(topic, source_id, language, themes)
        curated = any(themes & set(hit.provision.themes) for hit in ranked)
        by_words = not (themes and source_id in self._filing)
        weighed = []
        for hit in ranked:
            bearing = self._reader.bearing(hit.provision.key, words)
            filed = bool(themes & set(hit.provision.themes))
            least = LEAST_STANDING_OUT if hit is ranked[0] and bearing.share >= TOUCHED else LEAST
            spoken = (by_words and bearing.share >= HELD) or self._is_on(topic, language, hit, least)
            if filed or (spoken and not curated):
                weighed.append((bearing.weight + hit.score / max(ranked[0].score, 1.0), hit))
        place = {locator: i for i, locator in enumerate(self._retriever.catalogue.provisions[source_id])}
        weighed.sort(key=lambda found: (-round(found[0] / ABOUT_EQUAL), place[found[1].provision.locator]))
        return Match(
            tuple(hit for _, hit in weighed[:MOST_MATCHES]),
            tuple(ranked),
            sum(weight >= BESIDE * weighed[0][0] for weight, _ in weighed[:MOST_MATCHES]),
        )

    def _ranked(
        self, topic: str, source_id: str, language: QuestionLanguage, themes: frozenset[str]
    ) -> list[Hit]:
        """The best hits of a source, and what else of it was filed under the themes that a topic names."""
        hits = self._retriever.search(
            topic, limit=len(self._retriever.snapshot.provisions), sources=[source_id], language=language
        )
        return [hit for i, hit in enumerate(hits) if i < LOOKED_AT or themes & set(hit.provision.themes)]

    def _is_on(self, topic: str, language: QuestionLanguage, hit: Hit, least: float) -> bool:
        if hit.named:
            return True
        if hard_miss(topic, [hit]):
            return False
        weights = self._weights["en" if language == "en" else "ur"]
        values = features(self._gatherer, topic, language, hit)
        total = weights["bias"] + sum(weights[f] * v for f, v in zip(FEATURES, values, strict=True))
        return bool(1 / (1 + math.exp(-total)) >= least)


def features(gatherer: Gatherer, topic: str, language: QuestionLanguage, hit: Hit) -> tuple[float, ...]:
    """Return what the model weighs of one provision and a topic, in the order of `FEATURES`."""
    evidence = gatherer.gather(
        Inquiry(
            question=topic,
            rephrased=topic,
            question_language=language,
            language=answer_language(language),
            hits=[hit],
        )
    )
    return (
        evidence.first_coverage,
        evidence.question_cosine_en + evidence.question_cosine_multi,
        evidence.text_cosine_en + evidence.text_cosine_multi,
        evidence.length,
    )
