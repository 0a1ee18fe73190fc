"""The fit of lists by meaning, on questions made up so that a word or the meaning tells."""

import numpy as np
import pytest

from benchmarks.fit_list_meaning import NONE, Samples, fit, unseen, write
from benchmarks.fitting import ENCODERS

SIZE, COUNT = 8, 360


@pytest.fixture
def samples():
    random = np.random.default_rng(0)
    number = np.arange(COUNT)
    lists = np.array(["values", "targets", NONE, NONE])[number % 4]
    questions = np.array([f"tell me {'goals' if one == 'targets' else 'this'}" for one in lists])
    vectors = random.normal(0, 0.05, (COUNT, SIZE))
    vectors[:, 0] += np.where(lists == "values", 0.9, 0.0)
    part = np.where(number < 240, "lists", np.where(number < 320, "judge", "unanswerable"))
    lists[part != "lists"] = NONE
    vectors[part != "lists", 0] = 0.0
    questions[part != "lists"] = "tell me this"
    by_encoder = {
        name: np.where((number % 3 == 0)[:, None] == (name == ENCODERS[0]), vectors, 0.0) for name in ENCODERS
    }
    writer = np.array([f"writer {n}" for n in number // 60])
    return Samples(questions, by_encoder, lists, np.zeros(COUNT, dtype=bool), writer, part)


def test_lists_of_writers_that_it_has_not_seen_are_found(samples):
    chance, likeliest = unseen(samples)
    asks = samples.lists != NONE
    assert ((likeliest == samples.lists) & (chance > 0.5))[asks].mean() > 0.9
    assert (chance > 0.5)[~asks].mean() < 0.05


def test_what_is_written_is_what_was_fitted(samples, tmp_path):
    model, path = fit(samples), tmp_path / "list_meaning.npz"
    write(model, 0.3, {name: f"{name} encoder" for name in ENCODERS}, path)
    with np.load(path) as table:
        assert table["lists"].tolist() == model.lists == ["targets", "values"]
        assert float(table["threshold"]) == 0.3
        kept = [model.words.index(word) for word in table["words"]]
        assert "goals" in table["words"]
        assert table["word_weights"] * table["step"] == pytest.approx(model.word_weights[kept], abs=0.05)
        for name in ENCODERS:
            assert str(table[f"{name}_identity"]) == f"{name} encoder"
            assert table[f"{name}_weights"] == pytest.approx(model.meaning[name], abs=1e-2)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["list_meaning.npz"]
