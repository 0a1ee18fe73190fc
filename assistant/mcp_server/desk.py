"""What the tools work with: an assistant, lent for one call, and the words of its refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mcp.server.mcpserver.exceptions import ToolError

from assistant.errors import AssistantError
from assistant.holder import Holder
from assistant.quotation.checker import QuoteChecker
from assistant.service import Assistant
from ingest.errors import IngestError


class Desk:
    """Lends the assistant in service to the tools. Safe to share between threads.

    `ready` gives the holder, waiting for its first index where that is right.
    """

    def __init__(self, ready: Callable[[], Holder]) -> None:
        self._ready = ready

    @contextmanager
    def assistant(self, composing: bool = False) -> Iterator[Assistant]:
        """Lend the assistant; while composing, one of the places for answers is held too.

        Raises:
            ToolError: the sentence with which the assistant refused, for the model to read.
        """
        try:
            holder = self._ready()
            with holder.lease() as assistant:
                if not composing:
                    yield assistant
                    return
                with holder.place():
                    yield assistant
        except (AssistantError, IngestError) as error:
            raise ToolError(str(error)) from error

    @contextmanager
    def checker(self) -> Iterator[QuoteChecker]:
        """Lend the checker of quotations.

        Raises:
            ToolError: as `assistant`.
        """
        with self.assistant() as assistant:
            yield assistant.quotes
