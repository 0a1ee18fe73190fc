"""What follows from an answer: suggestions from the corpus only, files on the shelf, ratings, choices."""

import asyncio

import gradio as gr
import httpx
import pytest

from assistant.library.coverage import coverage
from assistant.schemas import Nearest
from corpus import load_catalogue
from tests.ui.fakes import RECOMMENDATION, answer, citation, refusal
from ui.cards import card, reference
from ui.client import Client
from ui.exchange import Exchange
from ui.markup import prose, upright_letters
from ui.rating import Rating
from ui.shelf import MINUTES, MOST_FILES, File, Shelf
from ui.suggest import MOST, suggestions
from ui.takeaway import FORMATS, TakeAway

DRAFT = "pakistan-draft-ai-policy-2023"


@pytest.fixture(scope="module")
def covered():
    return coverage(load_catalogue(), [])


# --- direction ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", ["4.1.3.1(III)", "4.2.1(2.IV)", "8.1(1)", "2023-05", "2021-11-23"])
def test_locators_and_dates_keep_their_order_among_urdu_words(kept):
    assert prose(f"شق {kept} میں") == f'شق <bdi dir="ltr">{kept}</bdi> میں'
    assert upright_letters(f"شق {kept}") == f"شق \u200e{kept}"
    assert prose(f"clause {kept}") == f"clause {kept}"


def test_a_summary_beside_a_held_text_is_called_ours():
    summary = card(citation(quote=None), 1, "en")
    assert "In our words" in summary
    assert "Official text" not in summary
    assert "Official text" in card(citation(), 1, "en")
    assert "In our words" not in card(citation(), 1, "en")


# --- suggestions -------------------------------------------------------------------------------------------------


def test_suggestions_lead_to_sources_that_are_filed_under_the_theme_and_not_cited(covered):
    cited = {(c.source_id, c.locator) for c in answer().citations}
    themes = {
        cell.theme_id
        for cell in covered.cells
        if any((link.source_id, link.locator) in cited for link in cell.provisions)
    }
    found = suggestions(answer(), None, covered)
    assert found
    for suggestion in found:
        assert suggestion.source_id != RECOMMENDATION
        assert any(
            cell.count and cell.theme_id in themes and cell.source_id == suggestion.source_id
            for cell in covered.cells
        )


def test_nobody_is_led_to_a_source_that_is_records_alone(covered):
    with_text = {source.id for source in covered.sources if source.text}
    assert "pakistan-ai-policy-2025" not in with_text
    assert {suggestion.source_id for suggestion in suggestions(answer(), None, covered)} <= with_text


def test_a_refusal_leads_to_the_nearest_provisions_that_exist(covered):
    near = Nearest(source_id=RECOMMENDATION, locator="no-such", label="x")
    found = suggestions(refusal(nearest=[near, *refusal().nearest]), None, covered)
    assert [suggestion.source_id for suggestion in found] == [RECOMMENDATION]
    assert "paragraph 26" in found[0].question


def test_suggestions_speak_the_language_of_the_answer_and_are_few(covered):
    for suggestion in suggestions(answer(language="ur"), None, covered):
        assert "کیا کہا گیا ہے" in suggestion.question
    everything = [
        citation(n, source_id=link.source_id, locator=link.locator)
        for n, link in enumerate(covered.cells[0].provisions, 1)
    ]
    assert len(suggestions(answer(citations=everything), None, covered)) <= MOST


# --- the shelf ---------------------------------------------------------------------------------------------------


def test_a_file_is_kept_for_minutes_and_under_an_address_of_its_own():
    now = [0.0]
    shelf = Shelf(lambda: now[0])
    file = File("memo.docx", "application/x", b"x")
    token = shelf.put(file).rpartition("/")[2]
    assert shelf.put(file).rpartition("/")[2] != token
    assert shelf.get(token) == file
    assert shelf.get("guess") is None
    now[0] = MINUTES * 60
    assert shelf.get(token) is None


def test_the_shelf_is_bounded():
    shelf = Shelf()
    tokens = [shelf.put(File("f", "t", b"x")).rpartition("/")[2] for _ in range(MOST_FILES + 1)]
    assert shelf.get(tokens[0]) is None
    assert shelf.get(tokens[1]) is not None
    large = [shelf.put(File("f", "t", b"x" * 20_000_000)).rpartition("/")[2] for _ in range(2)]
    assert [shelf.get(token) is None for token in large] == [True, False]


# --- taking away and rating --------------------------------------------------------------------------------------


def api(handler):
    return Client(httpx.AsyncClient(transport=httpx.MockTransport(handler), base_url="http://inside"))


def past(*answers):
    made = [Exchange(n, a.question, "en") for n, a in enumerate(answers, 1)]
    for exchange, given in zip(made, answers, strict=True):
        exchange.take(given)
    return made


@pytest.mark.parametrize(("extent", "answers"), [("one", 1), ("all", 2)])
def test_answers_are_saved_as_they_came_and_refusals_are_not(extent, answers):
    sent = []

    def handler(request):
        sent.append(request)
        return httpx.Response(
            200, content=b"PK", headers={"content-disposition": 'attachment; filename="m.docx"'}
        )

    shelf = Shelf()
    with gr.Blocks():
        part = TakeAway(api(handler), shelf)
    html = asyncio.run(part._save("docx", extent, "en", past(answer(), answer(), refusal())))
    assert sent[0].content.count(b'"answered"') == answers
    token = html.partition('href="/files/')[2].partition('"')[0]
    assert shelf.get(token) == File("m.docx", "application/octet-stream", b"PK")


def test_a_refused_export_says_why():
    detail = {"type": "t", "title": "t", "status": 422, "detail": "The answer <1> is not in the source."}
    with gr.Blocks():
        part = TakeAway(api(lambda request: httpx.Response(422, json=detail)), Shelf())
    html = asyncio.run(part._save(FORMATS[0], "one", "ur", past(answer())))
    assert "فائل نہ بن سکی" in html
    assert "&lt;1&gt;" in html


def test_a_thumb_down_is_sent_with_its_reason_and_without_the_question():
    sent = []

    def handler(request):
        sent.append(request.content.decode())
        return httpx.Response(201, json={"status": "stored"})

    with gr.Blocks():
        part = Rating(api(handler))
    given = answer(id="a" * 32)
    updates = asyncio.run(part._rate_down("citation", "", "en", past(given)))
    assert '"down"' in sent[0]
    assert '"citation"' in sent[0]
    assert given.question not in sent[0]
    assert any("Thank you" in str(update) for update in updates.values())


def test_a_rating_that_was_not_kept_says_so():
    with gr.Blocks():
        part = Rating(api(lambda request: httpx.Response(503, content=b"")))
    updates = asyncio.run(part._rate_up("en", past(answer(id="a" * 32))))
    assert any("could not be kept" in str(update) for update in updates.values())


# --- cards -------------------------------------------------------------------------------------------------------


def test_a_reference_names_issuer_status_date_and_pinpoint_and_says_when_it_is_a_summary():
    line = reference(citation(), "en", "UNESCO")
    for part in ("UNESCO", "Adopted", "23 November 2021", "paragraph 26", "p. 7"):
        assert part in line
    assert "summary" not in line
    assert "not from the official text" in reference(citation(quote=None), "en", "UNESCO")


def test_the_page_is_shown_only_where_the_official_file_is_held():
    image = f'src="/api/v1/sources/{RECOMMENDATION}/provisions/26/page.png?page=7"'
    assert image in card(citation(), 1, "en")
    hostile = card(citation(locator='x" onload="alert(1)'), 1, "en")
    assert 'onload="' not in hostile
    assert "page.png" not in card(citation(edition="bundled", quote=None), 1, "en")
