"""Fit the linear adapters of the encoders: `python -m benchmarks.fit_adapters [--data DIR] [--write] [--folds 3]`.

Each matrix is fitted by gradient descent (torch, Adam) so that a question comes nearer to the passages of its own
provision than to those of all others: softmax over provisions of the best cosine with a reader's question plus half
the best with the wording, at a temperature, and a penalty on what differs from the identity. Questions are the
readers' questions of the index, each without itself, and the answerable ones of `benchmarks/judge_questions.jsonl`.
Prints one JSON line with hit@1 and MRR@10 of questions by writers that the adapters have not seen, with and without
them, by the real retriever. `--write` replaces `assistant/adapters.npz`. Neither split of the gold is read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy, normalize

from assistant.adapter import ADAPTERS_FILE, Adapter
from assistant.evidence import SPACE_OF
from assistant.retrieval import Retriever
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from benchmarks.fitting import ENCODERS, write_table
from corpus.types import QuestionLanguage
from ingest.encoders import Matrix
from ingest.snapshot import SPACES

TRAINING = Path(__file__).parent / "judge_questions.jsonl"
WORDING = 0.5
"""Weight of a provision's wording beside its readers' questions."""
BATCH, DRAWN = 256, 128
"""Readers' questions a step, and questions of other writers drawn beside them."""
RATE = 1e-3
SEED = 0


@dataclass(frozen=True)
class Fit:
    """How the adapter of one encoder is fitted; found by leaving writers out."""

    temperature: float
    penalty: float
    epochs: int
    centred: bool


FITS = {"english": Fit(0.05, 0.05, 8, centred=False), "multilingual": Fit(0.02, 0.02, 4, centred=True)}


@dataclass(frozen=True)
class Asked:
    """A question that is known to be answered by a provision."""

    text: str
    language: QuestionLanguage
    key: str
    writer: str


def questions() -> Iterator[Asked]:
    """Yield the answerable questions that were written for the judge."""
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["answerable"] and row["key"]:
            yield Asked(row["question"], row["language"], row["key"], row["writer"])


class Space:
    """The passages of one vector space, so laid out that each provision's best cosine is one maximum."""

    def __init__(self, retriever: Retriever, name: str, rows: Mapping[str, int]) -> None:
        snapshot = retriever.snapshot
        self.vectors = torch.tensor(np.asarray(snapshot.vectors[name], dtype=np.float32))
        self.owner = torch.tensor(
            [rows[snapshot.passages[position].key] for position in snapshot.spaces[name]]
        )
        own = [torch.nonzero(self.owner == row)[:, 0].tolist() for row in range(len(rows))]
        most = max(map(len, own))
        self.lacking = torch.tensor([not places for places in own])
        self.places = torch.tensor(
            [(places or [0]) + (places or [0])[-1:] * (most - max(len(places), 1)) for places in own]
        )

    def best(self, moved: torch.Tensor, own: torch.Tensor | None = None) -> torch.Tensor:
        """Best cosine of each question (q, d) with each provision; (q, p). `own`: passages that are the questions."""
        cosines = moved @ self.vectors.T
        if own is not None:
            cosines = cosines.scatter(1, own[:, None], -1.0)
        return cosines[:, self.places].amax(2).masked_fill(self.lacking, -1.0)


def fit(retriever: Retriever, encoder: str, given: Collection[Asked]) -> Adapter:
    """Fit the adapter of an encoder on the readers' questions of the index and those given."""
    torch.manual_seed(SEED)
    how = FITS[encoder]
    rows = {key: row for row, key in enumerate(retriever.snapshot.provisions)}
    asked = Space(retriever, f"{encoder}_question", rows)
    wording = Space(retriever, f"{encoder}_text", rows)
    own = [one for one in given if SPACES[SPACE_OF[one.language]] == encoder and one.key in rows]
    others = torch.tensor(np.array([retriever.vector(encoder, one.text) for one in own]))
    right = torch.tensor([rows[one.key] for one in own])
    centre = asked.vectors.mean(0) if how.centred else torch.zeros(asked.vectors.shape[1])
    identity = torch.eye(len(centre))
    weights = identity.clone().requires_grad_()
    steps = torch.optim.Adam([weights], lr=RATE)

    def loss(vectors: torch.Tensor, owner: torch.Tensor, places: torch.Tensor | None = None) -> torch.Tensor:
        moved = normalize((vectors - centre) @ weights, dim=1)
        scores = asked.best(moved, places) + WORDING * wording.best(moved)
        return cross_entropy(scores / how.temperature, owner)

    for _ in range(how.epochs):
        for batch in torch.randperm(len(asked.vectors)).split(BATCH):
            drawn = torch.randint(0, len(own), (DRAWN,))
            total = loss(asked.vectors[batch], asked.owner[batch], batch) + loss(others[drawn], right[drawn])
            total = total + how.penalty * ((weights - identity) ** 2).sum()
            steps.zero_grad()
            total.backward()  # type: ignore[no-untyped-call]
            steps.step()
    return Adapter(centre.numpy(), weights.detach().numpy())


def write(adapters: Mapping[str, Adapter], identities: Mapping[str, str], path: Path = ADAPTERS_FILE) -> None:
    """Replace the adapters, in half precision."""
    table: dict[str, Matrix] = {}
    for name, adapter in adapters.items():
        table[f"{name}_identity"] = np.array(identities[name])
        table[f"{name}_centre"] = adapter.centre.astype(np.float16)
        table[f"{name}_weights"] = adapter.weights.astype(np.float16)
    write_table(table, path)


def ranks(
    assistant: Assistant, adapters: Mapping[str, Adapter], asked: Collection[Asked]
) -> dict[QuestionLanguage, list[float]]:
    """Reciprocal rank, 0 beyond the tenth, of each question's provision by a retriever with these adapters."""
    found: dict[QuestionLanguage, list[float]] = {language: [] for language in SPACE_OF}
    with closing(
        Retriever(assistant.snapshot, assistant.encoders, assistant.catalogue, adapters)
    ) as retriever:
        for one in asked:
            keys = [hit.provision.key for hit in retriever.search(one.text, language=one.language)]
            found[one.language].append(1 / (keys.index(one.key) + 1) if one.key in keys else 0.0)
    return found


def unseen(assistant: Assistant, asked: Collection[Asked], folds: int) -> dict[str, dict[str, float]]:
    """Hit@1 and MRR@10 by language without adapters, and with those fitted without the writers of each fold."""
    writers = sorted({one.writer for one in asked})
    before, after = ranks(assistant, {}, asked), ranks(assistant, {}, ())
    for fold in range(folds):
        left_out = set(writers[fold::folds])
        known = [one for one in asked if one.writer not in left_out]
        adapters = {encoder: fit(assistant.retriever, encoder, known) for encoder in ENCODERS}
        for language, found in ranks(
            assistant, adapters, [one for one in asked if one.writer in left_out]
        ).items():
            after[language] += found
    return {
        language: {
            "questions": len(before[language]),
            **{
                f"{name} {when}": round(float(np.mean(values)), 3)
                for when, found in (("without", before), ("with", after))
                for name, values in (
                    ("hit@1", np.array(found[language]) == 1),
                    ("mrr@10", np.array(found[language])),
                )
            },
        }
        for language in before
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=load_settings().data)
    parser.add_argument("--folds", type=int, default=3, help="0 leaves the measuring out")
    parser.add_argument("--write", action="store_true", help="replace assistant/adapters.npz")
    arguments = parser.parse_args()
    asked = list(questions())
    with closing(Assistant(Settings(data=arguments.data, vector_store="memory"))) as assistant:
        line: dict[str, object] = {"benchmark": "fit_adapters", "questions": len(asked)}
        if arguments.folds:
            line["unseen writers"] = unseen(assistant, asked, arguments.folds)
        if arguments.write:
            adapters = {encoder: fit(assistant.retriever, encoder, asked) for encoder in ENCODERS}
            write(adapters, assistant.snapshot.manifest.encoders)
    print(json.dumps(line))


if __name__ == "__main__":
    main()
