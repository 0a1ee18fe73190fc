"""The book: built strictly, complete, and with nothing from other hosts."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_built_and_in_the_menu(site):
    start = (site / "index.html").read_text(encoding="utf-8")
    for page in ROOT.glob("docs/*.md"):
        assert (site / f"{page.stem}.html").is_file()
        assert f"{page.stem}.html" in start or page.stem == "index", page


def test_every_setting_is_described_with_its_default(site):
    shown = (site / "settings.html").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"RAHNUMA_{name.upper()}</code>" in shown
        assert field.description


def test_every_operation_of_the_api_is_described(site):
    shown = (site / "api.html").read_text(encoding="utf-8")
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    for path, operations in paths.items():
        for method in operations:
            assert f"{method.upper()} {path}" in shown


def test_a_description_with_a_bar_does_not_break_the_table():
    page = runpy.run_path(str(ROOT / "docs" / "generated.py"))
    document = {
        "info": {},
        "paths": {"/x": {"get": {"responses": {"200": {"description": "one | two"}}, "summary": "S"}}},
    }
    assert "| 200 | one \\| two |" in page["api_page"](document)


def test_nothing_is_loaded_from_another_host(site):
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"([^\"]*)", html)
        loaded += [link for link in re.findall(r"<link\b[^>]*>", html) if "canonical" not in link]
        outside = [address for address in loaded if re.search(r"(^|href=\")(https?:)?//", address)]
        assert not outside, f"{page.name}: {outside}"
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


def test_every_pinned_package_has_its_licence_listed():
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    names = {_plain(row.split("|")[1]) for row in listed.splitlines() if row.startswith("| ")}
    pinned = {
        _plain(line.partition("==")[0])
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line and ";" not in line
    }
    assert pinned - names == set(), "run `make licences`"


def _plain(name):
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
