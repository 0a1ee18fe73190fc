"""English words for Urdu ones, so that a question in Roman Urdu finds English wording.

`urdu.tsv` holds everyday and official vocabulary, written for this: the word in Urdu script, its usual
romanised spellings, one to three English words. Spellings vary without end, so a spelling that is not listed
is looked up by its consonants as well.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.text import fold_urdu
from ingest.lexical import STOPWORDS, WORD, skeleton, terms

LEXICON = Path(__file__).parent / "urdu.tsv"


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Word as written, romanised, or as `~` and consonants -> English words; the first entry of two stays."""
    found: dict[str, tuple[str, ...]] = {}
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        written, spellings, english = line.split("\t")
        words = tuple(word.strip() for word in english.split(","))
        found.setdefault(fold_urdu(written), words)
        for spelling in (part.strip().casefold() for part in spellings.split(",")):
            found.setdefault(spelling, words)
            if reduced := skeleton(spelling.replace("-", "")):
                found.setdefault(reduced, words)
    return found


def glosses(question: str) -> list[str]:
    """Return the index terms of the English words for a question in Roman or written Urdu, each once."""
    lexicon = _lexicon()
    found: dict[str, None] = {}
    for word in WORD.findall(fold_urdu(question).casefold()):
        if word not in STOPWORDS:
            for english in lexicon.get(word) or lexicon.get(skeleton(word), ()):
                found.update(dict.fromkeys(terms(english, "latin", skeletons=False)))
    return list(found)
