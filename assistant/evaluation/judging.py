"""Judge one prediction: its measures, the labels it is counted under, and a note if it went wrong.

Every measure is a pair (numerator, denominator); a question with the denominator 0 takes no part in it. Means
and ratios are then the same thing, and one bootstrap serves both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.evaluation.checker import CITING, AnswerChecker, key_of
from assistant.evaluation.gold import GoldQuestion
from assistant.evaluation.metrics import ranking_measures
from assistant.evaluation.records import Answered, Judged, Ranking
from corpus import Provision

Pair = tuple[float, float]
Json = dict[str, Any]
NOT_ASKED: Pair = (0.0, 0.0)
YES = ("جی ہاں", "ہاں", "yes")
NO = ("جی نہیں", "نہیں", "no")
FIRST = 5
"""A question is missed if nothing acceptable is among this many provisions."""


@dataclass(frozen=True)
class Row:
    """The measures of one question by one system."""

    system: str
    labels: Mapping[str, str]
    """Dimension -> value, e.g. `language` -> `ur`."""
    measures: Mapping[str, Pair]
    ms: Mapping[str, float] = field(default_factory=dict)
    """Wall times by name, in milliseconds."""


def labels(question: GoldQuestion) -> dict[str, str]:
    """Name everything a question is counted under."""
    named = {
        "split": question.split,
        "language": question.language,
        "language and split": f"{question.language} {question.split}",
        "kind": question.kind,
        "source": question.source,
    }
    return {**named, "why unanswerable": question.why} if question.why else named


# --- retrieval ---------------------------------------------------------------------------------------------


def judge_ranking(prediction: Ranking, question: GoldQuestion) -> Row:
    """Measure a ranking by every measure that is defined for its question."""
    measured = ranking_measures(prediction.keys, question.relevant, question.groups)
    pairs = {name: NOT_ASKED if math.isnan(value) else (value, 1.0) for name, value in measured.items()}
    return Row(prediction.system, labels(question), pairs, {"retrieval": prediction.ms})


def note_ranking(
    prediction: Ranking, question: GoldQuestion, provisions: Mapping[str, Provision]
) -> Json | None:
    """Say what was found instead of the gold; None if the gold is among the first five."""
    keys = prediction.keys
    if any(key in question.relevant for key in keys[:FIRST]):
        return None
    rank = next((rank for rank, key in enumerate(keys, 1) if key in question.relevant), None)
    return {
        **_identity(question),
        "found": keys[:3],
        "rank": rank,
        "why": _why_missed(keys, question, provisions),
    }


def _why_missed(keys: Sequence[str], question: GoldQuestion, provisions: Mapping[str, Provision]) -> str:
    if not keys:
        return "nothing was found at all"
    first, wanted = keys[0], question.gold[0]
    if first.partition("/")[0] != wanted.partition("/")[0]:
        return "another source came first"
    if (
        first in provisions
        and wanted in provisions
        and provisions[first].heading == provisions[wanted].heading
    ):
        return "a neighbour under the same heading came first"
    return "another part of the right source came first"


# --- answers and refusals ----------------------------------------------------------------------------------


def judge_answer(prediction: Answered, question: GoldQuestion, checker: AnswerChecker) -> Row:
    """Measure an answer: its proof, its citations against the gold, and whether it should have been given.

    Citation measures count every answerable question: a wrong refusal cites nothing and scores 0.
    """
    answer = prediction.answer
    report = checker.check(answer)
    answered = answer.get("status") in CITING
    cited = cited_keys(answer)
    measures: dict[str, Pair] = {
        "statements supported": (float(report.supported), float(report.statements)),
        "answers without fault": _if(answered, report.clean),
        "refusals without citation": _if(not answered, report.clean),
        "gold cited first": _if(question.answerable, bool(cited) and cited[0] in question.relevant),
        "gold cited": _if(question.answerable, bool(question.relevant & set(cited))),
        "complete lists": _if(question.complete, _covered(question, cited) == 1.0),
        "parts of lists cited": (_covered(question, cited), float(question.complete)),
        **_polarity(answer, question),
        **_refusing(answer, question, cited),
    }
    total = float((answer.get("timings_ms") or {}).get("total", prediction.ms))
    retrieve = float((answer.get("timings_ms") or {}).get("retrieve", 0.0))
    ms = {"answering": prediction.ms, "over retrieval": max(total - retrieve, 0.0)} if answered else {}
    return Row(prediction.system, labels(question), measures, ms)


def judge_refusal(prediction: Answered, question: GoldQuestion, checker: AnswerChecker) -> Row:
    """Measure only whether refusing, or answering, was right."""
    cited = cited_keys(prediction.answer)
    refused = not _answers(prediction.answer, question, cited)
    should = not question.answerable
    measures = {
        "refusal precision": _if(refused, should),
        "refusal recall": _if(should, refused),
        **_refusing(prediction.answer, question, cited),
    }
    return Row(prediction.system, labels(question), measures, {"answering": prediction.ms})


def _refusing(answer: Mapping[str, Any], question: GoldQuestion, cited: Sequence[str]) -> dict[str, Pair]:
    answers = _answers(answer, question, cited)
    return {
        "wrongly refused": _if(question.answerable, not answers),
        "wrongly answered": _if(not question.answerable, answers),
    }


def _answers(answer: Mapping[str, Any], question: GoldQuestion, cited: Sequence[str]) -> bool:
    """Tell whether a question was answered; citing first what states the absence is as good as refusing."""
    if answer.get("status") not in CITING:
        return False
    return not (cited and cited[0] in question.states_absence)


def note_answer(prediction: Answered, question: GoldQuestion, checker: AnswerChecker) -> Json | None:
    """Say what is wrong with an answer: its faults, a wrong refusal or answer, a gold provision not cited."""
    cited = cited_keys(prediction.answer)
    answers = _answers(prediction.answer, question, cited)
    wrong = [f"{fault.kind}: {fault.detail}" for fault in checker.check(prediction.answer).faults]
    if answers != question.answerable:
        wrong.append(
            "wrongly answered" if answers else f"wrongly refused as {prediction.answer.get('status')}"
        )
    elif question.answerable and not question.relevant & set(cited):
        wrong.append("no gold provision is cited")
    return {**_identity(question), "found": cited[:3], "why": "; ".join(wrong)} if wrong else None


def note_refusal(prediction: Answered, question: GoldQuestion, checker: AnswerChecker) -> Json | None:
    """Say which way the decision to refuse went wrong."""
    cited = cited_keys(prediction.answer)
    answers = _answers(prediction.answer, question, cited)
    if answers == question.answerable:
        return None
    why = "wrongly answered" if answers else f"wrongly refused as {prediction.answer.get('status')}"
    return {**_identity(question), "found": cited[:3], "why": why}


def cited_keys(answer: Mapping[str, Any]) -> list[str]:
    """Keys in the order in which the statements cite them, each once."""
    by_number = {citation["number"]: key_of(citation) for citation in answer.get("citations") or []}
    numbers = [number for statement in answer.get("statements") or [] for number in statement["citations"]]
    return list(dict.fromkeys(by_number[number] for number in numbers if number in by_number))


def _covered(question: GoldQuestion, cited: Iterable[str]) -> float:
    if not question.complete or not question.groups:
        return 0.0
    have = set(cited)
    return sum(bool(have & set(group)) for group in question.groups) / len(question.groups)


def _polarity(answer: Mapping[str, Any], question: GoldQuestion) -> dict[str, Pair]:
    said = stated_polarity(answer)
    asked = question.polarity is not None and answer.get("status") in CITING
    return {
        "polarity stated": _if(asked, said is not None),
        "polarity right": _if(asked and said is not None, said == question.polarity),
    }


def stated_polarity(answer: Mapping[str, Any]) -> str | None:
    """Read yes or no from the field `polarity`, else from the first words of the first statement."""
    given = answer.get("polarity")
    if given in {"yes", "no"}:
        return str(given)
    statements = answer.get("statements") or []
    opening = str(statements[0].get("text", "")).strip(" \"'“*").casefold() if statements else ""
    for said, words in (("yes", YES), ("no", NO)):
        if any(
            opening == word or opening.startswith(tuple(f"{word}{mark}" for mark in ",.:;،۔ —-"))
            for word in words
        ):
            return said
    return None


# --- quotations --------------------------------------------------------------------------------------------


def judge_quote(prediction: Judged) -> Row:
    """Measure a verdict on a quotation: exact ones accepted, altered ones never."""
    accepted = prediction.verdict in {"exact", "exact_elsewhere"}
    exact = prediction.expected == "exact"
    measures = {
        "right": (float(accepted == exact), 1.0),
        "exact accepted": _if(exact, accepted),
        "altered accepted": _if(not exact, accepted),
        "called altered": _if(prediction.expected == "altered", prediction.verdict == "altered"),
    }
    return Row(prediction.system, {"edit": prediction.edit}, measures, {"checking": prediction.ms})


def note_quote(prediction: Judged) -> Json | None:
    """Show a quotation on which the verdict was wrong."""
    if judge_quote(prediction).measures["right"][0]:
        return None
    return {
        "id": prediction.id,
        "question": prediction.quote,
        "gold": [prediction.expected],
        "found": [prediction.verdict],
        "why": f"edit: {prediction.edit}",
    }


def _identity(question: GoldQuestion) -> Json:
    return {
        "id": question.id,
        "split": question.split,
        "language": question.language,
        "kind": question.kind,
        "question": question.question,
        "gold": list(question.gold[:5]),
    }


def _if(counts: bool, holds: bool) -> Pair:
    """A yes/no measure that takes part only where it `counts`."""
    return (float(holds), 1.0) if counts else NOT_ASKED
