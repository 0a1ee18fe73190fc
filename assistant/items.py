"""Show a statement that enumerates as items, one a line. Its words stay as they are; only its lines change."""

from __future__ import annotations

import re

LIMB = re.compile(r" (?:… )?(?=“?(?:\([a-z]{1,4}\)|[a-z]\.|•) )")
"""The space before a limb, with the sign that stands for what was left out."""
BULLET = re.compile(r"^(“?)• ")
SEMICOLON = re.compile(r"(?<=[;؛]) ")
INTRODUCED = re.compile(
    r"(?<=:) |(?<=\binclude) |(?<=\bincluding) |(?<=\bsuch as) |(?<=مثلاً) |(?<=جیسے) |(?<=بشمول) "
)
LEAST = 3
"""Fewer things than these stay in their sentence."""


def items_of(text: str) -> tuple[str, list[str]]:
    """Cut a text into what introduces an enumeration and its items; joined by spaces they say what the text says.

    No items if it enumerates fewer than three things.
    """
    limbs = LIMB.split(text)
    if len(limbs) > LEAST:
        return limbs[0], [BULLET.sub(r"\1", limb) for limb in limbs[1:]]
    parts = SEMICOLON.split(text)
    introduced = list(INTRODUCED.finditer(parts[0]))
    if len(parts) < LEAST or not introduced:
        return text, []
    cut = introduced[-1].end()
    return parts[0][: cut - 1], [parts[0][cut:], *parts[1:]]


def quoted_apart(intro: str, items: list[str]) -> tuple[str, list[str]]:
    """Close the quotation before the items and put each item into one of its own."""
    closed = f"{intro}”" if intro.count("“") > intro.count("”") else intro
    return closed, [f"“{_bare(item)}”" for item in items]


def _bare(item: str) -> str:
    """An item without the marks of a quotation that runs over several."""
    bare = item.removeprefix("“")
    return bare.removesuffix("”") if bare.count("”") > bare.count("“") else bare
