"""HTTP for a client, by the standard library: a command that asks one question is done before httpx is imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import IO, Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from assistant.errors import ServerError


class Opener(Protocol):
    """What sends a request: `urllib`'s opener, or a test's."""

    def open(self, request: Request, /, *, timeout: float) -> Any:
        """Return the response, a file with `status` and `headers`; raise HTTPError for one that tells of an error."""


def http_opener() -> OpenerDirector:
    """An opener for http and https, through the proxy of the environment; it opens no file and follows nowhere."""
    opener = OpenerDirector()
    handlers = (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        UnknownHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
    )
    for handler in handlers:
        opener.add_handler(handler())
    return opener


class Http:
    """Sends requests to one server. Whatever keeps an answer away is raised as `ServerError`."""

    def __init__(self, server: str, key: str | None, timeout: float, opener: Opener | None) -> None:
        self.server = server.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}"} if key else {}
        self._timeout = timeout
        self._opener = opener or http_opener()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        accept: str = "application/json",
    ) -> Request:
        """Make a request; the body is sent as JSON."""
        headers = {**self._headers, "accept": accept}
        query = f"?{urlencode(params)}" if params else ""
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["content-type"] = "application/json"
        return Request(self.server + path + query, data, headers, method=method)  # noqa: S310  (see http_opener)

    @contextmanager
    def exchanged(self, method: str, path: str, **request: Any) -> Iterator[IO[bytes]]:
        """Send a request and give the response, to be read inside the block.

        Raises:
            ServerError: out of reach, broken off, or refused by the server.
        """
        try:
            with self._opener.open(self.request(method, path, **request), timeout=self._timeout) as response:
                yield response
        except HTTPError as error:
            raise self._refused(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise ServerError(
                f"{self.server} cannot be reached ({error}); is `rahnuma serve` running there?"
            ) from error

    def _refused(self, response: HTTPError) -> ServerError:
        try:
            sentence = str(json.loads(response.read())["detail"])
        except (ValueError, LookupError, TypeError, OSError, HTTPException):
            sentence = f"{self.server} answered with status {response.code} and no reason"
        return ServerError(sentence, response.code, response.headers.get("retry-after"))
