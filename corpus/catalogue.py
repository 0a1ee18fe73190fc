"""Load the catalogue from the files of this package: one folder a source, plus shared tables."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import CatalogueError
from corpus.questions import Questions, load_questions
from corpus.text import fold_urdu
from corpus.types import (
    Conflict,
    GlossaryEntry,
    Language,
    ListOf,
    Localised,
    Provision,
    Reply,
    Section,
    Source,
    Status,
    Theme,
)

ROOT = Path(__file__).parent
SUMMARY_HEADING = re.compile(r"^## (?P<locator>\S+)\s*$", re.MULTILINE)
TABLES = ("themes", "conflicts", "glossary", "lists", "labels")
OPENING = "preamble-0"
"""Locator of what stands before the first recital of a preamble."""
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Catalogue:
    """Every source with its provisions as known without any official file (the bundled state)."""

    sources: Mapping[str, Source]
    sections: Mapping[str, Mapping[str, Section]]
    provisions: Mapping[str, Mapping[str, Provision]]
    """source id -> locator -> provision, in the order of the document."""
    themes: Mapping[str, Theme] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    lists: tuple[ListOf, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    replies: Mapping[str, Mapping[str, Reply]] = field(default_factory=dict)
    """provision key -> reader's question -> what the provision replies to it."""

    def source(self, source_id: str) -> Source:
        """Return a source; raises KeyError for an unknown id."""
        return self.sources[source_id]

    def label(self, provision: Provision, language: str = "en") -> str:
        """Speak the locator as people do: "paragraph 26", "Target 7", «پیراگراف 26»; nobody counts from 0."""
        kind = "opening" if provision.locator == OPENING else provision.kind
        template = self.labels[kind][("ur" if language == "ur" else "en")]
        return template.format(locator=spoken_locator(provision))

    @cached_property
    def documents(self) -> tuple[Source, ...]:
        """Sources with a text, without what was handed in: those that are spoken of as "the documents"."""
        return tuple(
            source
            for source in self.sources.values()
            if source.file is not None and source.status is not Status.SUBMISSION
        )

    def has_versions(self, source_ids: Iterable[str]) -> bool:
        """Tell whether one of these sources is a version of what records tell the present state of."""
        recorded = [source for source in self.sources.values() if source.state]
        versions = {version for source in recorded for version in (source.id, *source.supersedes)}
        return not versions.isdisjoint(source_ids)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything in it: what is shown of a source may change without any text of it."""
        rows = [
            *self.sources.values(),
            *(
                row
                for table in (self.sections, self.provisions)
                for of in table.values()
                for row in of.values()
            ),
            *self.themes.values(),
            *self.conflicts,
            *self.glossary,
            *self.lists,
        ]
        digest = hashlib.sha256(json.dumps([self.labels, self.replies], sort_keys=True).encode())
        for row in rows:
            digest.update(row.model_dump_json().encode())
        return digest.hexdigest()

    @cached_property
    def titles(self) -> Mapping[str, Localised]:
        """Our short name of each provision that has one, by its key; for lists."""
        return {
            f"{of.source_id}/{locator}": title
            for of in self.lists
            for locator, title in zip(of.members, of.titles, strict=False)
        }

    @cached_property
    def conflicts_by_provision(self) -> Mapping[str, tuple[Conflict, ...]]:
        """Map each provision key to the conflicts it is a side of."""
        table: dict[str, tuple[Conflict, ...]] = {}
        for conflict in self.conflicts:
            for key in conflict.provisions:
                table[key] = (*table.get(key, ()), conflict)
        return table


def spoken_locator(provision: Provision) -> str:
    """Return the part of a locator that a label shows, e.g. `7` for `Target-7`, `5` for `preamble-5`."""
    locator = provision.locator
    for prefix in ("Target-", "preamble-"):
        if locator.startswith(prefix):
            return locator.removeprefix(prefix)
    if locator.endswith("(closing)"):
        return locator.removesuffix("(closing)")
    if provision.kind in {"definition", "acronym"}:
        return locator.partition("(")[2].rstrip(")")
    return locator


def parse_summaries(text: str, name: str = "summary") -> dict[str, str]:
    """Read a `summary.*.md` file: a `## locator` heading, then the summary, one paragraph.

    Raises:
        CatalogueError: a locator stands twice or a summary is empty.
    """
    pieces = SUMMARY_HEADING.split(text)[1:]
    summaries: dict[str, str] = {}
    for locator, body in zip(pieces[::2], pieces[1::2], strict=True):
        summary = " ".join(body.split())
        if not summary:
            raise CatalogueError(f"{name}: the summary of {locator} is empty; write it or remove the heading")
        if locator in summaries:
            raise CatalogueError(f"{name}: {locator} is summarised twice; keep one of them")
        summaries[locator] = summary
    return summaries


def load_catalogue(root: Path = ROOT, extra: Iterable[Path] = ()) -> Catalogue:
    """Load and cross-check the catalogue.

    Args:
        root: the folder that holds `sources/` and the shared tables.
        extra: further source folders (documents that an operator added).

    Raises:
        CatalogueError: with the file and what to mend.
    """
    sources: dict[str, Source] = {}
    sections: dict[str, Mapping[str, Section]] = {}
    provisions: dict[str, Mapping[str, Provision]] = {}
    replies: dict[str, Mapping[str, Reply]] = {}
    folders = sorted(path for path in (root / "sources").iterdir() if path.is_dir())
    for folder in (*folders, *extra):
        source = _model(Source, _toml(folder / "source.toml"), folder / "source.toml")
        if source.id in sources:
            raise CatalogueError(f"{folder}: the source id {source.id} is taken; choose another")
        sources[source.id] = source
        questions, replied = load_questions(folder / "questions.jsonl")
        sections[source.id], provisions[source.id] = _load_provisions(folder, source, questions)
        replies |= {f"{source.id}/{locator}": found for locator, found in replied.items() if found}
    shared = {name: _toml(root / f"{name}.toml") for name in TABLES}
    catalogue = Catalogue(
        sources=sources,
        sections=sections,
        provisions=provisions,
        themes={row["id"]: _model(Theme, row, root / "themes.toml") for row in shared["themes"]["theme"]},
        conflicts=tuple(
            _model(Conflict, row, root / "conflicts.toml") for row in shared["conflicts"]["conflict"]
        ),
        glossary=tuple(
            _model(GlossaryEntry, row, root / "glossary.toml") for row in shared["glossary"]["entry"]
        ),
        lists=tuple(_model(ListOf, row, root / "lists.toml") for row in shared["lists"]["list"]),
        labels=shared["labels"],
        replies=replies,
    )
    _cross_check(catalogue)
    return catalogue


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        stat = path.stat()
        return _parsed(path, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        raise CatalogueError(f"{path} is missing; restore it from the repository") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not valid TOML: {error}") from error


@lru_cache(maxsize=64)
def _parsed(path: Path, changed_ns: int, size: int) -> Mapping[str, Any]:
    """Parse a file once a process and state of it: a server opens the catalogue with each new snapshot."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _model(model: type[M], data: Mapping[str, Any], path: Path) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CatalogueError(f"{path}: {where}: {first['msg']}") from error


def _load_provisions(
    folder: Path, source: Source, questions: Questions
) -> tuple[dict[str, Section], dict[str, Provision]]:
    path = folder / "provisions.toml"
    if not path.exists():
        return {}, {}
    table = _toml(path)
    summaries: dict[Language, dict[str, str]] = {}
    languages: tuple[Language, ...] = ("en", "ur")
    for language in languages:
        file = folder / f"summary.{language}.md"
        summaries[language] = (
            parse_summaries(file.read_text(encoding="utf-8"), str(file)) if file.exists() else {}
        )
    sections = {row["id"]: _model(Section, row, path) for row in table["section"]}
    provisions: dict[str, Provision] = {}
    for row in table["provision"]:
        locator = row["locator"]
        if locator in provisions:
            raise CatalogueError(f"{path}: the locator {locator} stands twice")
        section = sections.get(row["section"])
        if section is None:
            raise CatalogueError(f"{path}: {locator} names the unknown section {row['section']}")
        data = {
            "source_id": source.id,
            "heading": section.heading,
            "heading_ur": section.heading_ur,
            "summaries": {lang: found[locator] for lang, found in summaries.items() if locator in found},
            "questions": questions.pop(locator, {}),
            **row,
        }
        provisions[locator] = _model(Provision, data, path)
    if questions:
        raise CatalogueError(
            f"{folder}/questions.jsonl: {next(iter(questions))} is not a provision of {source.id}"
        )
    for language, found in summaries.items():
        for locator in found.keys() - provisions.keys():
            raise CatalogueError(
                f"{folder}/summary.{language}.md: {locator} is not a provision of {source.id}"
            )
    return sections, provisions


def _cross_check(catalogue: Catalogue) -> None:
    keys = {p.key for table in catalogue.provisions.values() for p in table.values()}
    for table in catalogue.provisions.values():
        for provision in table.values():
            _check_provision(provision, catalogue, keys)
    named = [(f"conflicts.toml: {c.id}", key) for c in catalogue.conflicts for key in c.provisions]
    named += [("lists.toml", f"{x.source_id}/{locator}") for x in catalogue.lists for locator in x.members]
    named += [
        (f"glossary.toml: {e.term}", e.provision) for e in catalogue.glossary if e.provision is not None
    ]
    for where, key in named:
        if key not in keys:
            raise CatalogueError(f"{where} names {key}, which does not exist")
    _check_names(catalogue)


def _check_names(catalogue: Catalogue) -> None:
    """Refuse a further name of a term by which that term, or another, is known already."""
    taken = {fold_urdu(name) for e in catalogue.glossary for name in (e.term, e.term_ur, e.expands_to or "")}
    for entry in catalogue.glossary:
        for name in map(fold_urdu, entry.also):
            if not name or name in taken:
                raise CatalogueError(
                    f"glossary.toml: {entry.term} is also called {name!r}, which is empty or taken; remove it from `also`"
                )
            taken.add(name)


def _check_provision(provision: Provision, catalogue: Catalogue, keys: set[str]) -> None:
    for theme in provision.themes:
        if theme not in catalogue.themes:
            raise CatalogueError(f"{provision.key}: the theme {theme} is not in themes.toml")
    for reference, key in zip(provision.references, provision.reference_keys, strict=True):
        if key not in keys:
            raise CatalogueError(f"{provision.key}: it refers to {reference}, which does not exist")
