"""Fit the weights of the judge: `python -m benchmarks.fit_judge [--write]`.

Logistic regression (scikit-learn, L2, balanced classes) over `assistant.evidence.Evidence`, the meaning of the question
and its precedents (`assistant.meaning`) and its words (`assistant.phrasing`), on questions written for this alone
(`benchmarks/judge_questions.jsonl`). Prints one JSON line with figures of each writer's questions by a model that was
fitted without that writer, who is no precedent either; the threshold of each language is read off the same. The dev questions are judged
by the model of all writers: they are neither fitted on nor precedents. `--write` replaces `assistant/judge.toml` and
`assistant/judge.npz`. The test split is never read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.absent import deny_absent
from assistant.cross_encoder import CrossEncoder, passage_of
from assistant.evidence import Evidence, Gatherer
from assistant.form import plainly_asked
from assistant.judge import ABOUT_ITSELF, BY_FORM, WEIGHTS_FILE, Reading
from assistant.meaning import Precedents, encoder_of, meant
from assistant.missing import hard_miss
from assistant.phrasing import Phrasing
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.small_talk import talk
from assistant.subject import NUMBER
from assistant.topic import title_in_sentence
from benchmarks.fitting import (
    ENCODERS,
    MEANING_SCALE,
    Numbers,
    found,
    spread_of,
    stacked,
    word_columns,
    word_table,
    word_weights,
    write_table,
)
from corpus import Catalogue
from corpus.types import QuestionLanguage

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FILES = ("english", "urdu", "roman_urdu", "unanswerable")
TRAINING = Path(__file__).parent / "judge_questions.jsonl"
DEV = "dev"
"""Writer of the dev questions."""
HEADINGS = "headings"
"""Writer of questions that are made of headings; they have no part in any figure."""
HELD_OUT = ("second", "seventh", "fifteenth", "twentyfirst", "share4")
"""Writers on whose questions the cross-encoder was not trained (`benchmarks/fit_cross_encoder.py`): it is weighed on them."""
MOST_WRONGLY_REFUSED = 0.04
"""Share of the answerable questions of unseen writers, in each language, that its threshold may refuse."""
MOST_BY_FORM_REFUSED = 0.015
"""The same of those that the form of the question found, in all languages together: a list refused is all of it lost."""
LANGUAGES: tuple[QuestionLanguage, ...] = get_args(QuestionLanguage)
AT_ONCE = 1000
"""Questions that are compared with all precedents at once."""
LEAST, MOST = 0.02, 0.9
"""Chances between which a question is read together with its first hit."""
RAREST = 3
"""Questions that a word or pair has to stand in to be weighed."""


@dataclass(frozen=True)
class Samples:
    """The judged questions, a row each."""

    questions: NDArray[np.str_]
    evidence: Numbers
    """(n, e)"""
    meanings: dict[str, Numbers]
    """Encoder -> (n, 2d); zeros for questions of languages that the other encoder searches."""
    answerable: NDArray[np.int64]
    writer: NDArray[np.str_]
    """Who wrote it; `DEV` for those of the dev split."""
    passages: NDArray[np.str_]
    """What the cross-encoder reads of the first hit."""
    language: NDArray[np.str_]

    @property
    def by_form(self) -> NDArray[np.bool_]:
        """Which of them the form of the question found; (n,)."""
        return self.evidence[:, [field.name for field in fields(Evidence)].index("by_form")] == 1

    def rows(self, chosen: NDArray[np.bool_]) -> Samples:
        """Some of them."""
        return Samples(
            self.questions[chosen],
            self.evidence[chosen],
            {name: matrix[chosen] for name, matrix in self.meanings.items()},
            self.answerable[chosen],
            self.writer[chosen],
            self.passages[chosen],
            self.language[chosen],
        )

    def asked(self, name: str) -> NDArray[np.bool_]:
        """Which of them this encoder compares; (n,)."""
        return np.asarray(self.meanings[name].any(axis=1))

    def vectors(self, name: str) -> NDArray[np.float32]:
        """Vectors of the questions by an encoder; (n, d)."""
        return self.meanings[name][:, : self.meanings[name].shape[1] // 2].astype(np.float32)

    def precedents(self, name: str, but: str = "") -> Precedents:
        """Those that an encoder compares, as precedents, without those of one writer."""
        chosen = self.asked(name) & (self.writer != but)
        return Precedents(self.vectors(name)[chosen], self.answerable[chosen] == 1)


@dataclass(frozen=True)
class Model:
    """A fitted judge."""

    bias: float
    evidence: Numbers
    """(e,)"""
    meanings: dict[str, tuple[Numbers, float]]
    """Encoder -> weights (2d + 4,) and the offset that is taken away."""
    precedents: dict[str, Precedents]
    words: dict[str, float]

    def chance(self, samples: Samples) -> Numbers:
        """Probability that each question is answered; (n,)."""
        phrasing = Phrasing(self.words)
        total = self.bias + samples.evidence @ self.evidence
        total = total + np.array([phrasing.weigh(question) for question in samples.questions])
        for name, (weights, offset) in self.meanings.items():
            asked = samples.asked(name)
            near = nearness(samples, name, self.precedents[name])
            total = total + np.where(asked, np.hstack([samples.meanings[name], near]) @ weights - offset, 0.0)
        return np.asarray(1 / (1 + np.exp(-total)))


def questions() -> Iterator[dict[str, Any]]:
    """Yield each question with its writer."""
    for name in FILES:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["split"] == "dev":
                yield gold | {"writer": DEV}
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def topical(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield a question on every heading: "what does the draft say about …?", in the three languages.

    Writers ask so of what a document leaves out; without these the judge would take the form itself for a sign of that.
    """
    for source_id, provisions in catalogue.provisions.items():
        source = catalogue.source(source_id)
        headings = {(p.heading_above("en"), p.heading_above("ur")) for p in provisions.values()}
        for english, urdu in sorted((NUMBER.sub("", one), NUMBER.sub("", other)) for one, other in headings):
            names = {language: title_in_sentence(source, language, bent=False) for language in ("en", "ur")}
            asked = {
                "en": f"What does {names['en']} say about {english}?",
                "ur": f"{names['ur']} {urdu} کے بارے میں کیا کہتا ہے؟",
                "ur-Latn": f"{source.aliases[-1]} {english} ke bare mein kya kehta hai?",
            }
            for language, question in asked.items():
                yield {"question": question, "language": language, "answerable": True, "writer": HEADINGS}


def gather(assistant: Assistant) -> Samples:
    """Gather what the judge weighs of every question that the rules do not decide by themselves."""
    gatherer, catalogue = Gatherer(assistant.retriever), assistant.catalogue
    kept: list[tuple[str, tuple[float, ...], str, Numbers, bool, str, str, str]] = []
    for asked in [*questions(), *topical(catalogue)]:
        text, language = asked["question"], asked["language"]
        inquiry = found(text, language, assistant)
        deny_absent(inquiry, catalogue)
        decided = talk(text) or ABOUT_ITSELF.search(text) or not inquiry.hits or inquiry.ended
        if decided or plainly_asked(inquiry, catalogue):
            continue
        evidence, vector = gatherer.gather(inquiry), meant(inquiry, gatherer)
        if evidence.by_form or not hard_miss(text, inquiry.hits[:2]):
            passage = passage_of(inquiry.hits[0].provision)
            judged = (asked["answerable"], asked["writer"], passage, language)
            kept.append((text, astuple(evidence), encoder_of(inquiry), vector, *judged))
    return Samples(
        np.array([text for text, *_ in kept]),
        np.array([evidence for _, evidence, *_ in kept]),
        {name: _of_encoder(name, [(one[2], one[3]) for one in kept]) for name in ENCODERS},
        np.array([one[4] for one in kept], dtype=np.int64),
        np.array([one[5] for one in kept]),
        np.array([one[6] for one in kept]),
        np.array([one[7] for one in kept]),
    )


def _of_encoder(name: str, kept: list[tuple[str, Numbers]]) -> Numbers:
    width = next(len(vector) for encoder, vector in kept if encoder == name)
    return np.array([vector if encoder == name else np.zeros(width) for encoder, vector in kept])


def nearness(samples: Samples, name: str, precedents: Precedents) -> Numbers:
    """Nearness of each question to precedents; (n, 4), zeros for those that the encoder does not compare."""
    vectors, near = samples.vectors(name), np.zeros((len(samples.answerable), 4))
    for rows in np.array_split(np.flatnonzero(samples.asked(name)), 1 + len(near) // AT_ONCE):
        near[rows] = precedents.nearness(vectors[rows])
    return near


def among_others(samples: Samples, name: str) -> Numbers:
    """Nearness of each question to those of all other writers; (n, 4)."""
    near = np.zeros((len(samples.answerable), 4))
    for writer in set(samples.writer):
        own = samples.writer == writer
        near[own] = nearness(samples.rows(own), name, samples.precedents(name, but=writer))
    return near


def fit(samples: Samples, c: float) -> Model:
    """Fit one logistic model over standardised evidence, scaled vectors and words; `c` is the inverse L2 strength."""
    mean, spread = samples.evidence.mean(axis=0), spread_of(samples.evidence)
    blocks: list[Any] = [(samples.evidence - mean) / spread]
    scales: dict[str, tuple[Numbers, Numbers]] = {}
    for name, matrix in samples.meanings.items():
        joined, asked = np.hstack([matrix, among_others(samples, name)]), samples.asked(name)
        centre, scale = joined[asked].mean(axis=0), np.full(joined.shape[1], MEANING_SCALE)
        scale[matrix.shape[1] :] = 1 / spread_of(joined[asked, matrix.shape[1] :])
        scales[name] = (centre, scale)
        blocks.append(np.where(asked[:, None], joined - centre, 0.0) * scale)
    columns, words = word_columns(samples.questions.tolist(), RAREST)
    blocks.append(columns)
    regression = LogisticRegression(C=c, class_weight="balanced", max_iter=5000)
    regression.fit(stacked(blocks), samples.answerable)
    first, *others, last = np.split(regression.coef_[0], np.cumsum([block.shape[1] for block in blocks])[:-1])
    weights = first / spread
    meanings = {
        name: (part * scale, float((part * scale) @ centre))
        for (name, (centre, scale)), part in zip(scales.items(), others, strict=True)
    }
    return Model(
        float(regression.intercept_[0] - (weights * mean).sum()),
        weights,
        meanings,
        {name: samples.precedents(name) for name in samples.meanings},
        word_weights(words, last),
    )


def unseen(samples: Samples, c: float) -> Numbers:
    """Chance of every question by a model that has seen no question of its writer; (n,)."""
    chance = np.zeros(len(samples.answerable))
    for writer in set(samples.writer) - {HEADINGS}:
        own = samples.writer == writer
        chance[own] = fit(samples.rows(~own & (samples.writer != DEV)), c).chance(samples.rows(own))
    return chance


def read(samples: Samples, chance: Numbers, identity: str) -> tuple[Reading, Numbers]:
    """Weigh the cross-encoder with the chance by the evidence, on English questions that neither was fitted on.

    What was found by the form of a question is no single hit to be read, and its chance stays.

    Args:
        samples: the questions.
        chance: of each, by a model that has not seen its writer.
        identity: of the English encoder.

    Returns:
        The weights, and the chances of the `HELD_OUT` writers' English questions by both.
    """
    held_out = (samples.language == "en") & np.isin(samples.writer, HELD_OUT)
    rows = np.flatnonzero(held_out & ~samples.by_form)
    reader = CrossEncoder()
    pairs = zip(samples.questions[rows].tolist(), samples.passages[rows].tolist(), strict=True)
    scores = np.array([float(reader.score(question, [passage])[0]) for question, passage in pairs])
    logits = np.log(chance[rows] / (1 - chance[rows]))
    regression = LogisticRegression(C=10.0, class_weight="balanced")
    regression.fit(np.stack([logits, scores], axis=1), samples.answerable[rows])
    (evidence, score), bias = regression.coef_[0].tolist(), float(regression.intercept_[0])
    reading = Reading(identity, LEAST, MOST, bias, evidence, score)
    both = chance.copy()
    for row, own in zip(rows.tolist(), scores.tolist(), strict=True):
        if reading.wavers(both[row]):
            both[row] = reading.chance(both[row], own)
    return reading, both


def figures(chance: Numbers, answerable: NDArray[np.int64], threshold: Numbers) -> dict[str, float]:
    """Area under the curve, and shares refused at each question's threshold, of the unanswerable and of the answerable."""
    return {
        "questions": len(chance),
        "auroc": round(float(roc_auc_score(answerable, chance)), 3),
        "refused": round(float((chance < threshold)[answerable == 0].mean()), 3),
        "wrongly_refused": round(float((chance < threshold)[answerable == 1].mean()), 3),
    }


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c", type=float, default=0.1, help="inverse strength of the L2 penalty")
    arguments = parser.parse_args()
    assistant = Assistant(load_settings())
    samples = gather(assistant)
    identities = assistant.snapshot.manifest.encoders
    assistant.close()
    alone = unseen(samples, arguments.c)
    reading, chance = read(samples, alone, identities["english"])
    written = ~np.isin(samples.writer, (DEV, HEADINGS))
    trained_on = (samples.language == "en") & ~np.isin(samples.writer, HELD_OUT)  # by the cross-encoder
    written &= ~trained_on | samples.by_form
    thresholds = {
        one: _threshold(chance[own], samples.answerable[own], MOST_WRONGLY_REFUSED)
        for one in LANGUAGES
        for own in [written & ~samples.by_form & (samples.language == one)]
    }
    formed = written & samples.by_form
    thresholds[BY_FORM] = _threshold(chance[formed], samples.answerable[formed], MOST_BY_FORM_REFUSED)
    named = np.where(samples.by_form, BY_FORM, samples.language)
    threshold = np.array([thresholds[one] for one in named])
    report: dict[str, Any] = {"thresholds": thresholds}

    def tell(name: str, chosen: NDArray[np.bool_], chance: Numbers = chance) -> None:
        report[name] = figures(chance[chosen], samples.answerable[chosen], threshold[chosen])

    tell("all", written)
    for one in thresholds:
        tell(one, written & (named == one))
    tell("en by evidence", written & (named == "en"), alone)
    for writer in sorted(set(samples.writer) - {HEADINGS}):
        tell(writer, samples.writer == writer)
    print(json.dumps(report))
    if arguments.write:
        write(fit(samples.rows(samples.writer != DEV), arguments.c), thresholds, reading, identities)


def _threshold(chance: Numbers, answerable: NDArray[np.int64], most: float) -> float:
    """The chance below which this share of the answerable questions is, to two places."""
    good = np.sort(chance[answerable == 1])
    return float(np.floor(good[int(most * len(good))] * 100) / 100)


def write(
    model: Model,
    thresholds: Mapping[str, float],
    reading: Reading,
    identities: dict[str, str],
    file: Path = WEIGHTS_FILE,
) -> None:
    """Replace the weights file, and the file of vectors and words beside it."""
    lines = [
        "# Fitted by benchmarks/fit_judge.py; do not edit by hand.",
        f"bias = {model.bias:.4f}",
        "",
        "[thresholds]",
        *(f"{language} = {threshold}" for language, threshold in thresholds.items()),
        "",
        "[weights]",
        *(
            f"{field.name} = {weight:.4f}"
            for field, weight in zip(fields(Evidence), model.evidence, strict=True)
        ),
    ]
    lines += [
        "",
        "[cross_encoder]",
        f'identity = "{reading.identity}"',
        *(f"{name} = {value:.4f}" for name, value in asdict(reading).items() if name != "identity"),
    ]
    table = word_table(model.words)
    for name, (weights, offset) in model.meanings.items():
        precedents = model.precedents[name]
        step = np.abs(precedents.vectors).max() / np.iinfo(np.int8).max
        table |= {
            f"{name}_identity": np.array(identities[name]),
            f"{name}_weights": weights.astype(np.float16),
            f"{name}_offset": np.array(offset),
            f"{name}_precedents": np.rint(precedents.vectors / step).astype(np.int8),
            f"{name}_step": np.float32(step),
            f"{name}_answered": precedents.answered,
        }
    write_table(table, file.with_suffix(".npz"))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
