"""`rahnuma verify`: compare an evidence bundle with what is held now, and name each thing that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.errors import AssistantError
from assistant.exports.check import Checker, WhyNot, verbatim
from assistant.exports.evidence import Bundle, FileEvidence, ProvisionEvidence, bundle_hash
from assistant.linking import text_sha256
from corpus import Catalogue, Provision
from ingest.build import official_folder
from ingest.documents import file_sha256
from ingest.snapshot import Manifest


class Finding(BaseModel):
    """One thing that was looked at."""

    what: str
    """Its name: the bundle, a file, a provision, an answer."""
    same: bool
    detail: str
    """In words: what was compared, or what changed."""


@dataclass(frozen=True)
class Held:
    """What is held now."""

    catalogue: Catalogue
    provisions: Mapping[str, Provision]
    manifest: Manifest
    data: Path
    why_not: WhyNot
    """Judges statements that a model wrote."""


def verify(raw: bytes, held: Held) -> list[Finding]:
    """Look at everything a bundle rests on; the bundle verifies only if every finding is `same`."""
    try:
        bundle = Bundle.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "its JSON"
        return [
            Finding(
                what="bundle", same=False, detail=f"It is not an evidence bundle: {where}: {first['msg']}."
            )
        ]
    return [
        _bundle(bundle),
        *(_file(file, held) for file in bundle.files),
        *(_provision(provision, held) for provision in bundle.provisions),
        *_answers(bundle, held),
    ]


def _bundle(bundle: Bundle) -> Finding:
    if bundle.sha256 == bundle_hash(bundle):
        return Finding(what="bundle", same=True, detail="Its hash agrees with its content.")
    return Finding(
        what="bundle", same=False, detail="It was changed after it was made: its hash does not agree."
    )


def _file(file: FileEvidence, held: Held) -> Finding:
    what = f"file {file.name} of {file.source_id}"
    path = official_folder(held.data) / Path(file.name).name
    if not path.is_file():
        return Finding(
            what=what, same=False, detail="The file is not held here: run `rahnuma fetch`, then verify again."
        )
    found = file_sha256(path)
    if found == file.sha256:
        return Finding(what=what, same=True, detail=f"SHA-256 {found}.")
    return Finding(what=what, same=False, detail=f"The file changed: SHA-256 was {file.sha256}, is {found}.")


def _provision(evidence: ProvisionEvidence, held: Held) -> Finding:
    what = f"{evidence.label} of {evidence.source_id}"
    provision = held.provisions.get(f"{evidence.source_id}/{evidence.locator}")
    if provision is None:
        return Finding(what=what, same=False, detail=f"The provision {evidence.locator} is no longer there.")
    changes = [*_changes(evidence, provision, held)]
    kind = "official text" if evidence.edition == "official" else "summary"
    return Finding(
        what=what,
        same=not changes,
        detail=" ".join(changes) or f"The {kind} has the same SHA-256, and every quotation is exact.",
    )


def _changes(evidence: ProvisionEvidence, provision: Provision, held: Held) -> Iterator[str]:
    if provision.edition != evidence.edition:
        yield f"The edition was {evidence.edition}, is {provision.edition}: the official text is {'now' if provision.text else 'no longer'} held."
    elif text_sha256(provision) != evidence.sha256:
        yield f"The text changed: SHA-256 was {evidence.sha256}, is {text_sha256(provision)}."
    for quotation in evidence.quotations:
        if not verbatim(provision.text, quotation):
            yield f"The quotation “{quotation[:80]}” is not in it word for word."
    source = held.catalogue.source(provision.source_id)
    for name, was, now in (
        ("status", evidence.status, str(source.status)),
        ("date", evidence.date, provision.date or source.date),
        ("page", evidence.page, provision.page),
    ):
        if was != now:
            yield f"The {name} was {was}, is {now}."


def _answers(bundle: Bundle, held: Held) -> Iterator[Finding]:
    checker = Checker(held.catalogue, held.provisions, held.manifest, held.why_not)
    for number, answer in enumerate(bundle.answers, 1):
        try:
            checker.check_all([answer])
        except AssistantError as error:
            yield Finding(
                what=f"answer {number}", same=False, detail=str(error).partition(" Nothing was exported")[0]
            )
        else:
            yield Finding(
                what=f"answer {number}", same=True, detail="Every statement stands in what it cites."
            )
