"""What the page knows of the service: its state, its sources, and what stands under which theme."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.library.schemas import Coverage
from assistant.schemas import Language, Readiness, SourceInfo
from ui.client import ApiError, Client

Titles = Mapping[str, Mapping[Language, str]]


class Library:
    """Reads from the API, and keeps what changes only with the snapshot."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._coverage: tuple[str, Coverage] | None = None
        self.sources: list[SourceInfo] = []
        self.readiness: Readiness | None = None

    async def refresh(self) -> None:
        """Ask for the state and the sources; out of reach, the sources known before stay."""
        try:
            self.readiness = await self._client.readiness()
            if self.readiness.ready:
                self.sources = await self._client.sources()
        except ApiError:
            self.readiness = None

    def titles(self) -> Titles:
        """Titles of the sources in both languages."""
        return {source.id: {"en": source.title, "ur": source.title_ur} for source in self.sources}

    def issuers(self) -> Titles:
        """Who issued each source, in both languages, for references."""
        return {source.id: {"en": source.issuer, "ur": source.issuer_ur} for source in self.sources}

    def choices(self, language: Language) -> list[tuple[str, str]]:
        """Sources as shown and as meant."""
        return [
            (getattr(source.short_title, language) or self.titles()[source.id][language], source.id)
            for source in self.sources
        ]

    async def coverage(self, snapshot: str) -> Coverage:
        """Themes × sources of a snapshot.

        Raises:
            ApiError: refused or out of reach.
        """
        if self._coverage is None or self._coverage[0] != snapshot:
            self._coverage = (snapshot, await self._client.get("/api/v1/coverage", Coverage))
        return self._coverage[1]
