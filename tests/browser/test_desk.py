"""What the three kinds of reader come for, in a real browser over the real corpus: ask, see, check, compare, take away."""

import io
import json

import docx
import pytest

from assistant.feedback import FeedbackStore

pytestmark = [pytest.mark.browser, pytest.mark.official]
ENGLISH = "What does paragraph 26 of the UNESCO Recommendation say?"
URDU = "یونیسکو کی سفارش کا پیراگراف 26 کیا کہتا ہے؟"


@pytest.fixture
def open_page(visit, official_site):
    def open_(path="/", **options):
        page = visit(official_site + path, **options)
        page.wait_for_selector("#state .banner")
        return page

    return open_


def ask(page, question):
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer.answered .mark, .answer.partial .mark")
    page.wait_for_selector("#rating", state="visible")


def save(page, name):
    page.get_by_role("button", name=name).click()
    link = page.locator("#file a.file")
    link.wait_for()
    with page.expect_download() as download:
        link.click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize(("path", "question"), [("/?lang=en", ENGLISH), ("/?lang=ur", URDU)])
def test_ask_open_a_citation_see_the_marked_page_and_take_a_memo_away(open_page, violations, path, question):
    page = open_page(path)
    ask(page, question)
    page.locator(".answer .mark").first.click()
    card = page.locator("#card-1-1")
    assert page.evaluate("document.activeElement.id") == "card-1-1"
    assert card.locator("blockquote").count() == 1
    card.locator(".page summary").click()
    page.wait_for_function("() => document.querySelector('#card-1-1 .page img').naturalWidth > 400")
    assert violations(page) == []
    page.click("#save button")
    memo = docx.Document(io.BytesIO(save(page, "Memo (Word)" if "en" in path else "یادداشت (ورڈ)")))
    assert question in "\n".join(paragraph.text for paragraph in memo.paragraphs)
    assert [part for part in memo.part.related_parts.values() if part.partname.endswith("/footnotes.xml")]
    assert memo.element.body.xpath(".//w:footnoteReference")
    page.evaluate("document.querySelector('#file a.file').remove()")
    works = json.loads(save(page, "CSL-JSON"))
    assert works


def test_a_citation_and_an_answer_are_copied_with_their_references(open_page):
    page = open_page("/?lang=en")
    ask(page, ENGLISH)
    card = page.locator("#card-1-1")
    card.locator(".cite summary").click()
    card.locator(".copy").click()
    page.wait_for_selector("#card-1-1 .copy.done")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert card.locator(".reference").inner_text() in copied
    assert "/sources/unesco-recommendation-2021/26" in copied
    page.locator(".answer .copy").click()
    page.wait_for_selector(".answer .copy.done")
    assert f"[1] {copied}" in page.evaluate("navigator.clipboard.readText()")


def test_a_thumb_down_is_kept_with_its_reason(open_page, written):
    page = open_page("/?lang=en")
    ask(page, ENGLISH)
    page.click("#down")
    page.get_by_label("It is hard to understand").check()
    page.click("#send-rating")
    page.wait_for_selector("#thanks [role=status]")
    assert "Thank you" in page.locator("#thanks").inner_text()
    counts = FeedbackStore(written).counts()
    assert [(count.rating, count.reason) for count in counts] == [("down", "unclear")]


def test_a_follow_up_is_asked_of_its_own_source(open_page):
    page = open_page("/?lang=en")
    ask(page, ENGLISH)
    page.wait_for_selector("#follow-ups", state="visible")
    suggestion = page.locator("#follow-ups .example:visible").first
    question = suggestion.inner_text()
    suggestion.click()
    page.wait_for_function("() => document.querySelectorAll('.user-row').length === 2")
    assert question in page.locator(".user-row .asked").last.inner_text()
    page.wait_for_function("() => !document.querySelector('.pending, .partial')")


def open_tab(page, name):
    page.get_by_role("tab", name=name).click()


def test_a_quotation_is_checked_word_by_word(open_page, violations):
    page = open_page("/?lang=en")
    open_tab(page, "Check a quotation")
    page.fill("#quote textarea", "AI systems should be used for social scoring or mass surveillance")
    page.click("#check")
    page.wait_for_selector("#quote-found .notice h2")
    assert page.locator("#quote-found .notice h2").inner_text() == "Altered"
    assert "not" in page.locator("#quote-found del").first.inner_text()
    assert page.locator("#quote-found h3 a").first.get_attribute("href").startswith("/sources/")
    assert violations(page) == []


@pytest.mark.parametrize(("path", "tab"), [("/?lang=en", "Compare"), ("/?lang=ur", "موازنہ")])
def test_two_sources_are_read_side_by_side(open_page, violations, path, tab):
    page = open_page(path)
    open_tab(page, tab)
    page.fill("#topic textarea, #topic input", "data protection")
    page.click("#compare")
    page.wait_for_selector("#compare-found table")
    assert page.locator("#compare-found thead th").count() == 3
    assert page.locator("#compare-found tbody .provision").count() >= 2
    assert violations(page) == []


def test_the_coverage_leads_to_the_provisions_of_a_cell(open_page, violations):
    page = open_page("/?lang=en")
    open_tab(page, "Coverage")
    cell = page.locator("#coverage-found td a").first
    cell.wait_for()
    assert cell.get_attribute("href").startswith("/themes/")
    page.wait_for_selector("#coverage-found .heat-map[data-drawn]")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_map_is_drawn_in_another_language_at_once_where_it_is_seen_and_else_when_it_is(open_page):
    page = open_page("/?lang=en")
    open_tab(page, "Coverage")
    page.locator("#coverage-found [lang=en] table").wait_for()
    page.get_by_label("اردو").check(force=True)
    page.locator("#coverage-found [lang=ur] table").wait_for()
    open_tab(page, "موازنہ")
    page.get_by_label("English").check(force=True)
    page.get_by_role("tab", name="Compare").wait_for()
    page.locator("#coverage-found table").wait_for(state="detached")
    open_tab(page, "Coverage")
    page.locator("#coverage-found [lang=en] table").wait_for()
