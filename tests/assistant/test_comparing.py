"""Comparisons in chat: both sides, or an honest word on the silent one; what is said at the end is proved."""

from dataclasses import replace

import pytest

from assistant.evaluation.checker import AnswerChecker
from assistant.inquiry import Point
from assistant.schemas import AnswerStatus
from assistant.verify import supported
from tests.assistant.test_composition import ask

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


def cited(answer):
    return {
        source: {c.locator for c in answer.citations if c.source_id == source} for source in (UNESCO, DRAFT)
    }


@pytest.mark.parametrize(
    ("question", "unesco", "draft"),
    [
        (
            "How do UNESCO and the 2023 draft differ on surveillance?",
            {"26", "72"},
            {"4.1.3.1(VIII)", "8.1(9)"},
        ),
        ("Compare both documents on regulatory sandboxes.", {"69", "134"}, {"4.3.3(I)", "Target-10"}),
        (
            "خواتین کے بارے میں یونیسکو اور پاکستانی مسودے میں کیا فرق ہے؟",
            {"87", "88"},
            {"4.2.4(I)", "4.2.4(II)"},
        ),
        ("ریگولیٹری سینڈ باکس پر دونوں دستاویزات کا موازنہ کریں", {"69", "134"}, {"4.3.3(I)", "Target-10"}),
    ],
)
def test_both_sides_say_what_they_have(toy_assistant, question, unesco, draft):
    found = cited(ask(toy_assistant, question))
    assert found[UNESCO] & unesco
    assert found[DRAFT] & draft


def test_a_silent_side_is_named_with_what_was_searched(toy_assistant):
    answer = ask(toy_assistant, "How do UNESCO and the draft compare on museums?")
    assert cited(answer)[UNESCO] == {"100"}
    assert not cited(answer)[DRAFT]
    assert "Pakistan's draft AI policy (2023): no matching provision found" in answer.answer


def test_two_silent_sides_are_refused_with_both_searched(toy_assistant):
    answer = ask(toy_assistant, "Compare UNESCO and the draft on cricket.")
    assert answer.status in {AnswerStatus.NO_PROVISION, AnswerStatus.OUT_OF_SCOPE}
    assert not answer.citations


def test_a_body_named_in_passing_is_no_side_of_a_comparison(toy_assistant):
    answer = ask(
        toy_assistant, "Who was the officer in charge of UNESCO in Pakistan at the May 2025 dialogue?"
    )
    assert answer.kind != "comparison"


# --- how strongly it is put --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def put(catalogue):
    """A closing sentence, with the provisions it is about, in which the words stand."""
    sides = ((UNESCO, "26", "should not"), (DRAFT, "4.2.4(I)", "shall"))
    table = {
        f"{source}/{locator}": catalogue.provisions[source][locator].model_copy(
            update={"text": f"It {word} be."}
        )
        for source, locator, word in sides
    }
    text = (
        "“should not” in UNESCO Recommendation, paragraph 26 (adopted); "
        "“shall” in Pakistan's draft AI policy (2023), clause 4.2.4(I) (draft, not in force)."
    )
    return Point(text, tuple(table), "strength", lead="how_put"), table


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("“should not”", "“should”"),
        ("“shall”", "“may”"),
        ("(adopted)", "(draft, not in force)"),
        ("paragraph 26", "paragraph 27"),
        ("UNESCO Recommendation", "National AI Policy 2025"),
    ],
)
def test_how_strongly_it_is_put_is_proved_word_by_word(catalogue, put, said, instead):
    point, table = put
    checker = AnswerChecker(table, catalogue)
    provisions = list(table.values())
    assert supported(point, table, catalogue)
    assert checker.proves(f"How strongly it is put: {point.text}", "verified", provisions)
    altered = replace(point, text=point.text.replace(said, instead))
    assert not checker.proves(f"How strongly it is put: {altered.text}", "verified", provisions)
    if said != "(adopted)" and instead != "“should”":
        assert not supported(altered, table, catalogue)


@pytest.mark.official
def test_a_should_beside_a_shall_is_told_at_the_end(toy_official_assistant):
    answer = ask(
        toy_official_assistant, "UNESCO aur pakistani draft mein monitoring ke nizam ka kya farq hai?"
    )
    last = next(s for s in answer.statements if s.text.startswith("بات کس زور سے کہی گئی:"))
    assert "“should”" in last.text
    assert "“shall”" in last.text
    assert len(last.citations) == 2
