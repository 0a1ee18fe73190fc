"""What a question names besides provisions: sources, lists that a document makes by its headings, defined terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Catalogue, GlossaryEntry, ListOf
from corpus.text import fold_urdu
from ingest.lexical import ALL_STOPWORDS, LATIN_STOPWORDS

WORD = re.compile(r"[\w&’'-]+")
ALL_ASKED = (
    r"^\s*(?:please )?(?:list|name|enumerate|give me)\b|\ball (?:the|of)\b|فہرست|\bfehrist|\bnaam\b|\blist\b"
)
"""Words that ask for a list, and for all of it."""
LIST_ASKED = re.compile(
    rf"{ALL_ASKED}|\b(?:what|which)\b|\b(?:complete|full) list\b"
    r"|کون ?کون|کون س[اےی]|کیا (?:کیا )?ہیں|گنوا|نام|بتائ|بتا د|\bkon ?(?:kon|se|si)|\bkaun|\bkya (?:kya )?hain\b"
    r"|\bbata(?:o|ye|ein|en| d)",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|how|why|when|who|where)\b"
    r"|ہے|ہیں|تھ[اےی]|کیسے|کیوں|کب|\b(?:hain?|th[ai]|kaise|kyun?|kab)\b",
    re.IGNORECASE,
)
"""What a bare name of a list ("pillars of the draft policy?") does not hold."""
WHOLE = re.compile(rf"{ALL_ASKED}|تمام|سارے|\bsa+re\b|\btamam\b", re.IGNORECASE)
"""Words that ask for a list as a whole."""
MOST_ELSE = 2
"""More words than these beside the list's name, and nothing that asks for the whole: it is asked which of the list."""
ASKING_WORDS = (
    ALL_STOPWORDS
    | LATIN_STOPWORDS
    | frozenset(
        """list name give enumerate me all complete full please show set out there make made ai national document text
        unesco recommendation draft policy pakistan فہرست نام بتائیں بتا دیں گنوائیں سب تمام مکمل یونیسکو سفارش مسودے پالیسی
        do dein de batao batayen bata sab tamam naam fehrist""".split()
    )
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
    must be that of the members: "the six pillars" are not the four of the draft. A list with one member is one that
    a single provision tells.
    """
    asking = [len(WORD.findall(question[: match.start()])) for match in LIST_ASKED.finditer(question)]
    if not asking and not VERB.search(question):
        asking = [0]
    asked = WORD.findall(fold_urdu(question).replace("'s", ""))
    counts = {COUNTS[word] for word in asked if word in COUNTS} | {
        int(w) for w in asked if w.isdigit() and len(w) < 3
    }
    whole = WHOLE.search(question) is not None
    best: tuple[int, ListOf | None] = (0, None)
    for structure in catalogue.lists:
        size = len(structure.members)
        if structure.source_id not in sources or (counts and size > 1 and size not in counts):
            continue
        for name in structure.names:
            words = name.split()
            places = [asked.index(word) for word in words if word in asked]
            if (
                len(places) == len(words) > best[0]
                and any(abs(place - start) <= FAR for place in places for start in asking)
                and (whole or _besides(asked, structure, catalogue) <= MOST_ELSE)
            ):
                best = (len(words), structure)
    return best[1]


def _besides(asked: Sequence[str], structure: ListOf, catalogue: Catalogue) -> int:
    """Count the words that neither name the list nor its source, nor ask."""
    source = catalogue.source(structure.source_id)
    own = {word for name in (*structure.names, *source.aliases) for word in fold_urdu(name).split()}
    return sum(
        word not in own and word not in ASKING_WORDS and word not in COUNTS and not word.isdigit()
        for word in asked
    )


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
