"""The HTTP API: thin routes over the assistant, one shape for every error, limits before work."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

import structlog
from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant import __version__
from assistant.access.middleware import Access
from assistant.comparison.routes import add_comparison_route
from assistant.conditional import NotModifiedError, Tagged
from assistant.errors import AssistantError, NotReadyError, TooLargeError
from assistant.exports.routes import PATH as EXPORTS
from assistant.exports.routes import add_export_routes
from assistant.feedback import FeedbackStore, add_feedback_route
from assistant.holder import Holder, Ready, Slot
from assistant.library.routes import add_library_routes
from assistant.logs import request_id
from assistant.mcp_server.http import add_mcp
from assistant.messages import say
from assistant.metrics import Metrics, add_metrics_route
from assistant.openai_api.errors import in_openai_shape, is_openai
from assistant.openai_api.routes import add_openai_routes
from assistant.openapi import complete_openapi
from assistant.problems import problem, problems
from assistant.quotation.routes import add_quote_routes
from assistant.schemas import (
    Answer,
    Health,
    Question,
    Readiness,
    SearchResults,
)
from assistant.service import Assistant, Event
from assistant.settings import Settings
from assistant.streaming import at_once, while_connected

log = structlog.get_logger()
SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
}
PROGRAMS = ("/api/", "/v1/", "/mcp", "/healthz", "/readyz", "/metrics")
"""Addresses for programs: what they send is data, and no browser may take it for a page."""
NOTHING = "default-src 'none'; frame-ancestors 'none'"


class Marked:
    """Give every response the number of its request and the headers of security, and count it by its status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Set what counts the responses."""
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; what it logs bears its number."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        program = scope["path"].startswith(PROGRAMS)
        with request_id(Headers(scope=scope).get("x-request-id")) as number:
            scope.setdefault("state", {})["request_id"] = number

            async def marked(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self.metrics.responses.labels(message["status"]).inc()
                    _mark(MutableHeaders(scope=message), number, program)
                await send(message)

            await self.app(scope, receive, marked)


def _mark(headers: MutableHeaders, number: str, program: bool) -> None:
    headers["x-request-id"] = number
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if program:
        headers.setdefault("content-security-policy", NOTHING)
        headers.setdefault("cache-control", "no-store")


class BodyLimit:
    """Refuse a body over the limit before it is parsed, whether or not its length is declared."""

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int]) -> None:
        """Set the limit in bytes; `larger` names paths with one of their own."""
        self.app = app
        self.limit = limit
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its body."""
        if scope["type"] != "http" or not scope["path"].startswith(("/api/", "/v1/", "/mcp")):
            await self.app(scope, receive, send)
            return
        limit = self.larger.get(scope["path"], self.limit)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > limit:
            await self._refuse(limit, scope, receive, send)
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if len(body) > limit:
                await self._refuse(limit, scope, receive, send)
                return
            if not message.get("more_body"):
                break
        await self.app(scope, _replay(bytes(body), receive), send)

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        error = TooLargeError(f"The request body may have at most {limit:,} bytes.")
        await problem(error.status, error.title, str(error), error.slug)(scope, receive, send)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def create_app(settings: Settings, opener: Callable[[Settings], Assistant] = Assistant) -> FastAPI:
    """Make the application. `opener` is the seam by which tests bring an assistant of their own."""
    holder = Holder(settings, opener)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(holder.open)
        watch = asyncio.create_task(holder.watch())
        yield
        watch.cancel()
        holder.close()

    app = FastAPI(
        title="Rahnuma",
        version=__version__,
        summary="Answers on AI-ethics policy, each statement cited to its provision and page.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.holder = holder
    app.state.settings = settings
    _add_errors(app)
    _add_routes(app)
    add_library_routes(app)
    add_quote_routes(app)
    add_mcp(app)
    add_export_routes(app)
    add_feedback_route(app, FeedbackStore(settings.data))
    add_comparison_route(app)
    add_metrics_route(app, holder.metrics)
    _add_health(app)

    app.add_middleware(BodyLimit, limit=settings.body_limit, larger={EXPORTS: settings.export_limit})
    app.add_middleware(Access, settings=settings)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type"],
        )

    app.add_middleware(Marked, metrics=holder.metrics)
    complete_openapi(app)
    add_openai_routes(app)  # behind every other middleware: their errors take OpenAI's shape too
    return app


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(AssistantError)
    async def assistant_error(request: Request, error: AssistantError) -> Response:
        headers = {"retry-after": "5"} if error.status in {429, 503} else None
        return problem(error.status, error.title, str(error), error.slug, headers)

    @app.exception_handler(NotModifiedError)
    async def not_modified(request: Request, error: NotModifiedError) -> Response:
        return Response(status_code=304, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def validation_error(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(400, "Broken JSON", "The request body is not valid JSON.", "broken-json")
        where = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
        return problem(
            422, "The request cannot be taken as it is", f"{where}: {first['msg']}.", "invalid-input"
        )

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        known = {
            404: ("Not found", "There is nothing at this address; see /api/v1/openapi.json."),
            405: ("Method not allowed", "This address does not take that method; see /api/v1/openapi.json."),
        }
        title, detail = known.get(error.status_code, ("The request failed", f"{error.detail}."))
        return problem(error.status_code, title, detail, "http", dict(error.headers or {}) or None)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        number = request.state.request_id
        log.error(
            "unexpected error",
            path=request.url.path,
            error=type(error).__name__,
            exc_info=error,
            request=number,
        )
        request.app.state.holder.metrics.responses.labels(500).inc()
        failed = problem(
            500,
            "The assistant failed",
            "Something failed while answering; please ask again.",
            "internal",
            {"x-request-id": number},
        )
        return in_openai_shape(failed) if is_openai(request.url.path) else failed


def _add_routes(app: FastAPI) -> None:
    @app.post(
        "/api/v1/answers",
        response_model=Answer,
        responses=problems(400, 413, 422, 429, 503),
        summary="Answer a question; with Accept: text/event-stream, as events",
    )
    async def answers(question: Question, request: Request, assistant: Ready, slot: Slot) -> Any:
        def start(stopped: Callable[[], bool]) -> Iterator[Event]:
            return assistant.stream(question, stopped)

        if "text/event-stream" in request.headers.get("accept", ""):
            events = while_connected(request, start)
            # What is wrong with the question shows at the first event, while the status can still say it.
            first = await anext(events)
            return StreamingResponse(_lines(first, events), media_type="text/event-stream")
        return await at_once(request, start) or Response(status_code=499)  # nobody is there to read it

    @app.get("/api/v1/search", responses=problems(422, 503), summary="Search provisions")
    def search(
        assistant: Ready,
        tagged: Tagged,
        response: Response,
        q: Annotated[str, Query(description="What to look for.")],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
        source: Annotated[str | None, Query(description="Only this source.")] = None,
    ) -> SearchResults:
        found = assistant.search(q, limit, source)
        if found.notices:  # a part of the service is away: another time there may be more
            del response.headers["etag"]
            response.headers["cache-control"] = "no-store"
        return found


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", summary="The process answers")
    async def healthz() -> Health:
        return Health()

    @app.get("/readyz", response_model=Readiness, summary="Whether questions can be answered, and from what")
    async def readyz(request: Request) -> Response:
        state = readiness(request.app.state.holder)
        return JSONResponse(state.model_dump(), 200 if state.ready else 503)


def readiness(holder: Holder) -> Readiness:
    """Describe what is in service."""
    try:
        assistant = holder.get()
    except NotReadyError as error:
        return Readiness(ready=False, state="not_ready", snapshot=None, official=[], detail=str(error))
    official = list(assistant.snapshot.manifest.official)
    files = [source for source in assistant.catalogue.sources.values() if source.file is not None]
    state: Literal["official", "mixed", "bundled"]
    if len(official) >= len(files):
        state, detail = "official", "Every official file is held; citations carry verbatim quotations."
    elif official:
        state, detail = "mixed", f"Official text is held for: {', '.join(official)}."
    else:
        state = "bundled"
        detail = (
            "No official file is held; answers rest on our own summaries. "
            "Run `rahnuma fetch` and `rahnuma ingest` for verbatim quotations."
        )
    return Readiness(
        ready=True,
        state=state,
        snapshot=assistant.snapshot.id,
        official=official,
        detail=detail,
        degraded=bool(holder.notices),
        notices={"en": [say(n, "en") for n in holder.notices], "ur": [say(n, "ur") for n in holder.notices]},
    )


async def _lines(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[str]:
    yield _event(first)
    async for event in rest:
        yield _event(event)


def _event(event: Event) -> str:
    name, value = event
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else {"status": value}
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
