"""Adapters: they move questions for ranking alone, and only those of the encoder they were fitted on."""

import numpy as np
import pytest

from assistant.adapter import ADAPTERS_FILE, Adapter, load_adapters
from assistant.retrieval import Retriever
from benchmarks.fit_adapters import Asked, ranks, write


@pytest.fixture
def swapping():
    """Takes the first axis for the second."""
    return Adapter(np.zeros(2, dtype=np.float32), np.array([[0, 3], [3, 0]], dtype=np.float32))


def test_a_question_is_moved_and_keeps_length_one(swapping):
    assert swapping.move(np.array([1, 0], dtype=np.float32)).tolist() == [0, 1]


def test_a_question_at_the_centre_stays_as_it_is():
    vector = np.array([0.6, 0.8], dtype=np.float32)
    assert Adapter(vector, np.eye(2, dtype=np.float32)).move(vector) is vector


def test_what_was_written_is_read_for_its_encoder_and_no_other(tmp_path, swapping):
    path = tmp_path / "adapters.npz"
    write({"english": swapping}, {"english": "mine:1"}, path)
    assert load_adapters({"english": "mine:1"}, path)["english"].weights.tolist() == swapping.weights.tolist()
    assert load_adapters({"english": "another:1"}, path) == {}
    assert not list(tmp_path.glob("*.new*"))


def test_the_adapters_in_use_are_those_of_the_bundled_encoders(bundled_assistant):
    identities = bundled_assistant.snapshot.manifest.encoders
    assert load_adapters(identities).keys() == identities.keys()
    assert ADAPTERS_FILE.stat().st_size < 1_000_000


def test_a_hit_keeps_the_cosines_of_its_encoder_whatever_ranked_it(bundled_assistant):
    question = "May a ministry rank its citizens by a score?"
    plain = Retriever(bundled_assistant.snapshot, bundled_assistant.encoders, bundled_assistant.catalogue, {})
    adapted = bundled_assistant.retriever.search(question, limit=30)
    signals = {hit.provision.key: hit.signals for hit in plain.search(question, limit=30)}
    plain.close()
    shared = [hit for hit in adapted if hit.provision.key in signals]
    assert shared
    for hit in shared:
        assert signals[hit.provision.key] == pytest.approx(hit.signals, abs=1e-6)


def test_ranks_are_reciprocal_and_none_beyond_the_tenth(bundled_assistant):
    known = Asked("What does paragraph 26 say?", "en", "unesco-recommendation-2021/26", "one")
    unknown = Asked("What does paragraph 26 say?", "en", "unesco-recommendation-2021/nowhere", "one")
    assert ranks(bundled_assistant, {}, [known, unknown])["en"] == [1.0, 0.0]
