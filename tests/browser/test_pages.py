"""Plain pages in a real browser: axe, keyboard alone, phone width and zoom, the marked page, a link that fails loudly."""

import pytest

pytestmark = pytest.mark.browser

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"
P26 = f"/sources/{UNESCO}/26"
QUOTE = "/quote?quote=machines+should+always+decide+alone"
COMPARE = f"/compare?topic=gender&source={UNESCO}&source={DRAFT}"
PAGES = [
    "/sources",
    "/sources/unesco-pakistan-dialogue-2025",
    f"/sources/{DRAFT}/Target-2",
    f"{P26}?sha256=abcdefabcdef",
    "/sources/none",
    "/themes",
    "/themes/gender",
    "/glossary",
    "/search?q=children",
    QUOTE,
    COMPARE,
    "/coverage",
]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def localised(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ur")])
def test_axe_finds_nothing_serious_on_any_page(visit, bundled_site, violations, scheme, language):
    page = visit(bundled_site + "/sources", color_scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(bundled_site + localised(path, language))
        found[path] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.official
def test_axe_finds_nothing_serious_where_official_text_is_shown(visit, official_site, violations):
    page = visit(official_site + P26)
    for path in (P26, f"/sources/{DRAFT}/Target-2?lang=ur", COMPARE, QUOTE):
        page.goto(official_site + path)
        assert violations(page) == [], path


@pytest.mark.parametrize(("width", "language"), [(320, "ur"), (640, "en")])
def test_phones_and_zoom_need_no_sideways_scrolling(visit, bundled_site, width, language):
    # 640 wide is what a window of 1280 shows at 200 %; 320 what it shows at 400 %.
    page = visit(bundled_site + "/sources", width=width)
    wide = []
    for path in PAGES:
        page.goto(bundled_site + localised(path, language))
        if overflow(page) > 0:
            wide.append(path)
    assert wide == []


def test_an_urdu_page_runs_from_right_to_left_with_official_titles_isolated(visit, bundled_site):
    page = visit(bundled_site + f"{P26}?lang=ur")
    style = "e => [getComputedStyle(e).direction, getComputedStyle(e).fontFamily.includes('Rahnuma Urdu')]"
    assert page.locator("main").evaluate(style) == ["rtl", True]
    assert page.locator(".summaries [lang=ur]").evaluate(style) == ["rtl", True]
    assert page.locator(".summaries [lang=en]").evaluate(style) == ["ltr", False]


def test_a_reader_with_a_keyboard_alone_gets_from_a_topic_to_a_provision_and_its_neighbour(
    visit, bundled_site
):
    page = visit(bundled_site + "/compare")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "topic"
    page.keyboard.type("gender")
    for _ in range(page.locator("input[name=source]").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") in {UNESCO, DRAFT}:
            page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("table.comparison")
    link = page.locator(".comparison .provision a").first
    link.focus()
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(".neighbours")
    here = page.url
    page.locator(".neighbours a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here)
    assert page.locator("h1").count() == 1


def test_a_cell_of_the_map_leads_to_its_provisions(visit, bundled_site, catalogue):
    page = visit(bundled_site + "/coverage")
    filed = [p for p in catalogue.provisions[DRAFT].values() if "gender" in p.themes]
    cell = page.get_by_role("link", name=f"{len(filed)} provisions of", exact=False).filter(
        has_text=str(len(filed))
    )
    cell.and_(page.locator(f"a[href='/themes/gender#{DRAFT}']")).click()
    page.wait_for_selector(f"section[id='{DRAFT}']")
    assert page.locator(f"section[id='{DRAFT}'] li").count() == len(filed)
    page.go_back()
    empty = page.locator(f"td.heat-0 a[href='/themes/human-oversight#{DRAFT}']")
    assert empty.text_content().startswith("0 provisions of")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ur", "dark")])
def test_the_heat_map_shows_the_table_and_leads_where_it_leads(
    visit, bundled_site, violations, language, scheme
):
    page = visit(f"{bundled_site}/coverage?lang={language}", color_scheme=scheme)
    page.wait_for_selector(".heat-map[data-drawn]")
    cells = page.locator("table.heat td a")
    numbers = page.locator(".heat-map .scatterlayer text").all_text_contents()
    assert numbers == [cell.split(" ")[0] for cell in cells.all_text_contents()]
    assert page.locator(".heat-map .shapelayer path").count() == numbers.count("0") > 0
    labels = page.locator(".heat-map .annotation").all_text_contents()
    themes = page.locator("table.heat tbody th").all_text_contents()
    assert {theme for theme in themes if f"\u2068{theme}\u2069" not in labels} == set()
    assert page.locator(".heat-map").get_attribute("aria-label")
    assert violations(page) == []
    for width in (390, 1360):
        page.set_viewport_size({"width": width, "height": 900})
        drawn = "most => { const w = document.querySelector('.heat-map svg').clientWidth; return w > most - 400 && w < most; }"
        page.wait_for_function(drawn, arg=width)
    page.mouse.move(*middle_of_first_cell(page, language))
    page.wait_for_selector(".heat-map .hoverlayer .hovertext")
    assert (
        page.locator(".heat-map .hoverlayer").text_content().strip("\u2068\u2069")
        == cells.first.text_content()
    )
    address = cells.first.get_attribute("href")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(bundled_site + address)


def middle_of_first_cell(page, language):
    box = page.locator(".heat-map .nsewdrag").bounding_box()
    rows = page.locator("table.heat tbody tr").count()
    share = 0.75 if language == "ur" else 0.25
    return box["x"] + box["width"] * share, box["y"] + box["height"] * 1.5 / rows


def test_without_a_script_the_table_is_there(browser, bundled_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(bundled_site + "/coverage")
    assert page.locator("table.heat td a").first.is_visible()
    assert page.locator(".heat-map").is_hidden()
    context.close()


def test_a_permalink_for_another_text_fails_loudly(visit, bundled_site):
    page = visit(bundled_site + P26)
    permanent = page.locator("#permalink").input_value()
    page.goto(permanent)
    assert page.get_by_role("status").count() == 1
    wrong = permanent[:-1] + ("0" if permanent[-1] != "0" else "1")
    response = page.goto(wrong)
    assert response.status == 409
    assert "has changed" in page.get_by_role("alert").inner_text()
    page.get_by_role("link", name="See the present text").click()
    page.wait_for_url(bundled_site + P26)


@pytest.mark.official
def test_the_marked_page_is_seen(visit, official_site):
    page = visit(official_site + P26)
    image = page.locator("figure img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('figure img').naturalWidth > 900")
    assert "paragraph 26 marked" in image.get_attribute("alt")
    yellow = image.evaluate(
        """e => { const c = document.createElement('canvas'); c.width = e.naturalWidth; c.height = e.naturalHeight;
          const d = c.getContext('2d'); d.drawImage(e, 0, 0); const p = d.getImageData(0, 0, c.width, c.height).data;
          let n = 0; for (let i = 0; i < p.length; i += 4) if (p[i] > 220 && p[i + 2] < 170) n++; return n / (p.length / 4); }"""
    )
    assert yellow > 0.02


@pytest.mark.official
def test_a_quotation_without_its_not_is_shown_altered_in_words(visit, official_site):
    page = visit(official_site + "/quote")
    page.fill("#quote", "AI systems should be used for social scoring or mass surveillance")
    page.click("form button")
    page.wait_for_selector(".difference")
    assert page.locator(".difference del").inner_text().replace("\n", "").endswith("not−]")
    assert "only in the text:" in page.locator(".difference del").text_content()
    assert "negation" in page.locator(".card li").inner_text()
