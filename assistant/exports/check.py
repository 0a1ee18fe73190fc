"""Check answers that come back from a client against the documents; nothing in them is believed.

Citations are recomputed from the catalogue. A quotation or a statement that the documents do not bear out ends
the export, and the error names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant import guard
from assistant.detail import absence
from assistant.errors import NotInSourceError
from assistant.finish import attribution, citation_of, labelling, nearest_of
from assistant.inquiry import Point
from assistant.messages import MESSAGES, say
from assistant.schemas import (
    CITING,
    Answer,
    AnswerStatus,
    Citation,
    CorpusState,
    Language,
    Nearest,
    Statement,
)
from assistant.verify import stands_in, supported
from corpus import Catalogue, Provision
from ingest.snapshot import Manifest

WhyNot = Callable[[str, Sequence[Provision], str], str | None]
"""Why provisions do not support a statement in a language; None where they do."""
QUOTED = re.compile("“([^”]*)”")
SUPPORTS = {
    "quotation": ("quotation",),
    "summary": ("summary", "heading", "conflict"),
    "verified": ("strength", "verified"),
}
"""How `assistant.verify` names what the public schema calls so."""
REMARKS = tuple(name for name, texts in MESSAGES.items() if "{" not in texts["en"])
"""Messages without values: what the assistant may say in its own voice before a statement."""
MOST_STATEMENTS = 100


class Checker:
    """Checks answers against the provisions of one snapshot."""

    def __init__(
        self,
        catalogue: Catalogue,
        provisions: Mapping[str, Provision],
        manifest: Manifest,
        why_not: WhyNot,
        question_limit: int = 1000,
    ) -> None:
        """Take what is held, and `StatementJudge.why_not` for statements that a model wrote."""
        self._catalogue = catalogue
        self._provisions = provisions
        self._manifest = manifest
        self._why_not = why_not
        self._question_limit = question_limit

    def check_all(self, answers: Sequence[Answer]) -> list[Answer]:
        """Return the answers with everything but question and statements recomputed.

        Raises:
            NotInSourceError: naming the first answer that does not agree with the documents, and why.
            InvalidInputError: a question cannot be taken as it is.
        """
        return [self._checked(answer, f"Answer {number}") for number, answer in enumerate(answers, 1)]

    def _checked(self, answer: Answer, name: str) -> Answer:
        citing = answer.status in CITING
        if not citing and (answer.statements or answer.citations):
            raise _refusal(name, f"an answer with the status {answer.status} may not cite")
        if citing and not 0 < len(answer.statements) <= MOST_STATEMENTS:
            raise _refusal(name, f"it needs between 1 and {MOST_STATEMENTS} statements")
        citations = self._citations(answer, name)
        for position, statement in enumerate(answer.statements, 1):
            self._check_statement(statement, citations, answer.language, f"{name}, statement {position}")
        question = "" if answer.status is AnswerStatus.REJECTED_INPUT else self._clean(answer.question)
        return Answer(
            id=answer.id if re.fullmatch("[0-9a-f]{32}", answer.id) else "",
            status=answer.status,
            language=answer.language,
            question=question,
            rephrased=question,
            mode=answer.mode,
            answer="",
            statements=answer.statements,
            citations=list(citations.values()),
            nearest=[
                nearest_of(self._catalogue, self._provision(near, name), answer.language)
                for near in answer.nearest[:10]
            ],
            corpus=CorpusState(snapshot=self._manifest.id, official=list(self._manifest.official)),
        )

    def _clean(self, question: str) -> str:
        return guard.clean(question, self._question_limit)

    def _citations(self, answer: Answer, name: str) -> dict[int, Citation]:
        checked: dict[int, Citation] = {}
        used = {number for statement in answer.statements for number in statement.citations}
        for citation in answer.citations:
            if citation.number in checked or citation.number not in used:
                raise _refusal(name, f"citation {citation.number} stands twice or belongs to no statement")
            checked[citation.number] = self._citation(citation, answer.language, name)
        if used - checked.keys():
            raise _refusal(name, f"citation {min(used - checked.keys())} is missing")
        return checked

    def _citation(self, citation: Citation, language: Language, name: str) -> Citation:
        provision = self._provision(citation, f"{name}, citation {citation.number}")
        if citation.quote is not None and not verbatim(provision.text, citation.quote):
            label = self._catalogue.label(provision)
            raise _refusal(
                f"{name}, citation {citation.number}",
                f"the quotation is not in {label} of {provision.source_id}, letter for letter",
            )
        quotes = [citation.quote] if citation.quote else []
        return citation_of(self._catalogue, citation.number, provision, quotes, language)

    def _provision(self, place: Citation | Nearest, name: str) -> Provision:
        provision = self._provisions.get(f"{place.source_id}/{place.locator}")
        if provision is None:
            raise _refusal(name, f"there is no provision {place.locator[:64]!r} in {place.source_id[:64]!r}")
        return provision

    def _check_statement(
        self, statement: Statement, citations: Mapping[int, Citation], language: Language, name: str
    ) -> None:
        if not statement.citations:
            raise _refusal(name, "it has no citation")
        cited = [citations[number] for number in statement.citations]
        provisions = [self._provisions[f"{c.source_id}/{c.locator}"] for c in cited]
        for piece in QUOTED.findall(statement.text) if statement.support != "summary" else ():
            if not any(verbatim(provision.text, piece) for provision in provisions):
                raise _refusal(
                    name, f"the quotation “{piece[:80]}” is not in what it cites, letter for letter"
                )
        if not any(
            self._bears_out(point, provisions, language)
            for point in self._readings(statement, provisions, cited[0].quote, language)
        ):
            raise _refusal(name, f"its wording is not what it cites: “{statement.text[:80]}”")

    def _bears_out(self, point: Point, provisions: Sequence[Provision], language: Language) -> bool:
        if point.support == "verified":
            return self._why_not(point.text, provisions, language) is None
        return supported(point, self._provisions, self._catalogue)

    def _readings(
        self, statement: Statement, provisions: Sequence[Provision], quote: str | None, language: Language
    ) -> Iterator[Point]:
        """Every way to take a statement apart: words of ours before it, and what it says."""
        keys = tuple(provision.key for provision in provisions)
        before = absence(statement.text, language, provisions)
        for says in self._leads(provisions[0], language):
            lead = f"{before} {says}".strip()
            if statement.text.startswith(lead):
                for support in SUPPORTS[statement.support]:
                    yield Point(
                        statement.text.removeprefix(lead).strip(),
                        keys,
                        support,
                        quote if support == "quotation" else None,
                    )

    def _leads(self, provision: Provision, language: Language) -> list[str]:
        """The words of ours that may stand before what a provision says: see `assistant.finish`."""
        source = self._catalogue.source(provision.source_id)
        label = self._catalogue.label(provision, language)
        says = [attribution(source, provision, language, named) for named in (None, label)]
        remarks = [say(name, language) for name in (*REMARKS, "before_approval")]
        both = [f"{remark} {said}" for remark in remarks for said in says]
        return ["", labelling(label, language), *says, *remarks, *both]


def verbatim(text: str | None, quote: str) -> bool:
    """Tell whether a quotation is whole words of a text, letter for letter but for the breaks of lines."""
    return text is not None and stands_in(quote, text) and " ".join(quote.split()) in " ".join(text.split())


def _refusal(name: str, why: str) -> NotInSourceError:
    return NotInSourceError(
        f"{name}: {why}. Nothing was exported; ask the question again and export its answer."
    )
