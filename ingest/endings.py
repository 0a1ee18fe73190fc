"""The forms under which a word of Urdu may stand in a dictionary: «وظیفوں» and "wazifon" under «وظیفہ» and "wazifa".

Only the regular endings: plurals of Urdu, Persian, Arabic and English, the oblique case, and the endings by which
adjectives and verbs agree. No light library has them (docs/decisions/0004-ranking.md); a dictionary says which of the
forms tried is a word.
"""

from __future__ import annotations

from collections.abc import Iterator

URDU = {
    "یوں": ("ی", "یہ"), "ئیوں": ("ئی",), "یاں": ("ی",), "ؤں": ("", "و"), "وں": ("", "ہ", "ا"), "ئیں": ("",), "یں": ("",),
    "یات": ("ی", "یہ"), "ات": ("", "ہ", "ا"), "ین": ("",), "ان": ("",), "ز": ("",), "س": ("",), "تا": ("نا",),
    "تی": ("نا",), "تے": ("نا",), "ے": ("ہ", "ا"), "ی": ("ا", ""),
}  # fmt: skip
ROMAN = {
    "iyon": ("i",), "ion": ("i",), "iyan": ("i",), "ian": ("i",), "oun": ("", "a"), "on": ("", "a"), "ein": ("",),
    "ain": ("",), "en": ("",), "een": ("",), "aat": ("", "a"), "at": ("", "a"), "an": ("",), "ta": ("na",), "ti": ("na",),
    "te": ("na",), "ay": ("a",), "ey": ("a",), "e": ("a",), "i": ("a", ""),
}  # fmt: skip
"""Ending -> what stands in its place in the form that a dictionary has, in either script."""
SHORTEST = 3
"""Letters that must be left in front of an ending: of shorter words too many would look inflected."""


def bases(word: str) -> Iterator[str]:
    """Yield the forms of which a folded word may be an inflection, those of the longest ending first."""
    endings = ROMAN if word.isascii() else URDU
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield from (word.removesuffix(ending) + instead for instead in endings[ending])
