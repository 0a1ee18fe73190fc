"""Dates as people write them, in both languages."""

from __future__ import annotations

import datetime
from functools import cache

from babel.dates import format_date

PATTERNS = ("y", "MMMM y", "d MMMM y")
"""By the number of parts of an ISO date, as Unicode writes them (CLDR date field symbols)."""


@cache
def spoken_date(iso: str, language: str) -> str:
    """Speak an ISO date of any precision: `2021-11-23` is "23 November 2021", `2023-05` is «مئی 2023»."""
    parts = [int(part) for part in iso.split("-")]
    day = datetime.date(*(*parts, 1, 1)[:3])
    spoken: str = format_date(day, PATTERNS[len(parts) - 1], locale="ur" if language == "ur" else "en")
    return spoken
