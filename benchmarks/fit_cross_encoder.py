"""Fit the cross-encoder of the judge: `python -m benchmarks.fit_cross_encoder [--epochs 2] [--write]`.

All layers of all-MiniLM-L6-v2 but the vectors of its words are trained (AdamW, a linear schedule, bfloat16 where the
processor has it) on pairs of an English question and a provision: readers' questions with their own provision and with
a neighbour of it, and the questions of `judge_questions.jsonl` with the provision that answers them and with those that
came near and do not. `HELD_OUT` writers are left out; after every epoch one JSON line tells how well their questions
are told apart. `--write` replaces `assistant/cross_encoder.npz`; `benchmarks.fit_judge` then weighs it anew. Two epochs take
half an hour on two cores. The test split is never read.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from assistant.cross_encoder import CHANGES_FILE, HEAD, packed, passage_of, tokenizer_of_pairs
from assistant.service import Assistant
from assistant.settings import load_settings
from benchmarks.fit_judge import DEV, HELD_OUT, questions
from benchmarks.fitting import found, write_table
from corpus import Catalogue, Provision
from ingest.encoders import minilm_folder

BATCH = 32
WARM_UP = 100
"""Steps in which the rate of learning rises."""
RATE, HEAD_RATE = 6e-5, 1e-3
INNER = 128
NEIGHBOURS = 4
"""Provisions before and behind one, of which another's question is taken for wrong."""
NEAR = 2
"""Hits of an unanswerable question that are learned as no answer to it."""
WEIGHTS = {"own": 1.0, "neighbour": 0.7, "answer": 1.3, "no answer": 1.0, "beside": 0.4}
"""How much a pair counts; what came near beside an answer may answer in part."""


@dataclass(frozen=True)
class Pair:
    """A question and a passage."""

    question: str
    passage: str
    answered: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Asked:
    """A judged question and the hits that came nearest."""

    question: str
    answerable: bool
    writer: str
    answer: str
    """Key of the provision that answers it, or empty."""
    hits: list[Provision]


class Model(nn.Module):
    """MiniLM with two layers above it; see `assistant.cross_encoder.CrossEncoder`, which runs what is trained here."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(str(minilm_folder()), add_pooling_layer=False)
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.hidden = nn.Linear(2 * self.bert.config.hidden_size, INNER)
        self.out = nn.Linear(INNER, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, types: Tensor, inside: Tensor) -> Tensor:
        """Logits of b pairs laid out in rows of t tokens; (b,)."""
        read = self.bert(input_ids=ids, token_type_ids=types, attention_mask=inside).last_hidden_state
        own = ((types == 0) & (inside == 1)).unsqueeze(-1)
        ends = torch.cat([read[:, 0], (read * own).sum(1) / own.sum(1)], dim=-1)
        logits: Tensor = self.out(functional.relu(self.hidden(self.drop(ends))))[:, 0]
        return logits


def gather(assistant: Assistant) -> list[Asked]:
    """The English questions of all writers with their hits."""
    rows = [row for row in questions() if row["language"] == "en"]
    asked = {row["question"]: row for row in rows}
    return [
        Asked(
            text,
            bool(row["answerable"]),
            row["writer"],
            row.get("key") or "",
            [hit.provision for hit in found(text, "en", assistant).hits[:3]],
        )
        for text, row in asked.items()
    ]


def readers_pairs(catalogue: Catalogue, chance: random.Random) -> Iterator[Pair]:
    """Every reader's question with its own provision and with a neighbour of it."""
    for provisions in catalogue.provisions.values():
        order = list(provisions.values())
        for place, provision in enumerate(order):
            near = order[max(0, place - NEIGHBOURS) : place] + order[place + 1 : place + 1 + NEIGHBOURS]
            for question in provision.questions.get("en", ()):
                yield Pair(question, passage_of(provision), True, WEIGHTS["own"])
                if near:
                    yield Pair(question, passage_of(chance.choice(near)), False, WEIGHTS["neighbour"])


def judged_pairs(asked: list[Asked], catalogue: Catalogue) -> Iterator[Pair]:
    """Every judged question with what answers it, and with what came near."""
    table = {one.key: one for provisions in catalogue.provisions.values() for one in provisions.values()}
    for one in asked:
        if one.writer == DEV or one.writer in HELD_OUT or not one.hits:
            continue
        if not one.answerable:
            for hit in one.hits[:NEAR]:
                yield Pair(one.question, passage_of(hit), False, WEIGHTS["no answer"])
            continue
        answer = table.get(one.answer, one.hits[0])
        yield Pair(one.question, passage_of(answer), True, WEIGHTS["answer"])
        beside = [hit for hit in one.hits if hit.key != answer.key]
        for hit in beside[:1]:
            yield Pair(one.question, passage_of(hit), False, WEIGHTS["beside"])


def batch(pairs: list[Pair], tokenizer: Tokenizer) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens, their types, and which are no padding; (b, t) each."""
    found = [tokenizer.encode(pair.question, pair.passage) for pair in pairs]
    rows = torch.zeros(3, len(found), max(len(one.ids) for one in found), dtype=torch.long)
    for place, one in enumerate(found):
        for row, values in zip(rows, (one.ids, one.type_ids, one.attention_mask), strict=True):
            row[place, : len(values)] = torch.tensor(values)
    return rows[0], rows[1], rows[2]


def batches(pairs: list[Pair], chance: random.Random) -> Iterator[list[Pair]]:
    """All pairs once, in batches of about the same length."""
    order = chance.sample(pairs, len(pairs))
    chunks = [
        sorted(order[n : n + 20 * BATCH], key=lambda pair: len(pair.question) + len(pair.passage))
        for n in range(0, len(order), 20 * BATCH)
    ]
    found = [chunk[n : n + BATCH] for chunk in chunks for n in range(0, len(chunk), BATCH)]
    yield from chance.sample(found, len(found))


def logits(model: Model, pairs: list[Pair], tokenizer: Tokenizer) -> NDArray[np.float32]:
    """Logits of pairs without training; (n,)."""
    model.eval()
    with torch.inference_mode():
        parts = [
            model(*batch(pairs[n : n + BATCH], tokenizer)).float().numpy()
            for n in range(0, len(pairs), BATCH)
        ]
    model.train()
    return np.concatenate(parts)


def train(asked: list[Asked], catalogue: Catalogue, epochs: int) -> Model:
    """Train, and print how far the held-out writers' questions are told apart after every epoch."""
    torch.manual_seed(0)
    chance = random.Random(1)  # noqa: S311  (no secret)
    tokenizer = tokenizer_of_pairs()
    pairs = [*readers_pairs(catalogue, chance), *judged_pairs(asked, catalogue)]
    held = [one for one in asked if one.writer in HELD_OUT and one.hits]
    first = [Pair(one.question, passage_of(one.hits[0]), one.answerable) for one in held]
    model = Model()
    above = [*model.hidden.parameters(), *model.out.parameters()]
    below = [one for one in model.bert.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": below, "lr": RATE}, {"params": above, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = epochs * -(-len(pairs) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        for chosen in batches(pairs, chance):
            with torch.autocast("cpu", torch.bfloat16):
                said = model(*batch(chosen, tokenizer)).float()
            wanted = torch.tensor([float(pair.answered) for pair in chosen])
            weight = torch.tensor([pair.weight for pair in chosen])
            loss = functional.binary_cross_entropy_with_logits(said, wanted, weight)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*below, *above], 1.0)
            optimiser.step()
            schedule.step()
        area = roc_auc_score([pair.answered for pair in first], logits(model, first, tokenizer))
        print(
            json.dumps(
                {"epoch": epoch + 1, "pairs": len(pairs), "held_out": len(first), "auroc": round(area, 3)}
            )
        )
    return model


def changes(model: Model) -> dict[str, Any]:
    """What `assistant.cross_encoder` reads: the changes of every matrix, and the layers above."""
    from safetensors.torch import load_file

    published = load_file(minilm_folder() / "model.safetensors")
    trained = model.bert.state_dict()
    changed = [
        name for name in trained if name in published and not torch.equal(trained[name], published[name])
    ]
    table: dict[str, Any] = {"changed": np.array(changed)}
    for name in changed:
        change = (trained[name] - published[name]).float().numpy()
        table[name], table[f"{name}.step"] = packed(change.reshape(-1, change.shape[-1]))
    own = model.state_dict()
    return table | {name: own[name].numpy().astype(np.float16) for name in HEAD}


def main() -> None:
    """Train, and write the changes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--epochs", type=int, default=2)
    arguments = parser.parse_args()
    assistant = Assistant(load_settings())
    asked, catalogue = gather(assistant), assistant.catalogue
    assistant.close()
    model = train(asked, catalogue, arguments.epochs)
    if arguments.write:
        write_table(changes(model), CHANGES_FILE)


if __name__ == "__main__":
    main()
