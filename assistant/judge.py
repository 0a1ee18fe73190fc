"""Decide whether the documents answer a question at all, before anything is composed. No model has a say.

Retrieval scores alone separate answerable from unanswerable poorly: a question about a fine in the
Recommendation is as near to its provisions as one they answer. What is asked for must be *in* the provision,
so the judge weighs the question's key terms that the provisions, or the whole corpus, lack; instruments and
places of others; and the kind of fact that is asked (a fine, a salary, a vote) against what the provisions
hold. The evidence is added up by a logistic model whose weights were fitted on our dev questions by
`benchmarks/fit_judge.py`; a few kinds of fact refuse by themselves.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

from assistant.inquiry import Inquiry
from assistant.naming import find_list, named_sources
from assistant.retrieval import Hit, Retriever
from assistant.schemas import AnswerStatus
from corpus import Provision
from ingest.lexical import script_of, skeleton, terms
from ingest.passages import lexical_text

LOOKED_AT = 5
"""Hits that are looked at for evidence."""
WEIGHTS_FILE = Path(__file__).parent / "judge.toml"

FOREIGN = re.compile(
    r"\b(?:eu|e\.u\.|european|gdpr|indian?|biden|executive order|oecd|nist|bletchley|council of europe|chin(?:a|ese)|u\.?s\.?|usa"
    r"|american?|uk|british|g7|hiroshima|peca|iso|singapore|japan|canad\w+|korea|brazil|saudi|uae|bangladesh|turkey|australia)\b"
    r"|بھارت|یورپی|امریک|چین|برطان|پیکا|جاپان|سعودی|کینیڈا",
    re.IGNORECASE,
)
SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|thanks?|thank you|ok|okay|bye|good (?:morning|evening|night)|salam|assalam\w*|السلام|شکریہ|بہت شکریہ|shukriya)\b"
    r"|\b(?:your (?:name|prompt|instructions|rules)|system prompt|hidden instructions|api key|are you (?:a|an|human)|do you (?:ever|like|feel|get))\b"
    r"|\bignore (?:all |your |the )?(?:previous|prior|above|earlier)|ہدایات (?:بھول|نظر)|hidayat (?:ignore|bhool)",
    re.IGNORECASE,
)
# Kinds of fact: how they are asked for, and what a provision that holds one must contain.
HARD: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(asked, re.IGNORECASE), re.compile(held, re.IGNORECASE))
    for name, asked, held in (
        (
            "penalty",
            r"\b(?:fine[ds]?|penalt\w*|jail|prison|imprison\w*|sentence[ds]?)\b|سزا|جرمان|قید|\bsaza\b|\bjurmana\b|\bqaid\b",
            r"\bfine[ds]?\b|penalt|punish|jail|prison|sanction",
        ),
        ("pay", r"\b(?:salar\w+|wages?|monthly pay)\b|تنخواہ|\btankh?wah?\b", r"salar|wage"),
        (
            "contact",
            r"\b(?:phone number|telephone|e-?mail address|postal address|street|hotel|venue|head office|helpline|fax)\b|فون نمبر|ہوٹل",
            r"hotel|phone|@|street",
        ),
        ("votes", r"\b(?:how many votes|votes?|voted|abstain\w*)\b|ووٹ|\bvotes?\b", r"\bvote"),
        (
            "verbatim",
            r"\b(?:word for word|exact (?:text|words|wording)|verbatim)\b|لفظ بہ لفظ|\bexact (?:text|alfaz)\b",
            r"(?!)",
        ),
    )
}
SOFT: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(asked, re.IGNORECASE), re.compile(held))
    for name, asked, held in (
        (
            "person",
            r"^\s*who (?:was|is|were|has been|became|are)\b|\bname of the\b|\bappointed\b|کا نام|\bka naam\b",
            r"\b(?:Dr|Mr|Ms|Ambassador|Minister|Foreign Secretary|Secretary|Member)\b",
        ),
        (
            "money",
            r"\bhow much (?:money|funding|budget)|\b(?:in rupees|rupees|pkr|cost of|total budget)\b|روپے|کروڑ|ارب|\brup(?:ay|ees?)\b",
            r"PKR|\$|\bmillion\b|\bbillion\b|rupee",
        ),
        (
            "count",
            r"\bhow many\b|\bnumber of\b|کتن[ےی]|\bkitn[aei]",
            r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)\b",
        ),
        ("percent", r"\bpercent\w*\b|%|\bwhat share\b|فیصد|\bfe?esa?d\b", r"\d ?%|percent"),
        (
            "deadline",
            r"\b(?:by when|deadline|within how many|by what date|wh(?:ich|at) year)\b|کب تک|کتنے دن|\bkab tak\b",
            r"\b(?:19|20)\d\d\b|\bmonths?\b|\bdays?\b|\bhours?\b|annual|years?",
        ),
    )
}


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against an answer; each number is a feature of the logistic model."""

    first_coverage: float
    """Share of the question's term weight that the first hit holds."""
    best_coverage: float
    """The same for the best of the hits looked at."""
    joint_coverage: float
    """The same for the first three together."""
    unknown: float
    """Share of the term weight that no provision of the corpus holds."""
    missing: float
    """Weight of the most telling term that the first hit lacks, relative to the greatest possible."""
    question_cosine: float
    """Best cosine, across languages, with a question that a provision is known to answer."""
    text_cosine: float
    """Best cosine, across languages, with a provision's wording."""
    english_question_cosine: float
    """The same as the first, by the English encoder; 0 where it was not asked."""
    foreign: float
    """1 if the question names another country's or body's instrument that the hits do not mention."""
    named_source: float
    """1 if it names one of our sources."""
    soft_miss: float
    """1 if it asks for a person, sum, count, share or date and the first two hits hold none."""
    length: float
    """Number of key terms, 20 or more being 1."""
    urdu: float
    roman_urdu: float


class Judge:
    """Judges inquiries against one snapshot."""

    def __init__(self, retriever: Retriever, weights: Path = WEIGHTS_FILE) -> None:
        table = tomllib.loads(weights.read_text(encoding="utf-8"))
        self._bias: float = table["bias"]
        self._weights: list[float] = [table["weights"][f.name] for f in fields(Evidence)]
        self.threshold: float = table["threshold"]
        self._retriever = retriever
        names = {source.id: source.short_title.en for source in retriever.catalogue.sources.values()}
        self._terms = lru_cache(maxsize=4096)(
            lambda key, script: frozenset(
                terms(lexical_text(self._provision(key), script, names[key.partition("/")[0]]), script)
            )
        )

    def _provision(self, key: str) -> Provision:
        return self._retriever.snapshot.provisions[key]

    def judge(self, inquiry: Inquiry) -> None:
        """End the inquiry with a refusal if its hits cannot carry an answer."""
        question = inquiry.rephrased
        if SMALL_TALK.search(question):
            inquiry.status = AnswerStatus.OUT_OF_SCOPE
        elif not inquiry.hits:
            inquiry.status = AnswerStatus.NO_PROVISION
        elif not self._exempt(inquiry):
            evidence = self.evidence(inquiry)
            if hard_miss(question, inquiry.hits[:2]) or self.probability(evidence) < self.threshold:
                far = evidence.unknown > 0.6 and not evidence.named_source
                inquiry.status = AnswerStatus.OUT_OF_SCOPE if far else AnswerStatus.NO_PROVISION

    def _exempt(self, inquiry: Inquiry) -> bool:
        """A named provision, a list of the document's own and the state of the policy are always there."""
        catalogue = self._retriever.catalogue
        return (
            any(hit.named for hit in inquiry.hits)
            or inquiry.kind == "state"
            or (
                inquiry.kind == "list"
                and find_list(
                    inquiry.rephrased, catalogue, frozenset(inquiry.named_sources or catalogue.sources)
                )
                is not None
            )
        )

    def probability(self, evidence: Evidence) -> float:
        """Probability, by the fitted model, that the question is answered by the hits."""
        total = self._bias + sum(w * x for w, x in zip(self._weights, astuple(evidence), strict=True))
        return 1 / (1 + math.exp(-total))

    def evidence(self, inquiry: Inquiry) -> Evidence:
        """Gather the evidence from the hits of an inquiry."""
        script = script_of(inquiry.question_language)
        index = self._retriever.snapshot.lexical[script]
        asked = set(terms(inquiry.rephrased, script, skeletons=False))
        weight = {term: index.weight(term) for term in asked}
        total = sum(weight.values()) or 1.0
        hits = inquiry.hits[:LOOKED_AT]
        held = [self._terms(hit.provision.key, script) for hit in hits]
        shares = [sum(weight[t] for t in asked if _holds(one, t)) / total for one in held]
        joint = frozenset().union(*held[:3])
        unknown = [t for t in asked if not index.knows(t) and not index.knows(skeleton(t))]
        return Evidence(
            first_coverage=shares[0],
            best_coverage=max(shares),
            joint_coverage=sum(weight[t] for t in asked if _holds(joint, t)) / total,
            unknown=sum(weight[t] for t in unknown) / total,
            missing=max((weight[t] for t in asked if not _holds(held[0], t)), default=0.0)
            / math.log(1 + max(index.size, 2)),
            question_cosine=_best(hits, "multilingual_question"),
            text_cosine=_best(hits, "multilingual_text"),
            english_question_cosine=_best(hits, "english_question"),
            foreign=float(_foreign(inquiry.rephrased, hits[:3])),
            named_source=float(bool(named_sources(inquiry.rephrased, self._retriever.catalogue))),
            soft_miss=float(_misses(inquiry.rephrased, hits[:2], SOFT)),
            length=min(len(asked), 20) / 20,
            urdu=float(inquiry.question_language == "ur"),
            roman_urdu=float(inquiry.question_language == "ur-Latn"),
        )


def hard_miss(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks for a kind of fact (a fine, a salary, a vote) that the hits do not hold."""
    return _misses(question, hits, HARD)


def _misses(
    question: str, hits: Sequence[Hit], kinds: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
) -> bool:
    wordings = [wording(hit.provision) for hit in hits]
    return any(
        asked.search(question) and not any(map(held.search, wordings)) for asked, held in kinds.values()
    )


def wording(provision: Provision) -> str:
    """Everything a provision says: official text and English summary."""
    return f"{provision.text or ''} {provision.summaries.get('en', '')}"


def _holds(held: frozenset[str], term: str) -> bool:
    return term in held or (bool(reduced := skeleton(term)) and reduced in held)


def _best(hits: Sequence[Hit], signal: str) -> float:
    return max((hit.signals.get(signal, 0.0) for hit in hits), default=0.0)


def _foreign(question: str, hits: Sequence[Hit]) -> bool:
    named = FOREIGN.search(question)
    return named is not None and not any(named[0].casefold() in wording(h.provision).casefold() for h in hits)
