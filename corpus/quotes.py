"""Whether a quotation is in a text, exactly, after folding typography on both sides. Never by similarity."""

from __future__ import annotations

from corpus.text import fold


def contains(text: str, quote: str) -> bool:
    """Tell whether `quote` stands in `text` word for word; it may not begin or end inside a word."""
    folded, wanted = fold(text), fold(quote)
    if not wanted:
        return False
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _joins(folded, start) and not _joins(folded, end):
            return True
        start = folded.find(wanted, start + 1)
    return False


def _joins(text: str, position: int) -> bool:
    """Tell whether a word runs across `position`."""
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()
