"""Set sources side by side on a topic, each cell with its provisions or with an honest "none found"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import guard
from assistant.comparison.match import Match, Matcher
from assistant.comparison.messages import nothing_found, notices
from assistant.comparison.rows import choose_rows, in_row
from assistant.comparison.schemas import (
    FEWEST_SOURCES,
    ComparedProvision,
    ComparedSource,
    Comparison,
    ComparisonCell,
    ComparisonRequest,
    ComparisonRow,
)
from assistant.comparison.strength import strength_spans
from assistant.composition import Composer
from assistant.errors import InvalidInputError
from assistant.evidence import Gatherer
from assistant.language import answer_language, detect
from assistant.linking import bilingual, link_to, text_sha256, theme_name
from assistant.retrieval import Hit
from assistant.schemas import Language
from corpus import Provision
from ingest.passages import introduction

MOST_NEAREST = 3


class Comparer:
    """Compares sources of one snapshot. Safe to share between threads."""

    def __init__(self, composer: Composer, gatherer: Gatherer, topic_limit: int) -> None:
        self.catalogue = composer.catalogue
        self.snapshot = composer.retriever.snapshot
        self._composer = composer
        self.matcher = Matcher(composer.retriever, gatherer)
        self._topic_limit = topic_limit

    def compare(self, request: ComparisonRequest) -> Comparison:
        """Compare sources.

        Raises:
            InvalidInputError: an empty or overlong topic, an unknown source, or one source only.
        """
        topic = guard.clean(request.topic, self._topic_limit)
        source_ids = guard.check_sources(request.sources, self.catalogue.sources)
        if len(source_ids) < FEWEST_SOURCES:
            raise InvalidInputError("Name at least two different sources to compare.")
        language = request.language or answer_language(detect(topic))
        matches = {source_id: self.matcher.match(topic, source_id) for source_id in source_ids}
        sources = [self._source(source_id, match) for source_id, match in matches.items()]
        return Comparison(
            topic=topic,
            language=language,
            sources=sources,
            rows=self._rows(topic, language, matches),
            notices=notices(sources),
            snapshot=self.snapshot.id,
        )

    def _source(self, source_id: str, match: Match) -> ComparedSource:
        source = self.catalogue.source(source_id)
        return ComparedSource(
            id=source.id,
            title=bilingual(source.title),
            short_title=bilingual(source.short_title),
            status=source.status,
            status_note=bilingual(source.status_note),
            date=source.date,
            url=source.url,
            edition="official" if source_id in self.snapshot.manifest.official else "bundled",
            searched=len(self.catalogue.provisions[source_id]),
            matched=len(match.provisions),
        )

    def _rows(self, topic: str, language: Language, matches: dict[str, Match]) -> list[ComparisonRow]:
        matched = [hit.provision for match in matches.values() for hit in match.provisions]
        return [
            ComparisonRow(
                theme=theme_name(self.catalogue.themes[theme]) if theme else None,
                cells=[
                    self._cell(source_id, match, theme, topic, language)
                    for source_id, match in matches.items()
                ],
            )
            for theme in choose_rows(matched, self.matcher.named_themes(topic))
        ]

    def _cell(
        self, source_id: str, match: Match, theme: str | None, topic: str, language: Language
    ) -> ComparisonCell:
        hits = [hit for hit in match.provisions if in_row(hit.provision, theme)]
        nearest = [] if hits else self._nearest(match.ranked, theme)
        return ComparisonCell(
            source_id=source_id,
            matched=bool(hits),
            provisions=[self._provision(hit.provision, topic, language) for hit in hits],
            detail=None
            if hits
            else nothing_found(
                self.catalogue.source(source_id),
                len(self.catalogue.provisions[source_id]),
                official=source_id in self.snapshot.manifest.official,
                theme=self.catalogue.themes[theme] if theme else None,
                elsewhere=bool(match.provisions),
            ),
            nearest=[link_to(provision, self.catalogue) for provision in nearest],
        )

    def _nearest(self, ranked: Sequence[Hit], theme: str | None) -> list[Provision]:
        """The best hits under the theme of the row; where the source has none, the best hits at all."""
        provisions = [hit.provision for hit in ranked]
        filed = [provision for provision in provisions if theme in provision.themes]
        return (filed or provisions)[:MOST_NEAREST]

    def _provision(self, provision: Provision, topic: str, language: Language) -> ComparedProvision:
        spans = self._composer.spans(provision, topic)
        quote = spans[0].text if spans else None
        lead_in = introduction(provision, quote) if quote else None
        summary = provision.summaries.get(language) or provision.summaries.get("en", "")
        return ComparedProvision(
            source_id=provision.source_id,
            locator=provision.locator,
            label=self.catalogue.label(provision, language),
            heading=provision.heading_above(language),
            page=provision.page,
            quote=quote,
            introduction=lead_in,
            summary=summary,
            spans=strength_spans(quote if quote is not None else summary),
            introduction_spans=strength_spans(lead_in or ""),
            edition=provision.edition,
            date=provision.date or self.catalogue.source(provision.source_id).date,
            permalink=link_to(provision, self.catalogue).permalink,
            sha256=text_sha256(provision),
        )
