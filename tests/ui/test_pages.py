"""Plain pages: everything about a provision in HTML, both languages, a strict policy, permalinks that fail loudly."""

import re
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.library.schemas import CoverageCell
from assistant.settings import Settings
from tests.sites import pages_of
from ui.app import api_client
from ui.figures import element
from ui.pages import add_pages
from ui.pages.subjects import shade
from ui.pages.text import limbs, segments
from ui.pages.words import PAGE_WORDS
from ui.words import LANGUAGES

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
P26 = f"/sources/{UNESCO}/26"
PAGES = [
    "/sources",
    f"/sources/{UNESCO}",
    P26,
    f"/sources/{DRAFT}/Target-2",
    f"/sources/{DRAFT}/7(R%26D)",
    "/themes",
    "/themes/gender",
    "/glossary",
    "/search",
    "/search?q=children",
    "/quote",
    "/quote?quote=machines+should+do+no+harm+at+all",
    "/compare",
    f"/compare?topic=gender&source={UNESCO}&source={DRAFT}",
    "/coverage",
]


@pytest.fixture(scope="module")
def site(toy_reading_assistant):
    return TestClient(pages_of(toy_reading_assistant))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_plain_html_under_a_strict_policy(site, path, language):
    response = site.get(path, headers={"accept-language": language})
    assert response.status_code == 200, response.text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ur" else "ltr"}">' in response.text
    html = response.text.replace(str(element()), "") if path == "/coverage" else response.text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|&amp;#|&amp;quot;", html)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ("script-src 'self'; " in policy) is (path == "/coverage")


def test_the_scripts_of_the_map_come_from_here_and_are_kept_by_the_browser(site):
    for address in re.findall(r'"(/[^"]+)"', str(element())):
        response = site.get(address)
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/javascript")
        assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"
    assert response.text == site.get(address, headers={"accept-encoding": "identity"}).text


def test_every_citation_leads_to_its_page(site):
    answer = site.post("/api/v1/answers", json={"question": "What does paragraph 26 say?"}).json()
    assert answer["citations"]
    for citation in answer["citations"]:
        assert site.get(citation["permalink"]).status_code == 200


def test_a_provision_page_shows_what_is_known(site, catalogue):
    provision = catalogue.provisions[UNESCO]["26"]
    text = site.get(P26).text
    assert "Paragraph 26" in text
    assert "Adopted" in text
    assert f'href="/sources/{UNESCO}/25"' in text
    assert f'href="/sources/{UNESCO}/27"' in text
    for written, direction in (("en", "ltr"), ("ur", "rtl")):
        summary = provision.summaries[written].replace("'", "&#39;").replace('"', "&#34;")
        assert f'<p lang="{written}" dir="{direction}">{summary}</p>' in text
    assert "Referred to by" in text
    assert f'href="/sources/{UNESCO}/11"' in text
    assert "not held here" in text
    assert "<img" not in text


def test_contradictions_link_to_every_side(site):
    text = site.get(f"/sources/{DRAFT}/Target-2").text
    assert "put differently elsewhere" in text
    assert f'href="/sources/{DRAFT}/4.2.1(2.IV)"' in text


def test_terms_are_explained(site):
    text = site.get(f"/sources/{DRAFT}/4.1.1(I)").text
    assert '<abbr title="National Artificial Intelligence Fund" lang="en">NAIF</abbr>' in text


def test_the_language_chosen_is_kept_by_links(site):
    assert f'href="/sources/{UNESCO}/27?lang=ur"' in site.get(P26, params={"lang": "ur"}).text
    assert f'href="/sources/{UNESCO}/27"' in site.get(P26).text
    assert f'href="{P26}?lang=en"' in site.get(P26, params={"lang": "ur"}).text


# --- permalinks that carry the hash --------------------------------------------------------------------------------


def test_a_link_with_the_right_hash_says_so(site):
    digest = site.get(f"/api/v1{P26.replace('/26', '/provisions/26')}").json()["sha256"]
    for part in (digest, digest[:12], digest[:12].upper()):
        response = site.get(P26, params={"sha256": part})
        assert response.status_code == 200
        assert "the one this link was made for" in response.text
    assert f"{P26}?sha256={digest[:16]}" in site.get(P26).text


def test_a_link_with_another_hash_fails_loudly_with_both_and_the_present_text(site):
    digest = site.get(f"/api/v1{P26.replace('/26', '/provisions/26')}").json()["sha256"]
    wrong = ("0" if digest[0] != "0" else "1") + digest[1:16]
    response = site.get(P26, params={"sha256": wrong})
    assert response.status_code == 409
    assert wrong in response.text
    assert digest in response.text
    assert f'<a href="{P26}">' in response.text
    assert "has changed" in response.text


def test_a_link_to_a_provision_that_is_gone_is_410(site):
    response = site.get(f"/sources/{UNESCO}/999", params={"sha256": "a" * 12})
    assert response.status_code == 410
    assert "is gone" in response.text


@pytest.mark.parametrize("wrong", ["", "abc", "a" * 11, "g" * 12, "a" * 65, "<script>alert(1)</script>"])
def test_a_hash_that_is_none_is_refused(site, wrong):
    response = site.get(P26, params={"sha256": wrong})
    assert response.status_code == 400
    assert "<script" not in response.text


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/sources/none", "/sources/none/1", f"/sources/{UNESCO}/<b>", "/themes/none"]
)
def test_unknown_places_are_pages_with_404(site, path):
    response = site.get(path)
    assert response.status_code == 404
    assert "Not found" in response.text
    assert "<b>" not in response.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"/compare?topic=gender&source={UNESCO}", "at least 2"),
        ("/quote?quote=a+b+c+d+e&locator=26", "A locator means nothing without its source"),
        ("/search?q=x&source=none", "There is no source"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_its_values(site, path, words):
    response = site.get(path)
    assert response.status_code == 422
    assert words in response.text
    assert re.search(r'value="(gender|x|26)"', response.text)


def test_without_an_index_the_pages_say_so(tmp_path):
    app = create_app(Settings(data=tmp_path))
    add_pages(app, api_client(app, Settings()))
    with TestClient(app) as client:
        response = client.get("/sources")
    assert response.status_code == 503
    assert "rahnuma ingest" in response.text


def test_what_a_reader_types_is_escaped(site):
    hostile = '"><img src=x onerror=alert(1)>'
    for path in ("/search?q=", "/quote?quote=", f"/compare?source={UNESCO}&source={DRAFT}&topic="):
        assert "<img" not in site.get(path + hostile).text


# --- pieces ---------------------------------------------------------------------------------------------------------


def test_limbs_become_lists_with_their_printed_labels():
    blocks = limbs(["Two duties:", "(a) first", "(b) second", "And more."])
    assert [block.kind for block in blocks] == ["paragraph", "list", "paragraph"]
    assert blocks[1].limbs == (("(a)", "first"), ("(b)", "second"))


def test_segments_are_the_text_again():
    text = "it should not wait"
    spans = [
        SimpleNamespace(start=3, end=9, kind="modal"),
        SimpleNamespace(start=10, end=13, kind="negation"),
    ]
    runs = segments(text, spans)
    assert "".join(run for _, run in runs) == text
    assert runs[1] == ("modal", "should")
    assert runs[3] == ("negation", "not")


@pytest.mark.parametrize(
    ("count", "share", "step"),
    [(0, 0, 0), (1, 0.004, 1), (1, 0.025, 1), (1, 0.03, 2), (1, 0.2, 4), (1, 0.9, 5)],
)
def test_shades_double(count, share, step):
    assert shade(CoverageCell(theme_id="t", source_id="s", count=count, share=share, provisions=[])) == step


@pytest.mark.parametrize("name", sorted(PAGE_WORDS))
def test_every_wording_has_both_languages_with_the_same_values(name):
    english, urdu = (re.findall(r"{\w+}", PAGE_WORDS[name][language]) for language in LANGUAGES)
    assert sorted(english) == sorted(urdu)
    assert PAGE_WORDS[name]["ur"] != PAGE_WORDS[name]["en"]
