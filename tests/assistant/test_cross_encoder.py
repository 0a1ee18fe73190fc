"""A question and a passage read together: what is stored, what is computed, and when it is asked at all."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from assistant.cross_encoder import MOST_STEPS, CrossEncoder, packed, passage_of, unpacked
from assistant.judge import Reading
from assistant.schemas import Question
from ingest.encoders import minilm_folder

QUESTION = "May a government score its citizens?"
PASSAGES = ["Scoring: Systems should not score people for whole societies.", "Ports: Pilots keep a log."]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The published weights with nothing changed, and layers above them that add up what they get."""
    path = tmp_path_factory.mktemp("changes") / "bare.npz"
    layers = {
        "hidden.weight": np.eye(128, 768, dtype=np.float16),
        "hidden.bias": np.zeros(128, dtype=np.float16),
        "out.weight": np.ones((1, 128), dtype=np.float16),
        "out.bias": np.zeros(1, dtype=np.float16),
    }
    np.savez(path, changed=np.array([], dtype=str), **layers)
    return CrossEncoder(path)


def test_changes_are_stored_to_half_a_step():
    change = np.random.default_rng(3).normal(size=(5, 8)).astype(np.float32)
    pairs, step = packed(change)
    assert pairs.shape == (5, 4)
    assert np.all(np.abs(unpacked(pairs, step) - change) <= 0.51 * step[:, None].astype(np.float32))
    assert step == pytest.approx(np.abs(change).max(axis=1) / MOST_STEPS, rel=1e-2)
    assert not unpacked(*packed(np.zeros((1, 2), dtype=np.float32))).any()


def test_two_texts_are_read_as_the_library_reads_them(bare):
    from transformers import BertModel

    model = BertModel.from_pretrained(str(minilm_folder()), add_pooling_layer=False).eval()
    expected = []
    for passage in PASSAGES:
        pair = bare._tokenizer.encode(QUESTION, passage)
        rows = (torch.tensor([values]) for values in (pair.ids, pair.type_ids))
        with torch.inference_mode():
            read = model(**dict(zip(("input_ids", "token_type_ids"), rows, strict=True))).last_hidden_state[0]
        expected.append(float(torch.relu(read[0, :128]).sum()))
    assert bare.score(QUESTION, PASSAGES) == pytest.approx(expected, abs=1e-3)


def test_a_pair_does_not_depend_on_its_neighbours(bare):
    alone = [float(bare.score(QUESTION, [passage])[0]) for passage in PASSAGES]
    assert bare.score(QUESTION, PASSAGES) == pytest.approx(alone, abs=1e-4)


def test_a_long_question_is_cut_and_not_refused(bare):
    assert np.isfinite(bare.score("May it? " * 120, PASSAGES)).all()


def test_the_fitted_one_tells_an_answer_from_a_provision_beside_it(catalogue):
    provisions = catalogue.provisions["unesco-recommendation-2021"]
    said, beside = CrossEncoder().score(
        "Can a government use AI to score its citizens?", [passage_of(provisions[n]) for n in ("26", "85")]
    )
    assert said > beside


def test_the_score_moves_the_chance_both_ways():
    reading = Reading("mine", least=0.1, most=0.9, bias=0.0, evidence=1.0, score=0.5)
    assert reading.chance(0.4, 0.0) == pytest.approx(0.4)
    assert reading.chance(0.4, -3.0) < 0.4 < reading.chance(0.4, 3.0)


@pytest.mark.parametrize(
    ("language", "chance", "read"), [("en", 0.5, 1), ("en", 0.95, 0), ("en", 0.01, 0), ("ur", 0.5, 0)]
)
def test_only_an_english_question_is_read_on_which_the_judge_wavers(
    toy_reading_assistant, monkeypatch, language, chance, read
):
    judge, asked = toy_reading_assistant.judge, []

    def score(question, passages):
        asked.append((question, passages))
        return np.array([1.0], dtype=np.float32)

    monkeypatch.setattr(judge, "_cross_encoder", SimpleNamespace(score=score))
    monkeypatch.setattr(judge, "_reading", Reading("mine", 0.02, 0.9, 0.0, 1.0, 1.0))
    inquiry = toy_reading_assistant._inquiry(Question(question=QUESTION))
    inquiry.question_language = language
    toy_reading_assistant.finder.find(inquiry)
    judged = judge._read(inquiry, chance)
    assert len(asked) == read
    assert (judged > chance) is bool(read)


def test_weights_fitted_beside_another_encoder_are_not_used(toy_reading_assistant):
    reading = toy_reading_assistant.judge._reading
    fitted = toy_reading_assistant.snapshot.manifest.encoders["english"]
    assert reading is None or reading.identity == fitted


def test_a_server_imports_no_library_of_training():
    code = """
import sys
from assistant.cross_encoder import CrossEncoder
CrossEncoder().score("Who decides?", ["Nobody."])
print(*{"sentence_transformers", "transformers", "sklearn"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
