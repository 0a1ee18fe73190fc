"""Questions that an answer leads on to: drawn from its citations and from where provisions are filed, never made up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assistant.library.schemas import Coverage, CoveredSource
from assistant.schemas import Answer, Language, ProvisionDetail, ProvisionLink, ThemeName
from ui.markup import upright_letters
from ui.words import word

MOST = 4


@dataclass(frozen=True)
class Suggestion:
    """A question and the only source it is put to."""

    question: str
    source_id: str


def suggestions(answer: Answer, first: ProvisionDetail | None, coverage: Coverage) -> list[Suggestion]:
    """Lead on from an answer: to the same theme in sources it does not cite, then to the provision after its first.

    A refusal leads to the provisions that came nearest.

    Args:
        answer: what was answered.
        first: the provision of its first citation; None: it has none.
        coverage: where every provision is filed.
    """
    links = {(link.source_id, link.locator): link for cell in coverage.cells for link in cell.provisions}
    if not answer.citations:
        near = [links.get((near.source_id, near.locator)) for near in answer.nearest]
        return [_provision(link, answer.language) for link in near if link is not None][:MOST]
    found = _elsewhere(answer, coverage)
    if first is not None and first.next is not None and (first.source_id, first.next) in links:
        found.insert(1, _provision(links[first.source_id, first.next], answer.language))
    return found[:MOST]


def _provision(link: ProvisionLink, language: Language) -> Suggestion:
    label = link.label_ur if language == "ur" else link.label
    source = link.source_title.ur if language == "ur" else link.source_title.en
    question = word("ask_provision", language, label=upright_letters(label), source=source)
    return Suggestion(question, link.source_id)


def _elsewhere(answer: Answer, coverage: Coverage) -> list[Suggestion]:
    theme = _theme(answer, coverage)
    if theme is None:
        return []
    cited = {citation.source_id for citation in answer.citations}
    filed = {cell.source_id for cell in coverage.cells if cell.theme_id == theme.id and cell.count}
    return [
        _on_theme(theme, source, answer.language)
        for source in coverage.sources
        if source.text and source.id in filed and source.id not in cited
    ]


def _theme(answer: Answer, coverage: Coverage) -> ThemeName | None:
    """Of the themes of the provision cited first, the one under which most of those cited are filed; the first of equals."""
    first = (answer.citations[0].source_id, answer.citations[0].locator)
    cited = {(citation.source_id, citation.locator) for citation in answer.citations}
    counts = Counter(
        {
            theme.id: sum(
                (link.source_id, link.locator) in cited
                for cell in coverage.cells
                if cell.theme_id == theme.id
                for link in cell.provisions
            )
            for theme in coverage.themes
            if any(
                (link.source_id, link.locator) == first
                for cell in coverage.cells
                if cell.theme_id == theme.id
                for link in cell.provisions
            )
        }
    )
    best, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return next((theme for theme in coverage.themes if theme.id == best), None) if count else None


def _on_theme(theme: ThemeName, source: CoveredSource, language: Language) -> Suggestion:
    name = (theme.name.ur if language == "ur" else theme.name.en[0].lower() + theme.name.en[1:]).partition(
        " ("
    )[0]
    title = source.short_title.ur if language == "ur" else source.short_title.en
    return Suggestion(word("ask_theme", language, theme=name, source=title), source.id)
