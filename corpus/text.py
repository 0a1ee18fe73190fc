"""Folding of typography, and counting of letters: the one place that decides when two texts are the same.

Folding never changes words. It removes what a PDF, a web page and a keyboard write differently for the
same words: ligatures, soft hyphens, line-end hyphens, quote marks, dashes, spaces, letter case.
"""

from __future__ import annotations

import re
import unicodedata

# Zero-width and formatting characters that carry no wording. ZWNJ (200C) matters to Urdu spelling in
# print but is typed inconsistently, so it is dropped for comparison too.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u061c]")
QUOTES = str.maketrans({c: '"' for c in "“”„‟«»″"} | {c: "'" for c in "‘’‚‛′`´"})
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
# Arabic letter forms that Urdu keyboards mix up, and diacritics, folded to the standard Urdu letters.
URDU = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۀ": "ہ", "أ": "ا", "إ": "ا", "ٱ": "ا"}
)
URDU_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
AFTER_VERB = r"(?:\b|(?<=[وےں]))"
"""Where an Urdu helping verb begins, apart from its verb or joined to it (ہو گا, ہوگا), and no other word's inside (زندگی)."""
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
LINE_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


def fold(text: str) -> str:
    """Fold typography and case for comparison of wording; words and their order stay as they are."""
    text = unicodedata.normalize("NFKC", text)
    text = INVISIBLE.sub("", text).translate(QUOTES).translate(DASHES)
    text = LINE_HYPHEN.sub("-", text)
    return " ".join(text.split()).casefold()


def fold_urdu(text: str) -> str:
    """Fold as `fold` does, and unify the letter forms and digits that Urdu writers mix."""
    text = URDU_MARKS.sub("", unicodedata.normalize("NFKC", text))
    return fold(text.translate(URDU).translate(DIGITS))


def letters(text: str) -> str:
    """Return only the letters and digits of a text, folded: spacing and punctuation do not count."""
    return "".join(character for character in fold(text) if character.isalnum())


def western_digits(text: str) -> str:
    """Replace Arabic-Indic and Urdu digits by 0-9."""
    return text.translate(DIGITS)
