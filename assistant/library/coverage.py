"""Themes × sources, from the themes under which every provision was filed by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from assistant import guard
from assistant.library.schemas import (
    Coverage,
    CoverageCell,
    CoveredSource,
    ThemeCount,
    ThemeDetail,
    ThemeGroupOfSource,
    ThemeList,
)
from assistant.linking import bilingual, link_to, theme_name
from assistant.schemas import Bilingual, ThemeGroup
from corpus import Catalogue, Provision

METHOD = Bilingual(
    en="Every provision is filed under one to four of 32 themes by hand: the 4 values, 10 principles and 11 policy "
    "areas of the UNESCO Recommendation, and 7 subjects that cut across them. A zero means that no provision is "
    "filed there.",
    ur="ہر شق کو ہاتھ سے 32 میں سے ایک تا چار موضوعات کے تحت رکھا گیا ہے: یونیسکو کی سفارش کی 4 اقدار، 10 اصول اور 11 "
    "پالیسی شعبے، اور 7 مشترک موضوعات۔ صفر کا مطلب ہے کہ اس موضوع کے تحت کوئی شق نہیں رکھی گئی۔",
)


def coverage(
    catalogue: Catalogue,
    official: Collection[str],
    source_ids: Iterable[str] = (),
    groups: Sequence[ThemeGroup] = (),
) -> Coverage:
    """Count the provisions of each source under each theme.

    Args:
        catalogue: the sources with their provisions.
        official: ids of the sources whose official text is held.
        source_ids: only these, in this order; empty means all.
        groups: only themes of these groups; empty means all.

    Raises:
        InvalidInputError: an unknown source.
    """
    chosen = guard.check_sources(source_ids, catalogue.sources) or tuple(catalogue.sources)
    themes = [theme for theme in catalogue.themes.values() if not groups or theme.group in groups]
    return Coverage(
        sources=[covered_source(catalogue, source_id, official) for source_id in chosen],
        themes=[theme_name(theme) for theme in themes],
        cells=[_cell(catalogue, theme.id, source_id) for theme in themes for source_id in chosen],
        method=METHOD,
    )


def covered_source(catalogue: Catalogue, source_id: str, official: Collection[str]) -> CoveredSource:
    """Describe one column."""
    source = catalogue.source(source_id)
    return CoveredSource(
        id=source.id,
        title=bilingual(source.title),
        short_title=bilingual(source.short_title),
        status=source.status,
        date=source.date,
        provisions=len(catalogue.provisions[source_id]),
        edition="official" if source_id in official else "bundled",
        text=source.file is not None,
    )


def _cell(catalogue: Catalogue, theme_id: str, source_id: str) -> CoverageCell:
    found = filed(catalogue, theme_id, source_id)
    total = len(catalogue.provisions[source_id])
    return CoverageCell(
        theme_id=theme_id,
        source_id=source_id,
        count=len(found),
        share=round(len(found) / total, 4) if total else 0.0,
        provisions=[link_to(provision, catalogue) for provision in found],
    )


def filed(catalogue: Catalogue, theme_id: str, source_id: str) -> list[Provision]:
    """Provisions of a source under a theme, in the order of the document."""
    return [
        provision for provision in catalogue.provisions[source_id].values() if theme_id in provision.themes
    ]


def theme_list(catalogue: Catalogue) -> ThemeList:
    """Every theme with the number of its provisions."""
    return ThemeList(
        themes=[
            ThemeCount(
                **theme_name(theme).model_dump(),
                provisions=sum(len(filed(catalogue, theme.id, source_id)) for source_id in catalogue.sources),
            )
            for theme in catalogue.themes.values()
        ]
    )


def theme_detail(catalogue: Catalogue, official: Collection[str], theme_id: str) -> ThemeDetail:
    """One theme with its provisions, source by source; `theme_id` must be one of the catalogue's."""
    return ThemeDetail(
        **theme_name(catalogue.themes[theme_id]).model_dump(),
        sources=[
            ThemeGroupOfSource(
                source=covered_source(catalogue, source_id, official),
                provisions=[link_to(p, catalogue) for p in filed(catalogue, theme_id, source_id)],
            )
            for source_id in catalogue.sources
        ],
    )
