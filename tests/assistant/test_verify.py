"""Whatever a composer writes, nothing unsupported gets through."""

import pytest

from assistant.inquiry import Point
from assistant.schemas import Answer, Citation, CorpusState, Statement
from assistant.verify import stands_in, supported, violations
from corpus import Provision
from ingest.passages import sentences

TEXT = "AI tools should not rank people. They may help staff, unless the law forbids it."
KEY = "s/1"


@pytest.fixture
def provisions():
    return {
        KEY: Provision(
            source_id="s",
            locator="1",
            kind="paragraph",
            section="a",
            heading=("Ranking",),
            heading_ur=("درجہ",),
            text=TEXT,
            parts=(TEXT,),
            summaries={"en": "People should not be ranked.", "ur": "خلاصہ"},
            themes=("skills",),
        ),
        "s/2": Provision(
            source_id="s",
            locator="2",
            kind="paragraph",
            section="a",
            heading=("Ranking",),
            text="Non-discrimination is to be avoided.",
            summaries={"en": "People should not be ranked. They may be helped. Nobody is left out."},
        ),
    }  # fmt: skip


def point(text, support="quotation", quote=None, keys=(KEY,)):
    return Point(text, keys, support, quote)


SENTENCE = "AI tools should not rank people."


@pytest.mark.parametrize(
    ("candidate", "good"),
    [
        (point(f"“{SENTENCE}”", quote=SENTENCE), True),
        (
            point(
                "“AI tools should not rank people.” … “They may help staff, unless the law forbids it.”",
                quote=SENTENCE,
            ),
            True,
        ),
        (point("People should not be ranked.", "summary"), True),
        (point("خلاصہ", "summary", SENTENCE), True),
        (point("They may be helped.", "summary", keys=("s/2",)), True),
        (point("They may be helped. Nobody is left out.", "summary", keys=("s/2",)), True),
        (point("People should not be ranked. Nobody is left out.", "summary", keys=("s/2",)), False),
        (point("be ranked. They may be helped.", "summary", keys=("s/2",)), False),
        (point("They may be", "summary", keys=("s/2",)), False),
        (point("", "summary", keys=("s/2",)), False),
        (
            point(
                "“Discrimination is to be avoided.”", quote="Discrimination is to be avoided.", keys=("s/2",)
            ),
            False,
        ),
        (point("Ranking", "heading"), True),
        (point("“AI tools should rank people.”", quote="AI tools should rank people."), False),
        (point(f"“{SENTENCE}”", quote="AI tools should rank people."), False),
        (point(f"“{SENTENCE}” and more of my own", quote=SENTENCE), False),
        (point(SENTENCE, quote=SENTENCE), False),
        (point("People must not be ranked.", "summary"), False),
        (point("Another heading", "heading"), False),
        (point("invented", "made-up"), False),
        (point(f"“{SENTENCE}”", quote=SENTENCE, keys=("s/9",)), False),
        (point(f"“{SENTENCE}”", quote=SENTENCE, keys=()), False),
        (point("A note nobody reviewed.", "conflict"), False),
    ],
)
def test_support(candidate, good, provisions, catalogue):
    assert supported(candidate, provisions, catalogue) is good


def answer(**changes):
    citation = Citation(
        number=1, source_id="s", locator="1", label="paragraph 1", heading="Ranking", page=1, quote=SENTENCE,
        summary="", edition="official", status="adopted", date="2021", url="https://x", permalink="/sources/s/1",
    )  # fmt: skip
    base = {
        "id": "a", "status": "answered", "language": "en", "question": "q", "rephrased": "q", "mode": "extractive",
        "answer": f"“{SENTENCE}” [1]", "statements": [Statement(text="x", citations=[1], support="quotation")],
        "citations": [citation], "corpus": CorpusState(snapshot="s", official=[]),
    }  # fmt: skip
    return Answer(**{**base, **changes})


def test_a_good_answer_breaks_no_rule(provisions):
    assert violations(answer(), provisions) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "no_provision"},
        {"status": "out_of_scope", "statements": [], "citations": []},
        {"statements": [Statement(text="x", citations=[], support="quotation")]},
        {"statements": [Statement(text="x", citations=[2], support="quotation")]},
        {"statements": []},
        {"answer": "no marks"},
        {"answer": "“…” [1] [2]"},
        {"citations": [answer().citations[0].model_copy(update={"quote": "AI tools should rank people."})]},
        {"citations": [answer().citations[0].model_copy(update={"locator": "9"})]},
        {"citations": [answer().citations[0].model_copy(update={"status": ""})]},
    ],
)
def test_every_breach_is_named(changes, provisions):
    assert violations(answer(**changes), provisions)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("should not use", True),
        ("should not  use", True),
        ("hould not use", False),
        ("should not us", False),
        ("should use", False),
        ("discrimination", False),
        ("non‑discrimination", True),
        ("by 2.5", False),
        ("  ", False),
    ],
)
def test_words_stand_in_a_text_from_the_edge_of_a_word(quote, stands):
    assert stands_in(quote, "States should not use it. Non-discrimination rose by 2.57 points.") is stands


@pytest.mark.official
def test_every_span_that_may_be_quoted_stands_in_its_text(toy_official_assistant):
    for provision in toy_official_assistant.snapshot.provisions.values():
        for span in sentences(provision) if provision.text else []:
            assert stands_in(span, provision.text), (provision.key, span)
