"""all-MiniLM-L6-v2 for questions: the published weights without the library around them.

The index is built by sentence-transformers. A server that only encodes questions would import it, and with it
transformers, scikit-learn and SciPy, for four seconds and 200 MB; this reads the same files to the same vectors
(tests/ingest/test_minilm.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from ingest.bert import Bert, Layer, Linear, Norm, unit


class MiniLM:
    """Encodes questions from the folder of a sentence-transformers model of BERT's kind that pools by the mean."""

    def __init__(self, folder: Path) -> None:
        limits = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(limits["max_seq_length"])
        self._tokenizer.no_padding()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._bert = bert_of(load_file(folder / "model.safetensors"), config)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts, each cut after the model's longest; returns (n, 384) float32, rows of length 1."""
        return unit(self._bert.means([self._tokenizer.encode(text).ids for text in texts]))


def bert_of(weights: dict[str, Tensor], config: dict[str, Any]) -> Bert:
    """Return the encoder that a file of weights and its configuration describe."""

    def linear(name: str) -> Linear:
        return Linear(weights[f"{name}.weight"], weights[f"{name}.bias"])

    def norm(name: str) -> Norm:
        part = f"{name}.LayerNorm"
        return Norm(weights[f"{part}.weight"], weights[f"{part}.bias"], config["layer_norm_eps"])

    def layer(name: str) -> Layer:
        return Layer(
            heads=config["num_attention_heads"],
            mixed=Linear.stack(
                *(linear(f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
            ),
            joined=Linear.stack(linear(f"{name}.attention.output.dense")),
            attended=norm(f"{name}.attention.output"),
            wide=Linear.stack(linear(f"{name}.intermediate.dense")),
            narrow=Linear.stack(linear(f"{name}.output.dense")),
            finished=norm(f"{name}.output"),
        )

    embedded = {
        part: weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position", "token_type")
    }
    return Bert(
        words=lambda numbers: embedded["word"][torch.from_numpy(numbers)],
        places=embedded["position"] + embedded["token_type"][0],
        second=embedded["token_type"][1] - embedded["token_type"][0],
        norm=norm("embeddings"),
        layers=[layer(f"encoder.layer.{number}") for number in range(config["num_hidden_layers"])],
    )
