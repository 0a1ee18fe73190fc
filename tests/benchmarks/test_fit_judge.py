"""The fit of the judge, on numbers made up so that meaning alone tells."""

import tomllib
from dataclasses import fields, replace

import numpy as np
import pytest

from assistant.evidence import Evidence
from assistant.judge import Reading
from assistant.meaning import load_directions
from assistant.phrasing import load_phrasing
from benchmarks.fit_judge import ENCODERS, Samples, figures, fit, unseen, write

SIZE = 8
HALF = np.array(0.5)


@pytest.fixture
def samples():
    """Evidence is noise; the first number of the vector tells, in the opposite way for each encoder."""
    random = np.random.default_rng(0)
    count = 400
    answerable = np.arange(count) % 2
    first = np.arange(count) % 4 < 2
    vectors = random.normal(0, 0.02, (count, SIZE))
    vectors[:, 0] += np.where(answerable == 1, 0.3, -0.3) * np.where(first, 1, -1)
    meanings = {name: np.where((first == (name == ENCODERS[0]))[:, None], vectors, 0.0) for name in ENCODERS}
    writer = np.array([f"writer {i}" for i in range(count // 100)]).repeat(100)
    questions = np.array([f"question {'yes' if first[i] else 'no'} {i}" for i in range(count)])
    language = np.where(first, "en", "ur")
    return Samples(
        questions,
        random.normal(size=(count, len(fields(Evidence)))),
        meanings,
        answerable,
        writer,
        questions,
        language,
    )


def test_questions_of_writers_that_it_has_not_seen_are_told_apart(samples):
    found = figures(unseen(samples, 0.1), samples.answerable, HALF)
    assert found["auroc"] > 0.99
    assert found["refused"] > 0.95
    assert found["wrongly_refused"] < 0.05


def test_without_meaning_there_is_nothing_to_tell(samples):
    nothing = {name: np.zeros_like(matrix) + 1e-9 for name, matrix in samples.meanings.items()}
    blind = replace(samples, meanings=nothing)
    assert 0.35 < figures(unseen(blind, 0.1), blind.answerable, HALF)["auroc"] < 0.65


def test_words_tell_too(samples):
    words = np.array(["what fee" if answer == 0 else "which aim" for answer in samples.answerable])
    told = replace(samples, questions=words)
    model = fit(told, 0.1)
    assert set(model.words) == {"what", "fee", "what fee", "which", "aim", "which aim"}
    assert model.words["fee"] < 0 < model.words["aim"]


def test_what_is_written_is_what_was_fitted(samples, tmp_path):
    model = fit(samples, 0.1)
    reading = Reading("english encoder", 0.02, 0.9, 0.1, 0.5, 0.4)
    write(
        model,
        {"en": 0.2, "ur-Latn": 0.3, "form": 0.1},
        reading,
        {name: f"{name} encoder" for name in ENCODERS},
        tmp_path / "judge.toml",
    )
    table = tomllib.loads((tmp_path / "judge.toml").read_text())
    assert table["thresholds"] == {"en": 0.2, "ur-Latn": 0.3, "form": 0.1}
    assert Reading(**table["cross_encoder"]) == reading
    read = load_directions(tmp_path / "judge.npz")
    for name, (weights, offset) in model.meanings.items():
        assert read[name].identity == f"{name} encoder"
        assert np.allclose(read[name].weights, weights, atol=1e-2)
        assert read[name].offset == pytest.approx(offset)
        assert (read[name].precedents.answered == model.precedents[name].answered).all()
    question = "question yes"
    weight = model.words["question"] + model.words["yes"]
    assert load_phrasing(tmp_path / "judge.npz").weigh(question) == pytest.approx(weight / 2**0.5, abs=1e-2)
