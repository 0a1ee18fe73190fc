"""Every setting is described, listed, and refused in words when wrong."""

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings

FIXED = [
    "RAHNUMA_DATA",
    "RAHNUMA_HOST",
    "RAHNUMA_PORT",
    "RAHNUMA_MODEL",
    "RAHNUMA_MODEL_BASE_URL",
    "RAHNUMA_CHROMA_URL",
]


def test_every_setting_is_described():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_the_fixed_names_exist():
    names = {f"RAHNUMA_{name.upper()}" for name in Settings.model_fields}
    assert names >= set(FIXED)


def test_a_wrong_setting_names_its_variable(monkeypatch):
    monkeypatch.setenv("RAHNUMA_PORT", "99999")
    with pytest.raises(SettingsError, match="RAHNUMA_PORT"):
        load_settings()


def test_an_empty_address_is_unset(monkeypatch):
    monkeypatch.setenv("RAHNUMA_CHROMA_URL", "")
    assert load_settings().chroma_url is None
