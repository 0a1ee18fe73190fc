"""Everything there is to read about sources and provisions, in both languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from assistant.errors import NotFoundError
from assistant.finish import permalink
from assistant.library.files import official_pdf
from assistant.library.glossary import Terms
from assistant.linking import bilingual, link_to, text_sha256, theme_name
from assistant.schemas import (
    Contradiction,
    OutlineEntry,
    ProvisionDetail,
    ProvisionLink,
    SourceDetail,
    SourceInfo,
    SourceList,
)
from corpus import Catalogue, Provision
from ingest.snapshot import Snapshot


class Reader:
    """Describes the sources and provisions of one snapshot. Immutable; threads may share it."""

    def __init__(self, catalogue: Catalogue, snapshot: Snapshot, data: Path) -> None:
        self.catalogue = catalogue
        self.data = data
        self._snapshot = snapshot
        self._terms = Terms(catalogue)
        self._after = {
            f"{source_id}/{one}": f"{source_id}/{other}"
            for source_id, table in catalogue.provisions.items()
            for one, other in pairwise(table)
        }
        self._before = {after: before for before, after in self._after.items()}
        self._referred_by = _referring(catalogue)

    def sources(self) -> SourceList:
        """Every source of the catalogue."""
        return SourceList(sources=[self._info(source_id) for source_id in self.catalogue.sources])

    def source(self, source_id: str) -> SourceDetail:
        """One source with its outline.

        Raises:
            NotFoundError: no such source.
        """
        self._check(source_id)
        outline = [
            OutlineEntry(
                locator=provision.locator,
                label=self.catalogue.label(provision),
                label_ur=self.catalogue.label(provision, "ur"),
                heading=list(provision.heading),
                heading_ur=list(provision.heading_ur or provision.heading),
                page=provision.page,
                permalink=permalink(source_id, provision.locator),
            )
            for provision in self.catalogue.provisions[source_id].values()
        ]
        return SourceDetail(**self._info(source_id).model_dump(), outline=outline)

    def provision(self, source_id: str, locator: str) -> ProvisionDetail:
        """Everything known about one provision.

        Raises:
            NotFoundError: no such source or provision.
        """
        provision = self.find(source_id, locator)
        source = self.catalogue.source(source_id)
        conflicts = self.catalogue.conflicts_by_provision.get(provision.key, ())
        before, after = (table.get(provision.key) for table in (self._before, self._after))
        return ProvisionDetail(
            source_id=source_id,
            locator=locator,
            label=self.catalogue.label(provision),
            label_ur=self.catalogue.label(provision, "ur"),
            kind=provision.kind,
            heading=list(provision.heading),
            heading_ur=list(provision.heading_ur),
            page=provision.page,
            page_end=provision.page_end,
            text=provision.text,
            parts=list(provision.parts or ([provision.text] if provision.text else [])),
            rows=list(provision.rows),
            summaries={str(language): text for language, text in provision.summaries.items()},
            themes=list(provision.themes),
            subjects=[theme_name(self.catalogue.themes[theme]) for theme in provision.themes],
            references=list(provision.references),
            refers_to=[self._link(key) for key in provision.reference_keys],
            referred_by=[self._link(key) for key in self._referred_by.get(provision.key, ())],
            terms=self._terms.found_in(provision),
            conflicts=[conflict.note.en for conflict in conflicts],
            contradictions=[
                Contradiction(
                    id=conflict.id,
                    note=bilingual(conflict.note),
                    provisions=[self._link(key) for key in conflict.provisions],
                )
                for conflict in conflicts
            ],
            source=self._info(source_id),
            status=source.status,
            status_note=source.status_note.en,
            date=provision.date or source.date,
            url=provision.url or source.url,
            sha256=text_sha256(provision),
            previous=before.partition("/")[2] if before else None,
            next=after.partition("/")[2] if after else None,
            before=self._link(before) if before else None,
            after=self._link(after) if after else None,
            permalink=permalink(source_id, locator),
            edition=provision.edition,
            images=self._images(provision),
        )

    def find(self, source_id: str, locator: str) -> Provision:
        """One provision as the snapshot holds it.

        Raises:
            NotFoundError: no such source or provision.
        """
        self._check(source_id)
        provision = self._snapshot.provisions.get(f"{source_id}/{locator}")
        if provision is None:
            raise NotFoundError(f"There is no provision {locator[:64]!r} in {source_id}; see its outline.")
        return provision

    def _check(self, source_id: str) -> None:
        if source_id not in self.catalogue.sources:
            raise NotFoundError(f"There is no source {source_id[:64]!r}; see /api/v1/sources.")

    def _link(self, key: str) -> ProvisionLink:
        source_id, _, locator = key.partition("/")
        return link_to(self.catalogue.provisions[source_id][locator], self.catalogue)

    def _info(self, source_id: str) -> SourceInfo:
        source = self.catalogue.source(source_id)
        return SourceInfo(
            id=source.id,
            title=source.title.en,
            title_ur=source.title.ur,
            short_title=bilingual(source.short_title),
            issuer=source.issuer.en,
            issuer_ur=source.issuer.ur,
            status=source.status,
            status_note=source.status_note.en,
            status_note_ur=source.status_note.ur,
            date=source.date,
            url=source.url,
            edition="official" if source_id in self._snapshot.manifest.official else "bundled",
            sha256=source.file.sha256 if source.file else None,
            provisions=len(self.catalogue.provisions[source_id]),
            page_note=source.page_note.en if source.page_note else None,
            page_note_ur=source.page_note.ur if source.page_note else None,
        )

    def _images(self, provision: Provision) -> list[str]:
        """Addresses of the page images, where there is wording to mark and a file to show."""
        pages = pages_of(provision)
        if not pages or official_pdf(self.catalogue.source(provision.source_id), self.data) is None:
            return []
        path = permalink(provision.source_id, provision.locator).removeprefix("/sources/")
        source_id, _, locator = path.partition("/")
        base = f"/api/v1/sources/{source_id}/provisions/{locator}/page.png"
        return [f"{base}?page={page}" for page in pages]


def pages_of(provision: Provision) -> range:
    """Pages of the file on which the wording of a provision stands; none without its text or its page."""
    if provision.text is None or provision.page is None:
        return range(0)
    return range(provision.page, (provision.page_end or provision.page) + 1)


def _referring(catalogue: Catalogue) -> Mapping[str, list[str]]:
    """Key of a provision -> keys of those that refer to it, in the order of the documents."""
    table: dict[str, list[str]] = {}
    for provisions in catalogue.provisions.values():
        for provision in provisions.values():
            for key in provision.reference_keys:
                table.setdefault(key, []).append(provision.key)
    return table
