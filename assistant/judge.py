"""Decide whether the documents answer a question at all, before anything is composed."""

from __future__ import annotations

from assistant.inquiry import Inquiry
from assistant.retrieval import Hit, Retriever
from assistant.schemas import AnswerStatus
from ingest.lexical import terms

LEAST_COSINE = {"english": 0.33, "multilingual": 0.80}
LEAST_KNOWN = 0.5
"""Share of the question's terms that the corpus must know."""


def judge(inquiry: Inquiry, retriever: Retriever) -> None:
    """End the inquiry with a refusal if its hits cannot carry an answer."""
    if not inquiry.hits:
        inquiry.status = AnswerStatus.NO_PROVISION
    elif any(hit.named for hit in inquiry.hits):
        return
    elif not _near(inquiry.hits[:5]) or not _known(inquiry, retriever):
        inquiry.status = AnswerStatus.NO_PROVISION


def _near(hits: list[Hit]) -> bool:
    return any(
        hit.signals.get(name, 0.0) >= least for hit in hits for name, least in LEAST_COSINE.items()
        if name == "english" or "english" not in hit.signals
    )


def _known(inquiry: Inquiry, retriever: Retriever) -> bool:
    if inquiry.question_language != "en":
        return True
    asked = terms(inquiry.rephrased, "en")
    known = [term for term in asked if retriever.snapshot.lexical["en"].knows(term)]
    return not asked or len(known) / len(asked) >= LEAST_KNOWN
