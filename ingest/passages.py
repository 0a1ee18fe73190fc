"""Passages: what is indexed. Each knows its provision; a provision has several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.types import Language, Provision, QuestionLanguage
from ingest.lexical import Script

WINDOW_WORDS = 110
"""Longest passage, in words: MiniLM reads at most 256 word pieces, and a long text blurs its vector."""
SENTENCE_END = re.compile(r"(?<=[.;:!?۔])\s+(?=[\"“(A-Z\u0600-\u06ff])")

SENTENCE = re.compile(
    r"(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bvs\.)(?<!\bSept\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Oct|Nov|Dec)\.)(?<=[.!?])[\"”’]?\s+(?=[\"“‘(]?[A-Z0-9])"
)
LEAD_IN = re.compile(r":\s*$")
LIMB_LABEL = re.compile(r"^(?:\([a-z]{1,4}\)|[a-z]\.|•)\s")
ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
SPAN_WORDS = 90
"""Longest span of an introduction with its limbs that is quoted whole."""

PassageKind = Literal["official", "summary", "question", "sentence"]


class Passage(BaseModel):
    """One indexed text."""

    model_config = ConfigDict(frozen=True)

    key: str
    """`source_id/locator` of its provision."""
    kind: PassageKind
    language: QuestionLanguage
    heading: str
    """Innermost heading above the provision, in the passage's language."""
    text: str

    @property
    def indexed(self) -> str:
        """The text as encoders see it: with its heading, which often names the subject."""
        return self.text if self.kind == "question" or not self.heading else f"{self.heading}. {self.text}"


def passages_of(provision: Provision) -> Iterator[Passage]:
    """Yield the passages of a provision: windows and sentences of the official text, summaries, questions."""
    heading = provision.heading_above("en")
    if provision.text:
        language = language_of(provision.text)
        for window in windows(provision.parts or (provision.text,)):
            yield Passage(key=provision.key, kind="official", language=language, heading=heading, text=window)
        for sentence in sentences(provision):
            yield Passage(
                key=provision.key, kind="sentence", language=language, heading=heading, text=sentence
            )
    for written_in, summary in provision.summaries.items():
        yield Passage(
            key=provision.key,
            kind="summary",
            language=written_in,
            heading=provision.heading_above(written_in),
            text=summary,
        )
    for asked_in, questions in provision.questions.items():
        for question in questions:
            yield Passage(key=provision.key, kind="question", language=asked_in, heading="", text=question)


def lexical_text(provision: Provision, script: Script, source_name: str = "") -> str:
    """Everything of a provision that a question may share words of this script, or sounds, with."""
    asked = provision.questions
    if script == "arabic":
        parts = [*provision.heading_ur, provision.summaries.get("ur", ""), *asked.get("ur", ())]
        return " ".join(
            [*parts, provision.text or ""] if language_of(provision.text or "") == "ur" else parts
        )
    text = provision.text or ""
    names = [*provision.heading, source_name, provision.locator]
    return " ".join(
        [*names, text, provision.summaries.get("en", ""), *asked.get("en", ()), *asked.get("ur-Latn", ())]
    )


def language_of(text: str) -> Language:
    """Language of a document's wording, by its script."""
    arabic = len(ARABIC_LETTER.findall(text))
    return "ur" if arabic * 2 > sum(character.isalpha() for character in text) else "en"


def windows(parts: Iterable[str], limit: int = WINDOW_WORDS) -> Iterator[str]:
    """Pack whole limbs, then whole sentences, into windows of at most `limit` words where possible."""
    window: list[str] = []
    words = 0
    for piece in _pieces(parts, limit):
        count = len(piece.split())
        if window and words + count > limit:
            yield " ".join(window)
            window, words = [], 0
        window.append(piece)
        words += count
    if window:
        yield " ".join(window)


def _pieces(parts: Iterable[str], limit: int) -> Iterator[str]:
    for part in parts:
        if len(part.split()) <= limit:
            yield part
        else:
            yield from SENTENCE_END.split(part)


def sentences(provision: Provision) -> list[str]:
    """Cut the official text into spans that can be quoted alone without changing their meaning.

    A span is a whole sentence, a whole table cell, or an introduction with its limbs: a limb alone would
    lose the "should" or "not" of its introduction. A long list is cut into its introduction and each limb;
    whoever quotes such a limb must show the introduction as well (see `introduction`).
    """
    if provision.rows:
        return [span for row in provision.rows for span in _cells(row) if span]
    spans: list[str] = []
    parts = list(provision.parts)
    while parts:
        part = parts.pop(0)
        if not LEAD_IN.search(part):
            spans.extend(SENTENCE.split(part))
            continue
        limbs = []
        while parts and LIMB_LABEL.match(parts[0]):
            limbs.append(parts.pop(0))
        *before, lead_in = SENTENCE.split(part)
        spans.extend(before)
        whole = "\n".join([lead_in, *limbs])
        if len(whole.split()) <= SPAN_WORDS or not limbs:
            spans.append(whole)
        else:
            spans.extend(limbs)
    return [span for span in spans if len(span.split()) > 2]


def _cells(row: dict[str, str]) -> tuple[str, str]:
    """Cells of a table row that belong together: what there is, and what is wanted by when."""
    cells = [cell for cell in row.values() if cell]
    return "\n".join(cells[:2]), "\n".join(cells[2:])


def introduction(provision: Provision, span: str) -> str | None:
    """Return the introduction that governs a limb, or None for a span that stands alone.

    A limb that goes on counting ("(b)") has the introduction of the one before it ("(a)"), whatever stands between.
    Of a run of limbs it is that of the first.
    """
    if not LIMB_LABEL.match(span):
        return None
    wanted = span.split("\n")[0]
    lead_in = None
    governing: dict[str, str | None] = {}
    for part in provision.parts:
        found = LIMB_LABEL.match(part)
        if found:
            label = found[0].strip()
            governing[label] = governing.get(_before(label), lead_in)
        if wanted in part:
            return governing[found[0].strip()] if found else lead_in
        if LEAD_IN.search(part):
            lead_in = SENTENCE.split(part)[-1]
    return None


def _before(label: str) -> str:
    """The label that comes before another in counting: "(a)" before "(b)"; empty if it cannot be told."""
    letters = label.strip("().")
    numerals = "i ii iii iv v vi vii viii ix x".split()
    if len(letters) == 1 and letters not in {"i", "v", "x"} and letters > "a":
        return label.replace(letters, chr(ord(letters) - 1))
    if letters in numerals[1:]:
        return label.replace(letters, numerals[numerals.index(letters) - 1])
    return ""
