"""The lexical half of the index: BM25 by bm25s, one text a provision; an index a script, and one of sounds.

Words in Latin letters are stemmed (Snowball English) and, if long enough, count by their consonants too:
that bridges typing errors, and the many spellings of Urdu in Latin letters. Words in Urdu script are folded
to one spelling and not stemmed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from corpus.text import fold, fold_urdu
from corpus.types import QuestionLanguage
from ingest.sounds import sounds

Script = Literal["latin", "arabic", "sounds"]
"""What two texts may share: words in one script, or the sound of words across both (`ingest.sounds`)."""
TERMS = 3
"""Version of `terms`: raise it whenever a text would be cut into other terms."""
K1, B = 1.6, 0.6
"""BM25 saturation and length normalisation, chosen on our dev questions (docs/decisions/0004-ranking.md)."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
STOPWORDS = frozenset(
    """a an and are as at be been by can could did do does for from had has have he her his how i if in into is
    it its me my no nor not of on or our own she so such than that the their them then there these they this
    those to too under until up us was we were what when where which while who whom why will with would you
    your about any both does say says tell please according mentioned there's what's""".split()
)
URDU_STOPWORDS = frozenset(
    """کا کی کے کو میں سے پر ہے ہیں اور یا یہ وہ اس ان جو تو بھی کہ نے ہو تھا تھی تھے گا گی گے ایک کیا کیوں کب کہاں
    کون کس کسی لیے لئے ساتھ تک بارے مطابق ہی نہ اپنے اپنی اپنا جس جن انہیں اسے ہوتا ہوتی ہوتے کرنا کرنے کرتا کرتی کرتے
    کرے کریں کر دیا دی دیے جائے جاتا جاتی جاتے گیا گئی گئے رہا رہی رہے والے والی والا سکتا سکتی سکتے چاہیے""".split()
)
LATIN_STOPWORDS = STOPWORDS | frozenset(
    """kya kia ka ki ke ko kay kee se sey mein mai main mei men mn par pe pr hai hain he hy ho hoga hogi hota hoti
    hote tha thi the wo woh ye yeh is us jo to tou bhi k ne na ya aur or ek kab kahan kaun kon kis kisi liye liay
    lye wala wali walay wale kar karna karne karta karti karte kare karen karein sakta sakti sakte skta skti
    chahiye chahye chaiye diya gaya gayi gya kiya jaye jata jati bare baray bary mutabiq kuch koi un in ap aap hum
    kehta kehti kehte bataye batao btao agar""".split()
)
ALL_STOPWORDS = STOPWORDS | URDU_STOPWORDS
INTERCHANGED = tuple(
    tuple(pair.split("="))
    for pair in "ph=f ck=k q=k w=v z=s x=ks sh=s kh=k gh=g th=t dh=d bh=b jh=j chh=c ch=c".split()
)
"""Letters that writers of romanised words interchange, in the order they are replaced."""
VOWELS = re.compile(r"[aeiouyh]")
DOUBLED = re.compile(r"(.)\1+")
_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def script_of(language: QuestionLanguage) -> Script:
    """The script whose index answers questions in a language."""
    return "arabic" if language == "ur" else "latin"


def terms(text: str, script: Script, skeletons: bool = True) -> list[str]:
    """Cut a text into index terms: folded, stopwords removed, stemmed and reduced if in Latin letters."""
    if script == "sounds":
        return sounds(
            " ".join(word for word in WORD.findall(fold_urdu(fold(text))) if word not in ALL_STOPWORDS)
        )
    if script == "arabic":
        words = WORD.findall(fold_urdu(text))
        return [word if not word.isascii() else _stem(word) for word in words if word not in URDU_STOPWORDS]
    words = [word for word in WORD.findall(fold(text).replace("'s", "")) if word not in LATIN_STOPWORDS]
    found = [_stem(word) for word in words]
    if skeletons:
        found += [reduced for word in words if (reduced := skeleton(word))]
    return found


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """Reduce a romanised word to its consonants: hukoomat, hukumat and hakumat become one.

    Vowels after the first letter go, doubled letters count once, letters that writers interchange are
    unified. Words of fewer than three consonants have no skeleton: too many would share it.
    """
    for pair, single in INTERCHANGED:
        word = word.replace(pair, single)
    bare = word[:1] + VOWELS.sub("", word[1:])
    bare = DOUBLED.sub(r"\1", bare)
    return f"~{bare}" if len(bare) >= 3 and bare.isascii() and bare.isalpha() else ""


def recipe() -> str:
    """Everything but the texts that decides the scores; part of a snapshot's content address."""
    return f"bm25-lucene-{K1}-{B}-{TERMS}"


class LexicalIndex:
    """BM25 scores of a question against every text of one language."""

    def __init__(self, retriever: bm25s.BM25, size: int) -> None:
        self._retriever = retriever
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str], script: Script) -> LexicalIndex:
        """Index texts; an empty list gives an index that scores nothing."""
        retriever = bm25s.BM25(method="lucene", k1=K1, b=B)
        tokens = [terms(text, script) or ["∅"] for text in texts]
        if tokens:
            retriever.index(tokens, show_progress=False)
        return cls(retriever, len(tokens))

    def scores(self, query_terms: Sequence[str]) -> NDArray[np.float32]:
        """Return (size,) BM25 scores; all zero when no term is known."""
        if not self.size:
            return np.zeros(0, dtype=np.float32)
        known = [term for term in query_terms if term in self._retriever.vocab_dict]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: NDArray[np.float32] = np.asarray(self._retriever.get_scores(known), dtype=np.float32)
        return scores

    def knows(self, term: str) -> bool:
        """Tell whether any indexed text has the term."""
        return bool(self.size) and term in self._retriever.vocab_dict

    def weight(self, term: str) -> float:
        """Inverse document frequency, log(1 + N / n); that of a term in one text for an unknown term."""
        row = self._retriever.vocab_dict.get(term) if self.size else None
        if row is None:
            return math.log(1 + self.size)
        pointers = self._retriever.scores["indptr"]
        return math.log(1 + self.size / max(int(pointers[row + 1] - pointers[row]), 1))

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        folder.mkdir(parents=True)
        (folder / "size").write_text(str(self.size))
        if self.size:
            self._retriever.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index written by `save`; arrays are memory-mapped."""
        size = int((folder / "size").read_text())
        if not size:
            return cls(bm25s.BM25(), size)
        retriever = bm25s.BM25.load(folder, mmap=True)
        for name in ("data", "indices", "indptr"):
            retriever.scores[name] = np.asarray(retriever.scores[name])  # numpy's own class of maps is slow
        return cls(retriever, size)
