"""The fit of orders, on messages made up so that a word or the meaning tells."""

import numpy as np
import pytest

from benchmarks.fit_steering import Samples, fit, unseen, write
from benchmarks.fitting import ENCODERS

SIZE, COUNT = 8, 320


@pytest.fixture
def samples():
    random = np.random.default_rng(0)
    steers = np.arange(COUNT) % 4 == 0
    worded = steers & (np.arange(COUNT) % 8 == 0)
    messages = np.array([f"{'pretend' if one else 'tell'} me" for one in worded])
    vectors = random.normal(0, 0.05, (COUNT, SIZE))
    vectors[:, 0] += np.where(steers & ~worded, 0.8, 0.0)
    first = np.arange(COUNT) < COUNT // 2
    by_encoder = {
        name: np.where((first == (name == ENCODERS[0]))[:, None], vectors, 0.0) for name in ENCODERS
    }
    writer = np.array([f"writer {n % 5}" for n in range(COUNT)])
    return Samples(messages, by_encoder, steers, ~steers, writer)


def test_orders_of_writers_that_it_has_not_seen_are_recognised(samples):
    total = unseen(samples)
    threshold = np.quantile(total[samples.answerable], 0.99)
    assert (total[samples.steers] > threshold).mean() > 0.9


def test_every_fold_holds_one_writer_of_orders(samples):
    assert sorted(set(samples.folds)) == [0, 1, 2, 3, 4]
    assert all(len(set(samples.writer[samples.folds == fold])) == 1 for fold in range(5))


def test_what_is_written_is_what_was_fitted(samples, tmp_path):
    model, path = fit(samples), tmp_path / "steering.npz"
    write(model, 1.5, {name: f"{name} encoder" for name in ENCODERS}, path)
    with np.load(path) as table:
        assert float(table["threshold"]) == 1.5
        for name in ENCODERS:
            assert str(table[f"{name}_identity"]) == f"{name} encoder"
            assert table[f"{name}_weights"] == pytest.approx(model.meaning[name], abs=1e-2)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["steering.npz"]
