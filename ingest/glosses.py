"""English words for Urdu ones in Latin letters, so that a Roman Urdu question finds English wording.

`urdu.tsv` holds everyday and official vocabulary, written for this: the word in Urdu script, its usual
romanised spellings, one to three English words. Spellings vary without end, so a spelling that is not listed
is looked up by its consonants as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.lexical import STOPWORDS, WORD, skeleton, terms

LEXICON = Path(__file__).parent / "urdu.tsv"


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Spelling, or `~` and consonants, of a romanised word -> English words; the first entry of two stays."""
    found: dict[str, tuple[str, ...]] = {}
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        _, spellings, english = line.split("\t")
        words = tuple(word.strip() for word in english.split(","))
        for spelling in (part.strip().casefold() for part in spellings.split(",")):
            found.setdefault(spelling, words)
            if reduced := skeleton(spelling.replace("-", "")):
                found.setdefault(reduced, words)
    return found


def glosses(question: str) -> Sequence[str]:
    """Return the index terms of the English words for a question in Roman Urdu, each once."""
    lexicon = _lexicon()
    found: dict[str, None] = {}
    for word in WORD.findall(question.casefold()):
        if word not in STOPWORDS:
            for english in lexicon.get(word) or lexicon.get(skeleton(word), ()):
                found.update(dict.fromkeys(terms(english, "latin", skeletons=False)))
    return list(found)
