"""The step of the pipeline that lets a model write, around what was composed from the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.composition import Composer
from assistant.composition.replying import ANSWERING, OPEN, UNSURE
from assistant.generation.background import background
from assistant.generation.judging import StatementJudge
from assistant.generation.model import open_model
from assistant.generation.writer import Writer
from assistant.inquiry import Inquiry, Point
from assistant.messages import say
from assistant.retrieval import Retriever
from assistant.settings import Settings
from corpus import Catalogue, Provision

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

COMPOSED_KINDS = frozenset({"list", "comparison", "state", "quotation"})
"""Kinds of question whose composed form is complete and ordered by itself, as a whole section is; a model could only lose something."""
AS_NEAR: Mapping[str, float] = {"english": 0.75, "multilingual": 0.97}
"""A statement answers if its cosine with the question is at least this share of the composed answer's, by encoder."""


class Generation:
    """Writes the points of an answer with the model that is set; without one there is nothing to do."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        retriever: Retriever,
        composer: Composer,
        model: BaseChatModel | None = None,
    ) -> None:
        """Open the model that is set, unless one is brought along.

        Raises:
            SettingsError: the model cannot be opened as it is set.
        """
        self._settings = settings
        self._catalogue = catalogue
        self._retriever = retriever
        self._composer = composer
        model = model or open_model(settings)
        judge = StatementJudge(catalogue, retriever.encoders, self._quote)
        self._writer = (
            Writer(model, settings, catalogue, judge, self._answers, background())
            if model is not None
            else None
        )

    def wanted(self, inquiry: Inquiry) -> bool:
        """Tell whether a model is to write this answer; a reader who asked for one in vain is told."""
        composed = inquiry.kind in COMPOSED_KINDS or inquiry.part is not None
        if inquiry.mode == "extractive" or composed or not inquiry.points:
            return False
        if self._writer is None and inquiry.mode == "generative":
            inquiry.notices.append(say("model_unset", inquiry.language))
        return self._writer is not None

    def points(self, inquiry: Inquiry, stopped: Callable[[], bool]) -> Iterator[Point]:
        """Yield the points of the answer as they are verified; the composed ones if none can be.

        Raises:
            StoppedError: the reader went away.
        """
        assert self._writer is not None  # noqa: S101  (see `wanted`)
        composed = list(inquiry.points)
        first = True
        for point in self._writer.write(inquiry, self._provisions(inquiry, composed), stopped):
            yield self._opening(inquiry, composed, point) if first else point
            first = False
        if first:
            yield from composed
        else:
            inquiry.written = "generative"
            yield from (point for point in composed if point.support == "conflict" or point.lead == "later")

    def _provisions(self, inquiry: Inquiry, composed: Sequence[Point]) -> list[Provision]:
        """What the model is given: the provisions of the composed answer, then the next found."""
        keys = [point.keys[0] for point in composed if point.support != "conflict" and point.lead != "later"]
        keys += [hit.provision.key for hit in inquiry.hits[: self._settings.model_provisions]]
        return [self._retriever.snapshot.provisions[key] for key in dict.fromkeys(keys)]

    def _opening(self, inquiry: Inquiry, composed: Sequence[Point], point: Point) -> Point:
        """The first point stands alone, with its source; a yes or no only if it was told from its provision."""
        lead = composed[0].lead
        if point.keys[0] != composed[0].keys[0]:
            inquiry.polarity = None
        kept = lead == UNSURE or (inquiry.polarity and lead in ANSWERING)
        return replace(point, group=None, lead=lead if kept else OPEN)

    def _quote(self, provision: Provision, text: str) -> str | None:
        """The sentence of the official text that comes nearest to a statement."""
        spans = self._composer.spans(
            provision, text if text.isascii() else provision.summaries.get("en", text)
        )
        return spans[0].text if spans else None

    def _answers(self, inquiry: Inquiry, point: Point) -> bool:
        """Tell whether a point is about as near to the question as the composed answer is."""
        same = inquiry.question_language == inquiry.language == "en"
        encoder = "english" if same else "multilingual"
        question = self._retriever.vector(encoder, inquiry.rephrased)
        reader = self._retriever.encoders[encoder]
        # In English a passage has the vector of a question; that spares the server the library of passages.
        encode = reader.queries if same else reader.passages
        said, composed = encode([point.text, inquiry.points[0].text]) @ question
        return bool(said >= AS_NEAR[encoder] * composed)
