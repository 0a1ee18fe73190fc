"""A question that asks for all that stands under a heading gets all of it; one that asks for less does not."""

from dataclasses import fields

import numpy as np
import pytest

from assistant.composition.parts import with_section
from assistant.inquiry import Inquiry
from assistant.retrieval import Hit
from assistant.sections import MOST, Sections, Signs, near, sections_of, signs_of
from tests.assistant.test_composition import ask

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


@pytest.fixture(scope="module")
def provisions(catalogue):
    return {p.key: p for table in catalogue.provisions.values() for p in table.values()}


@pytest.fixture(scope="module")
def sections(provisions):
    return sections_of(provisions.values())


def inquiry_on(provisions, question, *scored):
    hits = [Hit(provisions[f"{DRAFT}/{locator}"], score, None) for locator, score in scored]
    return Inquiry(question, "en", "en", rephrased=question, hits=hits)


def locators(keys):
    return [key.partition("/")[2] for key in keys]


def test_a_section_is_what_stands_right_under_one_heading(provisions, sections):
    groups = sections[f"{DRAFT}/5.3(II)"]
    assert locators(groups.members) == ["5.3(I)", "5.3(II)", "5.3(III)", "5.3(IV)"]
    introduced = sections[f"{DRAFT}/4.3.2(I)"]
    assert locators(introduced.keys)[0] == "4.3.2"
    assert locators(introduced.members)[0] == "4.3.2(I)"
    assert introduced.part(provisions[f"{DRAFT}/4.3.2(II)"]).locators[0] == "4.3.2(I)"
    assert introduced.part(provisions[f"{DRAFT}/4.3.2"]).locators[0] == "4.3.2"
    assert introduced.part(provisions[f"{DRAFT}/4.3.2"]).heading.en == "4.3.2 Generative AI"
    assert locators(sections[f"{UNESCO}/33"].keys) == ["32", "33", "34"]


def test_neither_single_provisions_nor_long_sections_are_told_so(sections):
    assert f"{UNESCO}/27" not in sections
    assert f"{DRAFT}/Target-3" not in sections
    assert max(len(section.members) for section in sections.values()) <= MOST


def test_signs_tell_how_a_section_stands_among_the_hits(provisions, sections):
    found = [("5.3(I)", 12.0), ("5.3(IV)", 11.0), ("5.1(II)", 9.0), ("5.3(II)", 8.0), ("4", 1.0)]
    inquiry = inquiry_on(
        provisions, "Where is the implementation cell of the draft, and what will it do?", *found
    )
    signs = signs_of(sections[f"{DRAFT}/5.3(I)"], inquiry)
    assert (signs.found, signs.near, signs.first, signs.second, signs.lead) == (0.75, 0.75, 1.0, 1.0, 1.0)
    assert (signs.standing, signs.size, signs.joined) == (pytest.approx(-4.0), 4.0, 2.0)
    assert signs.headed == 0.4  # of five: the number of the heading is two words
    assert [one.provisions[0].locator[:3] for one in near(inquiry.hits, sections)] == ["5.3", "5.1"]


@pytest.mark.parametrize(
    ("sure", "likely", "section", "surely"),
    [(2.0, 1.0, "5.3", True), (9.0, 1.0, "5.3", False), (9.0, 8.0, None, False)],
)
def test_thresholds_decide(provisions, tmp_path, sure, likely, section, surely):
    weights = tmp_path / "sections.npz"
    signs = np.zeros(len(fields(Signs)))
    signs[0] = 4.0  # the share found
    np.savez(
        weights,
        bias=0.0,
        sure=sure,
        likely=likely,
        signs=signs,
        words=np.array(["everything"]),
        word_weights=np.array([1.0]),
    )
    inquiry = inquiry_on(provisions, "Tell me everything", ("5.3(I)", 3.0), ("5.3(II)", 2.0), ("4", 1.0))
    asked = Sections(provisions.values(), weights).asked
    part, is_sure = asked(inquiry)
    assert (part and part.heading.en[:3], is_sure) == (section, surely)
    inquiry.kind = "yes_no"
    assert asked(inquiry) == (None, False)


@pytest.mark.parametrize(
    ("question", "source", "whole"),
    [
        ("Under which ministry does the policy implementation cell sit, and what all will it do?", DRAFT, "5.3(I) 5.3(II) 5.3(III) 5.3(IV)"),
        ("What does UNESCO ask of states for media, newsrooms, free speech and access to information?", UNESCO, "112 113 114 115"),
        ("E-Khidmat Centers 2.0 shehriyon ke liye kya kya karenge?", DRAFT, "4.1.3.6(I) 4.1.3.6(II) 4.1.3.6(III) 4.1.3.6(IV)"),
    ],
)  # fmt: skip
def test_all_of_a_section_is_cited(bundled_assistant, question, source, whole):
    answer = ask(bundled_assistant, question)
    cited = [c.locator for c in answer.citations if c.source_id == source]
    assert set(whole.split()) <= set(cited)


@pytest.mark.parametrize(
    ("question", "locator"),
    [
        ("Who convenes the steering committee?", "5.1(II)"),
        ("How often will the management committee meet?", "5.4(IV)"),
        ("اسٹیئرنگ کمیٹی کا اجلاس کون بلائے گا؟", "5.1(II)"),
    ],
)
def test_what_one_provision_answers_is_not_told_whole(bundled_assistant, question, locator):
    answer = ask(bundled_assistant, question)
    assert answer.citations[0].locator == locator
    assert sum(c.locator.startswith(locator[:3]) for c in answer.citations) < 4


def test_of_a_long_section_what_came_nearest_stays_beside_the_direct_answer(bundled_assistant):
    bench = bundled_assistant.composer.bench
    found = [bundled_assistant.snapshot.provisions[f"{UNESCO}/{number}"] for number in (128, 125, 126)]
    hits = [Hit(provision, 9.0 - place, None) for place, provision in enumerate(found)]
    inquiry = Inquiry("robots and children", "ur", "ur", rephrased="robots and children", hits=hits)
    section = sections_of(bundled_assistant.snapshot.provisions.values())[f"{UNESCO}/125"].part(found[0])
    first = bench.writer.points(hits[0], inquiry)[0]
    shown = locators(point.keys[0] for point in with_section([first], section, inquiry, bench))
    assert shown[0] == "128"
    assert {"125", "126"} <= set(shown[1:]) < set(section.locators)
    assert shown[1:] == sorted(shown[1:], key=int)


def test_an_answer_from_elsewhere_is_left_as_it_is(bundled_assistant):
    bench = bundled_assistant.composer.bench
    provision = bundled_assistant.snapshot.provisions[f"{UNESCO}/26"]
    inquiry = Inquiry("scoring", "en", "en", rephrased="scoring", hits=[Hit(provision, 9.0, None)])
    points = bench.writer.points(inquiry.hits[0], inquiry)
    section = sections_of(bundled_assistant.snapshot.provisions.values())[f"{UNESCO}/125"].part(
        bundled_assistant.snapshot.provisions[f"{UNESCO}/125"]
    )
    assert with_section(points, section, inquiry, bench) == points
