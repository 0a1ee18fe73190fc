"""The fit of whole sections, on numbers made up so that a sign and a word tell."""

from dataclasses import fields

import numpy as np
import pytest

from assistant.phrasing import load_phrasing
from assistant.sections import Signs
from benchmarks.fit_sections import JUDGES, Samples, fit, unseen, write

COUNT = 300


@pytest.fixture
def samples():
    random = np.random.default_rng(0)
    whole = np.arange(COUNT) % 3 == 0
    signs = random.normal(size=(COUNT, len(fields(Signs))))
    signs[:, 0] += np.where(whole & (np.arange(COUNT) % 2 == 0), 4.0, 0.0)
    worded = whole & (np.arange(COUNT) % 2 == 1)
    questions = np.array([f"tell me {'everything' if one else 'this'}" for one in worded])
    writer = np.where(np.arange(COUNT) < 100, JUDGES, np.where(np.arange(COUNT) < 200, "one", "two"))
    whole[writer == JUDGES] = False
    keep = ~((writer == JUDGES) & (np.arange(COUNT) % 3 == 0))
    return Samples(questions, signs, whole, writer).rows(keep)


def test_signs_and_words_tell_of_writers_that_it_has_not_seen(samples):
    total = unseen(samples)
    assert total[samples.whole].min() > np.median(total[~samples.whole])
    assert total[samples.whole].mean() > np.quantile(total[~samples.whole], 0.95)


def test_what_is_written_is_what_was_fitted(samples, tmp_path):
    model, path = fit(samples), tmp_path / "sections.npz"
    write(model, {"likely": 1.0, "sure": 2.0}, path)
    with np.load(path) as table:
        assert table["signs"] == pytest.approx(model.signs)
        assert [float(table[name]) for name in ("bias", "likely", "sure")] == [model.bias, 1.0, 2.0]
    assert load_phrasing(path).weigh("everything") == pytest.approx(model.words["everything"], abs=1e-2)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sections.npz"]
