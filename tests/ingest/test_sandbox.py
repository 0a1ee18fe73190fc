"""Reading in a child process: what it answers, and how each limit ends it."""

import os

import pytest

from ingest import sandbox
from ingest.errors import ReadError
from ingest.sandbox import Limits, parse


@pytest.fixture
def hungry(monkeypatch, tmp_path):
    """Make the child misbehave; return a maker of files whose name says how."""
    monkeypatch.setattr(sandbox, "CHILD", "tests.ingest.hungry")

    def file(name):
        path = tmp_path / f"{name}.md"
        path.write_text("1. Something.", encoding="utf-8")
        return path

    return file


def children():
    """Processes below this one, by /proc."""
    return open(f"/proc/self/task/{os.getpid()}/children").read().split()


def test_a_document_is_read_in_a_child(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Rules\n\n1. Ask.\n\n2. Answer.\n\n3. Note it.", encoding="utf-8")
    parsed = parse(path)
    assert parsed.format == "markdown"
    assert [piece.locator for piece in parsed.found.pieces] == ["1", "2", "3"]


def test_a_refusal_arrives_as_its_sentence(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"caf\xe9 in another encoding")
    with pytest.raises(ReadError, match=r"^a\.md is not in UTF-8 \(byte 3\); save it as UTF-8$"):
        parse(path)


@pytest.mark.parametrize(
    ("name", "limits", "sentence"),
    [
        ("memory", Limits(memory=600_000_000), "needs more than 600 MB of memory"),
        ("processor", Limits(cpu=2), "given up after 2 seconds"),
        ("sleep", Limits(wall=2.0), "given up after 2 seconds"),
        ("output", Limits(output=1_000_000), "holds more text than 1 MB"),
        ("crash", Limits(), r"its reader crashed on it \(code -6\)"),
        ("error", Limits(), r"its reader crashed on it \(code 1\)"),
    ],
)
def test_each_limit_ends_the_child_with_a_sentence(hungry, name, limits, sentence):
    before = children()
    with pytest.raises(ReadError, match=sentence):
        parse(hungry(name), limits)
    assert children() == before


def test_the_child_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("RAHNUMA_MODEL_API_KEY", "secret")
    assert set(sandbox._environment()) == {"PYTHONPATH", "PYTHONUTF8", "LANG"}


def test_an_answer_cut_short_is_refused(hungry, monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "_run", lambda path, limits, output: os.write(output, b'{"format"') and 0)
    with pytest.raises(ReadError, match="gave no whole answer"):
        parse(hungry("memory"))
