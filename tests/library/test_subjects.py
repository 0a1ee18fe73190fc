"""Coverage, themes and glossary: counts agree with the catalogue, and zeros are shown."""

import pytest
from fastapi.testclient import TestClient

from tests.sites import api_of

DRAFT = "pakistan-draft-ai-policy-2023"
UNESCO_GROUPS = ["value", "principle", "policy_area"]


@pytest.fixture(scope="module")
def client(toy_reading_assistant):
    return TestClient(api_of(toy_reading_assistant))


def test_coverage_has_a_cell_for_every_theme_and_source(client, catalogue):
    table = client.get("/api/v1/coverage").json()
    pairs = [(cell["theme_id"], cell["source_id"]) for cell in table["cells"]]
    assert pairs == [(theme, source) for theme in catalogue.themes for source in catalogue.sources]
    for cell in table["cells"]:
        assert cell["count"] == len(cell["provisions"])
        filed = {link["locator"] for link in cell["provisions"]}
        for provision in catalogue.provisions[cell["source_id"]].values():
            assert (provision.locator in filed) == (cell["theme_id"] in provision.themes)


def test_the_drafts_silence_is_a_zero(client):
    asked = {"source": [DRAFT], "group": UNESCO_GROUPS}
    table = client.get("/api/v1/coverage", params=asked).json()
    assert len(table["themes"]) == len(table["cells"]) == 25
    counts = {cell["theme_id"]: cell["count"] for cell in table["cells"]}
    assert counts["human-oversight"] == 0
    assert counts["economy-labour"] > 50


@pytest.mark.parametrize("asked", [{"source": "none"}, {"group": "none"}])
def test_unknown_sources_and_groups_are_refused(client, asked):
    assert client.get("/api/v1/coverage", params=asked).status_code == 422


def test_a_theme_lists_its_provisions_by_source(client, catalogue):
    detail = client.get("/api/v1/themes/gender").json()
    assert [group["source"]["id"] for group in detail["sources"]] == list(catalogue.sources)
    listed = client.get("/api/v1/themes").json()["themes"]
    total = next(theme["provisions"] for theme in listed if theme["id"] == "gender")
    assert total == sum(len(group["provisions"]) for group in detail["sources"])
    assert client.get("/api/v1/themes/none").status_code == 404


def test_the_glossary_is_whole_sorted_and_linked(client, catalogue):
    terms = client.get("/api/v1/glossary").json()["terms"]
    assert sorted(term["term"] for term in terms) == sorted(entry.term for entry in catalogue.glossary)
    assert [t["term"] for t in terms] == sorted((t["term"] for t in terms), key=str.casefold)
    for term in terms:
        if term["provision"] is not None:
            api = term["provision"]["permalink"].replace("/sources/", "/api/v1/sources/", 1)
            source, _, locator = api.rpartition("/")
            assert client.get(f"{source}/provisions/{locator}").status_code == 200
