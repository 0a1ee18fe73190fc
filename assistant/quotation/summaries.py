"""Which summaries share words with a quotation: where to look when the official text is not held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from math import log

from assistant.finish import permalink
from assistant.quotation.schemas import NearProvision
from corpus import Catalogue, Provision
from corpus.text import fold_urdu

WORD = re.compile(r"[^\W\d_]{3,}|\d+")
MOST_NEAREST = 5


class SummaryIndex:
    """Summaries of both languages by word."""

    def __init__(self, provisions: Iterable[Provision], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._provisions = [provision for provision in provisions if provision.summaries]

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """Word -> positions of the provisions whose summaries have it; made when first needed."""
        postings: dict[str, list[int]] = {}
        for position, provision in enumerate(self._provisions):
            for word in _words(" ".join(provision.summaries.values())):
                postings.setdefault(word, []).append(position)
        return postings

    def nearest(self, quote: str, sources: Collection[str] = ()) -> list[NearProvision]:
        """The provisions of some sources, or of all, whose summaries share most words with a quotation, rare words counting more."""
        scores: Counter[int] = Counter()
        shared: Counter[int] = Counter()
        for word in _words(quote):
            postings = self._postings.get(word, [])
            worth = round(1000 * log(1 + len(self._provisions) / (1 + len(postings))))
            for position in postings:
                if not sources or self._provisions[position].source_id in sources:
                    scores[position] += worth
                    shared[position] += 1
        order = sorted(scores, key=lambda position: (-scores[position], position))
        least = 1 if sources else 2
        return [self._near(self._provisions[p], quote) for p in order if shared[p] >= least][:MOST_NEAREST]

    def _near(self, provision: Provision, quote: str) -> NearProvision:
        summaries = list(provision.summaries.values())
        words = _words(quote)
        return NearProvision(
            source_id=provision.source_id,
            locator=provision.locator,
            label=self._catalogue.label(provision),
            label_ur=self._catalogue.label(provision, "ur"),
            heading=provision.heading_above("en"),
            page=provision.page,
            summary=max(summaries, key=lambda summary: len(words & _words(summary))),
            permalink=permalink(provision.source_id, provision.locator),
        )


def _words(text: str) -> set[str]:
    return set(WORD.findall(fold_urdu(text)))
