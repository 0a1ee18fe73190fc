"""What a question names besides provisions: sources, and lists that a document makes by its headings."""

from __future__ import annotations

import re

from corpus import Catalogue, ListOf
from corpus.text import fold_urdu

WORD = re.compile(r"[\w&’'-]+")
LIST_ASKED = re.compile(
    r"^\s*(?:please )?(?:list|name|enumerate|give me)\b|\b(?:what|which)\b|\ball (?:the|of)\b|\b(?:complete|full) list\b"
    r"|کون ?کون|کون س[اےی]|فہرست|کیا ہیں|گنوا|نام|\bkon ?(?:kon|se|si)|\bkaun|\bfehrist|\bnaam\b|\bkya hain\b",
    re.IGNORECASE,
)


def named_sources(question: str, catalogue: Catalogue) -> list[str]:
    """Ids of the sources that a question names, in the order of the question."""
    text = f" {' '.join(WORD.findall(question.casefold()))} "
    found: list[tuple[int, str]] = []
    for source in catalogue.sources.values():
        places = [place for alias in source.aliases if (place := text.find(f" {alias} ")) >= 0]
        if places:
            found.append((min(places), source.id))
    return [source_id for _, source_id in sorted(found)]


def find_list(question: str, catalogue: Catalogue, sources: frozenset[str]) -> ListOf | None:
    """The list that a question asks for: the one of which most words are named, or None."""
    if not LIST_ASKED.search(question):
        return None
    asked = set(WORD.findall(fold_urdu(question)))
    best: tuple[int, ListOf | None] = (0, None)
    for structure in catalogue.lists:
        if structure.source_id in sources:
            score = max(
                (len(words) for name in structure.names if (words := set(name.split())) <= asked), default=0
            )
            if score > best[0]:
                best = (score, structure)
    return best[1]
