"""Cut texts for the templates: limbs into lists, marked words into runs. Nothing is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from assistant.comparison.schemas import Span

LIMB = re.compile(r"(?P<label>\([a-z]{1,4}\)|[a-z]\.|•|\[\d+\])\s+(?P<text>.*)", re.DOTALL)


class Limb(NamedTuple):
    """One item of a printed list, with the label it is printed with."""

    label: str
    text: str


class Block(NamedTuple):
    """A paragraph, or a list of limbs."""

    kind: Literal["paragraph", "list"]
    text: str
    limbs: tuple[Limb, ...]


def limbs(parts: Sequence[str]) -> list[Block]:
    """Group the limbs of an official text into lists, and leave its paragraphs as they are."""
    blocks: list[Block] = []
    for part in parts:
        match = LIMB.match(part)
        if match is None:
            blocks.append(Block("paragraph", part, ()))
        elif blocks and blocks[-1].kind == "list":
            blocks[-1] = blocks[-1]._replace(limbs=(*blocks[-1].limbs, Limb(match["label"], match["text"])))
        else:
            blocks.append(Block("list", "", (Limb(match["label"], match["text"]),)))
    return blocks


def segments(text: str, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Cut a text into runs of (kind, text); the kind of unmarked runs is empty."""
    runs: list[tuple[str, str]] = []
    at = 0
    for span in spans:
        runs += [("", text[at : span.start]), (span.kind, text[span.start : span.end])]
        at = span.end
    return [(kind, run) for kind, run in [*runs, ("", text[at:])] if run]
