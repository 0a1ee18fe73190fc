"""Read a question and a provision together: does this answer that?

Two vectors that were made apart tell how near two texts are, and a question about a fine is as near to a provision as
one that it answers. A cross-encoder lets every word of one attend to every word of the other. This one is
all-MiniLM-L6-v2 with what `benchmarks/fit_cross_encoder.py` changed in it: the published weights are read from their
package, the changes from a file beside this one. It reads our English summary, which is there in both states.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from corpus import Provision
from ingest.bert import Bert
from ingest.encoders import minilm_folder
from ingest.minilm import bert_of

CHANGES_FILE = Path(__file__).with_suffix(".npz")
LONGEST = 128
"""Tokens of question and provision together; the longer of them is cut."""
MOST_STEPS = 7
"""Steps that a change has at most, up or down, in 4 bits."""
HEAD = ("hidden.weight", "hidden.bias", "out.weight", "out.bias")
"""Layers above the encoder: from the first token and the mean of the question's to 128, to one number."""


def passage_of(provision: Provision) -> str:
    """What is read of a provision: its innermost heading and our English summary."""
    heading, summary = provision.heading_above("en"), provision.summaries.get("en", "")
    return f"{heading}: {summary}" if heading else summary


def tokenizer_of_pairs() -> Tokenizer:
    """The tokenizer of all-MiniLM-L6-v2 as pairs are read with it: cut at `LONGEST`, not padded."""
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


class CrossEncoder:
    """Scores pairs of an English question and a passage. Weights load on first use; threads may share it."""

    def __init__(self, changes: Path = CHANGES_FILE) -> None:
        self._changes = changes

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return tokenizer_of_pairs()

    @cached_property
    def _layers(self) -> tuple[Bert, list[Tensor]]:
        """The encoder with the changes in it, and the layers above it."""
        folder = minilm_folder()
        weights = load_file(folder / "model.safetensors")
        with np.load(self._changes, allow_pickle=False) as table:
            for name in table["changed"].tolist():
                change = unpacked(table[name], table[f"{name}.step"])
                weights[name] += torch.from_numpy(change).view(weights[name].shape)
            head = [torch.from_numpy(table[name].astype(np.float32)) for name in HEAD]
        return bert_of(weights, json.loads((folder / "config.json").read_text(encoding="utf-8"))), head

    def score(self, question: str, passages: list[str]) -> NDArray[np.float32]:
        """How far each passage answers the question, as a logit; (n,)."""
        pairs = [self._tokenizer.encode(question, passage) for passage in passages]
        begins = [pair.type_ids.index(1) for pair in pairs]
        bert, (first, first_bias, last, last_bias) = self._layers
        read = bert.read([pair.ids for pair in pairs], begins)
        ends = torch.stack(
            [
                torch.cat([hidden[0], hidden[:begin].mean(dim=0)])
                for hidden, begin in zip(read, begins, strict=True)
            ]
        )
        inner = functional.relu(functional.linear(ends, first, first_bias))
        scores: NDArray[np.float32] = functional.linear(inner, last, last_bias)[:, 0].numpy()
        return scores


def packed(change: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Store the changes of a matrix in 4 bits each: (r, c) to (r, c / 2) and a step for every row; c is even."""
    step = (np.abs(change).max(axis=1) / MOST_STEPS + np.finfo(np.float16).tiny).astype(np.float16)
    steps = np.rint(change / step[:, None].astype(np.float32)).clip(-MOST_STEPS, MOST_STEPS)
    halves = (steps + MOST_STEPS).astype(np.uint8)
    return halves[:, ::2] << 4 | halves[:, 1::2], step


def unpacked(pairs: NDArray[np.uint8], step: NDArray[np.float16]) -> NDArray[np.float32]:
    """What `packed` stored; (r, c) float32."""
    steps = np.stack([pairs >> 4, pairs & 15], axis=2).reshape(len(pairs), -1).astype(np.float32)
    return (steps - MOST_STEPS) * step[:, None].astype(np.float32)
