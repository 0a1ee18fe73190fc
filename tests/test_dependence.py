"""Data flows one way: which package may import which (docs/decisions/0001-layout.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "corpus": {"corpus"},
    "ingest": {"ingest", "corpus"},
    "assistant": {"assistant", "corpus", "ingest", "ui"},
    "ui": {"ui", "assistant"},
}
UI_MAY_IMPORT = {"assistant.api", "assistant.settings", "assistant.service"}
UI_ROOT = {"app.py"}
PUBLIC = {f"assistant{part}.schemas" for part in ("", ".comparison", ".library", ".quotation")}


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_direction_of_dependence(package):
    for path in (ROOT / package).rglob("*.py"):
        for name in imports(path):
            top = name.partition(".")[0]
            if top in ALLOWED:
                assert top in ALLOWED[package], f"{path.relative_to(ROOT)} imports {name}"


def test_ui_knows_only_the_schemas():
    for path in (ROOT / "ui").rglob("*.py"):
        allowed = PUBLIC | UI_MAY_IMPORT if path.name in UI_ROOT else PUBLIC
        for name in imports(path):
            if name.startswith("assistant"):
                assert name in allowed, f"{path.name} imports {name}"


def test_assistant_starts_the_ui_only_from_the_command_line():
    for path in (ROOT / "assistant").rglob("*.py"):
        if path.name != "cli.py":
            assert not any(name.partition(".")[0] == "ui" for name in imports(path)), path


def test_chromas_python_server_is_never_imported():
    for package in ALLOWED:
        for path in (ROOT / package).rglob("*.py"):
            assert not any(n.startswith(("chromadb.server", "chromadb.app")) for n in imports(path)), path
