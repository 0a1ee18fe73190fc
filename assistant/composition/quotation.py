"""Answer "is it true that the text says '…'?": the quotation check's verdict in words, with the difference, cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from assistant.composition.forms import Bench, facts
from assistant.composition.remarks import later
from assistant.composition.wording import quoted, words
from assistant.inquiry import Inquiry, Point
from assistant.judge import Judge
from assistant.locators import find_locators
from assistant.messages import say
from assistant.quotation.checker import QuoteChecker
from assistant.quotation.nearest import TOKEN as WORD
from assistant.quotation.schemas import QuoteCheck, QuoteMatch, Verdict
from assistant.quotation.words import kind_of
from assistant.retrieval import Hit
from assistant.schemas import AnswerStatus
from assistant.verify import stands_in
from corpus import Provision
from ingest.passages import sentences

MOST_DIFFERENCES = 3
"""More differences than this are not told one by one; the check's own page shows them all."""
MOST_WORDS = 60
"""Longest sentence that is shown whole for a quotation that is near to a part of it."""
LIKELY = 5
"""Hits among which the source of words is looked for that stand in no text."""
POLARITY = {Verdict.EXACT: "yes", Verdict.ALTERED: "no"}


def answer_quotation(inquiry: Inquiry, bench: Bench, checker: QuoteChecker, judge: Judge) -> None:
    """End an inquiry about a quotation: `answered` with the official wording, else what can be said without it."""
    check = checker.check(inquiry.quotation or "", *_place(inquiry, bench))
    if check.verdict in {Verdict.ABSENT, Verdict.TOO_SHORT}:
        _not_there(inquiry, bench, checker, judge, check.verdict)
        return
    if check.verdict is Verdict.UNAVAILABLE and not check.matches:
        _unavailable(inquiry, bench, check)
        return
    points = [_point(match, inquiry, bench) for match in check.matches[:2]]
    inquiry.polarity = POLARITY.get(check.verdict)
    inquiry.points = [replace(points[0], group=None, lead=f"quote_{check.verdict}"), *points[1:]]
    inquiry.points += later(inquiry, bench, points)
    inquiry.remarks += _differences(check.matches[0], inquiry.language)


def _not_there(inquiry: Inquiry, bench: Bench, checker: QuoteChecker, judge: Judge, verdict: Verdict) -> None:
    """The words stand nowhere: what the text says on the matter, if it does; else a refusal."""
    if verdict is Verdict.ABSENT:
        judge.judge(inquiry)
    if verdict is Verdict.TOO_SHORT or inquiry.ended:
        inquiry.status, inquiry.reason = AnswerStatus.NO_PROVISION, f"quote_{verdict}"
        return
    denied = bool(inquiry.named_sources) and all(map(checker.holds, inquiry.named_sources))
    if not denied:  # the words may be from a source whose text is not held
        found = {hit.provision.key: hit for hit in inquiry.hits[:LIKELY]}
        near = [f"{one.source_id}/{one.locator}" for one in checker.nearest_unheld(inquiry.quotation or "")]
        likely = [found[key] for key in near if key in found][:1]
        inquiry.hits = [*likely, *(hit for hit in inquiry.hits if hit not in likely)]
    points = facts(inquiry, bench)[:1]
    inquiry.polarity = "no" if denied else None
    lead = "quote_other_words" if denied else "quote_elsewhere"
    inquiry.points = [replace(point, lead=lead) for point in points]
    inquiry.points += later(inquiry, bench, points)


def _place(inquiry: Inquiry, bench: Bench) -> tuple[str | None, str | None]:
    """Source and locator that the quotation is attributed to, where the question names just one."""
    named = [
        m.key for m in find_locators(inquiry.rephrased, bench.catalogue, frozenset(inquiry.named_sources))
    ]
    if len(named) == 1:
        source_id, _, locator = named[0].partition("/")
        return source_id, locator
    return (inquiry.named_sources[0] if len(inquiry.named_sources) == 1 else None), None


def _point(match: QuoteMatch, inquiry: Inquiry, bench: Bench) -> Point:
    """The official wording at a place; where it runs over several provisions, what the one with most of it says."""
    said = set(match.text.split())
    provision = max(
        (bench.provision(match.source_id, locator) for locator in match.locators or [match.locator]),
        key=lambda p: len(said & set((p.text or "").split())),
    )
    if provision.text and stands_in(match.text, provision.text):
        wording = _whole(match, provision)
        return Point(
            quoted(provision, [wording]), (provision.key,), "quotation", wording, 1.0, provision.source_id
        )
    return replace(bench.writer.points(Hit(provision, 1.0, None), inquiry)[0], group=provision.source_id)


def _whole(match: QuoteMatch, provision: Provision) -> str:
    """The sentence that an altered quotation comes near to, unless it is long: what is near may end in mid-phrase."""
    if all(operation == "equal" for operation, _ in match.diff):
        return match.text
    around = (sentence for sentence in sentences(provision) if match.text in " ".join(sentence.split()))
    return next((sentence for sentence in around if words(sentence) <= MOST_WORDS), match.text)


def _unavailable(inquiry: Inquiry, bench: Bench, check: QuoteCheck) -> None:
    """The text that would decide is not held: say so, and what our summary of the provision says that was found first.

    Its words are compared by their meaning: a summary shares few with the text.
    """
    found = [hit.provision for hit in inquiry.hits]
    named = [one for one in found if one.source_id in inquiry.named_sources]
    nearest = named or found or [bench.provision(near.source_id, near.locator) for near in check.nearest]
    if not nearest:
        inquiry.status, inquiry.reason = AnswerStatus.NO_PROVISION, "quote_unavailable"
        return
    point = bench.writer.points(Hit(nearest[0], 1.0, None), inquiry)[0]
    inquiry.points = [replace(point, group=None, lead="quote_unavailable")]
    inquiry.status = AnswerStatus.PARTIAL


def _differences(match: QuoteMatch, language: str) -> list[str]:
    """Each place where text and quotation differ, as a sentence; those of numbers, negations and modals first."""
    changes = sorted(_changes(match.diff), key=lambda change: not any(map(_weighs, change)))
    told = [_told(text, quote, language) for text, quote in changes if text or quote]
    return told if len(told) <= MOST_DIFFERENCES else [say("differs_much", language, count=str(len(told)))]


def _told(text: str, quote: str, language: str) -> str:
    name = "differs" if text and quote else "left_out" if text else "put_in"
    return say(name, language, text=text, quote=quote)


def _weighs(wording: str) -> bool:
    """Tell whether a wording has a number, a negation or a modal."""
    return any(kind_of(word) for word in WORD.findall(wording.casefold()))


def _changes(diff: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs (words of the text, words of the quotation) that stand for each other; either may be empty.

    Beyond the first and the last words in common, text stands for what was put in only if it weighs.
    """
    runs = [(same, list(steps)) for same, steps in groupby(diff, key=lambda step: step[0] == "equal")]
    changes: list[tuple[str, str]] = []
    for place, (same, steps) in enumerate(runs):
        if same:
            continue
        deleted = " ".join(text for operation, text in steps if operation == "delete")
        inserted = " ".join(text for operation, text in steps if operation == "insert")
        edge = place in {0, len(runs) - 1}
        changes.append(("" if edge and not _weighs(deleted) else deleted, inserted))
    return changes
