"""A second pair of eyes on finished answers: whether every sentence is proved by what it cites.

It shares no code with the composer, the verifier or the corpus' own comparison of texts, so that a fault of
theirs cannot hide here. It is stricter in one point: letter case counts.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from corpus import Catalogue, Provision

CITING = ("answered", "partial")
BRACKETED = re.compile(r"\[(\d{1,3})\]")
ELISION = re.compile(r"[\s.…\[\]]*")
BETWEEN_QUOTES = re.compile(r"”\s*\[?(?:…|\.\.\.)\]?\s*“")
SENTENCE_END = re.compile(r"(?<=[.?!۔؟])\s+|(?<=[.?!]”)\s+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DUTY = re.compile(r"\b(?:should|shall|may|must|not|never|encouraged|required|prohibited)\b", re.IGNORECASE)

LEADS = (
    *(
        "Yes.",
        "No.",
        "Later version:",
        "Before the approval:",
        "Note a contradiction:",
        "Changed between versions:",
        "How strongly it is put:",
        "بات کس زور سے کہی گئی:",
        "Yes, it should be so, though it is not put as a must.",
        "Yes, it may.",
        "Yes, under conditions.",
        "No, it should not.",
        "It may be so, but it need not.",
        "Yes, under the draft.",
        "No, not under the draft.",
        "Yes, under the draft it should be so, though it is not put as a must.",
        "Yes, under the draft it may.",
        "Only if it is extended.",
        "Under the draft, only if it is extended.",
        "Yes, under the draft, on conditions.",
        "No, under the draft it should not.",
    ),
    "It is not certain that this answers the question; it is what comes nearest.",
    "یقین سے نہیں کہا جا سکتا کہ اس میں سوال کا جواب ہے؛ قریب ترین بات یہ ہے۔",
    "Not in the texts held word for word: neither these words nor anything near them stand there. Of other sources only summaries are held, so the words may be from one of them. What is said on the matter is this.",
    "جو متن حرف بہ حرف موجود ہیں ان میں نہ یہ الفاظ ملے، نہ ان سے ملتی جلتی کوئی عبارت۔ دوسرے مآخذ کے صرف خلاصے موجود ہیں، اس لیے ممکن ہے الفاظ انہی میں سے کسی کے ہوں۔ اس بارے میں یہ لکھا ہے۔",
    "No: neither these words nor anything near them stand there. What is said on the matter is this.",
    "جی نہیں: نہ یہ الفاظ وہاں ہیں اور نہ ان کے قریب کوئی عبارت۔ اس بارے میں یہ لکھا ہے۔",
    *("Yes, word for word.", "No, not in these words. The nearest wording is this."),
    "The words are exact, but they stand here and not in the place named.",
    "This cannot be checked word for word, so neither yes nor no: the official text is not held here. Our own summary says this.",
    *(
        "جی ہاں۔",
        "جی نہیں۔",
        "ہاں۔",
        "نہیں۔",
        "بعد کا نسخہ:",
        "منظوری سے پہلے:",
        "ایک تضاد نوٹ کیجیے:",
        "نسخوں کے درمیان بدلا ہوا:",
    ),
    *(
        "جی ہاں، حرف بہ حرف۔",
        "جی ہاں، ایسا ہونا چاہیے، اگرچہ اسے لازم نہیں کہا گیا۔",
        "جی ہاں، ایسا ہو سکتا ہے۔",
        "جی ہاں، شرائط کے ساتھ۔",
        "جی نہیں، ایسا نہیں ہونا چاہیے۔",
        "ایسا ہو سکتا ہے، مگر لازم نہیں۔",
        "جی ہاں، مسودے کے تحت۔",
        "جی نہیں، مسودے کے تحت نہیں۔",
        "جی ہاں، مسودے کے تحت ایسا ہونا چاہیے، اگرچہ اسے لازم نہیں کہا گیا۔",
        "جی ہاں، مسودے کے تحت ایسا ہو سکتا ہے۔",
        "جی ہاں، مسودے کے تحت، شرائط کے ساتھ۔",
        "صرف توسیع کی صورت میں۔",
        "مسودے کے تحت، صرف توسیع کی صورت میں۔",
        "جی نہیں، مسودے کے تحت ایسا نہیں ہونا چاہیے۔",
    ),
    *(
        "جی نہیں، ان الفاظ میں نہیں۔ قریب ترین عبارت یہ ہے۔",
        "الفاظ درست ہیں، مگر وہ یہاں ہیں، بتائی گئی جگہ پر نہیں۔",
    ),
    "اس کی حرف بہ حرف جانچ نہیں ہو سکتی، اس لیے نہ ہاں نہ نہیں: سرکاری متن یہاں موجود نہیں۔ ہمارے اپنے خلاصے میں یہ ہے۔",
)
"""What may stand before the words of a provision. Whether a yes or no is right is for the gold to say."""
ABSENT = re.compile(
    r"The provisions found on this do not mention ([\w '’-]{2,40})\. What they say in general:"
    r"|اس بارے میں ملنے والی شقوں میں ([\w '’-]{2,40}) کا ذکر نہیں۔ عمومی طور پر وہ یہ کہتی ہیں:"
)
HOW_PUT = re.compile("\u2068?“((?:must|shall|should|may)(?: not)?)”\u2069?")
BESIDE = re.compile(r"[;؛] ")
STANDING = {
    "adopted": ("adopted", "منظور شدہ"),
    "approved": ("approved", "منظور شدہ", "بعد میں منظور ہوئی"),
    "draft": ("draft", "مسودہ"),
    "consultation_output": ("consultation output", "مشاورت کا نتیجہ"),
    "statement": ("statement", "بیان"),
    "submission": ("submission to a consultation", "مشاورت میں پیش کردہ رائے"),
}
"""How the status of a source begins when it is spoken; a draft that is called adopted is caught here."""

NO_TRACE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x061C])
ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)


@dataclass(frozen=True)
class Fault:
    """One breach found in an answer."""

    kind: str
    """`unsupported`, `uncited`, `altered_quote`, `altered_summary`, `no_status`, `unknown_provision`,
    `marks`, `edition` or `cited_refusal`."""
    detail: str


@dataclass(frozen=True)
class Report:
    """What the check of one answer found."""

    faults: tuple[Fault, ...]
    statements: int
    supported: int

    @property
    def clean(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


def same_signs(text: str) -> str:
    """Level typography: ligatures, invisible characters, quote marks, dashes and white space. Words stay."""
    text = unicodedata.normalize("NFKC", text).translate(NO_TRACE).translate(ONE_SIGN)
    text = re.sub(r"\s*-\s*", "-", text)
    return re.sub(r"\s+", " ", text).strip()


def literally_in(piece: str, text: str) -> bool:
    """Tell whether a piece stands in a text, in whole words."""
    piece = same_signs(piece)
    if not piece:
        return False
    left = r"(?<!\w)" if piece[0].isalnum() else ""
    right = r"(?!\w)" if piece[-1].isalnum() else ""
    return re.search(left + re.escape(piece) + right, same_signs(text)) is not None


def quoted_pieces(text: str) -> tuple[list[str], str]:
    """Split a statement into what stands in curly quotes (outermost ones) and all the rest.

    An opening mark that is never closed makes the rest of the text a piece.
    """
    pieces: list[str] = []
    rest: list[str] = []
    inside: list[str] = []
    depth = 0
    for character in text:
        if character == "“":
            depth += 1
            if depth == 1:
                continue
        elif character == "”" and depth:
            depth -= 1
            if depth == 0:
                pieces.append("".join(inside))
                inside = []
                continue
        (inside if depth else rest).append(character)
    if inside:
        pieces.append("".join(inside))
    return pieces, "".join(rest)


class AnswerChecker:
    """Checks answers as JSON against the provisions of one snapshot and the catalogue."""

    def __init__(self, provisions: Mapping[str, Provision], catalogue: Catalogue) -> None:
        self._provisions = provisions
        self._catalogue = catalogue
        self._titles = {
            f"{of.source_id}/{locator}": (title.en, title.ur)
            for of in catalogue.lists
            for locator, title in zip(of.members, of.titles, strict=False)
        }
        self._notes = {
            note: frozenset(conflict.provisions)
            for conflict in catalogue.conflicts
            for note in (conflict.note.en, conflict.note.ur)
        }

    def check(self, answer: Mapping[str, Any]) -> Report:
        """Check one answer; a refusal is checked for carrying nothing that looks like proof."""
        statements: Sequence[Mapping[str, Any]] = answer.get("statements") or []
        citations: Sequence[Mapping[str, Any]] = answer.get("citations") or []
        if answer.get("status") not in CITING:
            carried = bool(statements or citations or BRACKETED.search(str(answer.get("answer", ""))))
            faults = (Fault("cited_refusal", f"{answer.get('status')} carries citations"),) if carried else ()
            return Report(faults, 0, 0)
        by_number = {citation["number"]: citation for citation in citations}
        faults_found = [fault for citation in citations for fault in self._citation(citation)]
        faults_found += self._marks(answer, by_number)
        supported = 0
        for statement in statements:
            fault = self._statement(statement, by_number)
            if fault is None:
                supported += 1
            else:
                faults_found.append(fault)
        if not statements:
            faults_found.append(Fault("uncited", "an answer without a statement"))
        return Report(tuple(faults_found), len(statements), supported)

    # --- citations -----------------------------------------------------------------------------------------

    def _citation(self, citation: Mapping[str, Any]) -> Iterable[Fault]:
        key = key_of(citation)
        provision = self._provisions.get(key)
        if provision is None:
            yield Fault("unknown_provision", key)
            return
        quote = citation.get("quote")
        if quote is not None and not (provision.text and literally_in(str(quote), provision.text)):
            yield Fault("altered_quote", f"{key}: {str(quote)[:80]}")
        summary = citation.get("summary")
        if summary and summary not in provision.summaries.values():
            yield Fault("altered_summary", f"{key}: {str(summary)[:80]}")
        yield from self._standing(citation, provision)
        edition = "official" if provision.text else "bundled"
        if citation.get("edition") != edition:
            yield Fault("edition", f"{key} says {citation.get('edition')}, it is {edition}")

    def _standing(self, citation: Mapping[str, Any], provision: Provision) -> Iterable[Fault]:
        source = self._catalogue.source(provision.source_id)
        if citation.get("status") != source.status.value:
            yield Fault("no_status", f"{provision.key}: status {citation.get('status')!r}")
        if not citation.get("date") or citation["date"] not in {source.date, provision.date}:
            yield Fault("no_status", f"{provision.key}: date {citation.get('date')!r}")

    def _marks(self, answer: Mapping[str, Any], by_number: Mapping[int, object]) -> Iterable[Fault]:
        shown = {int(number) for number in BRACKETED.findall(str(answer.get("answer", "")))}
        if shown != set(by_number):
            yield Fault("marks", f"the text shows {sorted(shown)}, the citations are {sorted(by_number)}")

    # --- statements ----------------------------------------------------------------------------------------

    def _statement(
        self, statement: Mapping[str, Any], by_number: Mapping[int, Mapping[str, Any]]
    ) -> Fault | None:
        text = str(statement.get("text", ""))
        numbers = statement.get("citations") or []
        if not numbers or any(number not in by_number for number in numbers):
            return Fault("uncited", text[:100])
        cited = [self._provisions.get(key_of(by_number[number])) for number in numbers]
        held = [provision for provision in cited if provision is not None]
        proved = len(held) == len(cited) and self.proves(text, str(statement.get("support")), held)
        return None if proved else Fault("unsupported", text[:100])

    def proves(self, text: str, support: str, cited: Sequence[Provision]) -> bool:
        """Tell whether provisions bear out a statement, by what it says carries it."""
        text = self._unframed(text, cited)
        officials = [provision.text for provision in cited if provision.text]
        if support == "quotation":
            return _all_quoted(text, officials)
        if support in {"summary", "heading", "conflict"}:
            return self._own_words(text, cited)
        if (sides := BESIDE.split(text)) and HOW_PUT.search(text):
            return len(sides) == len(cited) and all(map(self._puts_so, sides, cited))
        if support == "verified":
            return _no_new_facts(text, officials, cited)
        return False

    def _puts_so(self, side: str, provision: Provision) -> bool:
        """Tell whether `“should” in Short title, label (status)` is true of a provision, of either language."""
        word = HOW_PUT.search(side)
        source = self._catalogue.source(provision.source_id)
        rest = HOW_PUT.sub("", side)
        return word is not None and any(
            f"{title}{comma}{self._catalogue.label(provision, language)} (" in rest
            and any(f"({said}" in rest for said in STANDING[source.status.value])
            and re.search(rf"(?<!\w){word[1]}(?! not)(?!\w)", same_signs(provision.text or ""))
            for language, title, comma in (
                ("en", source.short_title.en, ", "),
                ("ur", source.short_title.ur, "، "),
            )
        )

    def _unframed(self, text: str, cited: Sequence[Provision]) -> str:
        """Take off what introduces the words of a provision: a lead; the source by title, status and date."""
        for _ in range(3):
            text = text.strip()
            lead = next((lead for lead in LEADS if text.startswith(lead)), "")
            lead = lead or _absence(text, cited)
            named = next((found for p in cited if (found := self._attribution(text, p))), "")
            label = next((found for p in cited if (found := self._label(text, p))), "")
            text = text.removeprefix(lead or named or label)
        return text.strip()

    def _label(self, text: str, provision: Provision) -> str:
        """Return `Paragraph 26:` if the text begins so, in either language."""
        labels = [f"{self._catalogue.label(provision, language)}:" for language in ("en", "ur")]
        return next(
            (text[: len(label)] for label in labels if text.casefold().startswith(label.casefold())), ""
        )

    def _attribution(self, text: str, provision: Provision) -> str:
        """Return `Short title (status, date), label: ` if the text begins so, "Reported on" before it or not, all as in the catalogue.

        The label may be left out.

        The date is that of the source: "(approved, 2024)" beside a record of 2024 would misdate the approval.
        """
        source = self._catalogue.source(provision.source_id)
        date = "|".join(re.escape(written) for written in _written(source.date))
        titles = "|".join(re.escape(title) for title in (source.short_title.en, source.short_title.ur))
        status = "|".join(map(re.escape, STANDING[source.status.value]))
        labels = "|".join(re.escape(self._catalogue.label(provision, language)) for language in ("en", "ur"))
        standing = rf"(?:{titles}) \((?:{status})[^():“]{{0,30}}[,،] (?:{date})\)"
        pattern = rf"(?:Reported on the )?{standing}(?: کے بارے میں رپورٹ)?(?:[,،] (?:{labels}))?:\s*"
        found = re.match(pattern, text)
        return found[0] if found else ""

    def _own_words(self, text: str, cited: Sequence[Provision]) -> bool:
        """Our summary of a cited provision, our title of it, a heading above it, or our note on a conflict of cited ones."""
        for provision in cited:
            if text in {*provision.heading, *provision.heading_ur, *self._titles.get(provision.key, ())}:
                return True
            if any(_run_of_sentences(text, summary) for summary in provision.summaries.values()):
                return True
        sides = self._notes.get(text)
        return sides is not None and {provision.key for provision in cited} <= sides


def _written(iso: str) -> list[str]:
    """An ISO date as it is, and in words of both languages."""
    precision = len(iso.split("-"))
    day = datetime.date.fromisoformat(f"{iso}-01-01"[:10])
    pattern = " ".join(["d", "MMMM", "y"][3 - precision :])
    return [iso, *(format_date(day, pattern, locale=language) for language in ("en", "ur"))]


def _absence(text: str, cited: Sequence[Provision]) -> str:
    """Return the sentence that nothing cited mentions a thing, if the text begins so and it is true of the wording."""
    found = ABSENT.match(text)
    said = " ".join([*(p.text or "" for p in cited), *(s for p in cited for s in p.summaries.values())])
    thing = (found[1] or found[2]).casefold() if found else ""
    return found[0] if found and thing not in said.casefold() else ""


def _run_of_sentences(text: str, summary: str) -> bool:
    """Tell whether a text is one or more whole sentences of a summary, in a row."""
    sentences = SENTENCE_END.split(summary)
    runs = (
        " ".join(sentences[first:last])
        for first in range(len(sentences))
        for last in range(first + 1, len(sentences) + 1)
    )
    return any(text == run for run in runs)


def key_of(citation: Mapping[str, Any]) -> str:
    """`source_id/locator` of a citation."""
    return f"{citation.get('source_id')}/{citation.get('locator')}"


def _all_quoted(text: str, officials: Sequence[str]) -> bool:
    """Tell whether a statement is nothing but quoted pieces, each of which stands in one cited text.

    Official texts hold curly quotes of their own, some of them unbalanced, so two readings are tried: by
    matching marks, and by the elisions between pieces.
    """
    pieces, rest = quoted_pieces(text)
    readings = [pieces] if pieces and ELISION.fullmatch(rest) else []
    stripped = text.strip()
    if stripped.startswith("“") and stripped.endswith("”"):
        readings.append(BETWEEN_QUOTES.split(stripped[1:-1]))
    return any(
        all(any(literally_in(piece, official) for official in officials) for piece in reading)
        for reading in readings
    )


def _no_new_facts(text: str, officials: Sequence[str], cited: Sequence[Provision]) -> bool:
    """Check free wording as far as can be: what it cites has its quotations, numbers and words of duty."""
    pieces, _ = quoted_pieces(text)
    if not all(any(literally_in(piece, official) for official in officials) for piece in pieces):
        return False
    known = same_signs(" ".join([*officials, *(s for p in cited for s in p.summaries.values())])).casefold()
    claims = {
        found.casefold() for pattern in (NUMBER, DUTY) for found in pattern.findall(BRACKETED.sub("", text))
    }
    return all(re.search(rf"(?<!\w){re.escape(claim)}(?!\w)", known) for claim in claims)
