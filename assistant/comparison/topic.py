"""The topic of a comparison, and the words by which a text is known to speak of it, in either script."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.mentions import alike
from assistant.topic import TOPIC, without_sources
from corpus import Catalogue
from corpus.text import fold_urdu
from corpus.types import QuestionLanguage
from ingest.glosses import glosses
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS, WORD, Script, terms

COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ\w*|distinguish\w*|between|versus|vs|similar\w*|same|each|both|two|other|set beside|side by side"
    r"|documents?|texts?|sources?|one|approach\w*|treat\w*|handle\w*|position|views?|cover\w*|mention\w*|say\w*|said|tell\w*|them|please"
    r"|pakistan\w*|20\d\d|farq|m[auo]*waz[ae]?n[ae]|muqabl[ae]|taqabul|dono|donon|dastaw[ei]+z\w*|bata\w*|karo|kar[ei]+n|kariye|kijiye"
    r"|baton?|hawal[ae]|mutal\w+|silsil[ae]|hon[ae]|honay|liay|nizam)\b"
    r"|(?<!\w)(?:موازنہ|تقابل|فرق|مقابل[ہے]|دونوں|دستاویز\w*|متن|متون|کریں|کیجیے|کرو|بتائیں|بتائیے|بتاؤ|بات|باتوں|حوالے|متعلق|سلسلے|نظام|پاکستان\w*)(?!\w)",
    re.IGNORECASE,
)
"""Words that ask for a comparison, or name what is compared: what is left of a question is its topic."""
PASSED_OVER = ALL_STOPWORDS | LATIN_STOPWORDS
BENDING = re.compile(r"(?:وں|یں|یاں|ے|ہ|ا)$")
"""Endings by which an Urdu noun bends: «تبادلہ», «تبادلے», «تبادلوں»."""
SHORTEST_STEM = 3
COMMON = 1.0
"""A word of less weight ("AI") stands almost everywhere, and tells nothing beside another."""
Weigh = Callable[[str, Script], float]
"""Inverse document frequency of a term in the index of a script."""


def compared_topic(question: str, catalogue: Catalogue) -> str:
    """The topic that a question wants compared; empty where it names none."""
    text = without_sources(question, catalogue)
    found = TOPIC.search(text)
    named = next((part for part in found.groups() if part), "") if found else ""
    return _bare(named) or _bare(text)


def _bare(text: str) -> str:
    """A text without what asks for a comparison; empty if nothing in it names a thing."""
    words = WORD.findall(COMPARING.sub(" ", text))
    telling = [place for place, word in enumerate(words) if fold_urdu(word) not in PASSED_OVER]
    return " ".join(words[telling[0] : telling[-1] + 1]) if telling else ""


@dataclass(frozen=True)
class Word:
    """One word of a topic: any of its terms stands for it."""

    latin: frozenset[str]
    arabic: frozenset[str]
    weight: float
    """How telling it is."""

    def among(self, latin: Collection[str], arabic: Collection[str]) -> bool:
        """Tell whether one of the terms, or a form of it, is among those of a text."""
        return any(alike(one, other) for one in self.latin for other in latin) or any(
            alike(stem(one), stem(other)) for one in self.arabic for other in arabic
        )


@dataclass(frozen=True)
class TopicWords:
    """The words of a topic that tell anything."""

    words: tuple[Word, ...]

    def coverage(self, latin: Collection[str], arabic: Collection[str] = ()) -> float:
        """Share, 0 to 1, of the weight of the words that are among the terms of a text."""
        total = sum(word.weight for word in self.words)
        held = sum(word.weight for word in self.words if word.among(latin, arabic))
        return held / total if total else 0.0

    def names(self, latin: Collection[str], arabic: Collection[str]) -> bool:
        """Tell whether the words are those of a name, or some of them, or more; the name is given in both scripts."""
        if not self.words:
            return False
        own = {term for word in self.words for term in word.latin}, {t for w in self.words for t in w.arabic}
        within = all(word.among(latin, arabic) for word in self.words)
        return within or (bool(own[0]) and set(latin) <= own[0]) or (bool(own[1]) and set(arabic) <= own[1])


def words_of(topic: str, language: QuestionLanguage, weigh: Weigh) -> TopicWords:
    """Read the words of a topic; of Urdu words in either script also their English glosses."""
    found = (_word(names, language, weigh) for names in _names(topic, language))
    words = dict.fromkeys(word for word in found if word is not None)
    telling = [word for word in words if word.weight >= COMMON]
    return TopicWords(tuple(telling or words))


def _names(topic: str, language: QuestionLanguage) -> Iterator[tuple[str, ...]]:
    """The words that name a thing; two together where the lexicon has them as one («سینڈ باکس»)."""
    words = [word for word in WORD.findall(topic) if fold_urdu(word) not in PASSED_OVER]
    joined = {pair for pair in pairwise(words) if language != "en" and glosses("".join(pair))}
    taken = {word for pair in joined for word in pair}
    yield from joined
    yield from ((word,) for word in words if word not in taken)


def _word(names: tuple[str, ...], language: QuestionLanguage, weigh: Weigh) -> Word | None:
    word = "".join(names)
    english = frozenset(glosses(word) or glosses(_unbent(word))) if language != "en" else frozenset[str]()
    arabic = frozenset(term for name in names for term in terms(name, "arabic") if not name.isascii())
    latin = english or frozenset(terms(word, "latin", skeletons=False) if word.isascii() else ())
    weights = [weigh(term, "latin") for term in latin] or [weigh(term, "arabic") for term in arabic]
    return Word(latin, arabic, max(weights)) if weights else None


def _unbent(word: str) -> str:
    """The form of an Urdu noun that stands in a dictionary, if this is a bent one of a noun in -ہ."""
    return f"{stem(word)}ہ" if BENDING.search(word) else ""


def stem(word: str) -> str:
    """An Urdu word without the ending by which it bends."""
    short = BENDING.sub("", word)
    return short if len(short) >= SHORTEST_STEM else word
