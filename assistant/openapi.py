"""The OpenAPI document: what FastAPI derives from the routes, completed with examples and with every error.

The examples are in `openapi_examples.json`, one entry an operation: the parameters and the request are written by hand,
the responses are what the bundled state answers (recorded by `python -m tests.openapi.record`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI

from assistant.openai_api.errors import in_openai_shape, is_openai
from assistant.problems import problem

EXAMPLES = "openapi_examples.json"
DESCRIPTION = """\
Every statement of an answer leads to the provision it rests on. Errors are RFC 9457 problem details, except under
`/v1/`, where they have the shape that OpenAI's clients expect. A `Retry-After` header says when to come again."""
ERRORS: dict[str, tuple[str, str, str]] = {
    "400": ("broken-json", "Broken JSON", "The request body is not valid JSON."),
    "401": (
        "key-needed",
        "A key is needed",
        "This service asks for a key: send `Authorization: Bearer KEY`.",
    ),
    "404": ("not-found", "Not found", "There is no source 'none'; see /api/v1/sources."),
    "413": ("too-large", "The request is too large", "The request body may have at most 65,536 bytes."),
    "422": ("invalid-input", "The request cannot be taken as it is", "question: Field required."),
    "429": (
        "busy",
        "Too many questions at once",
        "Many questions are being answered right now. Try again in a few seconds.",
    ),
    "500": ("internal", "The assistant failed", "Something failed while answering; please ask again."),
    "503": ("not-ready", "The index is not ready", "there is no index yet; run `rahnuma ingest`"),
}
"""An example of each error that a route may declare: its slug, title and detail."""

EVENT = {
    "type": "object",
    "title": "ServerSentEvent",
    "description": "One event of the stream.",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}


def complete_openapi(app: FastAPI) -> None:
    """Let an application describe itself completely."""
    derive = app.openapi
    app.description = DESCRIPTION

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            complete(derive())
        return derive()

    app.openapi = described  # type: ignore[method-assign]


def complete(document: dict[str, Any]) -> None:
    """Complete the description of every operation, in place."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            example = examples().get(f"{method.upper()} {path}", {})
            _add_examples(operation, example)
            _add_errors(operation, path)
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


@cache
def examples() -> dict[str, Any]:
    """Read the examples: `METHOD path` to parameters, request, response and stream, as far as there are such."""
    found: dict[str, Any] = json.loads(files("assistant").joinpath(EXAMPLES).read_text(encoding="utf-8"))
    return found


def _add_examples(operation: dict[str, Any], example: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.get("parameters", {}):
            parameter["example"] = example["parameters"][parameter["name"]]
    if "request" in example:
        operation["requestBody"]["content"]["application/json"]["example"] = example["request"]
    success: dict[str, Any] = next(
        (r for status, r in operation["responses"].items() if status.startswith("2")), {}
    )
    if "response" in example:
        success["content"]["application/json"]["example"] = example["response"]
    if "stream" in example:
        named = {f"event-{number}": {"value": event} for number, event in enumerate(example["stream"], 1)}
        success["content"]["text/event-stream"] = {"schema": EVENT, "examples": named}


def _add_errors(operation: dict[str, Any], path: str) -> None:
    responses = operation["responses"]
    if is_openai(path):
        responses.pop("422", None)
    limited = {"401", "429"} if path.startswith(("/api/", "/v1/")) else set()
    expected = {"500"} | limited | ({"400", "413"} if "requestBody" in operation else set())
    for status in expected:
        responses.setdefault(status, {"description": ERRORS[status][1]})
    for status, response in responses.items():
        if status in ERRORS and not _is_own(response):
            response["description"] = response.get("description") or ERRORS[status][1]
            response["content"] = _error_content(status, path)
    operation["responses"] = dict(sorted(responses.items()))


def _is_own(response: dict[str, Any]) -> bool:
    """Tell whether a route answers a status with a record of its own, as /readyz answers 503."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return name not in {"", "Problem", "ErrorResponse", "HTTPValidationError"}


def _error_content(status: str, path: str) -> dict[str, Any]:
    slug, title, detail = ERRORS[status]
    plain = problem(int(status), title, detail, slug)
    response, name = (in_openai_shape(plain), "ErrorResponse") if is_openai(path) else (plain, "Problem")
    return {
        response.headers["content-type"]: {
            "schema": {"$ref": f"#/components/schemas/{name}"},
            "example": json.loads(bytes(response.body)),
        }
    }
