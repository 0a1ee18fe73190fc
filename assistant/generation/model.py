"""The chat model that the settings name, opened by LangChain; a wrong setting gives a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NO_KEY = "not-needed"
"""Sent to a server of one's own that asks for no key, because the client insists on one."""


def open_model(settings: Settings) -> BaseChatModel | None:
    """Return the chat model, or None if none is set. Nothing is sent yet: a server may start later.

    Raises:
        SettingsError: the model cannot be opened as it is set; says what mends it.
    """
    if settings.model is None:
        if settings.model_base_url is not None:
            raise SettingsError(
                "RAHNUMA_MODEL_BASE_URL is set, but RAHNUMA_MODEL is not: name the model that the server has"
            )
        return None
    _check_address(settings.model_base_url)
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(settings.model, **_arguments(settings))
    except ImportError as error:
        raise SettingsError(
            f"RAHNUMA_MODEL={settings.model} needs a package that is not installed: {_sentence(error)}"
        ) from error
    except Exception as error:  # each provider's client has errors of its own
        raise SettingsError(f"RAHNUMA_MODEL={settings.model} cannot be used: {_sentence(error)}") from error
    return model


def _check_address(address: str | None) -> None:
    if address is not None and not address.startswith(("http://", "https://")):
        raise SettingsError(f"RAHNUMA_MODEL_BASE_URL is {address!r}; it begins with http:// or https://")


def _arguments(settings: Settings) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "temperature": 0,
        "max_tokens": settings.model_tokens,
        "timeout": settings.model_timeout,
        "max_retries": 0,
    }
    key = settings.model_api_key
    if settings.model_base_url is not None:
        arguments["base_url"] = settings.model_base_url
        if ":" not in (settings.model or ""):
            arguments["model_provider"] = "openai"
        arguments["api_key"] = key.get_secret_value() if key else NO_KEY
    elif key is not None:
        arguments["api_key"] = key.get_secret_value()
    return arguments


def _sentence(error: Exception) -> str:
    """First line of an error, without a full stop and not too long."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:300].rstrip(".")
