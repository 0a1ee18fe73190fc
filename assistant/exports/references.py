"""What a list of references names: CSL items from the catalogue, and the pinpoint of a provision.

CSL-JSON is that of the Citation Style Language 1.0.2 (docs.citationstyles.org).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.messages import status_word
from assistant.schemas import Citation
from corpus import Catalogue, Provision
from corpus.types import Source, Status

AGREED = {Status.ADOPTED, Status.APPROVED}
"""Statuses of texts that a body has agreed; every other one stands in the reference itself."""
CSL_LABELS = {"paragraph": "paragraph", "section": "section", "clause": "section"}
"""Kinds of provisions for which CSL has a word of its own."""
NO_LABEL = "custom"


@dataclass(frozen=True)
class Work:
    """One entry of a list of references: a source, or the public report behind some of its records."""

    source: Source
    url: str
    date: str
    places: tuple[str, ...] = ()
    """The provisions cited, as people speak of them, e.g. `paragraph 26, p. 7`."""

    @property
    def id(self) -> str:
        """Key of the entry, the same in every export: the source, and the date of a report of its own."""
        if (self.url, self.date) == (self.source.url, self.source.date):
            return self.source.id
        return f"{self.source.id}-{self.date}"


def works(cited: Iterable[Provision], catalogue: Catalogue) -> list[Work]:
    """Group cited provisions into entries, in the order of first citation; ids are made unique."""
    places: dict[tuple[str, str, str], dict[str, None]] = {}
    for provision in cited:
        source = catalogue.source(provision.source_id)
        key = (source.id, provision.url or source.url, provision.date or source.date)
        places.setdefault(key, {})[place(provision, catalogue)] = None
    return [Work(catalogue.source(key[0]), *key[1:], tuple(found)) for key, found in places.items()]


def work_of(provision: Provision, catalogue: Catalogue) -> Work:
    """Return the entry that a single provision belongs to."""
    return works([provision], catalogue)[0]


def place(provision: Provision, catalogue: Catalogue) -> str:
    """Speak of a provision and its page in English, as in `paragraph 26, p. 7`."""
    return catalogue.label(provision) + _page(provision, ", p. {page}")


def pinpoint(provision: Provision, catalogue: Catalogue, page: str, numbered: str) -> tuple[str, str]:
    """Return the CSL label and the locator; styles write the label in their own way ("para.", "s").

    Where CSL has no word for the kind of provision, the locator holds the whole name. `page` and `numbered`
    are how the style adds a page to a named and to a numbered place.
    """
    label = CSL_LABELS.get(provision.kind)
    if label is None:
        return NO_LABEL, catalogue.label(provision) + _page(provision, page)
    return label, provision.locator + _page(provision, numbered)


def _page(provision: Provision, word: str) -> str:
    return word.format(page=provision.page) if provision.page else ""


def csl_items(entries: Iterable[Work]) -> list[dict[str, Any]]:
    """Return the entries as CSL-JSON; an id that two reports of one day share is numbered."""
    items: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for work in entries:
        seen[work.id] = seen.get(work.id, 0) + 1
        number = seen[work.id]
        items.append(csl_item(work, work.id if number == 1 else f"{work.id}-{number}"))
    return items


def csl_item(work: Work, key: str) -> dict[str, Any]:
    """Return one entry as CSL-JSON. The status of what no body has agreed is its `genre`, so styles print it."""
    source = work.source
    reference = source.reference
    item: dict[str, Any] = {
        "id": key,
        "type": reference.kind if reference else "report",
        "title": source.title.en,
        "author": [{"literal": reference.author if reference else source.issuer.en}],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "URL": work.url,
        "language": source.language,
        "note": _note(work),
    }
    if reference and reference.number:
        item["number"] = reference.number
    if reference and reference.publisher:
        item["publisher"] = reference.publisher
    if source.status not in AGREED:
        item["genre"] = _status(source)
    return item


def _note(work: Work) -> str:
    """Status and places cited; no "word:" may begin it, which readers of CSL-JSON take for a field."""
    source = work.source
    cited = f" Cited: {'; '.join(work.places)}." if work.places else ""
    return f"{_status(source)} ({source.date}). {source.status_note.en}{cited}"


def _status(source: Source) -> str:
    word = status_word(source.status, "en")
    return word[:1].upper() + word[1:]


def provisions_of(citations: Iterable[Citation], provisions: Mapping[str, Provision]) -> list[Provision]:
    """Return the provisions that citations point at, in their order."""
    return [provisions[f"{citation.source_id}/{citation.locator}"] for citation in citations]
