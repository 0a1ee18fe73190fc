"""What is counted and timed, in the text format of Prometheus. No label holds anything that a reader wrote.

With several processes, set `PROMETHEUS_MULTIPROC_DIR` to an empty folder before they start: each counts into it,
and any of them reports the sum (https://prometheus.github.io/client_python/multiprocess/).
"""

from __future__ import annotations

import os

import structlog
from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as exposition
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.inquiry import Inquiry
from assistant.schemas import Answer

log = structlog.get_logger()
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the histogram's buckets: from one step without a model to a whole answer with one."""


class Metrics:
    """The metrics of one application, in a registry of its own. Safe to share between threads."""

    def __init__(self) -> None:
        own = self.registry = CollectorRegistry()
        self.answers = Counter(
            "rahnuma_answers",
            "Answers by how they ended, who wrote them, their language and the edition they rest on.",
            ["status", "mode", "language", "state"],
            registry=own,
        )
        self.steps = Histogram(
            "rahnuma_step_seconds", "Time of each step of an answer.", ["step"], buckets=SECONDS, registry=own
        )
        self.degraded = Counter(
            "rahnuma_degraded_answers",
            "Answers made while a part of the service was away.",
            registry=own,
        )
        self.failures = Counter(
            "rahnuma_model_failures", "Answers whose chat model failed, by how.", ["reason"], registry=own
        )
        self.dropped = Counter(
            "rahnuma_verification_drops", "Statements that the verification took away.", registry=own
        )
        self.responses = Counter(
            "rahnuma_responses", "HTTP responses by status code.", ["code"], registry=own
        )
        self.busy = Counter("rahnuma_refused_busy", "Questions refused for want of a place.", registry=own)
        self.places = Gauge(
            "rahnuma_places", "Places for answers.", registry=own, multiprocess_mode="livesum"
        )
        self.composing = Gauge(
            "rahnuma_places_in_use",
            "Answers being composed.",
            registry=own,
            multiprocess_mode="livesum",
        )
        self.waiting = Gauge(
            "rahnuma_questions_waiting",
            "Questions waiting for a place.",
            registry=own,
            multiprocess_mode="livesum",
        )

    def seen(self, inquiry: Inquiry, answer: Answer) -> None:
        """Count an answer, and log it under its id: how it ended and how long each step took, never its words."""
        state = "official" if answer.corpus.official else "bundled"
        self.answers.labels(answer.status, answer.mode, answer.language, state).inc()
        for step, milliseconds in answer.timings_ms.items():
            self.steps.labels(step).observe(milliseconds / 1000)
        self.degraded.inc(answer.degraded)
        self.dropped.inc(inquiry.dropped)
        if inquiry.model_failure:
            self.failures.labels(inquiry.model_failure).inc()
        log.info(
            "answer",
            answer=answer.id,
            status=answer.status,
            mode=answer.mode,
            language=answer.language,
            kind=answer.kind,
            state=state,
            snapshot=answer.corpus.snapshot,
            degraded=answer.degraded,
            dropped=inquiry.dropped,
            model=answer.model,
            model_failure=inquiry.model_failure,
            provisions=[f"{citation.source_id}/{citation.locator}" for citation in answer.citations],
            timings_ms=answer.timings_ms,
        )

    def text(self) -> bytes:
        """Everything counted so far, of all processes if they share a folder."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return exposition(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return exposition(together)


def add_metrics_route(app: FastAPI, metrics: Metrics) -> None:
    """Add the route that Prometheus reads."""

    @app.get("/metrics", include_in_schema=False)
    def prometheus() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)
