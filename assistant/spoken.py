"""Which words of a question the provisions found, or whole sources, have, across languages.

A word is had by official text, our summaries, headings and the readers' questions that a provision answers: those say
it in other words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.retrieval import Retriever
from assistant.topic import without_sources
from corpus import Provision
from corpus.types import QuestionLanguage
from ingest.glosses import glosses
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS, WORD, terms
from ingest.passages import lexical_text

Vocabulary = frozenset[str]
ASKING = frozenset(
    """mention mentions mentioned mentioning cover covers covered coverage covering say says said speak speaks address addresses
    addressed contain contains contained include includes included talk talks discuss discusses deal deals treat treats regard
    regarding anything something anywhere there provision provisions clause clauses section sections paragraph paragraphs text
    document documents reference refer refers word words term
    zikr zikar zikir baat shamil mojood maujood kahin kuch kuchh lafz bare baare
    ذکر بات شامل موجود احاطہ کہیں کچھ لفظ بارے شق شقیں متن دستاویز پیراگراف""".split()
)
"""Words by which it is asked whether a document speaks of a thing."""
REMEMBERED = 64
"""Questions whose words are kept for the next look."""
PASSED_OVER = ALL_STOPWORDS | LATIN_STOPWORDS | ASKING


@dataclass(frozen=True)
class Word:
    """A word of a question, by the terms any of which holds it: its own, and its English ones."""

    ways: Vocabulary

    def is_in(self, vocabulary: Vocabulary) -> bool:
        """Tell whether a text with this vocabulary has the word."""
        return not self.ways.isdisjoint(vocabulary)


class Spoken:
    """Looks words up in one snapshot. Safe to share between threads."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        # One question is looked up in several provisions.
        self._words = lru_cache(maxsize=REMEMBERED)(self._words_of)

    def lacked_by(
        self,
        question: str,
        language: QuestionLanguage,
        provisions: Sequence[Provision],
        *,
        known: bool = False,
    ) -> float:
        """Weight of the most telling word that none of the provisions has; 0 to 1. `known`: that any other has."""
        held = [self._vocabularies[provision.key] for provision in provisions]
        return self._heaviest_lacking(self._words(question, language), held, known)

    def lacked_by_sources(self, question: str, language: QuestionLanguage, sources: Sequence[str]) -> float:
        """Weight of the most telling word that no provision of these sources has though another does; 0 to 1."""
        if not sources:
            return 0.0
        held = [self._of_source[source] for source in sources if source in self._of_source]
        return self._heaviest_lacking(self._words(question, language), held, known=True)

    def _words_of(self, question: str, language: QuestionLanguage) -> list[Word]:
        words = WORD.findall(without_sources(question, self._retriever.catalogue).casefold())
        telling = (word for word in words if word not in PASSED_OVER)
        return [Word(ways) for word in telling if (ways := _ways(word, language))]

    def _heaviest_lacking(self, words: Iterable[Word], held: Sequence[Vocabulary], known: bool) -> float:
        size = len(self._vocabularies)
        lacking = (word for word in words if not any(word.is_in(vocabulary) for vocabulary in held))
        having = (max(self._frequencies[term] for term in word.ways) for word in lacking)
        return max(
            (math.log((size + 1) / (n + 0.5)) / math.log(size + 1) for n in having if n or not known),
            default=0.0,
        )

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {key: _vocabulary(provision) for key, provision in self._retriever.snapshot.provisions.items()}

    @cached_property
    def _of_source(self) -> dict[str, Vocabulary]:
        found: dict[str, set[str]] = {}
        for key, vocabulary in self._vocabularies.items():
            found.setdefault(key.partition("/")[0], set()).update(vocabulary)
        return {source: frozenset(terms_) for source, terms_ in found.items()}

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """Term -> number of provisions that have it."""
        return Counter(term for vocabulary in self._vocabularies.values() for term in vocabulary)


def _ways(word: str, language: QuestionLanguage) -> Vocabulary:
    own = terms(word, "latin" if word.isascii() else "arabic", skeletons=False)
    return frozenset(own if language == "en" else [*own, *glosses(word)])


def _vocabulary(provision: Provision) -> Vocabulary:
    return frozenset(
        [
            *terms(lexical_text(provision, "latin"), "latin", skeletons=False),
            *terms(lexical_text(provision, "arabic"), "arabic"),
        ]
    )
