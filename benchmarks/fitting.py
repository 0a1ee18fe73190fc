"""What the fits of linear models over questions share: encoders, blocks of words, standardised columns, tables of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from assistant.evidence import SPACE_OF
from assistant.inquiry import Inquiry
from assistant.language import answer_language
from assistant.phrasing import words_of
from assistant.route import route
from assistant.service import Assistant
from corpus.types import QuestionLanguage
from ingest.snapshot import SPACES

ENCODERS = tuple(dict.fromkeys(SPACES[space] for space in SPACE_OF.values()))
"""Encoders by which questions are compared."""
WORD_SCALE = 8.0
"""The words of a question, a vector of length 1, beside standardised columns: how freely the penalty lets their weights grow."""
MEANING_SCALE = 10.0
"""The vector of a question, of length 1: how freely the penalty lets the weights of meaning grow."""
Numbers = NDArray[np.float64]


def word_columns(
    questions: Sequence[str], rarest: int = 1, vocabulary: Sequence[str] | None = None
) -> tuple[Any, list[str]]:
    """Words and pairs of each question, a sparse row of length `WORD_SCALE`, and what each column stands for.

    Args:
        questions: n of them.
        rarest: questions that a word or pair has to stand in.
        vocabulary: the words and pairs, if they were chosen before.

    Returns:
        (n, w) and w words or pairs.
    """
    counter = CountVectorizer(
        analyzer=lambda text: words_of(text), min_df=rarest, vocabulary=vocabulary, binary=True
    )
    counts = counter.fit_transform(questions).astype(float)
    return normalize(counts) * WORD_SCALE, counter.get_feature_names_out().tolist()


def word_weights(words: Sequence[str], coefficients: Numbers) -> dict[str, float]:
    """Weight of each word or pair for `assistant.phrasing.Phrasing`, from the coefficients of its scaled column; (w,)."""
    return dict(zip(words, (coefficients * WORD_SCALE).tolist(), strict=True))


def word_table(words: Mapping[str, float]) -> dict[str, Any]:
    """The arrays that `assistant.phrasing.load_phrasing` reads."""
    return {
        "words": np.array(list(words)),
        "word_weights": np.array(list(words.values()), dtype=np.float16),
    }


def spread_of(columns: Numbers) -> Numbers:
    """Standard deviation of each column; 1 where it does not vary."""
    spread: Numbers = columns.std(axis=0)
    return np.where(spread == 0, 1.0, spread)


def found(question: str, language: QuestionLanguage, assistant: Assistant) -> Inquiry:
    """A question as the judge gets it: routed, with its hits."""
    inquiry = Inquiry(question, answer_language(language), language, rephrased=question)
    route(inquiry, assistant.catalogue)
    assistant.finder.find(inquiry)
    return inquiry


def vectors_of(rows: Sequence[Mapping[str, Any]], assistant: Assistant) -> dict[str, Numbers]:
    """Vectors of questions: encoder -> (n, d), zeros for questions in languages that the other encoder compares.

    Args:
        rows: with `question` and `language`.
        assistant: encodes them.
    """
    encoder = np.array([SPACES[SPACE_OF[row["language"]]] for row in rows])
    vectors: dict[str, Numbers] = {}
    for name in ENCODERS:
        own = {
            n: assistant.retriever.vector(name, rows[n]["question"]) for n in np.flatnonzero(encoder == name)
        }
        vectors[name] = np.zeros((len(rows), len(next(iter(own.values())))))
        vectors[name][list(own)] = list(own.values())
    return vectors


def write_table(table: Mapping[str, Any], path: Path) -> None:
    """Replace a file of arrays; written aside first."""
    aside = path.with_suffix(".new.npz")
    np.savez_compressed(aside, **table)
    aside.replace(path)


def stacked(blocks: Sequence[Any]) -> Any:
    """Blocks of columns side by side, as one sparse matrix."""
    return sparse.hstack(blocks).tocsr()
