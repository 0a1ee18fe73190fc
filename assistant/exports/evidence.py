"""The evidence bundle: answers with the hashes of all they rest on, so that anybody can check them later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import __version__
from assistant.finish import permalink
from assistant.linking import text_sha256
from assistant.schemas import Answer
from corpus import Catalogue, Provision
from corpus.types import SHA256
from ingest.snapshot import Manifest


class Part(BaseModel):
    """Base of what a bundle holds: an unknown field is an error, so nothing can be slipped in."""

    model_config = ConfigDict(extra="forbid")


class FileEvidence(Part):
    """The official file of a cited source."""

    source_id: str
    name: str
    sha256: SHA256
    bytes: int
    url: str


class ProvisionEvidence(Part):
    """A cited provision as it stood."""

    source_id: str
    locator: str
    label: str
    page: int | None
    page_end: int | None
    edition: Literal["official", "bundled"]
    status: str
    date: str
    url: str
    permalink: str
    sha256: SHA256 | None
    """Hash of the official text, else of our English summary, in UTF-8; null where there is neither."""
    quotations: list[str]


class Bundle(Part):
    """Everything an answer rests on."""

    kind: Literal["rahnuma-evidence"] = "rahnuma-evidence"
    version: Literal[1] = 1
    created: str
    """ISO 8601 time, UTC."""
    product: str
    snapshot: str
    snapshot_created: str
    files: list[FileEvidence]
    provisions: list[ProvisionEvidence]
    answers: list[Answer] = Field(max_length=50)
    sha256: str = ""
    """Hash of everything above, by `bundle_hash`."""


def bundle(
    answers: Sequence[Answer],
    cited: Iterable[Provision],
    catalogue: Catalogue,
    manifest: Manifest,
    written: datetime,
) -> bytes:
    """Return the bundle of checked answers as JSON."""
    provisions = [_provision(provision, answers, catalogue) for provision in cited]
    official = dict.fromkeys(p.source_id for p in provisions if p.edition == "official")
    whole = Bundle(
        created=written.isoformat(timespec="seconds"),
        product=f"rahnuma {__version__}",
        snapshot=manifest.id,
        snapshot_created=manifest.created,
        files=[file for source_id in official if (file := _file(source_id, catalogue))],
        provisions=provisions,
        answers=list(answers),
    )
    whole.sha256 = bundle_hash(whole)
    return (whole.model_dump_json(indent=1) + "\n").encode()


def bundle_hash(whole: Bundle) -> str:
    """SHA-256 over the canonical JSON (keys sorted, no spaces, UTF-8) of all but the hash itself."""
    data = whole.model_dump(mode="json", exclude={"sha256"})
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _file(source_id: str, catalogue: Catalogue) -> FileEvidence | None:
    source = catalogue.source(source_id)
    if source.file is None:
        return None
    return FileEvidence(
        source_id=source_id,
        name=source.file.name,
        sha256=source.file.sha256,
        bytes=source.file.bytes,
        url=source.url,
    )


def _provision(provision: Provision, answers: Sequence[Answer], catalogue: Catalogue) -> ProvisionEvidence:
    source = catalogue.source(provision.source_id)
    quotations = [
        citation.quote
        for answer in answers
        for citation in answer.citations
        if citation.quote and (citation.source_id, citation.locator) == (source.id, provision.locator)
    ]
    return ProvisionEvidence(
        source_id=source.id,
        locator=provision.locator,
        label=catalogue.label(provision),
        page=provision.page,
        page_end=provision.page_end,
        edition=provision.edition,
        status=source.status,
        date=provision.date or source.date,
        url=provision.url or source.url,
        permalink=permalink(source.id, provision.locator),
        sha256=text_sha256(provision),
        quotations=list(dict.fromkeys(quotations)),
    )
