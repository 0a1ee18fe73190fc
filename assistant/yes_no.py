"""Yes or no to a question of a provision: by the nearest readers' questions with a known reply, and by rules.

The catalogue says of many readers' questions whether their provision replies yes or no (`Catalogue.replies`). A new
question takes the reply of the nearest one, or what the rules of `assistant.polarity` read off the text, if a
logistic model trusts it: it weighs both, what the question means, and whether it goes another way than its neighbour
(round the rule, forbidden instead of allowed, a word of the opposite sense). `benchmarks/fit_yes_no.py` fitted it.
Where it does not trust them, nothing is said. Without weights for the encoder in use the rules speak alone.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.contrast import CONTRARY, forbids, goes_round, limits, opposed
from assistant.polarity import CHOICE, Case, Polarity, decide
from assistant.retrieval import Retriever
from ingest.encoders import Matrix

WEIGHTS_FILE = Path(__file__).parent / "yes_no.toml"
UNRELATED = 0.8
"""Cosine of the multilingual encoder between questions that have no more in common than their provision."""
SCALE = 10.0
NEAR_ENOUGH = 0.84
"""Cosine from which the nearest reader's question may be the ground of a reply."""
NEARER = 0.015
"""Cosine by which a reader's question of another provision has to be nearer before this provision is mistrusted."""
SAYS_WHICH = re.compile(
    r"\b(?:say|state|specify|tell|explain|define|spell out|set out|name|determine|mention)s?\b(?: \w+){0,2} "
    r"(?:who|what|which|how|when|where|whose)\b",
    re.IGNORECASE,
)
"""A yes would not tell what is asked for."""
OTHER: Mapping[Polarity, Polarity] = {"yes": "no", "no": "yes"}


@dataclass(frozen=True)
class Known:
    """A reader's question whose reply is known, as another question sees it."""

    text: str
    reply: Polarity
    cosine: float


@dataclass(frozen=True)
class Signs:
    """What speaks for yes and for no. The order is that of the weights."""

    near_yes: float
    """Nearness of the nearest question with the reply yes: 0 for an unrelated one, 2 for the same."""
    near_no: float
    rule_yes: float
    rule_no: float
    round_the_rule: float
    """The question asks for the way round a rule."""
    limiting: float
    """It asks for more than its subject ("only", "already")."""
    other_round: float
    """It does so and the nearest question does not, or the other way about: 1 where that one has yes, -1 for no."""
    other_limiting: float
    opposite: float
    """It has a word of the opposite sense to one of the nearest question: 1 where that one has yes, -1 for no."""

    def carry(self, reply: Polarity) -> bool:
        """Tell whether the rules or a near enough question give this reply."""
        yes, no = self.near_yes, self.near_no
        own, other, rule = (yes, no, self.rule_yes) if reply == "yes" else (no, yes, self.rule_no)
        return bool(rule) or (own > other and own >= nearness(NEAR_ENOUGH))


class YesNo:
    """Replies to yes/no questions from one snapshot."""

    def __init__(self, retriever: Retriever, weights: Path = WEIGHTS_FILE) -> None:
        table = tomllib.loads(weights.read_text(encoding="utf-8"))
        self._retriever = retriever
        self._bias: float = table["bias"]
        self._threshold: float = table["threshold"]
        self._weights: list[float] = [table["weights"][field.name] for field in fields(Signs)]
        self._meaning = np.array(table["meaning"]["weights"], dtype=np.float32)
        self._fitted = table["meaning"]["identity"] == retriever.snapshot.manifest.encoders["multilingual"]

    def reply(self, case: Case, key: str) -> Polarity | None:
        """Yes or no to the question of a case, by the provision with this key; None where neither is safe."""
        if case.asks(CHOICE, SAYS_WHICH):
            return None
        if not self._fitted:
            _, rule = decide(case)
            return rule if rule == "no" or not case.subject else None  # across languages a yes is unsafe
        if self._elsewhere(case, key):
            return None
        signs = self.signs(case, key)
        total = self._bias + sum(w * x for w, x in zip(self._weights, astuple(signs), strict=True))
        total += float(self._meaning @ self._vector(case))
        said: Polarity = "yes" if total > 0 else "no"
        if said == "yes" and opposed(
            case.question, case.span, CONTRARY
        ):  # "kept secret?" where it is made public
            return None
        return said if signs.carry(said) and _chance(abs(total)) >= self._threshold else None

    def signs(self, case: Case, key: str, but: str = "") -> Signs:
        """What speaks for yes and for no.

        Args:
            case: the question, with the span that is most relevant to it.
            key: of the provision.
            but: a reader's question that is passed over: for fitting, the question itself.
        """
        _, rule = decide(case)
        known = [one for one in self._known(case, key) if one.text != but]
        nearest = max(known, key=lambda one: one.cosine, default=None)
        side = 0.0 if nearest is None else 1.0 if nearest.reply == "yes" else -1.0
        asked, other = case.question, nearest.text if nearest else ""
        return Signs(
            near_yes=_nearest(known, "yes"),
            near_no=_nearest(known, "no"),
            rule_yes=float(rule == "yes"),
            rule_no=float(rule == "no"),
            round_the_rule=float(goes_round(asked)),
            limiting=float(case.limiting),
            other_round=side * (goes_round(asked) != goes_round(other)),
            other_limiting=side * (limits(asked) != limits(other)),
            opposite=side * opposed(asked, other),
        )

    def _elsewhere(self, case: Case, key: str) -> bool:
        """Tell whether a reader's question of another provision, in any document, is clearly nearer than any of this one."""
        cosines = np.asarray(self._retriever.snapshot.vectors["multilingual_question"]) @ self._vector(case)
        own = cosines[list(self._rows.get(key, {}).values())]
        return bool(len(own)) and float(cosines.max() - own.max()) > NEARER

    def _vector(self, case: Case) -> Matrix:
        return self._retriever.vector("multilingual", case.question)

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, int]]:
        """Provision key -> reader's question -> its row in the multilingual space."""
        snapshot = self._retriever.snapshot
        rows: dict[str, dict[str, int]] = {}
        for row, position in enumerate(snapshot.spaces["multilingual_question"]):
            passage = snapshot.passages[position]
            rows.setdefault(passage.key, {})[passage.text] = row
        return rows

    def _known(self, case: Case, key: str) -> list[Known]:
        """The provision's questions with a known reply, turned round where one asks of a ban and the other does not."""
        replies = self._retriever.catalogue.replies.get(key, {})
        rows = self._rows.get(key, {})
        told = [(text, reply) for text, reply in replies.items() if text in rows and reply != "depends"]
        if not told:
            return []
        vectors = np.asarray(
            self._retriever.snapshot.vectors["multilingual_question"][[rows[text] for text, _ in told]]
        )
        cosines = vectors @ self._vector(case)
        ban = forbids(case.question)
        return [
            Known(text, OTHER[reply] if forbids(text) != ban else reply, float(cosine))
            for (text, reply), cosine in zip(told, cosines, strict=True)
        ]


def nearness(cosine: float) -> float:
    """How near a question is, from 0."""
    return max(cosine - UNRELATED, 0.0) * SCALE


def _nearest(known: list[Known], reply: Polarity) -> float:
    return max((nearness(one.cosine) for one in known if one.reply == reply), default=0.0)


def _chance(total: float) -> float:
    """The logistic function: how likely what the sign of a sum says is right."""
    return 1 / (1 + math.exp(-total))
