"""A real model, far too weak to be right: whatever it writes, only what is proved reaches the reader."""

import pytest

from assistant.errors import SettingsError
from assistant.generation.model import open_model
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.generation import measure, model_settings
from benchmarks.smollm2 import served

QUESTIONS = 8
"""Here; `python -m benchmarks.generation` asks a hundred."""


@pytest.mark.model
@pytest.mark.timeout(280)
def test_nothing_unproved_of_a_weak_model_reaches_the_reader(bundled_assistant):
    with served() as address:
        assistant = Assistant(model_settings(bundled_assistant.settings.data, address, timeout=20))
        try:
            found = measure(assistant, QUESTIONS)
        finally:
            assistant.close()
    assert found["unproved"] == 0, found["faults"]
    assert found["errors"] == 0
    assert found["status_changed_by_the_model"] == 0
    assert sum(found["statuses"].values()) == QUESTIONS


def test_no_model_set_is_no_model():
    assert open_model(Settings()) is None


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"model": "ollama:qwen3"}, "pip install langchain-ollama"),
        ({"model": "no-such-thing"}, "RAHNUMA_MODEL=no-such-thing cannot be used"),
        ({"model": "x", "model_base_url": "localhost:1"}, "begins with http"),
        ({"model_base_url": "http://127.0.0.1:1/v1"}, "RAHNUMA_MODEL is not"),
    ],
)
def test_a_wrong_setting_gives_a_sentence(settings, sentence):
    with pytest.raises(SettingsError, match=sentence):
        open_model(Settings(**settings))


def test_a_key_is_never_in_the_sentence(monkeypatch):
    with pytest.raises(SettingsError) as caught:
        open_model(Settings(model="nothing:x", model_api_key="sk-very-secret"))
    assert "sk-very" not in str(caught.value)
