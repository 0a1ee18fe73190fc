"""Errors under /v1/ in OpenAI's shape, made of the problem details that every other address gives."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.openai_api.schemas import ErrorBody, ErrorResponse
from assistant.schemas import Problem

PROBLEM_TYPE = "application/problem+json"
OF_THE_BODY = {"content-type", "content-length"}
STATUSES = {422: 400}
"""OpenAI knows no 422: what cannot be taken as it is is a bad request."""
TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}
"""Codes that OpenAI's clients know; otherwise the last word of the problem's type."""


class OpenAIErrors:
    """Middleware: a problem on its way out of /v1/ changes its shape, whatever part of the program made it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at what comes back."""
        if scope["type"] != "http" or not is_openai(scope["path"]):
            await self.app(scope, receive, send)
            return
        outgoing = _Outgoing(send)
        await self.app(scope, receive, outgoing)
        if outgoing.problem is not None:
            await in_openai_shape(outgoing.problem)(scope, receive, send)


class _Outgoing:
    """Lets a response pass; holds a problem back until it is whole."""

    def __init__(self, send: Send) -> None:
        self.problem: Response | None = None
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if headers.get("content-type", "").startswith(PROBLEM_TYPE):
                self.problem = Response(status_code=message["status"], headers=dict(headers))
                return
        if self.problem is None:
            await self._send(message)
        else:
            self.problem.body = bytes(self.problem.body) + message.get("body", b"")


def is_openai(path: str) -> bool:
    """Tell whether an address speaks OpenAI's shapes."""
    return path.startswith("/v1/")


def in_openai_shape(response: Response) -> Response:
    """Return a response of problem details as OpenAI would have said it."""
    found = Problem.model_validate_json(bytes(response.body))
    kind = TYPES.get(found.status, "invalid_request_error" if found.status < 500 else "server_error")
    code = CODES.get(found.status, found.type.rpartition(":")[2].replace("-", "_"))
    body = ErrorResponse(error=ErrorBody(message=found.detail, type=kind, code=code))
    headers = {name: value for name, value in response.headers.items() if name not in OF_THE_BODY}
    return JSONResponse(body.model_dump(), STATUSES.get(found.status, found.status), headers)
