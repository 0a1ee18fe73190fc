"""Comparison: rows by theme, honest empty cells, modals marked at their places."""

import pytest
from fastapi.testclient import TestClient

from assistant.comparison.rows import choose_rows
from assistant.comparison.schemas import Comparison, ComparisonRequest
from assistant.comparison.strength import strength_spans
from corpus.types import Provision
from tests.sites import api_of
from ui.markup import language_of_name

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
DIALOGUE = "unesco-pakistan-dialogue-2025"


def provision(locator, *themes):
    return Provision(
        source_id="s", locator=locator, kind="clause", section="1", heading=("h",), themes=tuple(themes)
    )


@pytest.fixture(scope="module")
def client(toy_reading_assistant):
    return TestClient(api_of(toy_reading_assistant))


def compare(client, topic, *sources, **more):
    response = client.post("/api/v1/comparisons", json={"topic": topic, "sources": list(sources), **more})
    assert response.status_code == 200, response.text
    return Comparison.model_validate(response.json())


def test_every_row_has_a_cell_for_every_source_in_the_order_asked(client):
    comparison = compare(client, "gender", DRAFT, UNESCO, DIALOGUE)
    assert [source.id for source in comparison.sources] == [DRAFT, UNESCO, DIALOGUE]
    assert comparison.rows
    for row in comparison.rows:
        assert [cell.source_id for cell in row.cells] == [DRAFT, UNESCO, DIALOGUE]


def test_a_topic_that_names_a_theme_begins_with_its_row(client, catalogue):
    row = compare(client, "gender equality", UNESCO, DRAFT).rows[0]
    assert row.theme.id == "gender"
    for cell in row.cells:
        assert cell.matched
        for found in cell.provisions:
            assert "gender" in catalogue.provisions[cell.source_id][found.locator].themes


def test_a_source_without_a_match_says_so_and_what_was_searched(client):
    cell = compare(client, "gender", UNESCO, DIALOGUE).rows[0].cells[1]
    assert not cell.matched
    assert cell.provisions == []
    assert "all 13 provisions" in cell.detail.en
    assert "13 شقیں" in cell.detail.ur
    assert len(cell.nearest) == 3
    assert all(link.source_id == DIALOGUE for link in cell.nearest)


def test_nothing_anywhere_is_one_row_of_empty_cells(client):
    comparison = compare(client, "cricket", UNESCO, DRAFT)
    assert [row.theme for row in comparison.rows] == [None]
    assert not any(cell.matched for cell in comparison.rows[0].cells)
    assert [source.matched for source in comparison.sources] == [0, 0]


def test_without_official_text_summaries_are_shown_and_said_to_be_ours(client):
    comparison = compare(client, "gender", UNESCO, DRAFT)
    shown = [found for cell in comparison.rows[0].cells for found in cell.provisions]
    assert all(found.quote is None and found.summary and found.edition == "bundled" for found in shown)
    assert sum("our own summaries" in notice.en for notice in comparison.notices) == 2


def test_the_status_of_every_source_is_said(client):
    comparison = compare(client, "gender", UNESCO, DRAFT)
    assert [source.status for source in comparison.sources] == ["adopted", "draft"]
    assert any("draft" in notice.en.lower() for notice in comparison.notices)


def test_an_urdu_topic_is_answered_in_urdu(client, catalogue):
    comparison = compare(client, catalogue.themes["gender"].name.ur, UNESCO, DRAFT)
    assert comparison.language == "ur"
    shown = [found for row in comparison.rows for cell in row.cells for found in cell.provisions]
    assert shown
    assert all(language_of_name(found.label) == "ur" for found in shown)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"topic": " ", "sources": [UNESCO, DRAFT]}, "empty"),
        ({"topic": "gender", "sources": [UNESCO]}, "at least 2"),
        ({"topic": "gender", "sources": [UNESCO, UNESCO]}, "at least two different"),
        ({"topic": "gender", "sources": [UNESCO, "none"]}, "no source 'none'"),
        ({"topic": "x" * 2000, "sources": [UNESCO, DRAFT]}, "characters"),
    ],
)
def test_bad_requests_are_refused_in_words(client, body, words):
    response = client.post("/api/v1/comparisons", json=body)
    assert response.status_code == 422
    assert words in response.json()["detail"]


def test_rows_are_few_and_hold_every_match():
    matches = [provision("1", "a", "b"), provision("2", "b"), provision("3", "c"), provision("4")]
    assert choose_rows(matches, []) == ["b", "c", None]
    assert choose_rows(matches, ["a"]) == ["a", "b", "c", None]
    assert choose_rows(matches[:1], ["z"]) == ["a"]
    assert choose_rows([], ["a"]) == [None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A body should report; it shall not hide what it may know.", ["should", "shall", "not", "may"]),
        ("Mustard and mayors are encouraged.", ["encouraged"]),
        ("ادارے کو رپورٹ دینی چاہیے، اسے چھپانا نہیں چاہیے۔", ["چاہیے", "نہیں", "چاہیے"]),
        ("روزگار، سکیورٹی اور گاڑی", []),
    ],
)
def test_words_of_strength_are_found_at_their_places(text, found):
    spans = strength_spans(text)
    assert [span.text for span in spans] == found
    assert [text[span.start : span.end] for span in spans] == found


@pytest.mark.official
def test_official_quotations_are_verbatim_and_only_the_draft_is_silent(official_assistant):
    comparison = official_assistant.comparer.compare(
        ComparisonRequest(topic="social scoring", sources=[UNESCO, DRAFT])
    )
    by_source = {cell.source_id: cell for cell in comparison.rows[0].cells}
    first = by_source[UNESCO].provisions[0]
    assert first.locator == "26"
    assert first.quote in official_assistant.snapshot.provisions[f"{UNESCO}/26"].text
    assert {"should", "not"} <= {span.text for span in first.spans}
    assert not by_source[DRAFT].matched


@pytest.mark.official
@pytest.mark.parametrize("topic", ["cricket", "human oversight"])
def test_the_draft_has_nothing_on(official_assistant, topic):
    comparison = official_assistant.comparer.compare(ComparisonRequest(topic=topic, sources=[UNESCO, DRAFT]))
    assert comparison.sources[1].matched == 0
