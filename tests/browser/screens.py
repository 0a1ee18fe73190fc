"""Screenshots of every screen in both languages: `make screens` writes docs/screens/*.png.

They are drawn from the bundled state, which shows our own summaries only, and from a charter that we made up (tests/fixtures):
it alone is quoted and shown as a page, so that no official wording gets into a picture.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from assistant.resources import catalogue_of, configured_encoders
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.added import add
from ingest.build import build
from tests.browser.conftest import ARGUMENTS, CHROMIUM, SETTLE, serve_site
from tests.fixtures.render import write

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
MOST_BYTES = 150_000
WIDE, PHONE = (1280, 860), (390, 780)
QUESTION = {
    "en": "May a government use AI to score its citizens?",
    "ur": "کیا کوئی حکومت اپنے شہریوں کو اے آئی سے درجہ دے سکتی ہے؟",
}
TOPIC = {"en": "data protection", "ur": "ڈیٹا کا تحفظ"}
REFUSED = {
    "en": "What is the fine for a late tax return?",
    "ur": "ٹیکس گوشوارہ دیر سے جمع کرانے پر کتنا جرمانہ ہے؟",
}
CONVERSATION = {
    "en": (
        "May a government use AI to score its citizens?",
        "and for children?",
        "اور مسودہ؟",
        "یونیسکو کے اصول کون کون سے ہیں؟",
        "Is this policy in force?",
        "What does UNESCO say about gender?",
        "and data protection?",
        "aur bachon ke liye?",
    ),
    "ur": (
        "یونیسکو بچوں پر کیا کہتا ہے؟",
        "What about the draft?",
        "کیا یہ پالیسی نافذ ہو چکی ہے؟",
        "How many people will be trained by the draft and by when?",
        "what are the values of UNESCO?",
        "ڈیٹا کے تحفظ کے بارے میں یونیسکو کیا کہتا ہے؟",
        "aur bachon ke liye?",
        "اور مسودہ؟",
    ),
}
"""Eight turns that mix languages and scripts."""
CHARTER = "meridian-charter"
QUOTATION = "Each public body may keep a register of its automated systems."
TABS = ("ask", "quote", "compare", "coverage")
BOXES = {"quote": "#quote textarea", "compare": "#topic :is(textarea, input)"}
Action = Callable[[Page, str], None]


def ask(page: Page, language: str) -> None:
    """Ask, and wait for what follows the answer."""
    page.fill("#question textarea", QUESTION[language])
    page.keyboard.press("Enter")
    page.wait_for_selector("#follow-ups", state="visible")


def converse(page: Page, language: str) -> None:
    """Ask eight times, each time when the answer before stands."""
    for number, question in enumerate(CONVERSATION[language]):
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")
        page.locator(".bot-row").nth(number).locator(".answer:not(.pending)").wait_for()
        page.locator("#rating").wait_for()
    page.wait_for_timeout(500)


def cite(page: Page, language: str) -> None:
    """Open a citation and how to cite it."""
    ask(page, language)
    page.locator(".answer .mark").first.click()
    page.locator("#card-1-1 .cite summary").click()


def refuse(page: Page, language: str) -> None:
    """Ask what no document held here can answer."""
    page.fill("#question textarea", REFUSED[language])
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer:not(.pending)")
    page.wait_for_selector("#rating", state="visible")


def tab(name: str, fill: Callable[[str], str] | None = None, button: str = "") -> Action:
    """Open a tab, fill its box and press its button."""

    def act(page: Page, language: str) -> None:
        page.locator("#tabs [role=tab]").nth(TABS.index(name)).click()
        if fill is not None:
            page.locator(BOXES[name]).fill(fill(language))
            page.click(button)
        found = ".heat-map[data-drawn]" if name == "coverage" else ":is(h2, table)"
        page.locator(f"#{name}-found {found}").first.wait_for()

    return act


def still(page: Page, language: str) -> None:
    """Show the page as it opens."""


def drawn(page: Page, language: str) -> None:
    """Wait for the figure."""
    page.locator(".heat-map[data-drawn]").scroll_into_view_if_needed()


def marked(page: Page, language: str) -> None:
    """Bring the marked page into view."""
    page.locator("figure img").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('figure img').naturalWidth > 400")


SCREENS: tuple[tuple[str, str, Action, tuple[int, int], Any], ...] = (
    ("answer", "/", cite, WIDE, "light"),
    ("answer-dark", "/", ask, WIDE, "dark"),
    ("answer-phone", "/", ask, PHONE, "light"),
    ("conversation", "/", converse, (1280, 1600), "light"),
    ("refusal", "/", refuse, WIDE, "light"),
    ("quote", "/", tab("quote", lambda _: QUOTATION, "#check"), (1280, 1400), "light"),
    ("compare", "/", tab("compare", TOPIC.__getitem__, "#compare"), (1280, 1500), "light"),
    ("coverage", "/", tab("coverage"), (1280, 1300), "light"),
    ("page-coverage-phone", "/coverage", drawn, (390, 1100), "dark"),
    ("page-provision", f"/sources/{CHARTER}/4(1)", marked, (1280, 1500), "light"),
    ("page-changed", "/sources/unesco-recommendation-2021/26?sha256=0123456789ab", still, WIDE, "light"),
    ("page-search", "/search?q=social+scoring", still, WIDE, "light"),
    ("page-theme", "/themes/gender", still, WIDE, "dark"),
    ("page-glossary", "/glossary", still, WIDE, "light"),
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


def draw(address: str, folder: Path, only: Collection[str] = ()) -> None:
    """Draw every screen, or only those named, in both languages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(SETTLE)
        for language in ("en", "ur"):
            for name, path, act, (width, height), scheme in SCREENS:
                if only and name not in only:
                    continue
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


def prepare(data: Path) -> None:
    """Index the bundled state and the charter; what has been embedded before is not embedded again."""
    cache = Settings().data / "cache"
    if cache.is_dir():
        shutil.copytree(cache, data / "cache")
    add(
        write("articles", "pdf", data),
        data,
        id=CHARTER,
        title="Charter on Dependable Automated Systems (made up)",
        status="draft",
        date="2026-03",
    )
    settings = Settings(data=data)
    build(catalogue_of(settings), data, configured_encoders(settings))


def main() -> None:
    """Build aside, serve, and draw."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, default=FOLDER)
    options.add_argument("--only", nargs="*", default=(), help="names of screens; without it, every one")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built:
        prepare(Path(built))
        with serve_site(Assistant, data=Path(built)) as address:
            draw(address, given.folder, given.only)


if __name__ == "__main__":
    main()
