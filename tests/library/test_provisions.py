"""Provision details and page images: references both ways, terms, the marked page of the official file."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.library.files import official_pdf
from assistant.library.page_image import find_parts, letters_of_pages, page_letters
from assistant.library.reader import pages_of
from corpus.text import letters
from tests.sites import api_of

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


@pytest.fixture(scope="module")
def client(toy_reading_assistant):
    return TestClient(api_of(toy_reading_assistant))


@pytest.fixture(scope="module")
def official(toy_official_assistant):
    return TestClient(api_of(toy_official_assistant))


def test_references_are_seen_from_both_ends(client, catalogue):
    for source_id, table in catalogue.provisions.items():
        for provision in list(table.values())[:15]:
            detail = client.get(f"/api/v1/sources/{source_id}/provisions/{provision.locator}").json()
            for link in detail["refers_to"]:
                other = client.get(f"/api/v1/sources/{link['source_id']}/provisions/{link['locator']}").json()
                assert provision.locator in [back["locator"] for back in other["referred_by"]]


def test_terms_count_in_their_own_letter_case(client):
    detail = client.get(f"/api/v1/sources/{DRAFT}/provisions/7(PDPA)").json()
    assert "PDPA" in [term["term"] for term in detail["terms"]]
    assert "COE" not in [term["term"] for term in detail["terms"]]


def test_without_the_file_a_page_image_is_404_with_the_publisher(client):
    response = client.get(f"/api/v1/sources/{UNESCO}/provisions/26/page.png")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "unesdoc.unesco.org" in response.json()["detail"]
    assert client.get(f"/api/v1/sources/{UNESCO}/provisions/999/page.png").status_code == 404


def test_a_limb_over_a_page_end_is_found_around_the_page_number():
    pages = "thefirsthalfofalonglimb" + "12" + "andthesecondhalfofit" + "next"
    found = list(find_parts(pages, ["The first half of a long limb and the second half of it.", "Next"]))
    assert [pages[begin:end] for begin, end in found] == [
        "thefirsthalfofalonglimb",
        "andthesecondhalfofit",
        "next",
    ]


def test_limbs_are_found_in_their_order_only():
    pages = "by2026onebigaim" + "by2026anotheraim"
    assert list(find_parts(pages, ["another aim", "by 2026"])) == [(21, 31)]


def test_letters_know_their_characters():
    found = page_letters([ord(c) for c in "A ﬁx-1"])
    assert found.text == "afix1"
    assert found.at == (0, 2, 2, 3, 5)


def yellow(image):
    """Share of pixels in the marker's colour, and the bounds of them as shares of the height."""
    pixels = image.convert("RGB").resize((220, 310)).load()
    rows = [y for y in range(310) for x in range(220) if pixels[x, y][0] > 220 and pixels[x, y][2] < 170]
    return len(rows) / (220 * 310), min(rows, default=0) / 310, max(rows, default=0) / 310


@pytest.mark.official
def test_the_passage_is_marked_where_it_stands(official):
    response = official.get(f"/api/v1/sources/{UNESCO}/provisions/26/page.png")
    assert response.headers["content-type"] == "image/png"
    image = Image.open(BytesIO(response.content))
    assert image.width <= 1100
    assert len(response.content) < 400_000
    share, top, bottom = yellow(image)
    assert 0.03 < share < 0.2
    assert 0.5 < top < bottom < 0.75
    etag = response.headers["etag"]
    again = official.get(response.url, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.official
def test_each_page_of_a_provision_has_its_image_and_its_marks(official):
    detail = official.get(f"/api/v1/sources/{DRAFT}/provisions/Target-2").json()
    assert [address.rpartition("=")[2] for address in detail["images"]] == ["10", "11"]
    for address in detail["images"]:
        assert yellow(Image.open(BytesIO(official.get(address).content)))[0] > 0.02
    other = detail["images"][0].replace("page=10", "page=12")
    assert official.get(other).status_code == 404


@pytest.mark.official
def test_nearly_every_letter_of_every_provision_is_found_on_its_pages(toy_official_assistant):
    lost = []
    for source_id in (UNESCO, DRAFT):
        source = toy_official_assistant.catalogue.source(source_id)
        path = official_pdf(source, toy_official_assistant.reader.data)
        pages = letters_of_pages(path, range(1, source.file.pages + 1))
        for locator in toy_official_assistant.catalogue.provisions[source_id]:
            provision = toy_official_assistant.reader.find(source_id, locator)
            text = "".join(pages[number].text for number in pages_of(provision))
            found = sum(end - begin for begin, end in find_parts(text, provision.parts))
            if found < 0.95 * len(letters(provision.text)):
                lost.append((provision.key, found, len(letters(provision.text))))
    assert len(lost) <= 4, lost
