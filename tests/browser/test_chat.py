"""The chat in a real browser: ask, follow a mark to its card, both directions, phone width, keyboard, no outside host."""

import pytest

from tests.ui.fakes import HOSTILE, QUOTE, RECOMMENDATION

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(visit, fake_site):
    """Opens the chat, ready to be used."""

    def open_(path="/", **options):
        page = visit(fake_site + path, **options)
        page.wait_for_selector("#state .banner")
        return page

    return open_


def ask(page, question):
    earlier = page.locator(".user-row").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function("n => document.querySelectorAll('.user-row').length > n", arg=earlier)
    page.wait_for_function("() => !document.querySelector('.pending, .partial')")


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_mark_leads_to_the_card_with_the_quotation_and_back(open_page):
    page = open_page()
    assert page.title() == "Rahnuma"
    ask(page, "May AI score citizens?")
    mark = page.locator(".answer .mark")
    card = page.locator(mark.get_attribute("href"))
    assert QUOTE in card.locator("blockquote").inner_text()
    assert "page 7 of the PDF" in card.inner_text()
    assert card.locator("a", has_text="Open the provision").get_attribute("target") == "_blank"
    mark.click()
    assert page.evaluate("document.activeElement.id") == "card-1-1"
    card.locator(".back").click()
    assert page.evaluate("document.activeElement.className") == "mark"
    assert page.locator("#question textarea").input_value() == ""


def test_a_mark_of_an_earlier_answer_still_leads_to_its_card(open_page):
    page = open_page("/?lang=en&__theme=light")
    ask(page, "first")
    ask(page, "second")
    page.locator(".answer .mark").first.click()
    assert page.evaluate("document.activeElement.id") == "card-1-1"
    assert page.locator("#card-1-1 blockquote").is_visible()
    assert page.locator(".user-row").count() == 2


def test_cards_stay_in_view_beside_a_long_conversation(open_page):
    page = open_page(height=600)
    for turn in range(4):
        ask(page, f"turn {turn}")
    page.locator("#asking").scroll_into_view_if_needed()
    assert page.evaluate("window.scrollY") > 200
    assert page.locator("#cards-heading").bounding_box()["y"] >= 0


def test_a_refusal_shows_links_and_no_card(open_page):
    page = open_page()
    ask(page, "Who won the election?")
    assert page.locator(".nearest a").get_attribute("href").startswith("/sources/")
    assert page.locator(".card").count() == 0


def test_an_error_keeps_the_question(open_page):
    page = open_page()
    ask(page, "busy")
    assert "Many questions" in page.locator(".answer.failed").inner_text()
    assert page.locator("#question textarea").input_value() == "busy"


def test_an_urdu_answer_runs_from_right_to_left_in_an_english_page(open_page):
    page = open_page()
    ask(page, "کیا اے آئی سے درجہ بندی ہو سکتی ہے؟")
    style = "e => [getComputedStyle(e).direction, getComputedStyle(e).fontFamily.includes('Rahnuma Urdu')]"
    assert page.locator(".answer").evaluate(style) == ["rtl", True]
    assert page.locator(".card").evaluate(style)[0] == "rtl"
    assert page.locator(".card blockquote").evaluate(style) == ["ltr", False]
    assert page.evaluate("document.documentElement.dir") == "ltr"


def test_the_interface_in_urdu_is_kept(open_page):
    page = open_page()
    page.locator("#interface-language input[value=ur]").check()
    page.wait_for_function("() => document.querySelector('#send').textContent.includes('پوچھیے')")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    conversation, evidence = (page.locator(name).bounding_box() for name in ("#conversation", "#evidence"))
    assert conversation["x"] > evidence["x"]
    page.reload()
    page.wait_for_function("() => document.querySelector('#send')?.textContent.includes('پوچھیے')")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    ask(page, "May AI score citizens?")
    assert page.locator(".answer").evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("path", ["/?lang=en", "/?lang=ur"])
def test_a_phone_needs_no_sideways_scrolling(open_page, path):
    page = open_page(path, width=360, height=780)
    assert overflow(page) <= 0
    ask(page, "May AI score citizens?")
    page.click("#choices button")
    assert overflow(page) <= 0
    assert page.locator("#evidence").bounding_box()["y"] > page.locator("#asking").bounding_box()["y"]


def test_two_hundred_per_cent_zoom_needs_no_sideways_scrolling(open_page):
    page = open_page(width=640, height=450)
    ask(page, "May AI score citizens?")
    assert overflow(page) <= 0


def test_a_question_can_be_asked_and_checked_by_keyboard_alone(open_page):
    page = open_page()
    page.wait_for_function("() => document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "send"
    page.keyboard.press("Shift+Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type("May AI score citizens?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer.answered .mark")
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.className") == "mark":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card-1-1"


def test_every_input_has_a_name(open_page):
    page = open_page()
    page.click("#choices button")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('input, textarea, button, fieldset')].filter(e => e.offsetParent)
        .filter(e => !(e.ariaLabel || e.closest('label') || e.textContent.trim())).map(e => e.outerHTML)"""
    )
    assert unnamed == []
    assert page.get_by_label("Your question").count() == 1
    assert page.locator("fieldset[aria-label='Interface language']").count() == 1


def test_a_hostile_document_stays_text(open_page):
    page = open_page()
    ask(page, "hostile")
    images = page.locator("#cards img, #chat img").evaluate_all("all => all.map(e => e.getAttribute('src'))")
    assert images == [f"/api/v1/sources/{RECOMMENDATION}/provisions/26/page.png?page=7"]
    assert page.evaluate("document.querySelectorAll('[onerror], [onmouseover]').length") == 0
    assert page.locator(".card blockquote").inner_text() == HOSTILE
    assert "${1+1} {{value}} @children" in page.locator(".answer .notice").inner_text()


def test_an_example_asks_itself_and_a_new_conversation_brings_it_back(open_page):
    page = open_page()
    page.locator(".example").first.click()
    page.wait_for_selector(".answer.answered")
    assert page.locator("#examples").is_hidden()
    page.click("#new")
    page.wait_for_selector("#examples", state="visible")
    assert page.locator(".answer, .card").count() == 0


def contrast(page, selector):
    """Ratio by WCAG of a text's colour to the first opaque background behind it."""
    return page.locator(selector).first.evaluate(
        """e => {
          const parse = c => c.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          let at = e, back = parse(getComputedStyle(at).backgroundColor);
          while (at.parentElement && back.length > 3 && back[3] === 0) {
            at = at.parentElement; back = parse(getComputedStyle(at).backgroundColor);
          }
          const [a, b] = [light(parse(getComputedStyle(e).color)), light(back)].sort((x, y) => y - x);
          return (a + .05) / (b + .05);
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(open_page, scheme):
    page = open_page(color_scheme=scheme)
    ask(page, "May AI score citizens?")
    page.click("#choices button")
    for selector in (
        ".masthead h1 span", ".masthead p", ".banner", ".asked", ".answer li", ".mark", ".card h3 bdi", ".card .heading bdi",
        ".card .note", ".badge.settled", ".badge.official", ".card blockquote", ".card .links a", ".card .back", "#send",
        "#new", "#choices label span", "[data-testid=block-info]", ".footnote",
    ):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector


@pytest.mark.parametrize(("path", "scheme"), [("/?lang=en", "dark"), ("/?lang=ur", "light")])
def test_axe_finds_nothing_against_wcag(open_page, violations, path, scheme):
    page = open_page(path, color_scheme=scheme)
    assert violations(page) == []
    ask(page, "May AI score citizens?")
    page.click("#choices button")
    assert violations(page) == []
