"""What a comparison says in its own voice, in both languages. None of it states what a document says."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.comparison.schemas import ComparedSource
from assistant.schemas import Bilingual
from corpus import Source
from corpus.types import Theme


def nothing_found(
    source: Source, searched: int, *, official: bool, theme: Theme | None, elsewhere: bool
) -> Bilingual:
    """Say that a cell is empty, and what was searched.

    Args:
        source: the source of the cell.
        searched: number of its provisions.
        official: its official text was searched; otherwise only our summaries.
        theme: the theme of the row, if it has one.
        elsewhere: the source has matches in another row.
    """
    what = ("their official text and our summaries", "ان کا سرکاری متن اور ہمارے خلاصے")
    if not official:
        what = ("our summaries of them", "ان کے ہمارے خلاصے")
    under = (f" under “{theme.name.en}”", f" «{theme.name.ur}» کے تحت") if theme and elsewhere else ("", "")
    return Bilingual(
        en=f"No matching provision found{under[0]}. Searched: {source.short_title.en}, "
        f"all {searched} provisions, {what[0]}.",
        ur=f"کوئی متعلقہ شق نہیں ملی{under[1]}۔ تلاش کی گئی: {source.short_title.ur} کی تمام {searched} شقیں، {what[1]}۔",
    )


def notices(sources: Iterable[ComparedSource]) -> list[Bilingual]:
    """Say what a reader must know before setting these sources side by side."""
    said = []
    for source in sources:
        if source.edition == "bundled":
            said.append(
                Bilingual(
                    en=f"{source.short_title.en}: no official text is held here; our own summaries are shown.",
                    ur=f"{source.short_title.ur}: سرکاری متن یہاں موجود نہیں؛ ہمارے اپنے خلاصے دکھائے گئے ہیں۔",
                )
            )
        said.append(
            Bilingual(
                en=f"{source.short_title.en}: {source.status_note.en}",
                ur=f"{source.short_title.ur}: {source.status_note.ur}",
            )
        )
    return said
