"""Decide which provisions of a source are on a topic: by their evidence, and by the curated themes.

A provision matches if a logistic model over the evidence of that provision alone gives it a good chance, or
if the topic names a theme under which it was filed by hand. A topic of a few words is no question, so the
model is not the judge's: `benchmarks/fit_topics.py` fitted it on the names of our themes
(docs/decisions/0007-comparison.md).
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.evidence import Gatherer, hard_miss
from assistant.inquiry import Inquiry
from assistant.language import answer_language, detect
from assistant.retrieval import Hit, Retriever
from corpus.types import QuestionLanguage
from ingest.lexical import Script, script_of, terms

FEATURES = ("first_coverage", "question_cosine", "text_cosine", "length")
"""What the model weighs: see `assistant.evidence`; the cosines are those of the topic's own language."""
WEIGHTS_FILE = Path(__file__).parent / "topics.toml"
LEAST = 0.7
"""Least probability of a match: a false "also in the draft" is worse than a cell that names what came nearest."""
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


class Matcher:
    """Matches topics with the provisions of one snapshot."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._gatherer = Gatherer(retriever)
        self._weights = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        themes = retriever.catalogue.themes.values()
        names: tuple[tuple[Script, str], ...] = (("latin", "en"), ("arabic", "ur"))
        self._theme_terms = {
            (theme.id, script): frozenset(terms(theme.name.get(language), script, skeletons=False))
            for theme in themes
            for script, language in names
        }

    def named_themes(self, topic: str) -> list[str]:
        """Ids of the themes that a topic names: all its key terms are in the name, or the other way round."""
        script = script_of(detect(topic))
        asked = frozenset(terms(topic, script, skeletons=False))
        return [
            theme
            for (theme, written), words in self._theme_terms.items()
            if written == script and asked and (asked <= words or words <= asked)
        ]

    def filed(self, topic: str, source_id: str) -> list[Hit]:
        """Provisions of a source that were filed by hand under a theme which the topic names, best first."""
        themes = frozenset(self.named_themes(topic))
        if not themes:
            return []
        ranked = self._retriever.search(topic, limit=LOOKED_AT, sources=[source_id])
        return [hit for hit in ranked if themes & set(hit.provision.themes)]

    def match(self, topic: str, source_id: str) -> Match:
        """Find what a source has on a topic."""
        language = detect(topic)
        ranked = self._retriever.search(topic, limit=LOOKED_AT, sources=[source_id], language=language)
        themes = frozenset(self.named_themes(topic))
        found = [
            hit for hit in ranked if themes & set(hit.provision.themes) or self._is_on(topic, language, hit)
        ]
        return Match(tuple(found[:MOST_MATCHES]), tuple(ranked))

    def _is_on(self, topic: str, language: QuestionLanguage, hit: Hit) -> bool:
        if hit.named:
            return True
        if hard_miss(topic, [hit]):
            return False
        weights = self._weights["en" if language == "en" else "ur"]
        values = features(self._gatherer, topic, language, hit)
        total = weights["bias"] + sum(weights[f] * v for f, v in zip(FEATURES, values, strict=True))
        return bool(1 / (1 + math.exp(-total)) >= LEAST)


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
