"""The error tree of the assistant. Each error knows its HTTP status and speaks to a person.

AssistantError
├── SettingsError         a setting is wrong; the process does not start
├── InvalidInputError     422  the question or a field cannot be taken as it is
├── NotInSourceError      422  an answer to be exported does not stand up against the documents
├── TooLargeError         413  the body is over the limit
├── NotFoundError         404  no such source, provision or answer
├── NotReadyError         503  no usable index
├── StorageError          503  something could not be written
├── BusyError             429  too many questions at once
└── ServerError           another Rahnuma refused, or could not be reached (raised by its client)
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of the errors that reach a reader, as RFC 9457 problem details."""

    status = 500
    title = "The assistant failed"
    slug = "internal"


class SettingsError(AssistantError):
    """A setting is wrong."""


class InvalidInputError(AssistantError):
    """The question, or another field, cannot be taken as it is."""

    status = 422
    title = "The request cannot be taken as it is"
    slug = "invalid-input"


class NotInSourceError(AssistantError):
    """An answer to be exported does not stand up against the documents held."""

    status = 422
    title = "The answer does not agree with the documents"
    slug = "not-in-source"


class TooLargeError(AssistantError):
    """The request body is over the limit."""

    status = 413
    title = "The request is too large"
    slug = "too-large"


class NotFoundError(AssistantError):
    """There is no such source, provision or answer."""

    status = 404
    title = "Not found"
    slug = "not-found"


class NotReadyError(AssistantError):
    """There is no usable index."""

    status = 503
    title = "The index is not ready"
    slug = "not-ready"


class StorageError(AssistantError):
    """Something could not be written: the disk is full or read-only."""

    status = 503
    title = "It could not be stored"
    slug = "storage"


class BusyError(AssistantError):
    """Too many questions at once."""

    status = 429
    title = "Too many questions at once"
    slug = "busy"


class ServerError(AssistantError):
    """Another Rahnuma, asked by `assistant.client`, refused or could not be reached.

    `status` is its HTTP status, or 0 where no response came; `retry_after` the seconds it asks to wait, if it does.
    """

    title = "The server refused or cannot be reached"
    slug = "server"

    def __init__(self, sentence: str, status: int = 0, retry_after: str | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = int(retry_after) if retry_after and retry_after.isdigit() else None
