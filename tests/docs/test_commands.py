"""Every command in the documents exists: parsed by the command line itself, the Makefile, the OpenAPI document."""

import ast
import importlib
import json
import re
import shlex
from pathlib import Path

import click
import pytest
import typer
from typer.main import get_command

from assistant.cli import app
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
FENCE = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:rahnuma|make) [a-z][^`]*)`")
FOREIGN = {"docker", "journalctl", "curl"}
ELLIPSIS = {"…", "..."}


def blocks(kind):
    for page in PAGES:
        for found in FENCE.finditer(page.read_text(encoding="utf-8")):
            if found[1] == kind:
                yield page.name, found[2]


def command_lines():
    for page, block in blocks("sh"):
        for line in block.splitlines():
            if line.strip() and not line.startswith("#"):
                yield page, line.strip()
    for page in PAGES:
        for found in INLINE.finditer(page.read_text(encoding="utf-8")):
            yield page.name, found[1]


LINES = sorted(set(command_lines()))


def words_of(line):
    """The words of a command without its comment, settings before it, and what it is piped to or read from."""
    words = shlex.split(line, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
        name = words.pop(0).partition("=")[0].removeprefix("RAHNUMA_").lower()
        assert name in Settings.model_fields, f"{line}: no such setting"
    return words[: next((i for i, word in enumerate(words) if word in {"|", "<", ">", "&&"}), len(words))]


def parse_rahnuma(arguments):
    """Parse as the command line does, without running anything."""
    command, name = get_command(app), "rahnuma"
    context = click.Context(command, info_name=name)
    while isinstance(command, click.Group) or hasattr(command, "commands"):
        assert arguments, f"{name}: which command?"
        name = arguments.pop(0)
        command = command.get_command(context, name)
        assert command is not None, f"no command {name!r}"
    named = [word for word in arguments if word not in ELLIPSIS]
    if name == "eval" and named:
        check_evaluation(named)
    elif named:
        command.make_context(name, named)


def check_evaluation(arguments):
    from assistant.evaluation import main

    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    source = (ROOT / "assistant" / "evaluation" / "__init__.py").read_text(encoding="utf-8")
    for option in [word for word in arguments if word.startswith("--")]:
        assert f'"{option}"' in source, f"no option {option}"
    from assistant.evaluation.records import TASKS

    assert arguments[0] in {*TASKS, "report"}, f"no task {arguments[0]}"


def check_make(arguments):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(arguments) <= set(targets), f"no such target among {arguments}"


def check_curl(words):
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    address = next(word for word in words if "localhost" in word or "127.0.0.1" in word)
    path = re.sub(r"^(https?://)?[^/]+", "", address).partition("?")[0]
    assert path in paths, f"no address {path}"
    if "-d" in words:
        body = json.loads(words[words.index("-d") + 1])
        operation = paths[path]["post"]["requestBody"]["content"]["application/json"]
        assert set(body) <= set(operation["example"]) | {"question", "quote"}


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line[:50]}" for page, line in LINES])
def test_a_command_of_the_documents_exists(page, line):
    program, *arguments = words_of(line)
    program = program.removeprefix(".venv/bin/")
    if program == "rahnuma":
        parse_rahnuma(arguments)
    elif program == "make":
        check_make(arguments)
    elif program == "curl":
        check_curl(arguments)
    elif program == "python":
        assert importlib.util.find_spec(arguments[1]) if arguments[0] == "-m" else arguments
    else:
        assert program in FOREIGN | {"pip"}, f"{page}: what is {program}?"


@pytest.mark.parametrize("wrong", ["ask q --sorce x", "sak q", "search q --limit 900", "eval retrievel"])
def test_a_wrong_command_is_found(wrong):
    usage_error = typer.BadParameter.__base__  # of Typer's own copy of click
    with pytest.raises((usage_error, AssertionError)):
        parse_rahnuma(shlex.split(wrong))


def test_python_in_the_documents_imports_what_exists():
    found = 0
    for page, block in blocks("python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(node.module)
                assert all(hasattr(module, alias.name) for alias in node.names), page
                found += 1
    assert found
