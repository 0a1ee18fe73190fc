"""An assistant that says what it is told to, so that the front end can be tested without an index."""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

from assistant.errors import BusyError, NotFoundError
from assistant.schemas import Answer, Citation, CorpusState, Nearest, SourceInfo, SourceList, Statement
from corpus import load_catalogue

HOSTILE = '"><img src=x onerror=alert(1)> ${1+1} {{value}} @children `b` [x](javascript:alert(1))'
QUOTE = "AI systems should not rank citizens nor watch the whole public."
RECOMMENDATION = "unesco-recommendation-2021"
DRAFT = "pakistan-draft-ai-policy-2023"


def citation(number=1, **fields) -> Citation:
    values = {
        "number": number,
        "source_id": RECOMMENDATION,
        "locator": "26",
        "label": "paragraph 26",
        "heading": "Proportionality and Do No Harm",
        "page": 7,
        "quote": QUOTE,
        "summary": "AI should not serve social scoring.",
        "edition": "official",
        "status": "adopted",
        "date": "2021-11-23",
        "url": "https://unesdoc.unesco.org/ark:/48223/pf0000380455",
        "permalink": f"/sources/{RECOMMENDATION}/26",
        "source_title": "Recommendation on the Ethics of Artificial Intelligence",
        "status_note": "Member States apply it on a voluntary basis.",
    }
    return Citation(**(values | fields))


def answer(question="May AI score citizens?", **fields) -> Answer:
    text = f"“{QUOTE}”"
    values = {
        "id": "a1",
        "status": "answered",
        "language": "en",
        "question": question,
        "rephrased": question,
        "mode": "extractive",
        "answer": f"**UNESCO Recommendation** (adopted, 2021-11-23)\n\n- {text} [1]",
        "statements": [Statement(text=text, citations=[1], support="quotation", source_id=RECOMMENDATION)],
        "citations": [citation()],
        "corpus": CorpusState(snapshot="s1", official=[RECOMMENDATION]),
    }
    return Answer(**(values | fields))


def refusal(question="Who won?", **fields) -> Answer:
    near = Nearest(
        source_id=RECOMMENDATION,
        locator="26",
        label="paragraph 26",
        heading="Proportionality",
        permalink=f"/sources/{RECOMMENDATION}/26",
    )
    values = {
        "status": "no_provision",
        "answer": "The documents held here do not say this.",
        "statements": [],
        "citations": [],
        "nearest": [near],
    }
    return answer(question, **(values | fields))


def urdu_answer(question="کیا اے آئی سے درجہ بندی ہو سکتی ہے؟") -> Answer:
    text = "مصنوعی ذہانت کے نظام سماجی درجہ بندی کے لیے استعمال نہیں ہونے چاہییں۔"
    return answer(
        question,
        language="ur",
        answer=f"یونیسکو کی سفارش (منظور شدہ، 2021-11-23): {text} [1]",
        statements=[Statement(text=text, citations=[1], support="summary")],
        citations=[
            citation(
                label="پیراگراف 26", heading="تناسب", summary=text, source_title="اخلاقیات سے متعلق سفارش"
            )
        ],
    )


@cache
def two_sources():
    """The real catalogue, of the two sources that comparison and coverage begin with."""
    sources = load_catalogue().sources
    return replace(load_catalogue(), sources={name: sources[name] for name in (RECOMMENDATION, DRAFT)})


class FakeAssistant:
    """Has what the API asks of an assistant; answers by words found in the question."""

    def __init__(self, settings=None) -> None:
        self.asked = []
        self.snapshot = SimpleNamespace(id="s1", manifest=SimpleNamespace(official=[RECOMMENDATION, DRAFT]))
        self.catalogue = two_sources()

    def warm(self) -> None: ...

    def away(self) -> str:
        return ""

    def close(self) -> None: ...

    def answer(self, question) -> Answer:
        self.asked.append(question)
        if "busy" in question.question:
            raise BusyError("Many questions are being answered right now. Try again in a few seconds.")
        if "election" in question.question:
            return refusal(question.question)
        if "hostile" in question.question:
            return hostile_answer(question.question)
        if any("\u0600" <= letter <= "\u06ff" for letter in question.question):
            return urdu_answer(question.question)
        return answer(question.question)

    def stream(self, question, stopped=bool):
        whole = self.answer(question)
        yield "status", whole.status
        for cited in whole.citations:
            yield "citation", cited
        for statement in whole.statements:
            yield "statement", statement
        yield "done", whole

    def sources(self) -> SourceList:
        draft = source(
            id=DRAFT, title="Draft policy", title_ur="مسودہ پالیسی", status="draft", date="2023-05"
        )
        return SourceList(sources=[source(), draft])

    def provision(self, source_id, locator):
        raise NotFoundError(f"no provision {locator} in {source_id}")


def source(**fields) -> SourceInfo:
    values = {
        "id": RECOMMENDATION,
        "title": "Recommendation on the Ethics of Artificial Intelligence",
        "title_ur": "مصنوعی ذہانت کی اخلاقیات سے متعلق سفارش",
        "issuer": "UNESCO",
        "status": "adopted",
        "status_note": "Voluntary.",
        "date": "2021-11-23",
        "url": "https://unesdoc.unesco.org/ark:/48223/pf0000380455",
        "edition": "official",
        "sha256": None,
        "provisions": 166,
    }
    return SourceInfo(**(values | fields))


def hostile_answer(question="hostile") -> Answer:
    """Every text that the API leaves unescaped carries an attack; `answer` is Markdown the API has escaped."""
    cited = citation(
        quote=HOSTILE,
        summary=HOSTILE,
        label=HOSTILE,
        heading=HOSTILE,
        source_title=HOSTILE,
        status=HOSTILE,
        status_note=HOSTILE,
        date=HOSTILE,
        conflicts=[HOSTILE],
        url="javascript:alert(1)",
        permalink='/sources/x" onmouseover="alert(1)',
    )
    return answer(
        question,
        rephrased=HOSTILE,
        answer=r"“&quot;&gt;&lt;img src=x onerror=alert(1)&gt;” [1]",
        statements=[Statement(text=HOSTILE, citations=[1], support="quotation")],
        citations=[cited],
        notices=[HOSTILE],
        nearest=[],
    )
