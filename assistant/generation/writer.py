"""Write an answer with a model: ask, read, verify each statement, have the rejected ones mended once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from assistant.generation.background import Background, Limits, SlowError, StoppedError
from assistant.generation.block import Block, defused
from assistant.generation.judging import EXPLAINED, Rejected, StatementJudge
from assistant.generation.prompts import Message, Prompt, prompts_hash
from assistant.generation.reading import MARKED_FORM, STRUCTURED_FORM, Reading, marked, schema, structured
from assistant.generation.stream import Draft
from assistant.inquiry import Inquiry, Point
from assistant.messages import say
from assistant.settings import Settings
from corpus import Catalogue, Provision
from corpus.text import fold_urdu
from corpus.types import Status

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = structlog.get_logger()
MOST_STATEMENTS = 6
MOST_DRAFTS = 20
"""Drafts that are looked at; a model that goes on is stopped."""
LANGUAGES = {"en": "English", "ur": "Urdu, in Urdu script"}
STYLES = {
    "formal": "close to the wording of the provisions",
    "plain": "in plain, short words, as for a student",
}
Answers = Callable[[Inquiry, Point], bool]
"""Tells whether a point answers the question, and is not merely true."""


@dataclass
class Writing:
    """One answer in the writing."""

    block: Block
    deadline: float
    stopped: Callable[[], bool]
    points: list[Point] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    failed: str = ""
    """Why the model ended before its time: `slow`, `broken`, or `formless`: it takes no structured output."""


class Writer:
    """Writes answers with one model. Safe to share between threads."""

    def __init__(
        self,
        model: BaseChatModel,
        settings: Settings,
        catalogue: Catalogue,
        judge: StatementJudge,
        answers: Answers,
        background: Background,
    ) -> None:
        self._model = model
        self._settings = settings
        self._catalogue = catalogue
        self._judge = judge
        self._answers = answers
        self._background = background
        self._answer = Prompt.load("answer")
        self._repair = Prompt.load("repair")
        self.prompt_hash = prompts_hash(self._answer, self._repair)
        self._structured = settings.model_output != "marked"

    def write(
        self, inquiry: Inquiry, provisions: Sequence[Provision], stopped: Callable[[], bool]
    ) -> Iterator[Point]:
        """Yield verified points as they come, from the first that answers the question.

        Notices on a model that was away, or of which nothing could be proved, are left on the inquiry.

        Raises:
            StoppedError: the reader went away.
        """
        block = Block.issue(provisions[: self._settings.model_provisions], self._catalogue, inquiry.language)
        writing = Writing(block, time.monotonic() + self._settings.model_timeout, stopped)
        inquiry.model, inquiry.prompt_hash = self._settings.model or "", self.prompt_hash
        held: list[Point] = []
        answered = False
        for point in self._verified(inquiry, writing):
            held.append(point)
            answered = answered or self._answers(inquiry, point)
            if answered:
                yield from held
                held = []
        self._report(inquiry, writing, answered)

    def _verified(self, inquiry: Inquiry, writing: Writing) -> Iterator[Point]:
        yield from self._kept(
            inquiry, writing, self._drafts(inquiry, writing, self._question(inquiry, writing))
        )
        if writing.rejected and not writing.failed and len(writing.points) < MOST_STATEMENTS:
            rejected, writing.rejected = writing.rejected[:MOST_STATEMENTS], []
            messages = self._mending(inquiry, writing, rejected)
            yield from self._kept(inquiry, writing, self._drafts(inquiry, writing, messages))

    def _kept(self, inquiry: Inquiry, writing: Writing, drafts: Iterator[Draft]) -> Iterator[Point]:
        """Judge drafts; yield the points, remember what was rejected and why."""
        for number, draft in enumerate(drafts):
            if number == MOST_DRAFTS or len(writing.points) == MOST_STATEMENTS:
                return
            judged = self._judge.judge(draft, writing.block, inquiry.language)
            if isinstance(judged, Rejected):
                writing.rejected.append(judged)
                inquiry.dropped += 1
            elif not _repeats(judged, writing.points):
                point = self._attributed(judged)
                writing.points.append(point)
                yield point

    def _attributed(self, point: Point) -> Point:
        """What a submission says is never told without saying whose view it is."""
        source = self._catalogue.source(point.keys[0].partition("/")[0])
        return replace(point, lead="says") if source.status is Status.SUBMISSION else point

    # --- the model -----------------------------------------------------------------------------------------

    def _drafts(
        self, inquiry: Inquiry, writing: Writing, messages: Callable[[str], list[Message]]
    ) -> Iterator[Draft]:
        """Read drafts until the model ends, fails or takes too long. A model that cannot give structured
        output is asked for marked text, now and from now on.
        """
        if self._structured:
            read = 0
            form = schema(list(writing.block.provisions), MOST_STATEMENTS)
            for draft in self._read(writing, structured(self._model, messages(STRUCTURED_FORM), form)):
                read += 1
                yield draft
            if writing.failed != "formless" or read or self._settings.model_output == "structured":
                return
            writing.failed, self._structured = "", False
        yield from self._read(writing, marked(self._model, messages(MARKED_FORM)))

    def _read(self, writing: Writing, reading: Reading) -> Iterator[Draft]:
        limits = Limits(self._settings.model_silence, writing.deadline)
        try:
            for draft in self._background.iterate(reading, limits, writing.stopped):
                if draft is not None:
                    yield draft
        except (StoppedError, GeneratorExit):
            raise
        except SlowError:
            writing.failed = "slow"
        except Exception as error:  # noqa: BLE001  (each provider's client has errors of its own)
            log.warning("model failed", error=type(error).__name__)
            writing.failed = "formless" if _refuses_form(error) else "broken"

    def _question(self, inquiry: Inquiry, writing: Writing) -> Callable[[str], list[Message]]:
        return lambda form: self._answer.messages(
            **self._common(inquiry, writing, form), most=str(MOST_STATEMENTS), style=STYLES[inquiry.style]
        )

    def _mending(
        self, inquiry: Inquiry, writing: Writing, rejected: Sequence[Rejected]
    ) -> Callable[[str], list[Message]]:
        rows = "\n".join(f"- {defused(r.text)[:400]} (not accepted: {EXPLAINED[r.reason]})" for r in rejected)
        return lambda form: self._repair.messages(**self._common(inquiry, writing, form), rejected=rows)

    def _common(self, inquiry: Inquiry, writing: Writing, form: str) -> dict[str, str]:
        return {
            "language": LANGUAGES[inquiry.language],
            "question": defused(inquiry.rephrased),
            "block": writing.block.text,
            "mark": writing.block.mark,
            "form": form,
        }

    def _report(self, inquiry: Inquiry, writing: Writing, answered: bool) -> None:
        """Leave a notice where the reader gets less than the model was asked for."""
        if writing.failed:
            inquiry.degraded, inquiry.model_failure = True, writing.failed
            name = "model_broke_off" if answered else "model_away"
            inquiry.notices.append(say(name, inquiry.language))
        elif not answered:
            inquiry.notices.append(say("model_unproved", inquiry.language))


def _refuses_form(error: Exception) -> bool:
    """Tell whether a server or client said that it cannot give structured output, not that it is away."""
    status = getattr(error, "status_code", None)
    return status in {400, 404, 422, 501} or isinstance(error, (NotImplementedError, TypeError, ValueError))


def _repeats(point: Point, points: Sequence[Point]) -> bool:
    text = fold_urdu(point.text)
    return any(fold_urdu(other.text) == text for other in points)
