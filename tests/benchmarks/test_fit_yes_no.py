"""The fit of yes and no, on numbers made up so that the nearest question tells, unless meaning turns it round."""

import tomllib
from dataclasses import fields

import numpy as np
import pytest

from assistant.yes_no import Signs
from benchmarks.fit_yes_no import Samples, figures, fit, unseen, write

SIZE, COUNT = 8, 300


@pytest.fixture
def samples():
    random = np.random.default_rng(0)
    yes = np.arange(COUNT) % 2 == 0
    turned = np.arange(COUNT) % 3 == 0
    signs = np.zeros((COUNT, len(fields(Signs))))
    signs[:, 0], signs[:, 1] = np.where(yes ^ turned, 1.0, 0.0), np.where(yes ^ turned, 0.0, 1.0)
    vectors = random.normal(0, 0.02, (COUNT, SIZE))
    vectors[:, 0] += np.where(turned, np.where(yes, 0.6, -0.6), 0.0)
    keys = np.array([f"provision {i % 60}" for i in range(COUNT)])
    return Samples(signs, vectors, yes, np.ones(COUNT), keys, np.array(["readers"] * COUNT))


def test_what_is_said_of_provisions_it_has_not_seen_is_right(samples):
    found = figures(samples, unseen(samples, 1.0), 0.7)
    assert found["right"] > 0.98
    assert 0.5 < found["stated"] < 0.75  # a third has its ground against it


def test_written_weights_are_those_that_were_fitted(samples, tmp_path):
    model = fit(samples, 1.0)
    write(model, 0.9, "toy", tmp_path / "yes_no.toml")
    table = tomllib.loads((tmp_path / "yes_no.toml").read_text())
    assert (table["threshold"], table["meaning"]["identity"]) == (0.9, "toy")
    assert list(table["weights"]) == [field.name for field in fields(Signs)]
    assert table["meaning"]["weights"] == pytest.approx(model.meaning, abs=1e-3)
    assert table["weights"]["near_yes"] > 0 > table["weights"]["near_no"]
