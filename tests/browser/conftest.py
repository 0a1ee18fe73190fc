"""A real Chromium, a site on loopback, and axe-core; nothing may be asked of another host."""

import os
import shutil

import pytest

from assistant.settings import Settings
from tests.servers import served
from tests.ui.fakes import FakeAssistant
from ui.app import create_site

CHROMIUM = os.environ.get("RAHNUMA_TEST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLE = 60_000
"""Milliseconds that a step in the browser may take on a busy machine."""
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def pytest_collection_modifyitems(items):
    """Skip browser tests where there is no Chromium."""
    if os.path.exists(CHROMIUM):
        return
    skip = pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}: tests/browser/install.sh")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


def serve_site(opener, **fields):
    """Serve a site with an assistant of the test's own, without limits; a context that gives its address."""
    unlimited = {"rate_limit_asks": "", "rate_limit_reads": "", "rate_limit_feedback": ""}
    return served(create_site(Settings(host="127.0.0.1", **unlimited, **fields), opener))


@pytest.fixture(scope="session")
def fake_site(tmp_path_factory):
    with serve_site(FakeAssistant, data=tmp_path_factory.mktemp("fake-site")) as address:
        yield address


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Where the site over the official texts keeps what readers write."""
    return tmp_path_factory.mktemp("written")


def _opener(data, toy_opener):
    """Opens an index of toy encoders, whatever folder the site writes to."""
    return lambda settings: toy_opener(settings.model_copy(update={"data": data, "vector_store": "memory"}))


@pytest.fixture(scope="session")
def bundled_site(toy_data, toy_opener, tmp_path_factory):
    """The corpus without official texts, indexed by toy encoders."""
    with serve_site(_opener(toy_data, toy_opener), data=tmp_path_factory.mktemp("bundled-site")) as address:
        yield address


@pytest.fixture(scope="session")
def official_site(toy_official_data, toy_opener, written):
    """The real corpus with its official texts, indexed by toy encoders."""
    with serve_site(_opener(toy_official_data, toy_opener), data=written) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def context(browser):
    """One for all tests, so that Gradio's files are read once."""
    opened = browser.new_context(locale="en-GB", accept_downloads=True)
    opened.set_default_timeout(SETTLE)
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def visit(context):
    """Opens addresses; afterwards nothing may have been asked of another host, and no script may have failed."""
    pages, asked, failures, hosts = [], [], [], []

    def open_(address, width=1360, height=900, color_scheme="light"):
        hosts.append("/".join(address.split("/")[:3]))
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda said: failures.append(said.text) if _violation(said) else None)
        page.on("dialog", lambda dialog: (failures.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(address, wait_until="domcontentloaded")
        return page

    yield open_
    for page in pages:
        page.close()
    context.clear_cookies()
    assert [url for url in asked if not url.startswith((*hosts, "data:", "blob:"))] == []
    assert failures == []


def _violation(said):
    return said.type == "error" and "Content Security Policy" in said.text


@pytest.fixture
def violations():
    """Lists what axe-core finds in a page against WCAG 2.2 AA, the rule and the elements."""
    axe_module = pytest.importorskip("axe_playwright_python.sync_playwright")
    axe = axe_module.Axe()

    def run(page):
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": list(WCAG)}}).response
        return [
            f"{v['id']} ({v['impact']}): {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
            for v in found["violations"]
            for node in v["nodes"]
        ]

    return run
