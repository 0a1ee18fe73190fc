"""Provisions in the making, their locators, and the windows that unnumbered text is cut into."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.types import Language, ProvisionKind, Record

WINDOW_CHARACTERS = 1_000
SPLITS = [r"\n\n", r"\n", r"(?<=[.!?۔؟])\s+", r"\s+"]
MAIN_RUN_SHARE = 2 / 3
"""A run of paragraphs keeps bare numbers if it holds more than this share of those that nothing owns."""


class Piece(Record):
    """One provision as found."""

    locator: str
    kind: ProvisionKind
    heading: tuple[str, ...]
    parts: tuple[str, ...]
    page: int | None
    page_end: int | None


class Found(Record):
    """What the segmenter found, for people to judge before anything is indexed."""

    title: str | None
    language: Language
    pieces: tuple[Piece, ...]
    counts: dict[str, int]
    """Kind of provision -> how many."""
    headings: int
    gaps: tuple[str, ...]
    """Breaks of the numbering, in words."""
    duplicates: tuple[str, ...]
    """Locators that the document gives twice; the second is filed with `-2` behind it."""
    letters: int
    """Letters and digits of the file."""
    accounted: float
    """Share of them in provisions, headings and recognised furniture."""


@dataclass
class Run:
    """A series of numbers in one style."""

    style: str
    last: int
    kind: ProvisionKind
    owners: set[str] = field(default_factory=set)


@dataclass
class Draft:
    """A provision in the making."""

    kind: ProvisionKind
    number: str
    heading: tuple[str, ...]
    under: int
    """Ordinal of the unnumbered heading it stands under; 0: none."""
    owner: str = ""
    """Article or section it stands in."""
    run: Run | None = None
    parts: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def add(self, text: str, page: int | None) -> None:
        """Append the lines of a block."""
        self.parts.extend(line for line in text.split("\n") if line)
        if page is not None:
            self.pages.append(page)


def windows(loose: Iterable[tuple[str, int | None]]) -> list[tuple[str, list[int]]]:
    """Cut paragraphs into windows of about a thousand characters, at paragraph ends where possible."""
    paragraphs = list(loose)
    whole = "\n\n".join(text for text, _ in paragraphs)
    splitter = RecursiveCharacterTextSplitter(
        separators=SPLITS,
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=WINDOW_CHARACTERS,
        chunk_overlap=0,
        add_start_index=True,
    )
    starts = list(accumulate((len(text) + 2 for text, _ in paragraphs), initial=0))
    found = []
    for chunk in splitter.create_documents([whole] if whole else []):
        start = chunk.metadata["start_index"]
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, start + len(chunk.page_content) - 1)
        pages = [page for _, page in paragraphs[first:last] if page is not None]
        found.append((chunk.page_content, pages))
    return found


def locate(drafts: Sequence[Draft]) -> tuple[list[Piece], list[str]]:
    """Give every provision its locator, unique in the document; also return those that stood twice."""
    main = _main_run(drafts)
    paragraphs = {draft.number for draft in drafts if draft.run is not None and draft.run is main}
    seen: Counter[str] = Counter()
    windows: Counter[int] = Counter()
    pieces, duplicates = [], []
    for draft in drafts:
        if main is not None and draft.run is main:
            draft.kind = ProvisionKind.PARAGRAPH
        if draft.kind is ProvisionKind.WINDOW:
            windows[draft.under] += 1
            locator = f"s{draft.under}.{windows[draft.under]}" if draft.under else f"w{windows[0]}"
        else:
            locator = _locator(draft, main, paragraphs)
        seen[locator] += 1
        if seen[locator] > 1:
            duplicates.append(locator)
            locator = f"{locator}-{seen[locator]}"
        pieces.append(_piece(draft, locator))
    return pieces, duplicates


def _locator(draft: Draft, main: Run | None, paragraphs: set[str]) -> str:
    if draft.run is None:
        return f"{draft.kind}-{draft.number}" if draft.number in paragraphs else draft.number
    if draft.run.kind is ProvisionKind.RECITAL:
        return f"preamble-{draft.number}"
    if draft.run is main:
        return draft.number
    return f"{draft.owner or f's{draft.under}'}({draft.number})"


def _main_run(drafts: Sequence[Draft]) -> Run | None:
    """The run whose numbers stand alone: it holds most of the paragraphs that no article or section owns."""
    free = []
    for draft in drafts:
        run = draft.run
        if run is None or run.kind not in {"paragraph", "clause"}:
            continue
        if len(run.owners) > 1 or run.owners == {""}:
            free.append(run)
    for run in free:
        if sum(other is run for other in free) > MAIN_RUN_SHARE * len(free):
            return run
    return None


def _piece(draft: Draft, locator: str) -> Piece:
    first, last = (min(draft.pages), max(draft.pages)) if draft.pages else (None, None)
    return Piece(
        locator=locator,
        kind=draft.kind,
        heading=draft.heading,
        parts=tuple(draft.parts),
        page=first,
        page_end=last if last != first else None,
    )
