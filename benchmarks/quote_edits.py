"""Edits that a check of quotations must notice, made from any sentence by a seeded generator.

`Wording` is the judge of what is an edit, and knows nothing of the check it is set against.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from corpus import Provision
from corpus.text import fold

SENTENCE = re.compile(r"[^.;!?\n]+(?:[.](?=\w)[^.;!?\n]+)*")
MODALS = ("shall", "should", "must", "may", "can", "will", "could", "might")
INSERTED = ("not", "only", "often", "zebra", "never")
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W_]+")


def sentences(provisions: Iterable[Provision], least: int = 4) -> list[str]:
    """Every sentence (or limb) of the official texts of at least `least` words, without marks at its ends."""
    found: dict[str, None] = {}
    for provision in provisions:
        for match in SENTENCE.finditer(provision.text or ""):
            sentence = " ".join(match[0].split()).strip(" ,:•-–“”‘’'\"()[]")
            if len(re.findall(r"[^\W_]+(?:[-'’&][^\W_]+)*", sentence)) >= least:
                found[sentence] = None
    return list(found)


def edits(sentence: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, altered sentence): an insertion, deletion, substitution, and number and modal changes."""
    words = sentence.split()
    place = rng.randrange(1, len(words))
    yield "insertion", " ".join([*words[:place], rng.choice(INSERTED), *words[place:]])
    inner = [i for i in range(1, len(words) - 1) if any(c.isalnum() for c in words[i])]
    if inner:
        place = rng.choice(inner)
        yield "deletion", " ".join([*words[:place], *words[place + 1 :]])
        yield "substitution", " ".join([*words[:place], "giraffe", *words[place + 1 :]])
    for place, word in enumerate(words):
        plain = word.strip(",()“”’").casefold()
        if plain in MODALS:
            other = rng.choice([modal for modal in MODALS if modal != plain])
            yield "modal", " ".join([*words[:place], other, *words[place + 1 :]])
        elif plain == "not":
            yield "negation", " ".join([*words[:place], *words[place + 1 :]])
        elif NUMBER.search(word):
            changed = NUMBER.sub(lambda m: str(int(m[0]) + rng.choice((1, 9))), word, count=1)
            yield "number", " ".join([*words[:place], changed, *words[place + 1 :]])


class Wording:
    """The words of official texts in a row, whatever punctuation stands between them."""

    def __init__(self, provisions: Iterable[Provision]) -> None:
        self._row = f" {' '.join(_words(provision.text) for provision in provisions if provision.text)} "

    def holds(self, quote: str) -> bool:
        """Tell whether the same words stand in a row somewhere."""
        return f" {_words(quote)} " in self._row


def false_quotations(provisions: Collection[Provision], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, sentence, altered sentence) for each edit of each sentence of the official texts.

    An edit that makes another true wording is no false quotation: without one of its words a limb of a paragraph can
    be the same as another limb of it. Of 4,315 edits that is one.
    """
    wording = Wording(provisions)
    for sentence in sentences(provisions):
        for kind, altered in edits(sentence, rng):
            if not wording.holds(altered):
                yield kind, sentence, altered


def _words(text: str) -> str:
    return " ".join(WORD.findall(fold(text)))


def by_key(tables: Iterable[Mapping[str, Provision]]) -> dict[str, Provision]:
    """Join tables of provisions to one, by key."""
    return {provision.key: provision for table in tables for provision in table.values()}
