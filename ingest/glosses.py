"""English words for Urdu ones, so that a question in Roman Urdu finds English wording.

`urdu.tsv` holds everyday and official vocabulary, written for this: the word in Urdu script, its usual
romanised spellings, one to three English words. Spellings vary without end, so a spelling that is not listed
is looked up by its consonants as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.text import fold, fold_urdu
from ingest.endings import bases
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS, STOPWORDS, WORD, skeleton, terms

LEXICON = Path(__file__).parent / "urdu.tsv"
JOINER = "\u200c"
"""Stands between the words of an entry that has several."""
IZAFAT = str.maketrans("ۂۓ", "ہے")
LONGEST = 4
"""Words of the longest entry."""
CONSONANTS = 4
"""Consonants by which a word is found under another spelling: of three, most finds are of another word."""
FUNCTION_WORDS = dict(
    pair.split("=")
    for pair in """aur=اور lekin=لیکن ka=کا ki=کی ke=کے ko=کو se=سے mein=میں main=میں par=پر pe=پر tak=تک ne=نے bhi=بھی
    liye=لیے bare=بارے sath=ساتھ baghair=بغیر kya=کیا kaun=کون kon=کون kab=کب kahan=کہاں kyun=کیوں kaise=کیسے hai=ہے
    hain=ہیں nahi=نہیں nahin=نہیں to=تو phir=پھر us=اس is=اس un=ان in=ان ye=یہ yeh=یہ wo=وہ woh=وہ kitna=کتنا kitne=کتنے
    kitni=کتنی kis=کس kin=کن kisi=کسی koi=کوئی kuch=کچھ har=ہر sab=سب jo=جو jis=جس jin=جن agar=اگر ya=یا ho=ہو hona=ہونا
    hoga=ہوگا hogi=ہوگی honge=ہوں tha=تھا thi=تھی the=تھے gaya=گیا gayi=گئی gaye=گئے zariye=ذریعے darmiyan=درمیان
    pehle=پہلے baad=بعد dusre=دوسرے doosre=دوسرے hisab=حساب hawale=حوالے taraf=طرف tarah=طرح""".split()
)
"""Romanised words without a meaning of their own -> as written."""


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """Word as written, romanised, or as `~` and consonants -> English words; the first entry of two stays."""
    found: dict[str, tuple[str, ...]] = {}
    for written, spellings, english in _entries():
        for form in _forms(written, spellings, english):
            found.setdefault(form, english)
    return found


@cache
def _compounds() -> dict[str, tuple[str, ...]]:
    """The same of the entries of several words, which people write apart too; by their letters alone."""
    found: dict[str, tuple[str, ...]] = {}
    for written, spellings, english in _entries():
        if JOINER in written:
            for form in _forms(written, spellings, english):
                if not form.startswith("~"):
                    found.setdefault(form, english)
    return found


def _entries() -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        written, spellings, english = line.split("\t")
        yield written, spellings.split(","), tuple(word.strip() for word in english.split(","))


def _forms(written: str, spellings: Iterable[str], english: Iterable[str]) -> Iterator[str]:
    """Yield every form under which an entry is found, as one word; of an English word, not its consonants alone."""
    yield fold_urdu(written).translate(IZAFAT)
    for spelling in spellings:
        word = spelling.strip().casefold().replace("-", "")
        yield word
        reduced = skeleton(word)
        if word not in english and len(reduced) > CONSONANTS:
            yield reduced


@cache
def _written() -> dict[str, str]:
    """Romanised spelling -> word as written; the first of two stays."""
    found = dict(FUNCTION_WORDS)
    for written, spellings, _ in _entries():
        for spelling in spellings:
            found.setdefault(spelling.strip().casefold(), written)
    return found


def in_urdu_script(text: str) -> str:
    """Write Roman Urdu in Urdu script; empty where a single word of it is not in the lexicon as it is spelt."""
    words = [_written().get(word.casefold(), "") for word in WORD.findall(text)]
    return " ".join(words) + ("؟" if text.rstrip().endswith("?") else "") if words and all(words) else ""


def glosses(question: str) -> list[str]:
    """Return the index terms of the English words for a question in Roman or written Urdu, each once."""
    found: dict[str, None] = {}
    for _, english in _spans(_words(question)):
        for word in english:
            found.update(dict.fromkeys(terms(word, "latin", skeletons=False)))
    return list(found)


def _words(text: str) -> list[str]:
    """Words folded, an izafat as the bare letter: «طریقۂ کار» is listed as «طریقہ کار»."""
    return WORD.findall(fold_urdu(text).translate(IZAFAT))


def _spans(words: Sequence[str]) -> Iterator[tuple[Sequence[str], tuple[str, ...]]]:
    """Yield the runs of words that the lexicon has, and their English words; the longest run of several."""
    place = 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            run = words[place : place + length]
            if english := _english(run[0]) if length == 1 else _found("".join(run), _compounds()):
                yield run, english
                break
        place += length


@cache
def _function_words() -> frozenset[str]:
    return frozenset(FUNCTION_WORDS) | frozenset(FUNCTION_WORDS.values())


def _english(word: str) -> tuple[str, ...]:
    """English words for a word, or for the word that it is a form of; none for a word without a meaning of its own."""
    if word in STOPWORDS or word in _function_words():
        return ()
    lexicon = _lexicon()
    listed = lexicon.get(word) or lexicon.get(skeleton(word), ())
    if listed or word in ALL_STOPWORDS or word in LATIN_STOPWORDS:
        return listed
    return _found(word, lexicon)


def _found(word: str, entries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The entry of a word, or of the first word that it may be a form of."""
    return next((entries[form] for form in (word, *bases(word)) if form in entries), ())


def in_english(text: str) -> str:
    """Write Roman Urdu in English, word by word, by all glosses of each; empty where a word is not in the lexicon.

    Meant for the few words of a topic: a sentence would lose its sense.
    """
    words = [word for word in WORD.findall(fold(text)) if word not in LATIN_STOPWORDS]
    found = [_english(word) for word in words]
    return " ".join(gloss for english in found for gloss in english) if all(found) else ""
