"""A toy encoder: hashed words, no weights. Texts that share words are near each other."""

import hashlib

import numpy as np

from corpus.text import fold_urdu


class ToyEncoder:
    dimension = 64

    def __init__(self, identity: str = "toy") -> None:
        self.identity = identity
        self.encoded = 0

    def warm(self) -> None:
        """Nothing to load."""

    def passages(self, texts):
        self.encoded += len(texts)
        return np.stack([self._one(text) for text in texts]) if texts else np.empty((0, 64), np.float32)

    def query(self, text):
        return self._one(text)

    def queries(self, texts):
        return np.stack([self.query(text) for text in texts])

    def _one(self, text):
        vector = np.full(64, 1e-3, dtype=np.float32)
        for word in fold_urdu(text).split():
            vector[int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest(), 16) % 64] += 1
        return vector / np.linalg.norm(vector)
