"""Generate: run a system over the questions and write down what it gives, unjudged."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.errors import AssistantError
from assistant.evaluation.baselines import RankingSystem
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.quotations import QuoteCase
from assistant.evaluation.records import Answered, Found, Judged, Prediction, Ranking
from assistant.schemas import AnswerStatus, Question
from assistant.service import Assistant
from corpus import Catalogue, Provision

DEPTH = 20
"""Provisions kept of a ranking: twice what the measures look at, to tell how far off a miss was."""

Predictions = Iterable[Prediction]
Verdict = Callable[[str], str]
"""A quotation in, its verdict out."""


def rankings(systems: Sequence[RankingSystem], questions: Sequence[GoldQuestion]) -> Iterator[Ranking]:
    """Rank provisions for every answerable question by each system in turn."""
    for system in systems:
        for question in questions:
            if question.answerable:
                began = time.perf_counter()
                found = system.rank(question.search_text, DEPTH)
                ms = _since(began)
                ranked = tuple(Found(key=key, score=score) for key, score in found)
                yield Ranking(id=question.id, system=system.name, ms=ms, ranked=ranked)


def answers(assistant: Assistant, questions: Sequence[GoldQuestion]) -> Iterator[Answered]:
    """Ask the assistant every question, a follow-up with its history."""
    for question in questions:
        began = time.perf_counter()
        answer = _answer(assistant, question)
        yield Answered(id=question.id, ms=_since(began), answer=answer)


def _answer(assistant: Assistant, question: GoldQuestion) -> dict[str, object]:
    asked = Question(question=question.question, history=list(question.history))
    try:
        return assistant.answer(asked).model_dump(mode="json")
    except AssistantError as error:
        return {"status": AnswerStatus.ERROR.value, "answer": str(error), "statements": [], "citations": []}


def verdicts(check: Verdict, cases: Sequence[QuoteCase]) -> Iterator[Judged]:
    """Have every quotation checked."""
    for case in cases:
        began = time.perf_counter()
        verdict = check(case.quote)
        yield Judged(
            id=case.id,
            ms=_since(began),
            quote=case.quote,
            expected=case.expected,
            edit=case.edit,
            verdict=verdict,
        )


def quote_check(provisions: Mapping[str, Provision], catalogue: Catalogue) -> Verdict:
    """Open the product's quotation check, `assistant.quotation.checker.QuoteChecker`.

    Raises:
        EvaluationError: this version has none.
    """
    try:
        module = importlib.import_module("assistant.quotation.checker")
    except ModuleNotFoundError as error:
        if error.name != "assistant.quotation.checker":
            raise
        raise EvaluationError(
            "the quotation check (assistant.quotation.checker) is not there; nothing to evaluate"
        ) from None
    checker = module.QuoteChecker(provisions, catalogue)
    return lambda quote: str(checker.check(quote).verdict)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)
