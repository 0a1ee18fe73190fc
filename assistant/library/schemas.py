"""The public JSON of themes, glossary and coverage. Field names are final: fields may be added, none removed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from assistant.schemas import Bilingual, GlossaryTerm, ProvisionLink, ThemeName


class CoveredSource(BaseModel):
    """One column of the coverage: a source with its legal status."""

    id: str
    title: Bilingual
    short_title: Bilingual
    status: str
    date: str
    provisions: int
    """Number of its provisions."""
    edition: Literal["official", "bundled"]
    text: bool = True
    """It is a document with a text of its own, held or summarised, and no collection of records on one."""


class CoverageCell(BaseModel):
    """What one source has on one theme."""

    theme_id: str
    source_id: str
    count: int
    """Number of provisions filed under the theme; zero is a finding."""
    share: float
    """`count` as a share of the source's provisions, 0 to 1."""
    provisions: list[ProvisionLink]
    """All of them, in the order of the document."""


class Coverage(BaseModel):
    """Themes × sources: where each source speaks, and where it is silent."""

    sources: list[CoveredSource]
    themes: list[ThemeName]
    cells: list[CoverageCell]
    """One for every theme and source, theme by theme, in the order of `sources`."""
    method: Bilingual
    """How provisions were filed, in a sentence."""


class ThemeCount(ThemeName):
    """A theme and how many provisions of all sources are filed under it."""

    provisions: int


class ThemeList(BaseModel):
    """Every theme."""

    themes: list[ThemeCount]


class ThemeGroupOfSource(BaseModel):
    """The provisions of one source under a theme."""

    source: CoveredSource
    provisions: list[ProvisionLink]


class ThemeDetail(ThemeName):
    """One theme with its provisions, source by source; a source without any has an empty list."""

    sources: list[ThemeGroupOfSource]


class Glossary(BaseModel):
    """Every term, in alphabetical order."""

    terms: list[GlossaryTerm]
