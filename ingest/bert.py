"""The encoder of BERT in torch, over weights that were read elsewhere: several texts in one pass, without padding.

Most of the work of a pass is the products of its tokens with the weights, so the tokens of all texts stand one after
another there; only attention, which each text pays to itself, sees them as rows of one length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

Tokens = Sequence[int]
"""Numbers of the tokens of one text, those that begin and end it among them."""


class Norm(NamedTuple):
    """Layer normalisation over the last axis."""

    weight: Tensor
    bias: Tensor
    epsilon: float

    def __call__(self, hidden: Tensor) -> Tensor:
        """Map (…, d) to the same shape."""
        return functional.layer_norm(hidden, self.weight.shape, *self)


class Linear(NamedTuple):
    """hidden @ weight.T + bias; the weight is (outputs, inputs)."""

    weight: Tensor
    bias: Tensor

    def __call__(self, hidden: Tensor) -> Tensor:
        """Map (…, inputs) to (…, outputs)."""
        return functional.linear(hidden, *self)

    @classmethod
    def stack(cls, *parts: Linear) -> Linear:
        """Join steps that share their input, laid out by columns: a quarter less time for one question."""
        weight = torch.cat([part.weight for part in parts]).t().contiguous().t()
        return cls(weight, torch.cat([part.bias for part in parts]))


class Texts(NamedTuple):
    """How n tokens of b texts, one text after another, lie in rows of t tokens."""

    inside: Tensor
    """(b, t) bool: not padding."""
    place: Tensor
    """(b, t): which of the n tokens stands there; padding repeats the first."""

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Texts:
        """Lay texts of these lengths into rows."""
        inside = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
        place = torch.zeros(inside.shape, dtype=torch.long)
        place[inside] = torch.arange(sum(lengths))
        return cls(inside, place)

    @property
    def mask(self) -> Tensor | None:
        """What is added to the attention scores, (b, 1, 1, t); none where nothing is padded."""
        if bool(self.inside.all()):
            return None
        return torch.zeros(self.inside.shape).masked_fill_(~self.inside, -inf)[:, None, None]


class Layer(NamedTuple):
    """One layer: attention, then two linear steps with GELU, each added and normalised."""

    heads: int
    mixed: Linear
    """Query, key and value, stacked."""
    joined: Linear
    attended: Norm
    wide: Linear
    narrow: Linear
    finished: Norm

    def __call__(self, hidden: Tensor, texts: Texts, mask: Tensor | None) -> Tensor:
        """Map (n, d) to the same shape."""
        mixed = self.mixed(hidden)[texts.place]
        query, key, value = mixed.view(*mixed.shape[:2], 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind()
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        hidden = self.attended(hidden + self.joined(context.transpose(1, 2).flatten(-2)[texts.inside]))
        return self.finished(hidden + self.narrow(functional.gelu(self.wide(hidden))))


class Bert(NamedTuple):
    """A whole encoder. Calls change nothing that another could see, so threads may share it."""

    words: Callable[[NDArray[np.int64]], Tensor]
    """Gives (n, d) vectors of n token numbers."""
    places: Tensor
    """Vectors of the positions, the type of a first text added; (positions, d)."""
    second: Tensor
    """What is added besides for the tokens of a second text, (d,)."""
    norm: Norm
    layers: Sequence[Layer]

    def means(self, texts: Sequence[Tokens]) -> Tensor:
        """The mean of each text's last layer, (b, d)."""
        return torch.stack([own.mean(dim=0) for own in self.read(texts)])

    @torch.inference_mode()
    def read(self, texts: Sequence[Tokens], begins: Sequence[int] = ()) -> tuple[Tensor, ...]:
        """The last layer of each text, (t, d).

        Args:
            texts: b of them, each one text or two in a row.
            begins: where the second one begins in each; none: there is none.
        """
        lengths = [len(tokens) for tokens in texts]
        laid = Texts.of(lengths)
        mask = laid.mask
        places = torch.cat([self.places[:length] for length in lengths])
        if begins:
            after = torch.cat([torch.arange(n) >= begin for n, begin in zip(lengths, begins, strict=True)])
            places = places + after[:, None] * self.second
        hidden = self.norm(self.words(np.concatenate(texts)) + places)
        for layer in self.layers:
            hidden = layer(hidden, laid, mask)
        return torch.split(hidden, lengths)


def unit(rows: Tensor) -> NDArray[np.float32]:
    """Scale each row to length 1."""
    return functional.normalize(rows, eps=1e-6).numpy()
