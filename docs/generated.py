"""Pages of the book that are made from the code while it is built: settings and API. They cannot drift."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from assistant.settings import Settings

OPENAPI = Path(__file__).with_name("openapi.json")
METHODS = ("get", "post", "put", "patch", "delete")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages (a hook of mkdocs)."""
    document = json.loads(OPENAPI.read_text(encoding="utf-8"))
    for name, text in (("settings.md", settings_page()), ("api.md", api_page(document))):
        files.append(File.generated(config, name, content=text))
    return files


def settings_page() -> str:
    """Every setting with its default and what it is."""
    rows = [
        "# Settings",
        "",
        "Settings are environment variables, read once at start. A value that cannot be taken is refused "
        "with a sentence that names it. `rahnuma settings` lists them with their present values.",
        "",
        "| variable | default | what it is |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "unset" if field.default in (None, ()) else f"`{field.default}`"
        rows.append(f"| `RAHNUMA_{name.upper()}` | {default} | {_cell(field.description or '')} |")
    return "\n".join(rows) + "\n"


def api_page(document: dict[str, Any]) -> str:
    """Every operation of an OpenAPI document, with its parameters, an example of its request, and its responses."""
    operations = "\n".join(
        line
        for path, methods in document["paths"].items()
        for method in METHODS
        if method in methods
        for line in _operation(method, path, methods[method])
    )
    return f"# API\n\n{document['info'].get('description', '')}\n\n{ABOUT}\n{operations}\n"


ABOUT = """The complete description, with the schema of every field, is served at `/api/v1/openapi.json`.
"""


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from (f"## {method.upper()} {path}", "", operation.get("summary", ""), "")
    parameters = operation.get("parameters", [])
    if parameters:
        yield from ("| parameter | in | |", "|---|---|---|")
        for parameter in parameters:
            yield f"| `{parameter['name']}` | {parameter['in']} | {_cell(parameter.get('description', ''))} |"
        yield ""
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        if "example" in body:
            shown = json.dumps(body["example"], ensure_ascii=False, indent=2)
            yield from (f"Request (`{media}`):", "", "```json", shown, "```", "")
    yield from ("| status | |", "|---|---|")
    for status, response in operation["responses"].items():
        yield f"| {status} | {_cell(response.get('description', ''))} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
