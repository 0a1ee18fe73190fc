"""Decide whether the documents answer a question at all, before anything is composed. No model has a say.

Retrieval scores alone separate answerable from unanswerable poorly: a question about a fine in the
Recommendation is as near to its provisions as one they answer. What is asked for must be *in* the provision,
so the judge weighs the evidence of `assistant.evidence`, the question's meaning and precedents (`assistant.meaning`) and its words (`assistant.phrasing`),
added up by a logistic model whose weights `benchmarks/fit_judge.py` fitted. Where that wavers, an English question and the
first hit are read together (`assistant.cross_encoder`). A few kinds of fact refuse by themselves.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from assistant.cross_encoder import CrossEncoder, passage_of
from assistant.evidence import Evidence, Gatherer
from assistant.form import plainly_asked
from assistant.inquiry import Inquiry
from assistant.meaning import Meaning, load_directions
from assistant.missing import hard_miss, names_foreign, wording
from assistant.phrasing import load_phrasing
from assistant.polarity import ADVISES_AGAINST, BAN_ASKED
from assistant.retrieval import Retriever
from assistant.schemas import AnswerStatus
from assistant.scope import Scope
from assistant.small_talk import OPINION
from assistant.steering import Steering

WEIGHTS_FILE = Path(__file__).parent / "judge.toml"
VECTORS_FILE = WEIGHTS_FILE.with_suffix(".npz")
BY_FORM = "form"
"""Name of the threshold of what the form of a question found; the others are languages."""
FORBIDDING = 0.6
"""Chance of a question whether a thing is forbidden that such a hit carries: an answer without doubt, and neither yes nor no."""
FAR_AHEAD = 1.4
"""Score of the first hit, by that of the second, from which it is far ahead."""
ALLOWED_ASKED = re.compile(
    rf"{BAN_ASKED.pattern}|\b(?:allow(?:ed|s)?|permit(?:ted|s)?|tolerat\w+)\b|اجازت|\bijazat\b", re.IGNORECASE
)
ABOUT_ITSELF = re.compile(
    r"\b(?:your (?:name|prompt|instructions|rules)|system prompt|hidden instructions|api key|are you (?:a|an|human)|who (?:are|made) you"
    r"|do you (?:ever|get)|(?:aap|ap|tum) (?:k(?:au|o)n|insan|robot))\b|(?:آپ|تم) (?:کون|انسان|روبوٹ)"
    r"|\bignore (?:all |your |the )?(?:previous|prior|above|earlier)|ہدایات (?:بھول|نظر)|hidayat (?:ignore|bhool)",
    re.IGNORECASE,
)
"""Questions about the assistant itself, and orders to it."""


@dataclass(frozen=True)
class Reading:
    """How the cross-encoder's score is weighed with the chance that the evidence gives."""

    identity: str
    """English encoder in use when it was fitted."""
    least: float
    """Chance above which, and `most` below which, the evidence wavers and the question is read."""
    most: float
    bias: float
    evidence: float
    """Weight of the logit of the chance."""
    score: float

    def wavers(self, chance: float) -> bool:
        """Tell whether the evidence leaves it open."""
        return self.least < chance < self.most

    def chance(self, chance: float, score: float) -> float:
        """Probability that the question is answered, by both."""
        total = self.bias + self.evidence * math.log(chance / (1 - chance)) + self.score * score
        return 1 / (1 + math.exp(-total))


class Judge:
    """Judges inquiries against one snapshot."""

    def __init__(
        self,
        retriever: Retriever,
        gatherer: Gatherer,
        cross_encoder: CrossEncoder,
        weights: Path = WEIGHTS_FILE,
        vectors: Path = VECTORS_FILE,
    ) -> None:
        table = tomllib.loads(weights.read_text(encoding="utf-8"))
        self._bias: float = table["bias"]
        self._weights: list[float] = [table["weights"][f.name] for f in fields(Evidence)]
        self._thresholds: dict[str, float] = table["thresholds"]
        self._catalogue = retriever.catalogue
        self._gatherer = gatherer
        self._scope = Scope(retriever)
        encoders = retriever.snapshot.manifest.encoders
        self._meaning = Meaning(load_directions(vectors), self._gatherer, encoders)
        self._phrasing = load_phrasing(vectors)
        self._steering = Steering(retriever)
        reading = table.get("cross_encoder")
        self._reading = Reading(**reading) if reading is not None else None
        if self._reading is not None and self._reading.identity != encoders["english"]:
            self._reading = None
        self._cross_encoder = cross_encoder

    def judge(self, inquiry: Inquiry) -> None:
        """End the inquiry with a refusal if its hits cannot carry an answer."""
        question = inquiry.rephrased
        if ABOUT_ITSELF.search(question):
            inquiry.status = AnswerStatus.OUT_OF_SCOPE
        elif inquiry.hits and plainly_asked(inquiry, self._catalogue):
            inquiry.chance = 1.0
        elif self._steering.tries(inquiry):
            inquiry.status, inquiry.reason = AnswerStatus.OUT_OF_SCOPE, "steering"
        elif not inquiry.hits:
            inquiry.status = AnswerStatus.NO_PROVISION
        else:
            self._weigh(inquiry, self._gatherer.gather(inquiry))

    def _weigh(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """Set the chance that the inquiry is answered, and refuse it where that is small."""
        inquiry.chance = self._chance(inquiry, evidence)
        if evidence.by_form:
            if inquiry.chance < self._thresholds[BY_FORM]:
                self._refuse(inquiry, evidence)
            return
        if self._scope.is_off(inquiry, evidence, surely=True):
            inquiry.status = AnswerStatus.OUT_OF_SCOPE
            return
        inquiry.chance = self._read(inquiry, inquiry.chance)
        if asks_whether_forbidden(inquiry):
            inquiry.chance = max(inquiry.chance, FORBIDDING)
        if (
            hard_miss(inquiry.rephrased, inquiry.hits[:2])
            or inquiry.chance < self._thresholds[inquiry.question_language]
        ):
            self._refuse(inquiry, evidence)

    def _read(self, inquiry: Inquiry, chance: float) -> float:
        """The chance after question and first hit were read together, where it wavered and the question is English."""
        reading = self._reading
        if reading is None or inquiry.question_language != "en" or not reading.wavers(chance):
            return chance
        score = self._cross_encoder.score(inquiry.rephrased, [passage_of(inquiry.hits[0].provision)])
        return reading.chance(chance, float(score[0]))

    def _refuse(self, inquiry: Inquiry, evidence: Evidence) -> None:
        """End the inquiry by what the question is about: the documents' subject, the assistant's opinion, or neither."""
        if OPINION.search(inquiry.question):
            inquiry.status, inquiry.reason = AnswerStatus.OUT_OF_SCOPE, "opinion"
        elif self._scope.is_off(inquiry, evidence):
            inquiry.status = AnswerStatus.OUT_OF_SCOPE
        else:
            inquiry.status = AnswerStatus.NO_PROVISION

    def _chance(self, inquiry: Inquiry, evidence: Evidence) -> float:
        """Probability, by the fitted model, that the question is answered by the hits."""
        total = self._bias + sum(w * x for w, x in zip(self._weights, astuple(evidence), strict=True))
        total += self._meaning.weigh(inquiry) + self._phrasing.weigh(inquiry.rephrased)
        return 1 / (1 + math.exp(-total))


def asks_whether_forbidden(inquiry: Inquiry) -> bool:
    """Tell whether it is asked if a thing is banned or allowed, and a hit far ahead of all others says what should not be.

    Whether that is a ban is for the reader to see: "does UNESCO ban social scoring?" must lead to the paragraph against it.
    """
    first, *others = inquiry.hits
    if inquiry.kind != "yes_no" or not ALLOWED_ASKED.search(inquiry.rephrased):
        return False
    ahead = not others or first.score >= FAR_AHEAD * others[0].score
    foreign = names_foreign(inquiry.rephrased, inquiry.hits)
    return ahead and not foreign and bool(ADVISES_AGAINST.search(wording(first.provision)))
