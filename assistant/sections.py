"""Tell whether a question asks for all that stands under one heading, without naming the section by its number.

"What will the working groups do?" is answered by seven clauses, "Who chairs them?" by one of them. What was found tells
the two apart, how the provisions of the section stand among the hits, and how the question is worded: a logistic model over both,
fitted by `benchmarks/fit_sections.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from assistant.inquiry import Inquiry
from assistant.parts import Part
from assistant.phrasing import Phrasing, load_phrasing
from assistant.retrieval import Hit
from corpus import Localised, Provision, ProvisionKind
from ingest.lexical import Script, script_of, terms

WEIGHTS_FILE = Path(__file__).parent / "sections.npz"
KINDS = frozenset({"fact", "list", "duty", "number"})
"""Kinds of question that a whole section may answer."""
LEAST, MOST = 2, 12
"""Provisions of a section that is told; of a longer one nobody reads all."""
LOOKED_AT = 8
"""Hits whose sections are considered."""
FAR_AHEAD = 15.0
"""Standard deviations by which a hit is as far before the next one as can be."""
MOST_PARTS = 4
JOINED = re.compile(r"[,،]|\band\b|\bor\b|\baur\b|(?<!\w)اور(?!\w)", re.IGNORECASE)
"""What joins the parts of a question that asks for several things."""


@dataclass(frozen=True, eq=False)
class Section:
    """The provisions right under one heading, in the order of the text."""

    provisions: tuple[Provision, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all of them."""
        return tuple(provision.key for provision in self.provisions)

    @property
    def members(self) -> tuple[str, ...]:
        """Keys of those that it consists of: not what introduces or closes them."""
        own = [p.key for p in self.provisions if p.kind not in (ProvisionKind.SECTION, ProvisionKind.CLOSING)]
        return tuple(own) or self.keys

    def part(self, found: Provision) -> Part:
        """The same as a part that is told whole; what introduces it is told if it was found first itself."""
        told = [p for p in self.provisions if p.kind is not ProvisionKind.SECTION or p.key == found.key]
        heading = Localised(en=found.heading_above("en"), ur=found.heading_above("ur"))
        return Part(found.source_id, heading, tuple(p.locator for p in told), frozenset())


@dataclass(frozen=True)
class Signs:
    """What speaks for a whole section and against it. The order is that of the weights."""

    found: float
    """Share of its members among the hits."""
    near: float
    """Share of its provisions among the first hits, of which there are one more than of them."""
    standing: float
    """Mean score of its members beside that of the first hit, in standard deviations of the signals; 0 or less."""
    first: float
    """1 if the first hit is of the section."""
    second: float
    lead: float
    """Of the first hit before the second one, at most `FAR_AHEAD`."""
    size: float
    """Number of its members."""
    headed: float
    """Share of the words of its heading that the question has."""
    joined: float
    """Parts that the question joins, at most `MOST_PARTS`."""


class Sections:
    """The sections of one snapshot. Safe to share between threads."""

    def __init__(self, provisions: Iterable[Provision], weights: Path = WEIGHTS_FILE) -> None:
        self._of = sections_of(provisions)
        with np.load(weights, allow_pickle=False) as table:
            self._bias = float(table["bias"])
            self._likely, self._sure = float(table["likely"]), float(table["sure"])
            self._weights: list[float] = table["signs"].tolist()
        self._phrasing: Phrasing = load_phrasing(weights)

    def asked(self, inquiry: Inquiry) -> tuple[Part | None, bool]:
        """The section that a question asks for as a whole, by what was found for it, and whether it surely does.

        None if it asks for less.
        """
        if not may_ask(inquiry):
            return None, False
        weighed = [(self._weigh(signs_of(one, inquiry)), one) for one in near(inquiry.hits, self._of)]
        best, section = max(weighed, key=lambda one: one[0], default=(-math.inf, None))
        total = self._bias + self._phrasing.weigh(inquiry.rephrased) + best
        if section is None or total < self._likely:
            return None, False
        found = next(hit.provision for hit in inquiry.hits if hit.provision.key in section.keys)
        return section.part(found), total >= self._sure

    def _weigh(self, signs: Signs) -> float:
        return float(np.dot(self._weights, astuple(signs)))


def sections_of(provisions: Iterable[Provision]) -> dict[str, Section]:
    """Key of each provision that is of a section of `LEAST` to `MOST` members -> the section."""
    by_heading: dict[tuple[str, tuple[str, ...]], list[Provision]] = {}
    for provision in provisions:
        if provision.heading:
            by_heading.setdefault((provision.source_id, tuple(provision.heading)), []).append(provision)
    sections = [Section(tuple(found)) for found in by_heading.values()]
    return {
        key: section for section in sections if LEAST <= len(section.members) <= MOST for key in section.keys
    }


def may_ask(inquiry: Inquiry) -> bool:
    """Tell whether a question is one that a section may answer, whatever was found."""
    return inquiry.kind in KINDS and not inquiry.mentioned and not any(hit.named for hit in inquiry.hits)


def near(hits: Sequence[Hit], sections: Mapping[str, Section]) -> Iterator[Section]:
    """Yield each section that one of the first hits is of."""
    found = (sections.get(hit.provision.key) for hit in hits[:LOOKED_AT])
    yield from dict.fromkeys(section for section in found if section is not None)


def signs_of(section: Section, inquiry: Inquiry) -> Signs:
    """Weigh a section against the hits of an inquiry, which has some, and its words."""
    hits, own, members = inquiry.hits, set(section.keys), section.members
    scores: Mapping[str, float] = {hit.provision.key: hit.score for hit in hits}
    lowest, top = hits[-1].score, hits[0].score
    among_first = [hit.provision.key in own for hit in hits[: len(own) + 1]]
    second = hits[min(1, len(hits) - 1)]
    script = script_of(inquiry.question_language)
    heading = _terms(section.provisions[0].heading_above("ur" if script == "arabic" else "en"), script)
    return Signs(
        found=sum(key in scores for key in members) / len(members),
        near=sum(among_first) / len(own),
        standing=sum(scores.get(key, lowest) for key in members) / len(members) - top,
        first=float(hits[0].provision.key in own),
        second=float(second.provision.key in own),
        lead=min(top - second.score, FAR_AHEAD),
        size=float(len(members)),
        headed=len(heading & _terms(inquiry.rephrased, script)) / max(len(heading), 1),
        joined=float(min(len(JOINED.findall(inquiry.rephrased)), MOST_PARTS)),
    )


def _terms(text: str, script: Script) -> frozenset[str]:
    return frozenset(terms(text, script, skeletons=False))
