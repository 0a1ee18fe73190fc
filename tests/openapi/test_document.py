"""The OpenAPI document: complete with examples and errors, and the committed one is that of the code."""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from assistant.api import create_app
from assistant.cli import app as command_line
from assistant.openapi import examples
from assistant.settings import Settings

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def document():
    return create_app(Settings()).openapi()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def bodies(document):
    """Every described body as (where, media type, its description)."""
    for name, operation in operations(document):
        for media, body in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{name} request", media, body
        for status, response in operation["responses"].items():
            for media, body in response.get("content", {}).items():
                yield f"{name} {status}", media, body


def test_the_committed_document_is_that_of_the_code(document):
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == document, "write it anew: rahnuma openapi --out docs/openapi.json"


def test_one_command_writes_it(document, tmp_path):
    out = tmp_path / "openapi.json"
    assert CliRunner().invoke(command_line, ["openapi", "--out", str(out)]).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == document


def test_every_body_has_an_example_that_keeps_its_own_schema(document):
    for where, media, body in bodies(document):
        given = (
            [body["example"]]
            if "example" in body
            else [e["value"] for e in body.get("examples", {}).values()]
        )
        assert given, f"{where} ({media}) has no example"
        schema = {**body["schema"], "components": document["components"]}
        for example in given:
            jsonschema.validate(example, schema, cls=jsonschema.Draft202012Validator)


def test_every_required_parameter_has_an_example(document):
    for name, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert not parameter["required"] or "example" in parameter, f"{name}: {parameter['name']}"


def test_no_example_is_left_over(document):
    assert examples().keys() <= {name for name, _ in operations(document)}


def test_every_operation_says_what_it_does_and_how_it_fails(document):
    for name, operation in operations(document):
        assert operation["summary"], name
        assert "500" in operation["responses"], name
        if "requestBody" in operation:
            assert {"400", "413"} <= operation["responses"].keys(), name


def test_errors_have_the_shape_of_their_address(document):
    for where, media, body in bodies(document):
        status = where.rpartition(" ")[2]
        name = body["schema"].get("$ref", "").rpartition("/")[2]
        if status.startswith(("4", "5")) and name != "Readiness":
            shape = (
                ("application/json", "ErrorResponse")
                if "/v1/" in where and "/api/" not in where
                else (
                    "application/problem+json",
                    "Problem",
                )
            )
            assert (media, name) == shape, where


def test_operations_have_names_of_their_own(document):
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names))
