"""What a question names besides provisions: sources, lists that a document makes by its headings, defined terms."""

from __future__ import annotations

import re

from corpus import Catalogue, GlossaryEntry, ListOf
from corpus.text import fold_urdu

WORD = re.compile(r"[\w&’'-]+")
LIST_ASKED = re.compile(
    r"^\s*(?:please )?(?:list|name|enumerate|give me)\b|\b(?:what|which)\b|\ball (?:the|of)\b|\b(?:complete|full) list\b"
    r"|کون ?کون|کون س[اےی]|فہرست|کیا (?:کیا )?ہیں|گنوا|نام|\bkon ?(?:kon|se|si)|\bkaun|\bfehrist|\bnaam\b|\bkya (?:kya )?hain\b",
    re.IGNORECASE,
)
FAR = 6
"""More words than this between what asks for a list and the list's name: the question asks for something else."""
COUNTS = {
    word: number
    for number, words in enumerate(
        "one ایک aik|two دو do|three تین teen|four چار char|five پانچ panch|six چھ chay|seven سات saat|eight آٹھ aath"
        "|nine نو|ten دس das|eleven گیارہ|twelve بارہ|thirteen تیرہ|fourteen چودہ|fifteen پندرہ".split("|"),
        1,
    )
    for word in words.split()
}


def named_sources(question: str, catalogue: Catalogue) -> list[str]:
    """Ids of the sources that a question names, in the order of the question.

    A longer name hides the shorter ones inside it: "the UNESCO dialogue" does not name the Recommendation.
    """
    text = f" {' '.join(WORD.findall(question.casefold()))} "
    found: list[tuple[int, int, str]] = []
    for source in catalogue.sources.values():
        for alias in source.aliases:
            place = text.find(f" {alias} ")
            if place >= 0:
                found.append((place, place + len(alias), source.id))
    whole = [
        one
        for one in found
        if not any(o[0] <= one[0] and one[1] <= o[1] and o[1] - o[0] > one[1] - one[0] for o in found)
    ]
    return list(dict.fromkeys(source_id for _, _, source_id in sorted(whole)))


def find_list(question: str, catalogue: Catalogue, sources: frozenset[str]) -> ListOf | None:
    """The list that a question asks for: the one of which most words are named, or None.

    The words that ask and the words that name must be near each other, and a number that the question gives
    must be that of the members: "the six pillars" are not the four of the draft.
    """
    asking = [len(WORD.findall(question[: match.start()])) for match in LIST_ASKED.finditer(question)]
    if not asking:
        return None
    asked = WORD.findall(fold_urdu(question))
    counts = {COUNTS[word] for word in asked if word in COUNTS} | {
        int(w) for w in asked if w.isdigit() and len(w) < 3
    }
    best: tuple[int, ListOf | None] = (0, None)
    for structure in catalogue.lists:
        if structure.source_id not in sources or (counts and len(structure.members) not in counts):
            continue
        for name in structure.names:
            words = name.split()
            places = [asked.index(word) for word in words if word in asked]
            if len(places) == len(words) > best[0] and any(
                abs(place - start) <= FAR for place in places for start in asking
            ):
                best = (len(words), structure)
    return best[1]


def defined_term(question: str, catalogue: Catalogue) -> GlossaryEntry | None:
    """The entry of the glossary whose term the question names, the longest; only entries with a provision."""
    text = f" {' '.join(WORD.findall(fold_urdu(question)))} "
    best: tuple[int, GlossaryEntry | None] = (0, None)
    for entry in catalogue.glossary:
        if entry.provision is None:
            continue
        for name in (entry.term, entry.term_ur, entry.expands_to or ""):
            folded = " ".join(WORD.findall(fold_urdu(name)))
            if folded and len(folded) > best[0] and (f" {folded} " in text or f" {folded}s " in text):
                best = (len(folded), entry)
    return best[1]
