"""Segment any document: articles, recitals, numbered sections and paragraphs, else windows under headings.

A number is believed only in its place: it must follow the one before it, or begin again at 1 behind a
heading. A list inside a provision stays a part of it. Text that no number reaches is cut into windows, which
are cited by the heading they stand under: `s3.2` is the second window under the third heading that bears no
number, `w12` the twelfth window of a document (or of what stands above its first heading).

    Article 5, its paragraph 2   5, 5(2)          recital 12      preamble-12
    section 3.2, its clause 1    3.2, 3.2(1)      paragraph 26    26
    paragraph 4 of a list that begins again under the third heading: s3(4)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.types import Language, ProvisionKind
from ingest.formats.blocks import Block, Reading, count_letters
from ingest.segment.drafts import Draft, Found, Run, locate, windows
from ingest.segment.marks import (
    DIVISION,
    FIRST,
    FURTHEST_JUMP,
    LIMB,
    Mark,
    is_title,
    plausible,
    read_mark,
    successors,
)

NUMBERED_SHARE = 0.4
"""Least share of numbered blocks in running text for the numbers to be the document's own."""
LEAST_NUMBERED = 3
PREAMBLE = re.compile(r"recital|preamble|whereas|تمہید", re.IGNORECASE)
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
DEEP = 50
"""Rank of a heading that only its number shows; ranks of set headings are below."""


def language_of(text: str) -> Language:
    """Tell English from Urdu by script: the one with more letters."""
    return "ur" if len(ARABIC.findall(text)) > len(LATIN.findall(text)) else "en"


def segment_general(reading: Reading) -> Found:
    """Cut a document into provisions and report what was found."""
    walk = _Walk(reading.blocks)
    walk.run_through()
    pieces, duplicates = locate(walk.drafts)
    text = "\n".join(block.text for block in reading.blocks)
    placed = sum(count_letters(part) for piece in pieces for part in piece.parts)
    return Found(
        title=walk.title,
        language=language_of(text),
        pieces=tuple(pieces),
        counts=dict(Counter(piece.kind.value for piece in pieces)),
        headings=walk.headings,
        gaps=tuple(walk.gaps),
        duplicates=tuple(duplicates),
        letters=reading.letters,
        accounted=round(min(1.0, (placed + walk.set_aside) / reading.letters), 4) if reading.letters else 0.0,
    )


class _Walk:
    """One walk through the blocks of a document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = [block for block in blocks if block.kind != "furniture"]
        self.title = _title(self.blocks)
        self.has_articles = sum(_heads_article(block) for block in self.blocks) > 1
        self.has_paragraphs = _is_numbered(self.blocks)
        self.drafts: list[Draft] = []
        self.gaps: list[str] = []
        self.headings = 0
        self.set_aside = sum(count_letters(block.text) for block in blocks if block.kind == "furniture")
        """Letters of headings, labels and furniture."""
        self._path: list[tuple[int, str]] = []
        self._under = 0
        self._draft: Draft | None = None
        self._owner: Draft | None = None
        """The article or section that is open, as the draft of its own text."""
        self._owner_rank = 0
        self._loose: list[tuple[str, int | None]] = []
        self._run: Run | None = None
        self._opened = False
        """A heading stood since the last number of the run."""
        self._bare_head = False
        """The last block was the head of an article without its title."""
        self._last: dict[str, str] = {}
        """`article` or `section` -> last number."""

    def run_through(self) -> None:
        """File every block."""
        for position, block in enumerate(self.blocks):
            if block.text == self.title and block.level is not None and not self.drafts and not self._loose:
                self.set_aside += count_letters(block.text)
            elif not self._file(block, read_mark(block)):
                following = self.blocks[position + 1] if position + 1 < len(self.blocks) else None
                self._plain(block, following)
        self._flush()
        self.drafts = [draft for draft in self.drafts if any(part.strip() for part in draft.parts)]

    def _file(self, block: Block, mark: Mark | None) -> bool:
        """File a numbered block; False where its number is not believed."""
        if mark is None:
            return False
        if mark.kind == "article":
            return self.has_articles and self._head(block, mark, ProvisionKind.ARTICLE)
        if mark.kind == "section":
            return self._head(block, mark, ProvisionKind.SECTION)
        return self._paragraph(block, mark)

    # --- articles and sections -----------------------------------------------------------------------

    def _head(self, block: Block, mark: Mark, kind: ProvisionKind) -> bool:
        inside = self._in_article() and mark.number.startswith(f"{self._article()}.")
        last = self._article_or_last(mark) if inside else self._last.get(mark.kind)
        if not plausible(mark, last, set_as_heading=block.level is not None):
            return False
        if last is not None and mark.number not in successors(last):
            self._gap(f"{mark.kind} {mark.number} follows {last}", block)
        elif last is None and mark.number not in FIRST:
            self._gap(f"the first {mark.kind} is {mark.number}", block)
        self._last[mark.kind] = mark.number
        self._flush()
        titled = block.level is not None or not mark.rest or is_title(mark.rest)
        rank = block.level if block.level is not None else DEEP + mark.number.count(".")
        if titled:
            self._push(rank, block.text)
        kind = ProvisionKind.ARTICLE if inside else kind
        self._owner = self._draft = Draft(kind, mark.number, self._heading(), self._under)
        self._owner_rank, self._opened = rank, True
        self.drafts.append(self._owner)
        self._bare_head = mark.kind == "article" and not mark.rest
        if not titled:
            self.set_aside += count_letters(block.text) - count_letters(mark.rest)
            self._append(mark.rest, block.page)
        return True

    def _article_or_last(self, mark: Mark) -> str:
        """The number that one inside an article follows: its elder in the article, or the article's own."""
        last = self._last.get(mark.kind, "")
        return last if last.startswith(f"{self._article()}.") else self._article()

    def _in_article(self) -> bool:
        return self._owner is not None and self._owner.kind is ProvisionKind.ARTICLE

    def _article(self) -> str:
        return self._owner.number.partition(".")[0] if self._owner else ""

    # --- numbered paragraphs -------------------------------------------------------------------------

    def _paragraph(self, block: Block, mark: Mark) -> bool:
        number = int(mark.number)
        recital = self._is_recital(mark)
        if not (recital or self._may_number(number)):
            return False
        style = f"recital {mark.style}" if recital else mark.style
        run = self._continue(style, number, block) or self._begin(style, number, recital, block)
        if run is None:
            return False
        run.last = number
        owner = self._owner.number if self._owner else ""
        run.owners.add(owner)
        self._flush()
        self._run, self._opened, self._bare_head = run, False, False
        self._draft = Draft(run.kind, mark.number, self._heading(), self._under, owner, run)
        self.drafts.append(self._draft)
        self.set_aside += count_letters(block.text) - count_letters(mark.rest)
        self._append(mark.rest, block.page)
        return True

    def _is_recital(self, mark: Mark) -> bool:
        if mark.kind == "recital":
            return True
        before_articles = self.has_articles and "article" not in self._last
        named = any(PREAMBLE.search(text) for _, text in self._path)
        return before_articles and self._owner is None and (mark.style == "brackets" or named)

    def _may_number(self, number: int) -> bool:
        """Tell whether numbered paragraphs stand here: in an article, a section, a numbered document."""
        if self._in_article():
            return True
        if number == 1 and self._announced():
            return False
        return self.has_paragraphs or self._owner is not None

    def _announced(self) -> bool:
        """Tell whether the sentence before announces a list, which then is a part of its provision."""
        before = self._draft.parts if self._draft is not None else [text for text, _ in self._loose]
        return bool(before) and before[-1].rstrip().endswith(":")

    def _continue(self, style: str, number: int, block: Block) -> Run | None:
        run = self._run
        if run is None or run.style != style or not run.last <= number <= run.last + FURTHEST_JUMP:
            return None
        if number == run.last and (number == 1 or self._opened):
            return None
        if number > run.last + 1:
            self._gap(f"{run.kind} {number} follows {run.kind} {run.last}", block)
        return run

    def _begin(self, style: str, number: int, recital: bool, block: Block) -> Run | None:
        first_of_all = not any(draft.run for draft in self.drafts)
        if number != 1 and not (first_of_all and self.has_paragraphs):
            return None
        if not (first_of_all or self._opened):
            return None
        if number != 1:
            self._gap(f"the first numbered paragraph is {number}", block)
        if recital:
            return Run(style, 0, ProvisionKind.RECITAL)
        if self._owner is None:
            return Run(style, 0, ProvisionKind.PARAGRAPH)
        return Run(style, 0, ProvisionKind.ARTICLE if self._in_article() else ProvisionKind.CLAUSE)

    # --- headings and running text -------------------------------------------------------------------

    def _plain(self, block: Block, following: Block | None) -> None:
        """File a block without a number of its own: a heading, or text that belongs to what is open."""
        divides = block.level is None and bool(DIVISION.match(block.text)) and is_title(block.text)
        titles = self._bare_head and (
            block.level is not None or (is_title(block.text) and following is not None)
        )
        if titles and self._owner is not None:
            self._extend_heading(block.text)
        elif block.level is not None or divides:
            self._open_heading(block)
        else:
            self._append(block.text, block.page)
        self._bare_head = False

    def _open_heading(self, block: Block) -> None:
        self._flush()
        rank = block.level if block.level is not None else 0
        if self._owner is not None and rank <= self._owner_rank:
            self._owner = None
        self._under += 1
        self._push(rank, block.text)
        self._draft, self._opened = self._owner, True

    def _extend_heading(self, title: str) -> None:
        rank, text = self._path.pop()
        self._path.append((rank, f"{text} – {title}"))
        self.set_aside += count_letters(title)
        if self._owner is not None:
            self._owner.heading = self._heading()

    def _push(self, rank: int, text: str) -> None:
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()
        self._path.append((rank, " ".join(text.split())))
        self.headings += 1
        self.set_aside += count_letters(text)

    def _heading(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._path)

    def _append(self, text: str, page: int | None) -> None:
        if self._draft is None:
            self._loose.append((text, page))
        else:
            self._draft.add(text, page)

    def _flush(self) -> None:
        """Cut the text that no number reached into windows."""
        for text, pages in windows(self._loose):
            draft = Draft(ProvisionKind.WINDOW, "", self._heading(), self._under, pages=pages)
            draft.parts = [line for line in text.split("\n") if line.strip()]
            self.drafts.append(draft)
        self._loose = []

    def _gap(self, what: str, block: Block) -> None:
        self.gaps.append(what + (f" (page {block.page})" if block.page is not None else ""))


# --- what kind of document it is --------------------------------------------------------------------


def _title(blocks: Sequence[Block]) -> str | None:
    """The document's title: its first heading, if no other is of its level and it has no number."""
    first = next((block for block in blocks if block.level is not None), None)
    if first is None or read_mark(first) is not None:
        return None
    alone = sum(block.level == first.level for block in blocks) == 1
    highest = all(block.level >= (first.level or 0) for block in blocks if block.level is not None)
    return first.text if alone and highest else None


def _heads_article(block: Block) -> bool:
    mark = read_mark(block)
    return mark is not None and mark.kind == "article"


def _is_numbered(blocks: Sequence[Block]) -> bool:
    running = [b for b in blocks if b.level is None and b.kind == "text" and not LIMB.match(b.text)]
    marks = [mark for mark in map(read_mark, running) if mark is not None]
    own = [mark for mark in marks if mark.kind == "paragraph"]
    others = len(marks) - len(own)
    return len(own) >= LEAST_NUMBERED and len(own) >= NUMBERED_SHARE * (len(running) - others)
