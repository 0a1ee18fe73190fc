"""The quotation check: does a document say this, word for word, and where? No model, no similarity decides.

A quotation is `exact` if, typography folded on both sides, its words stand in the official text in their
order, from the edge of a word to the edge of a word (see `quote_text`, `quote_parse` and `quote_exact` for
what counts as typography and what as an editor's mark). Only what is not exact is looked up by nearness
(`quote_altered`), to show the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant import guard
from assistant.errors import InvalidInputError
from assistant.finish import permalink
from assistant.quotation.altered import Nearest, Nearness
from assistant.quotation.exact import FEWEST_WORDS, Found, find_all, omissions, stands_in_pieces, wording
from assistant.quotation.messages import HELD, LIST, PAGE, PAGES, PLACE, both, joined, say
from assistant.quotation.parse import Quotation, parse
from assistant.quotation.schemas import (
    MOST_CHARACTERS,
    DiffOperation,
    Mark,
    NearProvision,
    QuoteCheck,
    QuoteMatch,
    Verdict,
)
from assistant.quotation.summaries import SummaryIndex
from assistant.quotation.text import SourceText
from assistant.schemas import Bilingual
from corpus import Catalogue, Provision

MOST_MATCHES = 5
LABELS = ("label", "label_ur")
MOST_ALTERED = 2
ALMOST_AS_NEAR = 0.9
"""A second place is shown if it has at least this share of the words that the nearest has in common."""


@dataclass(frozen=True)
class Place:
    """Where a quotation is said to stand."""

    source_id: str | None = None
    locator: str | None = None

    def holds(self, provisions: Iterable[Provision]) -> bool:
        """Tell whether one of the provisions is in this place."""
        return any(
            self.source_id in (None, provision.source_id) and self.locator in (None, provision.locator)
            for provision in provisions
        )


class QuoteChecker:
    """Checks quotations against the official texts that are held. Immutable; threads may share it."""

    def __init__(
        self, provisions: Mapping[str, Provision] | Iterable[Provision], catalogue: Catalogue
    ) -> None:
        """Fold and index the official text of every source that has one.

        Args:
            provisions: of all sources, in the order of the documents (e.g. `Snapshot.provisions`).
            catalogue: the sources that may be named, and how their provisions are spoken.
        """
        self.catalogue = catalogue
        every = list(provisions.values() if isinstance(provisions, Mapping) else provisions)
        self._provisions = {provision.key: provision for provision in every}
        held: dict[str, list[Provision]] = {}
        for provision in every:
            if provision.text:
                held.setdefault(provision.source_id, []).append(provision)
        self._texts = {source_id: SourceText(source_id, units) for source_id, units in held.items()}
        self._not_held = [source_id for source_id in catalogue.sources if source_id not in held]
        # Filled as they are asked for, always with the same values, so threads may share them.
        self._names: dict[Place, Bilingual] = {}
        self._cards: dict[str, dict[str, Any]] = {}
        self._nearness = Nearness(self._texts)
        self._summaries = SummaryIndex(every, catalogue)

    def check(self, quote: str, source_id: str | None = None, locator: str | None = None) -> QuoteCheck:
        """Check a quotation.

        Args:
            quote: as pasted, up to `MOST_CHARACTERS` characters.
            source_id: the source it is attributed to, if any.
            locator: the provision of that source it is attributed to, if any.

        Raises:
            InvalidInputError: no words, too long, hidden characters, or an unknown source or locator.
        """
        place = self._place(source_id, locator)
        quotation = read(quote)
        found = [hit for text in self._texts.values() for hit in find_all(text, quotation)]
        if not self._texts or place.source_id in self._not_held:
            return self._unavailable(quotation, quote, place, found)
        if quotation.longest < FEWEST_WORDS:
            return self._too_short(quotation, place, found)
        if found:
            return self._exact(quotation, place, found)
        nearest = self._nearness.nearest(quotation)
        return self._altered(quotation, place, nearest) if nearest else self._absent(quotation)

    def holds(self, source_id: str) -> bool:
        """Tell whether the official text of a source is held."""
        return source_id not in self._not_held

    def nearest_unheld(self, quote: str) -> list[NearProvision]:
        """The provisions that share most words with a quotation, of sources whose official text is not held."""
        return self._summaries.nearest(quote, self._not_held) if self._not_held else []

    def _place(self, source_id: str | None, locator: str | None) -> Place:
        if source_id is None:
            if locator is not None:
                raise InvalidInputError("A locator means nothing without its source; give source_id too.")
            return Place()
        guard.check_sources([source_id], self.catalogue.sources)
        if locator is not None and f"{source_id}/{locator}" not in self._provisions:
            raise InvalidInputError(
                f"There is no provision {locator[:64]!r} in {source_id}; see /api/v1/sources/{source_id}."
            )
        return Place(source_id, locator)

    # --- verdicts ------------------------------------------------------------------------------------------

    def _exact(self, quotation: Quotation, place: Place, found: list[Found]) -> QuoteCheck:
        here = [hit for hit in found if place.holds(hit.provisions)]
        shown = here or found
        verdict = Verdict.EXACT if here else Verdict.EXACT_ELSEWHERE
        matches = [self._exact_match(hit, quotation) for hit in shown[:MOST_MATCHES]]
        details = [say(verdict.value, place=self._spoken(matches[0]), named=self._named(place))]
        details += [say("times", count=len(shown))] if len(shown) > 1 else []
        return self._finding(verdict, quotation, matches, details + _on(matches[0].marks), len(shown))

    def _too_short(self, quotation: Quotation, place: Place, found: list[Found]) -> QuoteCheck:
        here = [hit for hit in found if place.holds(hit.provisions)]
        matches = [self._exact_match(hit, quotation) for hit in here[:MOST_MATCHES]]
        details = [say("too_short", least=FEWEST_WORDS, count=len(here), where=self._named(place))]
        return self._finding(Verdict.TOO_SHORT, quotation, matches, details, len(here))

    def _altered(self, quotation: Quotation, place: Place, nearest: list[Nearest]) -> QuoteCheck:
        """Show the nearest place; one in the named source or provision goes first."""
        if place.source_id is not None:
            nearest = sorted(nearest, key=lambda near: not place.holds(near.provisions))
        least = ALMOST_AS_NEAR * nearest[0].common
        chosen = [near for near in nearest if near.common >= least][:MOST_ALTERED]
        matches = [self._match(near.provisions, near.wording, near.diff, near.marks) for near in chosen]
        details = [say("altered", place=self._spoken(matches[0]))]
        if stands_in_pieces(chosen[0].text, quotation):
            details.append(say("order"))
        elif all(operation == "equal" for operation, _ in matches[0].diff):
            details.append(say("beside"))
        elif chosen[0].only_punctuation:
            details.append(say("punctuation"))
        return self._finding(Verdict.ALTERED, quotation, matches, details + _on(matches[0].marks))

    def _absent(self, quotation: Quotation) -> QuoteCheck:
        details = [say("absent", sources=self._titles(self._texts))]
        details += [say("not_searched", sources=self._titles(self._not_held))] if self._not_held else []
        return self._finding(Verdict.ABSENT, quotation, [], details)

    def _unavailable(self, quotation: Quotation, quote: str, place: Place, found: list[Found]) -> QuoteCheck:
        shown = found[:MOST_MATCHES] if quotation.longest >= FEWEST_WORDS else []
        matches = [self._exact_match(hit, quotation) for hit in shown]
        nearest = self._summaries.nearest(quote, (place.source_id,) if place.source_id else ())
        named = place.source_id
        details = [say("unavailable", source=self._titles([named])) if named else say("unavailable_all")]
        details += [say("but_exact", place=self._spoken(matches[0]))] if matches else []
        details += [say("nearest")] if nearest else []
        finding = self._finding(Verdict.UNAVAILABLE, quotation, matches, details, len(shown))
        return finding.model_copy(update={"nearest": nearest})

    # --- the public record ---------------------------------------------------------------------------------

    def _finding(
        self,
        verdict: Verdict,
        quotation: Quotation,
        matches: list[QuoteMatch],
        details: list[Bilingual],
        count: int = 0,
    ) -> QuoteCheck:
        return QuoteCheck(
            verdict=verdict,
            matches=matches,
            count=count,
            words=quotation.words,
            detail=joined(details),
            permalink=matches[0].permalink if matches else None,
            searched=list(self._texts),
            not_held=self._not_held,
        )

    def _exact_match(self, found: Found, quotation: Quotation) -> QuoteMatch:
        text, diff = wording(found, quotation)
        return self._match(found.provisions, text, diff, omissions(found, quotation))

    def _match(
        self,
        provisions: Iterable[Provision],
        text: str,
        diff: list[tuple[DiffOperation, str]],
        marks: list[Mark],
    ) -> QuoteMatch:
        stretch = list(provisions)
        first, last = stretch[0], stretch[-1]
        whole = text if first is last else None
        page, page_end = first.pages_of(whole)[0], last.pages_of(whole)[1]
        cards = [self._card(provision) for provision in stretch]
        labels = {name: LIST[i].join(card[name] for card in cards) for i, name in enumerate(LABELS)}
        return QuoteMatch(
            **{**cards[0], **labels, "page": page},
            text=text,
            diff=diff,
            marks=marks,
            locators=[provision.locator for provision in stretch],
            page_end=page_end if page_end != page else None,
        )

    def _card(self, provision: Provision) -> dict[str, Any]:
        """What a match says of its provision, the same every time."""
        card = self._cards.get(provision.key)
        if card is None:
            source = self.catalogue.source(provision.source_id)
            card = self._cards[provision.key] = {
                "source_id": source.id,
                "locator": provision.locator,
                "label": self.catalogue.label(provision),
                "page": provision.page,
                "heading": provision.heading_above("en"),
                "source_title": source.title.en,
                "label_ur": self.catalogue.label(provision, "ur"),
                "source_title_ur": source.title.ur,
                "status": source.status,
                "date": provision.date or source.date,
                "url": provision.url or source.url,
                "permalink": permalink(source.id, provision.locator),
            }
        return card

    # --- words for people ----------------------------------------------------------------------------------

    def _spoken(self, match: QuoteMatch) -> Bilingual:
        """A place as people say it, every provision that the words run over, with the pages."""
        label = Bilingual(en=match.label, ur=match.label_ur)
        name = both(PLACE, source=self._named(Place(match.source_id)), label=label)
        if match.page is None:
            return name
        if match.page_end is None:
            return joined([name, both(PAGE, page=match.page)], ("", ""))
        return joined([name, both(PAGES, page=match.page, end=match.page_end)], ("", ""))

    def _named(self, place: Place) -> Bilingual:
        """A place as people say it; said once, kept for the next time."""
        if place not in self._names:
            self._names[place] = self._spell(place)
        return self._names[place]

    def _spell(self, place: Place) -> Bilingual:
        if place.source_id is None:
            return both(HELD)
        name = self._titles([place.source_id])
        if place.locator is not None:
            provision = self._provisions[f"{place.source_id}/{place.locator}"]
            label = Bilingual(en=self.catalogue.label(provision), ur=self.catalogue.label(provision, "ur"))
            name = both(PLACE, source=name, label=label)
        return name

    def _titles(self, source_ids: Iterable[str]) -> Bilingual:
        titles = [self.catalogue.source(source_id).short_title for source_id in source_ids]
        return joined([Bilingual(en=title.en, ur=title.ur) for title in titles], LIST)


def read(quote: str) -> Quotation:
    """Take a pasted quotation apart.

    Raises:
        InvalidInputError: no words, too long, or with hidden characters.
    """
    if len(quote) > MOST_CHARACTERS:
        raise InvalidInputError(
            f"The quotation has {len(quote):,} characters; at most {MOST_CHARACTERS:,} are taken. "
            "Check it in parts."
        )
    if guard.INVISIBLE.search(quote):
        raise InvalidInputError(
            "The quotation contains invisible or direction-changing characters. Paste it as plain text."
        )
    quotation = parse(quote)
    if not quotation.parts:
        raise InvalidInputError("The quotation has no words of its own. Paste the words to be checked.")
    return quotation


def _on(marks: list[Mark]) -> list[Bilingual]:
    """One sentence for each way in which weighty words differ."""
    sentences = []
    for change in ("missing", "added", "omitted"):
        words = dict.fromkeys(mark.text for mark in marks if mark.change == change)
        if words:
            sentences.append(say(change, words=", ".join(f"“{word}”" for word in words)))
    return sentences
