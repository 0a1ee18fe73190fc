"""Pieces of wording that can stand alone, and how they are shown. No cut drops a "not", an "unless" or a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Provision
from ingest.passages import SENTENCE, introduction

LEANING = re.compile(
    r"^[\"“(]*(?:(?:furthermore|moreover|in addition|additionally|also|likewise|in this regard),? )?"
    r"(?:such|this|these|those|they|their|its?|he|she|his|her|thus|hence|to this end"
    r"|to ensure this|in this(?! regard)|in that|therefore|accordingly|if this|for this|by this|for instance|for example|the latter|instead)\b"
    r"|^(?:اس|ان|انہیں|انہوں|یہ|وہ|ایسے|ایسی|ایسا|اسی|انہی|نیز|مزید|یوں|چنانچہ|لہٰذا|لہذا|اسے|مثلاً|مثال کے طور پر)(?=[\s،])",
    re.IGNORECASE,
)
"""Openings of a sentence that says what only the one before it explains; one that merely adds leans on nothing."""
BOTH = re.compile(r"(?:^|\s)دونوں(?=[\s،])")
"""Says "both" of two things, which stand in the sentence before where they do not stand before it in its own."""
EXCEPTING = re.compile(
    r"^[\"“(]*(?:however|but|except|unless|nevertheless|nonetheless|yet|otherwise|only if|provided)\b"
    r"|^(?:تاہم|لیکن|مگر|البتہ|سوائے|ورنہ|بصورتِ دیگر|بشرطیکہ)(?=[\s،])",
    re.IGNORECASE,
)
"""Openings of a sentence that takes back a part of the one before it."""
BULLETS = "•●▪◦ "
"""Printed before an item of a list; no part of what it says."""
URDU_SENTENCE = re.compile(r"(?<=[۔؟])\s+")


def sentences_of(summary: str) -> list[str]:
    """Cut a summary into whole sentences; joined by a space they give it back."""
    found: list[str] = []
    for piece in URDU_SENTENCE.split(summary):
        begin = 0
        for end in SENTENCE.finditer(piece):
            # The pattern takes a closing quotation mark into the gap; it belongs to the sentence before.
            mark = end.group().rstrip()
            found.append(piece[begin : end.start()] + mark)
            begin = end.end()
        found.append(piece[begin:])
    return [sentence for sentence in found if sentence]


def standing(pieces: Sequence[str], place: int) -> range:
    """Places of the pieces that must be shown with one piece: what it leans on, and what takes back a part of it."""
    first, last = place, place
    while first > 0 and _leans(pieces[first]):
        first -= 1
    while last + 1 < len(pieces) and EXCEPTING.search(pieces[last + 1]):
        last += 1
    return range(first, last + 1)


def _leans(piece: str) -> bool:
    both = BOTH.search(piece)
    of_two_before = both is not None and " اور " not in piece[: both.start()]
    return bool(LEANING.search(piece) or EXCEPTING.search(piece)) or of_two_before


def quoted(provision: Provision, pieces: Sequence[str]) -> str:
    """Show spans of a provision in quotation marks: each apart, a limb behind its introduction, table cells apart."""
    shown: list[str] = []
    for piece in pieces:
        lead_in = introduction(provision, piece)
        piece = _untitled(provision, piece)
        cells = _cells(provision, piece) if provision.rows else [piece]
        for part in [*([lead_in] if lead_in else []), *cells]:
            text = " ".join(part.split()).lstrip(BULLETS)
            if text and text not in shown:
                shown.append(text)
    return " … ".join(f"“{text}”" for text in shown)


def _untitled(provision: Provision, piece: str) -> str:
    """A definition without the line that names what it defines, which its label says."""
    title, _, said = piece.partition("\n")
    opens = (provision.text or "").startswith(f"{title}\n")
    return said if said and opens and provision.kind == "definition" else piece


def _cells(provision: Provision, piece: str) -> list[str]:
    """Cells of a table, without the one that names the row where another is shown."""
    names = {next(iter(row.values()), "") for row in provision.rows}
    cells = piece.split("\n")
    return [cell for cell in cells if cell not in names] or cells


def words(text: str) -> int:
    """Number of words."""
    return len(text.split())
