"""The segmenters against the reference units, letter for letter, spacing and punctuation ignored."""

import json

import pytest

from corpus.text import letters
from ingest.read import read_pdf
from ingest.segment import segment_draft, segment_unesco

pytestmark = pytest.mark.official


@pytest.fixture(scope="module")
def unesco(sources_folder):
    return segment_unesco(read_pdf(sources_folder / "380455eng.pdf"))


@pytest.fixture(scope="module")
def draft(sources_folder):
    return segment_draft(read_pdf(sources_folder / "national-ai-policy-consultation-draft-v1.pdf"))


def reference(folder, name):
    return json.loads((folder / "reference" / f"{name}.json").read_text())


def test_unesco_equals_the_reference(unesco, sources_folder):
    paragraphs = reference(sources_folder, "unesco-recommendation-2021.paragraphs")["paragraphs"]
    found = {unit.locator: unit for unit in unesco.units}
    assert len(unesco.units) == len(found) == 166
    assert list(found) == [str(p["para"]) for p in paragraphs]
    for paragraph in paragraphs:
        unit = found[str(paragraph["para"])]
        assert letters(" ".join(unit.parts)) == letters(paragraph["text"]), unit.locator
        assert unit.pages == (paragraph["page_start"], paragraph["page_end"]), unit.locator
        assert len(unit.parts) == len(paragraph["parts"]), unit.locator


def reference_locator(section, clause):
    section = section.split()[0]
    if clause is None:
        return "foreword" if section == "0" else section
    if clause.startswith("unnumbered"):
        return f"{section}(closing)"
    if "series 2" in clause:
        return f"{section}(2.{clause.split()[0]})"
    return f"{section}({clause})"


def test_draft_equals_the_reference(draft, sources_folder):
    sections = reference(sources_folder, "pakistan-draft-ai-policy-2023.sections")["sections"]
    found = {unit.locator: unit for unit in draft.units}
    assert len(found) == len(draft.units)
    count = 0
    for section in sections:
        for unit in section["units"]:
            count += 1
            locator = reference_locator(section["id"], unit["clause"])
            expected = letters(unit["text"])
            # Where a reference unit is a whole list or table, ours are its items, in its order.
            family = [u for u in draft.units if u.locator == locator]
            if locator in {"6", "7", "8.1", "8.2"}:
                family = [
                    u for u in draft.units if u.locator == locator or u.locator.startswith(f"{locator}(")
                ]
            got = letters(" ".join(part for u in family for part in u.parts))
            if locator == "3.4.2":
                assert expected.startswith(got)
            elif locator == "7":
                assert expected == letters("ACRONYM ABBREVIATION") + got
            else:
                assert got == expected, locator
            assert family[0].pages[0] == unit["pdf_page"], locator
    assert count == 203


def test_targets_equal_the_reference(draft, sources_folder):
    rows = reference(sources_folder, "pakistan-draft-ai-policy-2023.targets")["rows"]
    found = [(unit.locator, row) for unit in draft.units for row in unit.rows]
    assert len({locator for locator, _ in found}) == 15
    assert [locator for locator, _ in found] == [row["target"] for row in rows]
    for expected, (locator, row) in zip(rows, found, strict=True):
        for column in ("description", "current_state", "desired_state", "timeline"):
            assert letters(row[column]) == letters(expected[column]), (locator, column)


def test_numerals_that_restart_become_a_second_series(draft):
    locators = [unit.locator for unit in draft.units]
    assert "4.2.1(III)" in locators
    assert "4.2.1(2.III)" in locators


def test_every_letter_is_accounted_for(unesco, draft):
    assert unesco.accounted == draft.accounted == 1.0
    assert unesco.problems == draft.problems == []


def test_a_hyphen_at_the_line_end_is_kept_and_takes_no_space(unesco):
    text = " ".join(part for unit in unesco.units for part in unit.parts)
    assert "self-understanding" in text
    assert "self- understanding" not in text


def test_every_page_of_a_unit_holds_what_is_said_to_stand_on_it(unesco, draft, sources_folder):
    for found, file in (
        (unesco, "380455eng.pdf"),
        (draft, "national-ai-policy-consultation-draft-v1.pdf"),
    ):
        printed: dict[int, str] = {}
        for line in read_pdf(sources_folder / file).lines:
            printed[line.page] = printed.get(line.page, "") + letters(line.text)
        turning = [unit for unit in found.units if unit.page_turns]
        assert {unit.locator for unit in turning} == {
            unit.locator for unit in found.units if len({line.page for line in unit.lines}) > 1
        }
        for unit in turning:
            text = "\n".join(unit.parts)
            places = [(0, unit.lines[0].page), *unit.page_turns]
            for (begin, page), (end, _) in zip(places, [*places[1:], (len(text), 0)], strict=True):
                for words in (text[begin:][:30].split(), text[begin:end][-30:].split()[1:]):
                    assert letters(" ".join(words[:4])) in printed[page], (unit.locator, page)
