"""Questions whether a thing has come about yet: the latest dated record on it is the answer, whatever announced it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.retrieval import Hit
from corpus import ProvisionKind

COME_ABOUT = re.compile(
    r"^\W*(?:has|have|had|is|are|was|were|did)\b.*\b(?:formed?|set up|establish(?:ed)?|launch(?:ed)?|start(?:ed)?|begun|begin|created?|constituted"
    r"|operational|released?|published?|issued?|passed?|approved?|adopted?|opened?|running)\b"
    r"|(?:قائم|شروع|جاری|منظور|پاس|تشکیل|شائع) (?:\S+ )?(?:ہو|ہوا|ہوئی|کیا|کی|کر) ?(?:گیا|گئی|چکا|چکی|ہے|دیا|دی)?|بن (?:گیا|گئی|چکا|چکی)"
    r"|\b(?:qa+[iy]m|shuru|jari|manzoor|pass|launch|approve) (?:ho|hua|hui|kar|kiya)\b|\bban (?:gaya|gayi|chuka|chuki)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"\b(?:approved|launched|established|formed|set up|founded|created|constituted|adopted|introduced|issued|published|released"
    r"|started|began|opened|held)\b",
    re.IGNORECASE,
)
NEARLY = 0.9
"""A record found with at least this share of the first one's score is on the same thing."""


def happened(text: str) -> bool:
    """Tell whether an English text says that something has come about; that it is planned or named does not."""
    return bool(HAPPENED.search(text))


def come_about(question: str) -> bool:
    """Tell whether a question asks if something has come about."""
    return bool(COME_ABOUT.search(question))


def latest_first(chosen: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """Put the latest dated record first where a record is among the chosen hits: of one date the last one.

    Args:
        chosen: hits that an answer is written from.
        hits: all that were found; of these, records found about as near as the first of the chosen ones count.
    """
    found = [hit for hit in chosen if hit.provision.kind is ProvisionKind.RECORD]
    if not found:
        return list(chosen)
    near = [
        hit
        for hit in hits
        if hit.provision.source_id == found[0].provision.source_id and hit.score >= NEARLY * found[0].score
    ]
    latest = max(
        near, key=lambda hit: (hit.provision.date or "", len(hit.provision.locator), hit.provision.locator)
    )
    return [latest, *(hit for hit in chosen if hit is not latest)]
