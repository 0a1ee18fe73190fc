"""Backup and restore is copying one folder."""

import shutil

from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from ingest.snapshot import current_id

QUESTION = {"question": "What does paragraph 26 say?"}


def answer(data):
    with TestClient(create_app(Settings(data=data, vector_store="memory"))) as client:
        found = client.post("/api/v1/answers", json=QUESTION).json()
        stored = client.post("/api/v1/feedback", json={"answer_id": found["id"], "rating": "up"})
        assert stored.status_code in {200, 201}
    return found


def test_a_copied_folder_answers_as_the_lost_one_did(tmp_path, toy_data, toy_encoders, monkeypatch):
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    data, backup, restored = (tmp_path / name for name in ("data", "backup", "elsewhere"))
    shutil.copytree(toy_data, data)
    before = answer(data)
    shutil.copytree(data, backup)
    shutil.rmtree(data)
    shutil.copytree(backup, restored)
    after = answer(restored)
    assert current_id(restored) == before["corpus"]["snapshot"]
    for field in ("status", "answer", "citations", "corpus"):
        assert after[field] == before[field]
    kept = [p for p in restored.rglob("*") if p.is_file() and before["id"].encode() in p.read_bytes()]
    assert kept, "the feedback given before the backup is lost"
