"""Where a document speaks of a thing: "which paragraphs mention children?" is answered by every one of them.

Ranking gives the nearest provisions, never all of them, so the words are looked for: in the official text, or in our
summary where that text is not held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.topic import without_sources
from corpus import Catalogue, Provision
from corpus.text import fold_urdu
from corpus.types import QuestionLanguage
from ingest.glosses import glosses
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS, WORD, terms

UNITS = "paragraphs|provisions|clauses|sections|articles|recitals|passages|places|parts"
ASKED = (
    re.compile(
        rf"\b(?:(?:which|what|all|list|name)\b[^?]*\b(?:{UNITS})|(?:every|each) (?:{UNITS.replace('s|', '|')[:-1]})|^where)\b[^?]*?"
        r"\b(?:mention\w*|speak\w*|refer\w*|talk\w*|deal\w*|concern\w*|contain\w*|about|touch\w*|protect\w*|cover\w*)\s+"
        r"(?:(?:of|to|about|with|on|the|words?|terms?) )*(?P<thing>[\w'’& -]{2,50}?)(?: (?:from|against) (?:the )?(?:harms? of )?AI)?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?=.*(?:پیراگراف|شقوں|شقیں|دفعات|حصوں|حصے|سیکشن|جگہ|کہاں))(?=.*(?:کن|کون|کہاں|تمام|سب|ہر|فہرست))"
        r".*?(?:^|میں |،\s*)(?P<thing>[^؟،]{2,40}?)\s+(?:کا ذکر|کی بات|کے بارے میں|سے متعلق|کے تحفظ|کو (?:اے آئی|مصنوعی ذہانت) سے بچانے)"
    ),
    re.compile(
        rf"(?=.*\b(?:{UNITS}|shiq\w*|hiss\w+|kahan)\b)(?=.*\b(?:kin|kon|kaun|kahan|sab|saare|tamam)\b)"
        r".*?(?:^|\bme?i?n |, )(?P<thing>[\w ]{2,40}?) (?:ka zikr|ki baat|ke bare|k bare|se mutal)",
        re.IGNORECASE,
    ),
)
"""A question for every place where a thing is mentioned, in English, Urdu and Roman Urdu."""
IN = re.compile(r"(?:^|\s)(?:میں|me?i?n)\s", re.IGNORECASE)
"""What ends the place where a thing is looked for: "in which paragraphs are children mentioned" in Urdu."""
EITHER = re.compile(r"\b(?:or|and|ya|aur)\b|[,،/]|(?<!\w)(?:یا|اور)(?!\w)", re.IGNORECASE)
LONGEST_ENDING = 3
"""Letters by which one form of a word may be longer than another: "child" and "children"."""
SHORTEST = 4
SHARE = 0.6
"""Share of the longer form that the shorter one makes up at least: "deep" is no form of "deepfake"."""
PASSED_OVER = ALL_STOPWORDS | LATIN_STOPWORDS


def thing_mentioned(question: str, catalogue: Catalogue) -> str:
    """What a question asks every mention of; empty if it asks for something else."""
    text = without_sources(question, catalogue)
    found = next((match for pattern in ASKED if (match := pattern.search(text))), None)
    return IN.split(found["thing"])[-1].strip() if found else ""


class Mentions:
    """Looks for words in the provisions of one snapshot. Safe to share between threads."""

    def __init__(self, provisions: Mapping[str, Provision]) -> None:
        self._provisions = provisions
        self._terms = lru_cache(maxsize=None)(self._read)

    def find(self, thing: str, sources: Iterable[str], language: QuestionLanguage) -> list[Provision]:
        """Return the provisions of some sources that speak of a thing, in the order of the text."""
        view = frozenset(sources)
        return [
            provision
            for provision in self._provisions.values()
            if provision.source_id in view and self.holds(provision, thing, language)
        ]

    def holds(self, provision: Provision, thing: str, language: QuestionLanguage) -> bool:
        """Tell whether a provision has all words of a thing, or of one of the things between "or" and "and"."""
        latin, arabic = self._terms(provision.key)
        ways = [
            [w for w in WORD.findall(part) if w.casefold() not in PASSED_OVER] for part in EITHER.split(thing)
        ]
        return any(
            words and all(_holds(word, latin, arabic, translated=language != "en") for word in words)
            for words in ways
        )

    def _read(self, key: str) -> tuple[frozenset[str], frozenset[str]]:
        """Terms of the text in Latin letters, and of our Urdu summary."""
        provision = self._provisions[key]
        text = provision.text or provision.summaries.get("en", "")
        return (
            frozenset(terms(text, "latin", skeletons=False)),
            frozenset(terms(provision.summaries.get("ur", ""), "arabic")),
        )


def _holds(word: str, latin: frozenset[str], arabic: frozenset[str], *, translated: bool) -> bool:
    if translated and (english := glosses(word)):
        return any(alike(one, term) for one in english for term in latin)
    own = terms(word, "latin", skeletons=False) if word.isascii() else []
    return any(alike(one, term) for one in own for term in latin) or fold_urdu(word) in arabic


def alike(one: str, other: str) -> bool:
    """Tell whether two terms may be forms of one word."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= max(SHORTEST, SHARE * len(long))
        and long.startswith(short)
        and len(long) - len(short) <= LONGEST_ENDING
    )
