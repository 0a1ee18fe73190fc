"""Decide which provisions of a source are on a topic: by the judge, and by the curated themes.

A provision matches if the judge, looking at it alone, gives it a probability over the threshold, or if the
topic names a theme under which the provision was filed by hand. The judge was fitted on whole questions; a
topic of a few words has less in common with readers' questions, so its thresholds here are lower. They were
chosen on the names of our 32 themes as topics, each against five sources, with the curated themes as the
truth (docs/decisions/0007-comparison.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evidence import hard_miss
from assistant.inquiry import Inquiry
from assistant.judge import Judge
from assistant.language import answer_language, detect
from assistant.retrieval import Hit, Retriever
from corpus.types import QuestionLanguage
from ingest.lexical import Script, script_of, terms

THRESHOLDS: Mapping[QuestionLanguage, float] = {"en": 0.10, "ur": 0.05, "ur-Latn": 0.10}
"""Least probability by the judge at which a provision is on a topic, by the language of the topic."""
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

    def __init__(self, retriever: Retriever, judge: Judge) -> None:
        self._retriever = retriever
        self._judge = judge
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
        alone = Inquiry(
            question=topic,
            rephrased=topic,
            question_language=language,
            language=answer_language(language),
            hits=[hit],
        )
        return self._judge.probability(self._judge.evidence(alone)) >= THRESHOLDS[language]
