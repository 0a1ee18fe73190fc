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
FUNCTION_WORDS = dict(
    pair.split("=")
    for pair in """aur=اور lekin=لیکن ka=کا ki=کی ke=کے ko=کو se=سے mein=میں main=میں par=پر pe=پر tak=تک ne=نے bhi=بھی
    liye=لیے bare=بارے sath=ساتھ baghair=بغیر kya=کیا kaun=کون kon=کون kab=کب kahan=کہاں kyun=کیوں kaise=کیسے hai=ہے
    hain=ہیں nahi=نہیں nahin=نہیں to=تو phir=پھر us=اس is=اس un=ان in=ان ye=یہ yeh=یہ wo=وہ woh=وہ""".split()
)
"""Romanised words without a meaning of their own -> as written."""


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


@cache
def _written() -> dict[str, str]:
    """Romanised spelling -> word as written; the first of two stays."""
    found = dict(FUNCTION_WORDS)
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        written, spellings, _ = line.split("\t")
        for spelling in spellings.split(","):
            found.setdefault(spelling.strip().casefold(), written)
    return found


def in_urdu_script(text: str) -> str:
    """Write Roman Urdu in Urdu script; empty where a single word of it is not in the lexicon as it is spelt."""
    words = [_written().get(word.casefold(), "") for word in WORD.findall(text)]
    return " ".join(words) + ("؟" if text.rstrip().endswith("?") else "") if words and all(words) else ""


def glosses(question: str) -> list[str]:
    """Return the index terms of the English words for a question in Roman or written Urdu, each once."""
    lexicon = _lexicon()
    found: dict[str, None] = {}
    for word in WORD.findall(fold_urdu(question).casefold()):
        if word not in STOPWORDS:
            for english in lexicon.get(word) or lexicon.get(skeleton(word), ()):
                found.update(dict.fromkeys(terms(english, "latin", skeletons=False)))
    return list(found)
