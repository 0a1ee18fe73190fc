"""Keys: only hashes are kept, a removed line counts at once, a broken file never opens the door."""

import os
import stat

import pytest

from assistant.access.keys import KeyRing, new_key, read_keys
from assistant.errors import InvalidInputError, SettingsError, StorageError
from tests.assistant.test_cli import run


@pytest.fixture
def file(tmp_path):
    return tmp_path / "keys"


def test_a_new_key_is_kept_as_a_hash_for_its_owner_only(file):
    key = new_key(file, "newsroom")
    assert key not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(key) > 40
    ring = KeyRing(file)
    assert ring.holder(key) == "newsroom"
    assert ring.holder(key[:-1]) is None
    assert ring.holder("") is None


def test_a_removed_line_counts_at_once(file):
    first, second = new_key(file, "first"), new_key(file, "second")
    ring = KeyRing(file)
    assert (ring.holder(first), ring.holder(second)) == ("first", "second")
    file.write_text("\n".join(line for line in file.read_text().splitlines() if not line.startswith("first")))
    assert (ring.holder(first), ring.holder(second)) == (None, "second")


def test_a_file_that_breaks_later_is_an_error_and_not_an_open_door(file):
    key = new_key(file, "newsroom")
    ring = KeyRing(file)
    file.write_text("newsroom not-a-hash")
    with pytest.raises(SettingsError, match="line 1"):
        ring.holder(key)
    file.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        ring.holder(key)


def test_a_server_does_not_start_without_its_keys(file):
    with pytest.raises(SettingsError, match="rahnuma keys new"):
        KeyRing(file)


def test_comments_and_empty_lines_are_passed_over(file):
    new_key(file, "a")
    file.write_text("# keys of the newsroom\n\n" + file.read_text())
    assert list(read_keys(file).values()) == ["a"]


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "a\nb", "اردو"])
def test_names_that_would_break_the_file_are_refused(file, name):
    with pytest.raises(InvalidInputError):
        new_key(file, name)
    assert not file.exists()


def test_a_name_is_taken_once(file):
    new_key(file, "a")
    with pytest.raises(InvalidInputError, match="already"):
        new_key(file, "a")


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(StorageError, match="cannot be written"):
        new_key(tmp_path / "no" / "folder", "a")


def test_the_command(monkeypatch, capsys, file):
    monkeypatch.setenv("RAHNUMA_API_KEYS_FILE", "")
    code, _, err = run(monkeypatch, capsys, "keys", "new", "desk")
    assert (code, "RAHNUMA_API_KEYS_FILE" in err) == (1, True)
    monkeypatch.setenv("RAHNUMA_API_KEYS_FILE", os.fspath(file))
    code, out, _ = run(monkeypatch, capsys, "keys", "new", "desk")
    assert code == 0
    assert KeyRing(file).holder(out.strip()) == "desk"
