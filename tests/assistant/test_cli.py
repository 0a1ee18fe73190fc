"""The command line: every command ends with 0, or with one sentence that says how to mend it."""

import json

import pytest

from assistant import cli
from assistant.settings import Settings


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["rahnuma", *arguments])
    try:
        cli.main()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def toy(toy_data, toy_encoders, monkeypatch):
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    monkeypatch.setenv("RAHNUMA_DATA", str(toy_data))


@pytest.mark.usefixtures("toy")
def test_ask_prints_the_answer_and_its_citations(monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, "ask", "What does paragraph 26 say?")
    assert code == 0
    assert "[1]" in out
    assert "paragraph 26, page 7" in out
    assert "adopted, 23 November 2021" in out


@pytest.mark.usefixtures("toy")
def test_ask_as_json_is_the_contract(monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, "ask", "What does paragraph 26 say?", "--json")
    assert code == 0
    assert json.loads(out)["citations"][0]["locator"] == "26"


@pytest.mark.usefixtures("toy")
def test_search(monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, "search", "Target-7", "--limit", "2")
    assert code == 0
    assert "Target 7" in out


def test_settings_lists_every_setting(monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, "settings", "--json")
    assert code == 0
    assert {row["name"] for row in json.loads(out)} == {f"RAHNUMA_{n.upper()}" for n in Settings.model_fields}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ask", "anything"), "run `rahnuma ingest`"),
        (("fetch", "--from", "/nowhere/at/all"), "/nowhere/at/all"),
    ],
)
def test_errors_are_one_sentence_without_a_traceback(monkeypatch, capsys, tmp_path, arguments, sentence):
    monkeypatch.setenv("RAHNUMA_DATA", str(tmp_path / "empty"))
    code, out, err = run(monkeypatch, capsys, *arguments)
    assert code == 1
    assert sentence in err
    assert "Traceback" not in out + err


@pytest.mark.usefixtures("toy")
def test_an_empty_question_is_refused_in_words(monkeypatch, capsys):
    code, _, err = run(monkeypatch, capsys, "ask", "   ")
    assert code == 1
    assert "empty" in err
