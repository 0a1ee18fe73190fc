"""Enumerations inside one provision: limbs under an introduction, or a sentence that names one thing after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition.evidence import Span
from assistant.composition.wording import LEANING, words
from corpus import Provision
from ingest.passages import introduction

SHARE = 0.4
"""An enumeration is shown if its most relevant piece is at least this relevant, relative to the provision's best."""
LEAST_LIMBS = 3
LONGEST = 260
"""Words; a longer run of limbs is no list that a reader accepts in one piece."""
INCLUDES = re.compile(
    r"^(?:some |such |these )?(?:[\w’'-]+ ){0,3}(?:include|includes|are|may be)\b", re.IGNORECASE
)
"""How a sentence begins that does nothing but name members: "Stakeholders include …"."""
SEPARATOR = re.compile(r"[;؛]")
COMMA = re.compile(r"[,،](?!\d)")


def enumerates(text: str) -> bool:
    """Tell whether a text names several things one after the other."""
    return len(SEPARATOR.findall(text)) >= LEAST_LIMBS - 1 or len(COMMA.findall(text)) >= LEAST_LIMBS


def enumeration(provision: Provision, spans: Sequence[Span]) -> range | None:
    """Places of the pieces of a provision that enumerate what is asked for, with what they lean on; None if none do.

    Args:
        provision: with its official text.
        spans: all its spans, the most relevant first.
    """
    ordered = sorted(spans, key=lambda span: span.place)
    least = SHARE * spans[0].relevance
    runs = [run for run in [*_limbs(provision, ordered), *_sentences(ordered)] if _best(run) >= least]
    if not runs:
        return None
    run = max(runs, key=_best)
    first, last = run[0].place, run[-1].place
    leans = first > 0 and (LEANING.search(run[0].text) or spans[0].place == first - 1)
    return range(first - 1 if leans else first, last + 1)


def _best(run: Sequence[Span]) -> float:
    return max(span.relevance for span in run)


def _limbs(provision: Provision, ordered: Sequence[Span]) -> list[list[Span]]:
    """Runs of limbs under one introduction, each with what stands between its first and its last limb."""
    by_lead: dict[str, list[int]] = {}
    for place, span in enumerate(ordered):
        if lead := introduction(provision, span.text):
            by_lead.setdefault(lead, []).append(place)
    runs = [list(ordered[places[0] : places[-1] + 1]) for places in by_lead.values()]
    return [
        run for run in runs if len(run) >= LEAST_LIMBS and sum(words(span.text) for span in run) <= LONGEST
    ]


def _sentences(ordered: Sequence[Span]) -> list[list[Span]]:
    return [[span] for span in ordered if INCLUDES.search(span.text) and enumerates(span.text)]
