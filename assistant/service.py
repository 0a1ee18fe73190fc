"""The assistant: opens a snapshot and carries each question through the steps.

`guard → rephrase → route → retrieve → judge → compose → verify → generate → finish`: each step reads and writes one
`Inquiry`, and any of them may end it with a status.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import structlog

from assistant import guard
from assistant.absent import deny_absent
from assistant.comparison.compare import Comparer
from assistant.composition import Composer
from assistant.composition.quotation import answer_quotation
from assistant.cross_encoder import CrossEncoder
from assistant.dates import spoken_date
from assistant.elsewhere import look_elsewhere
from assistant.errors import SettingsError
from assistant.evidence import Gatherer
from assistant.finding import Finder
from assistant.finish import Finisher, new_id, permalink
from assistant.generation.step import Generation
from assistant.inquiry import Inquiry, Point, milliseconds_since
from assistant.judge import Judge
from assistant.kept import KeptAnswers
from assistant.language import answer_language, detect
from assistant.library.reader import Reader
from assistant.linking import link_to
from assistant.messages import say
from assistant.quotation.checker import QuoteChecker
from assistant.recall import Recaller
from assistant.rephrase import rephrase
from assistant.reranking import rerank
from assistant.resources import catalogue_of, chroma_server, configured_encoders
from assistant.retrieval import Hit, Retriever
from assistant.route import route
from assistant.schemas import (
    CITING,
    Answer,
    AnswerStatus,
    Citation,
    ProvisionDetail,
    Question,
    SearchResult,
    SearchResults,
    SourceDetail,
    SourceList,
    Statement,
)
from assistant.settings import Settings
from assistant.small_talk import return_talk
from assistant.vague import ask_back
from assistant.verify import supported, violations
from assistant.views import attribute_views
from corpus import Catalogue
from ingest.encoders import Encoder
from ingest.errors import SnapshotError
from ingest.snapshot import open_snapshot

log = structlog.get_logger()
WARMING = (
    "What do the documents say about the protection of personal data?",
    "ذاتی معلومات کا تحفظ کیسے ہوگا؟",
)
"""Questions that pass every step once, before the first reader does."""
Event = tuple[str, AnswerStatus | Statement | Citation | Answer]


class Sent:
    """What of an answer a reader has already been sent, while it grows."""

    def __init__(self) -> None:
        self._statements = 0
        self._citations: set[int] = set()

    def news(self, answer: Answer) -> Iterator[Event]:
        """Yield what is new in an answer: each statement after the citations it needs."""
        by_number = {citation.number: citation for citation in answer.citations}
        for statement in answer.statements[self._statements :]:
            for number in statement.citations:
                if number not in self._citations:
                    self._citations.add(number)
                    yield "citation", by_number[number]
            yield "statement", statement
        self._statements = max(self._statements, len(answer.statements))


class Assistant:
    """Answers questions from one opened snapshot. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue | None = None,
        encoders: Mapping[str, Encoder] | None = None,
    ) -> None:
        """Open the snapshot in service, by default with the catalogue and the encoders that are set.

        Raises:
            SnapshotError: there is none, or it cannot be used.
            SettingsError: the chat model cannot be opened as it is set.
        """
        self.settings = settings
        self.catalogue = catalogue or catalogue_of(settings)
        self.encoders = encoders or configured_encoders(settings)
        self.snapshot = open_snapshot(
            Path(settings.data), self.encoders, store=settings.vector_store, server=chroma_server(settings)
        )
        strangers = {key.partition("/")[0] for key in self.snapshot.provisions} - set(self.catalogue.sources)
        if strangers:
            self.snapshot.close()
            raise SnapshotError(
                f"the index holds {min(strangers)}, which is no longer there; run `rahnuma ingest`"
            )
        self.retriever = Retriever(self.snapshot, self.encoders, self.catalogue)
        self.recall = Recaller(self.retriever)
        gatherer = Gatherer(self.retriever)
        self.cross_encoder = CrossEncoder()
        self.judge = Judge(self.retriever, gatherer, self.cross_encoder)
        self.composer = Composer(self.retriever, self.catalogue, gatherer.spoken)
        self.finisher = Finisher(self.catalogue, self.snapshot)
        self.reader = Reader(self.catalogue, self.snapshot, Path(settings.data))
        self.comparer = Comparer(self.composer, gatherer, settings.question_limit)
        self.finder = Finder(self.retriever, self.comparer.matcher, self.composer.mentions, self.catalogue)
        self.kept = KeptAnswers(settings.kept_answers)
        self.seen: Callable[[Inquiry, Answer], None] = lambda inquiry, answer: None
        """Told of every answer; the server counts and logs them."""
        try:
            self.generation = Generation(settings, self.catalogue, self.retriever, self.composer)
        except SettingsError:
            self.close()
            raise

    def warm(self) -> None:
        """Load weights and touch every index, so that the first reader does not wait."""
        for encoder in self.encoders.values():
            encoder.warm()
        for question in WARMING:
            self._run(self._inquiry(Question(question=question)))
        for language in ("en", "ur"):
            spoken_date("2021-11-23", language)
        self.cross_encoder.score("ready?", ["ready"])
        self.quotes.check("a quotation that stands nowhere")

    def away(self) -> str:
        """Look whether the vectors can be searched: empty, or why not, in words."""
        return self.snapshot.store.away()

    def close(self) -> None:
        """Release threads and files."""
        self.retriever.close()
        self.snapshot.close()

    @cached_property
    def quotes(self) -> QuoteChecker:
        """The quotation check over the texts of this snapshot, made when it is first needed."""
        return QuoteChecker(self.snapshot.provisions, self.catalogue)

    # --- questions -----------------------------------------------------------------------------------------

    def answer(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            InvalidInputError: the question cannot be taken as it is.
        """
        *_, (_, answer) = self.stream(question)
        assert isinstance(answer, Answer)  # noqa: S101  (narrowing: the last event is `done`)
        return answer

    def stream(self, question: Question, stopped: Callable[[], bool] = bool) -> Iterator[Event]:
        """Answer a question as events: `status`, then `citation` and `statement` as they stand, then `done`.

        A statement that a model writes comes as soon as it is verified. `stopped` is asked again and again
        while a model writes: once it says so, the model is dropped and the events end.

        Raises:
            InvalidInputError: the question cannot be taken as it is.
            StoppedError: `stopped` said so.
        """
        began = time.perf_counter()
        inquiry = self._inquiry(question)
        sent = Sent()
        if (answer := self._repeated(inquiry)) is not None:
            yield "status", answer.status
            yield from sent.news(answer)
            yield "done", answer
            return
        self._run(inquiry)
        yield "status", inquiry.status or AnswerStatus.ERROR
        if inquiry.status is AnswerStatus.ANSWERED and self.generation.wanted(inquiry):
            for draft in self._generated(inquiry, stopped):
                yield from sent.news(draft)
        with inquiry.timed("finish"):
            answer = self._checked(inquiry)
        inquiry.timings_ms["total"] = milliseconds_since(began)
        answer.timings_ms = dict(inquiry.timings_ms)
        self.kept.keep(inquiry, answer)
        self.seen(inquiry, answer)
        yield from sent.news(answer)
        yield "done", answer

    def _repeated(self, inquiry: Inquiry) -> Answer | None:
        """The answer that was kept, if any, with an id and times of its own: it is counted, logged and rated apart."""
        began = time.perf_counter()
        found = self.kept.find(inquiry)
        if found is None:
            return None
        spent = milliseconds_since(began)
        times = {"kept": spent, "total": spent}
        answer = found.model_copy(update={"id": new_id(), "timings_ms": times})
        self.seen(inquiry, answer)
        return answer

    def _generated(self, inquiry: Inquiry, stopped: Callable[[], bool]) -> Iterator[Answer]:
        """The answer so far, each time a model has written a statement that is verified."""
        points: list[Point] = []
        with inquiry.timed("generate"):
            for point in self.generation.points(inquiry, stopped):
                if supported(point, self.snapshot.provisions, self.catalogue):
                    points.append(point)
                    yield self.finisher.finish(replace(inquiry, points=points))
        inquiry.points = points

    def _checked(self, inquiry: Inquiry) -> Answer:
        """The public answer; one that breaks a rule after all is not given."""
        answer = self.finisher.finish(inquiry)
        broken = violations(answer, self.snapshot.provisions)
        if broken:
            log.error("answer broke the rules", breaches=broken, answer=answer.id)
            inquiry.dropped += len(inquiry.points)
            inquiry.status, inquiry.points = AnswerStatus.NO_PROVISION, []
            answer = self.finisher.finish(inquiry)
        return answer.model_copy(update={"model": inquiry.model, "prompt_hash": inquiry.prompt_hash})

    def _inquiry(self, question: Question) -> Inquiry:
        text = guard.clean(question.question, self.settings.question_limit)
        asked_in = detect(text)
        return Inquiry(
            question=text,
            rephrased=text,
            question_language=asked_in,
            language=question.language or answer_language(asked_in),
            history=tuple(question.history),
            sources=guard.check_sources(question.sources, self.catalogue.sources),
            mode=question.mode,
            style=question.style,
        )

    def _run(self, inquiry: Inquiry) -> None:
        personal = guard.personal_data(inquiry.question)
        if personal is not None:
            inquiry.status, inquiry.reason = AnswerStatus.REJECTED_INPUT, personal
            return
        return_talk(inquiry)
        if inquiry.ended:
            return
        rephrase(inquiry, self.catalogue, self.recall)
        ask_back(inquiry, self.catalogue)
        if inquiry.ended:
            return
        route(inquiry, self.catalogue)
        deny_absent(inquiry, self.catalogue)
        if inquiry.ended:
            return
        with inquiry.timed("retrieve"):
            self.finder.find(inquiry)
        if any(hit.by_words for hit in inquiry.hits):
            inquiry.degraded = True
            inquiry.notices.append(say("by_words", inquiry.language))
        with inquiry.timed("judge"):
            if inquiry.quotation is None:
                self.judge.judge(inquiry)
                look_elsewhere(inquiry, self.finder, self.judge, self.catalogue)
        if inquiry.ended:
            return
        with inquiry.timed("compose"):
            rerank(inquiry, self.cross_encoder)
            if inquiry.quotation is None:
                self.composer.compose(inquiry)
            else:
                answer_quotation(inquiry, self.composer.bench, self.quotes, self.judge)
        if inquiry.status not in {None, *CITING}:
            return
        attribute_views(inquiry, self.catalogue)
        with inquiry.timed("verify"):
            composed = len(inquiry.points)
            inquiry.points = [
                p for p in inquiry.points if supported(p, self.snapshot.provisions, self.catalogue)
            ]
            inquiry.dropped += composed - len(inquiry.points)
        found = inquiry.status or AnswerStatus.ANSWERED
        inquiry.status = found if inquiry.points else AnswerStatus.NO_PROVISION

    # --- search and sources --------------------------------------------------------------------------------

    def search(self, query: str, limit: int = 10, source: str | None = None) -> SearchResults:
        """Search provisions.

        Raises:
            InvalidInputError: an empty or overlong query, or an unknown source.
        """
        text = guard.clean(query, self.settings.question_limit)
        sources = guard.check_sources([source] if source else [], self.catalogue.sources)
        hits = self.retriever.search(text, limit=limit, sources=sources)
        by_words = any(hit.by_words for hit in hits)
        return SearchResults(
            results=[self._result(hit) for hit in hits],
            notices=[say("by_words", answer_language(detect(text)))] if by_words else [],
        )

    def _result(self, hit: Hit) -> SearchResult:
        provision = hit.provision
        return SearchResult(
            source_id=provision.source_id,
            locator=provision.locator,
            label=self.catalogue.label(provision),
            heading=provision.heading_above("en"),
            score=round(hit.score, 4),
            text=provision.text or provision.summaries.get("en", ""),
            page=provision.page,
            edition=provision.edition,
            permalink=permalink(provision.source_id, provision.locator),
            link=link_to(provision, self.catalogue),
            summaries={str(language): text for language, text in provision.summaries.items()},
        )

    def sources(self) -> SourceList:
        """Every source of the catalogue."""
        return self.reader.sources()

    def source(self, source_id: str) -> SourceDetail:
        """One source with its outline.

        Raises:
            NotFoundError: no such source.
        """
        return self.reader.source(source_id)

    def provision(self, source_id: str, locator: str) -> ProvisionDetail:
        """Everything known about one provision.

        Raises:
            NotFoundError: no such source or provision.
        """
        return self.reader.provision(source_id, locator)
