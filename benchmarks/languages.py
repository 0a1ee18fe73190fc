"""How often the language of an utterance is told rightly: `python -m benchmarks.languages [--write]`, one JSON line.

The utterances (`languages.jsonl`) are short, as people type them; a third is held out by hash. `--write` fits anew what
Roman Urdu looks like (`assistant/language.json`): the words of readers' questions, of those of the judge and of the dev
utterances, those of Roman Urdu against those of English, by logistic regression (scikit-learn) over runs of letters.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.language import WEIGHTS_FILE, WORD, Spelling, detect, runs
from corpus import load_catalogue

UTTERANCES = Path(__file__).with_name("languages.jsonl")
QUESTIONS = Path(__file__).with_name("judge_questions.jsonl")
HELD_OUT = 3
"""One utterance of so many is held out."""
COMMONER = 5.0
"""A word so many times commoner in Roman Urdu than in English is a word of Roman Urdu."""
SELDOM = 3
"""A word that English has too must stand in so many Roman Urdu questions."""


def utterances(held_out: bool) -> list[tuple[str, str]]:
    """Text and language of the utterances of one half of the split."""
    rows = [json.loads(line) for line in UTTERANCES.read_text(encoding="utf-8").splitlines()]
    return [(r["text"], r["language"]) for r in rows if is_held_out(r["text"]) is held_out]


def is_held_out(text: str) -> bool:
    """Tell whether an utterance belongs to the third that nothing is fitted on."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


def learnt_from() -> Iterator[tuple[str, str]]:
    """Yield text and language of everything that spelling is learnt from."""
    catalogue = load_catalogue()
    for provisions in catalogue.provisions.values():
        for provision in provisions.values():
            yield provision.summaries.get("en", ""), "en"
            for language, asked in provision.questions.items():
                yield from ((question, language) for question in asked)
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["question"], row["language"]
    yield from utterances(held_out=False)


def vocabulary() -> tuple[list[str], list[str]]:
    """The words of Roman Urdu, and those of English, each once and in order."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, language in learnt_from():
        counts[language].update({word.casefold() for word in WORD.findall(text)})
    english, urdu = counts["en"], counts["ur-Latn"]
    ratio = english.total() / urdu.total()
    of_urdu = {
        word
        for word, count in urdu.items()
        if count * ratio > COMMONER * english[word] and (word not in english or count >= SELDOM)
    }
    return sorted(of_urdu), sorted(set(english) - of_urdu)


def fit() -> Spelling:
    """Fit the weights, and note the known words that they judge wrongly."""
    urdu, english = vocabulary()
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(runs(word), 1.0) for word in [*urdu, *english]])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    regression = LogisticRegression(solver="liblinear", class_weight="balanced")
    regression.fit(matrix, [1] * len(urdu) + [0] * len(english))
    rounded = zip(vectorizer.feature_names_, regression.coef_[0].round(2).tolist(), strict=True)
    weights = {run: weight for run, weight in rounded if weight}
    bare = Spelling(round(float(regression.intercept_[0]), 2), weights, frozenset(), frozenset())
    return bare._replace(
        urdu=frozenset(word for word in urdu if not bare.is_urdu(word)),
        english=frozenset(word for word in english if bare.is_urdu(word)),
    )


def write(fitted: Spelling, file: Path = WEIGHTS_FILE) -> None:
    """Replace the weights file."""
    table = fitted._asdict() | {"urdu": sorted(fitted.urdu), "english": sorted(fitted.english)}
    file.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


def accuracy(rows: list[tuple[str, str]]) -> dict[str, float]:
    """Share of each language's utterances that is told rightly, and of all."""
    right: dict[str, list[bool]] = defaultdict(list)
    for text, language in rows:
        right[language].append(detect(text) == language)
        right["all"].append(right[language][-1])
    return {language: round(sum(found) / len(found), 3) for language, found in sorted(right.items())}


def main() -> None:
    """Print one JSON line; fit and write the weights first if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write(fit())
    dev, held_out = utterances(held_out=False), utterances(held_out=True)
    report = {"dev": accuracy(dev), "held_out": accuracy(held_out)}
    began = time.perf_counter()
    for text, _ in held_out:
        detect(text)
    spent = (time.perf_counter() - began) / len(held_out) * 1000
    print(json.dumps(report | {"utterances": len(dev) + len(held_out), "ms_each": round(spent, 4)}))


if __name__ == "__main__":
    main()
