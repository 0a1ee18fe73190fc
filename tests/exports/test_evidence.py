"""An evidence bundle verifies, until a byte of what it rests on changes; then the change is named."""

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.exports.evidence import Bundle, bundle_hash
from assistant.exports.verification import Held, verify
from tests.assistant.test_cli import run
from tests.exports.conftest import ask, judge, write

FILE = "380455eng.pdf"
KEY = "unesco-recommendation-2021/26"


def held(assistant, data=None, **changes):
    provisions = {**assistant.snapshot.provisions}
    for key, change in changes.items():
        provisions.pop(key) if change is None else provisions.__setitem__(
            key, provisions[key].model_copy(update=change)
        )
    return Held(
        assistant.catalogue,
        provisions,
        assistant.snapshot.manifest,
        data or assistant.settings.data,
        judge(assistant),
    )


def changes(raw, state):
    return {finding.what: finding.detail for finding in verify(raw, state) if not finding.same}


@pytest.fixture
def raw(official_toy):
    return write(official_toy, "evidence", ask(official_toy), ask(official_toy, "What does Target 7 say?"))


@pytest.mark.official
def test_a_fresh_bundle_verifies_and_names_all_it_rests_on(raw, official_toy):
    findings = verify(raw, held(official_toy))
    assert all(finding.same for finding in findings)
    bundle = Bundle.model_validate_json(raw)
    assert bundle.created == "2026-11-22T09:30:00+00:00"
    assert bundle.snapshot == official_toy.snapshot.id
    assert {file.name for file in bundle.files} == {FILE, "national-ai-policy-consultation-draft-v1.pdf"}
    by_place = {(p.source_id, p.locator): p for p in bundle.provisions}
    provision = by_place["unesco-recommendation-2021", "26"]
    assert provision.page == 7
    assert provision.quotations
    assert provision.sha256 == official_toy.provision("unesco-recommendation-2021", "26").sha256


@pytest.mark.official
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(position=st.integers(min_value=0, max_value=361_112), flip=st.integers(min_value=1, max_value=255))
def test_any_byte_of_the_source_changed_is_named(raw, official_toy, tmp_path_factory, position, flip):
    data = tmp_path_factory.mktemp("changed")
    shutil.copytree(official_toy.settings.data / "official", data / "official")
    file = data / "official" / FILE
    content = bytearray(file.read_bytes())
    content[position] ^= flip
    file.unlink()
    file.write_bytes(content)
    found = changes(raw, held(official_toy, data))
    assert list(found) == [f"file {FILE} of unesco-recommendation-2021"]
    assert "changed" in found[f"file {FILE} of unesco-recommendation-2021"]
    shutil.rmtree(data)


@pytest.mark.official
def test_a_file_that_is_gone_is_named(raw, official_toy, tmp_path):
    found = changes(raw, held(official_toy, tmp_path))
    assert "rahnuma fetch" in found[f"file {FILE} of unesco-recommendation-2021"]


@pytest.mark.official
def test_a_changed_text_is_named_with_the_quotation_and_the_answer(raw, official_toy):
    text = official_toy.snapshot.provisions[KEY].text
    one_byte = held(official_toy, **{KEY: {"text": text + "."}})
    assert list(changes(raw, one_byte)) == ["paragraph 26 of unesco-recommendation-2021"]
    without_not = held(official_toy, **{KEY: {"text": text.replace("should", "may")}})
    found = changes(raw, without_not)
    assert "quotation" in found["paragraph 26 of unesco-recommendation-2021"]
    assert "answer 1" in found
    assert "answer 2" not in found


@pytest.mark.official
def test_a_missing_provision_and_another_edition_are_named(raw, official_toy):
    assert (
        "no longer there"
        in changes(raw, held(official_toy, **{KEY: None}))["paragraph 26 of unesco-recommendation-2021"]
    )
    bundled = changes(raw, held(official_toy, **{KEY: {"text": None}}))
    assert "was official, is bundled" in bundled["paragraph 26 of unesco-recommendation-2021"]


def test_a_bundle_without_official_files_rests_on_the_summaries(toy_assistant):
    raw = write(toy_assistant, "evidence", ask(toy_assistant))
    assert not changes(raw, held(toy_assistant))
    summaries = {"en": "Something else.", "ur": toy_assistant.snapshot.provisions[KEY].summaries["ur"]}
    found = changes(raw, held(toy_assistant, **{KEY: {"summaries": summaries}}))
    assert "text changed" in found["paragraph 26 of unesco-recommendation-2021"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.__setitem__("created", "2020-01-01T00:00:00+00:00"),
        lambda data: data["answers"][0].__setitem__("question", "Another question?"),
        lambda data: data["provisions"].pop(),
        lambda data: data["provisions"][0].__setitem__("page", 8),
        lambda data: data.__setitem__("sha256", "0" * 64),
    ],
)
def test_a_tampered_bundle_is_named(toy_assistant, edit):
    data = json.loads(write(toy_assistant, "evidence", ask(toy_assistant)))
    edit(data)
    assert "changed after it was made" in changes(json.dumps(data).encode(), held(toy_assistant))["bundle"]


def test_a_forged_hash_does_not_help(toy_assistant):
    bundle = Bundle.model_validate_json(write(toy_assistant, "evidence", ask(toy_assistant)))
    bundle.answers[0].statements[0].text = "Everything is allowed."
    bundle.sha256 = bundle_hash(bundle)
    found = changes(bundle.model_dump_json().encode(), held(toy_assistant))
    assert list(found) == ["answer 1"]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"kind": "other"}'])
def test_what_is_no_bundle_is_said_to_be_none(toy_assistant, raw):
    assert "not an evidence bundle" in changes(raw, held(toy_assistant))["bundle"]


@pytest.mark.official
def test_the_command_line_from_question_to_verdict(
    toy_official_data, toy_encoders, monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    data = tmp_path / "data"
    shutil.copytree(toy_official_data, data)
    monkeypatch.setenv("RAHNUMA_DATA", str(data))
    bundle = tmp_path / "answer.evidence.json"
    code, _, _ = run(monkeypatch, capsys, "ask", "What does paragraph 26 say?", "--export", str(bundle))
    assert code == 0
    assert [path.name for path in tmp_path.glob("*.json")] == [bundle.name]
    code, out, _ = run(monkeypatch, capsys, "verify", str(bundle))
    assert (code, "The bundle verifies" in out) == (0, True)
    content = bytearray((data / "official" / FILE).read_bytes())
    content[1000] ^= 1
    (data / "official" / FILE).unlink()
    (data / "official" / FILE).write_bytes(content)
    code, out, _ = run(monkeypatch, capsys, "verify", str(bundle))
    assert code == 1
    assert f"CHANGED  file {FILE}" in out
    assert "does NOT verify: 1 of" in out
    code, out, _ = run(monkeypatch, capsys, "verify", str(bundle), "--json")
    assert (code, json.loads(out)["verified"]) == (1, False)


def test_wrong_names_are_refused_before_the_question_is_asked(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("RAHNUMA_DATA", str(tmp_path))
    code, _, err = run(monkeypatch, capsys, "ask", "anything", "--export", str(tmp_path / "memo.exe"))
    assert code == 2
    assert ".docx" in err
