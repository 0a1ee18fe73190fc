"""Judge one draft of a model: a point of the answer, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.generation.block import Block
from assistant.generation.evidence import evidence_of, together
from assistant.generation.form import malformed, tidy
from assistant.generation.stream import Draft
from assistant.generation.verifier import ENGLISH, URDU, Verifier
from assistant.inquiry import Point
from assistant.verify import stands_in
from corpus import Catalogue, Provision
from ingest.encoders import Encoder

MOST_CITED = 2
"""Provisions that one statement may rest on: more, and it could be pieced together from anything."""
QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»]")
Quote = Callable[[Provision, str], str | None]
"""A verbatim span of a provision that goes with a statement, if its official text is held."""

EXPLAINED: Mapping[str, str] = {
    "ids": "it names no identifier, more than two, or one that was not given",
    "quotation": "it puts words in quotation marks that are not in the provision",
    "length": "it is too short or too long",
    "active": "it contains a link, HTML or formatting",
    "role": "it speaks of the assistant instead of the provision",
    "hidden": "it contains invisible characters",
    "language": "it is not in the language asked for",
    "question": "it is a question",
    "number": "it has a number that the provision does not have there",
    "name": "it has a name that the provision does not have",
    "strength": "it changes the strength of the provision: keep should, shall, must, may, can as they are",
    "negation": "it turns the provision round, or leaves out or adds a not",
    "opposite": "it says the opposite of a word of the provision",
    "limit": "it adds a word such as only, always or law that the provision does not have",
    "exception": "it leaves out or adds a condition such as unless, except or if",
    "content": "the provision does not say so",
}


@dataclass(frozen=True)
class Rejected:
    """A draft that is not shown."""

    text: str
    reason: str
    """A key of `EXPLAINED`."""


class StatementJudge:
    """Judges drafts in both languages."""

    def __init__(
        self,
        catalogue: Catalogue,
        encoders: Mapping[str, Encoder],
        quote: Quote = lambda provision, text: None,
    ) -> None:
        """Without `quote` the points that are judged good carry no quotation."""
        self._catalogue = catalogue
        self._verifiers = {
            "en": Verifier(encoders["english"].passages, ENGLISH),
            "ur": Verifier(encoders["multilingual"].passages, URDU),
        }
        self._quote = quote

    def why_not(self, text: str, cited: Sequence[Provision], language: str) -> str | None:
        """Return None for a statement that the provisions support, else a key of `EXPLAINED`."""
        if len(cited) > MOST_CITED:
            return "ids"
        wrong = malformed(text, language)
        if wrong is not None:
            return wrong.value
        if not all(any(stands_in(q, p.text or "") for p in cited) for q in QUOTED.findall(text)):
            return "quotation"
        evidence = together(evidence_of(provision, self._catalogue, language) for provision in cited)
        reason = self._verifiers[language].check(evidence, text)
        return None if reason is None else reason.value

    def judge(self, draft: Draft, block: Block, language: str) -> Point | Rejected:
        """Verify a draft against the provisions it names."""
        text = tidy(draft.text)
        cited = block.resolve(draft.ids)
        if cited is None:
            return Rejected(text, "ids")
        reason = self.why_not(text, cited, language)
        if reason is not None:
            return Rejected(text, reason)
        return Point(
            text=text,
            keys=tuple(dict.fromkeys(provision.key for provision in cited)),
            support="verified",
            quote=self._quote(cited[0], text),
            group=cited[0].source_id,
        )
