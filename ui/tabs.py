"""The checking desk beside the conversation: quotation check, comparison, coverage. Each shows what its plain page shows."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.comparison.schemas import FEWEST_SOURCES, Comparison
from assistant.library.schemas import Coverage
from assistant.quotation.schemas import MOST_CHARACTERS, QuoteCheck
from assistant.schemas import Language
from ui.client import ApiError, Client
from ui.library import Library
from ui.markup import direction, isolated, line
from ui.pages.frame import Frame
from ui.pages.subjects import FIRST_VIEW, GROUPS, coverage_values
from ui.pages.words import PAGE_WORDS
from ui.parts import PRIVATE, Updates, html, notice
from ui.words import as_language, word

ANY = ""


def said(name: str, language: Language) -> str:
    """Return a wording that chat and pages share."""
    return PAGE_WORDS[name][language]


def lead(name: str, page: str, language: Language) -> str:
    """What a tab is for, and where its plain page is."""
    link = f'<a href="{page}?lang={language}">{line(word("plain_page", language))}</a>'
    return f"<p {direction(language)}>{line(said(name, language))} {link}</p>"


class QuotationTab:
    """Is it in the documents, word for word?"""

    def __init__(self, client: Client, frame: Frame) -> None:
        self._client = client
        self._frame = frame
        with gr.Tab(said("quote", "en"), elem_id="tab-quote") as self._tab:
            self._lead = html(lead("quote_lead", "/quote", "en"))
            self._quote = gr.Textbox(
                label=said("quote_label", "en"), lines=4, max_length=MOST_CHARACTERS, elem_id="quote"
            )
            with gr.Row():
                self._source = gr.Radio([], value=ANY, label=said("attributed_to", "en"), scale=2)
                self._locator = gr.Textbox(label=said("locator_label", "en"), max_length=64, scale=1)
            self._check = gr.Button(
                said("quote_do", "en"), variant="primary", elem_id="check", elem_classes="do"
            )
            self._found = html("", elem_id="quote-found", elem_classes="found")
        self.spoken: list[Any] = [
            self._tab, self._lead, self._quote, self._source, self._locator, self._check
        ]  # fmt: skip

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        sources = [(said("any_source", language), ANY), *library.choices(language)]
        return {
            self._tab: gr.update(label=said("quote", language)),
            self._lead: lead("quote_lead", "/quote", language),
            self._quote: gr.update(label=said("quote_label", language)),
            self._source: gr.update(choices=sources, label=said("attributed_to", language)),
            self._locator: gr.update(label=said("locator_label", language)),
            self._check: said("quote_do", language),
        }

    def wire(self, language: Any) -> None:
        """Make the tab work."""
        given = [self._quote, self._source, self._locator, language]
        gr.on([self._check.click, self._locator.submit], self.check, given, self._found, **PRIVATE)

    async def check(self, quote: str, source: str | None, locator: str, language: str) -> str:
        """Check a quotation and show the finding."""
        spoken = as_language(language)
        if not quote.strip():
            return ""
        asked = {"quote": quote, "source_id": source or None, "locator": locator.strip() or None}
        try:
            found = await self._client.post("/api/v1/quotes", asked, QuoteCheck)
        except ApiError as error:
            return notice("not_done", spoken, isolated(str(error)))
        return self._frame.fragment("quote_result.html", spoken, found=found)


class ComparisonTab:
    """Two or more sources side by side on a topic."""

    def __init__(self, client: Client, frame: Frame) -> None:
        self._client = client
        self._frame = frame
        with gr.Tab(said("compare", "en"), elem_id="tab-compare") as self._tab:
            self._lead = html(lead("compare_lead", "/compare", "en"))
            self._topic = gr.Textbox(label=said("topic_label", "en"), max_length=1000, elem_id="topic")
            self._sources = gr.CheckboxGroup([], value=[*FIRST_VIEW], label=said("compare_sources", "en"))
            self._compare = gr.Button(
                said("compare_do", "en"), variant="primary", elem_id="compare", elem_classes="do"
            )
            self._found = html("", elem_id="compare-found", elem_classes="found")
        self.spoken: list[Any] = [self._tab, self._lead, self._topic, self._sources, self._compare]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        return {
            self._tab: gr.update(label=said("compare", language)),
            self._lead: lead("compare_lead", "/compare", language),
            self._topic: gr.update(label=said("topic_label", language)),
            self._sources: gr.update(
                choices=library.choices(language), label=said("compare_sources", language)
            ),
            self._compare: said("compare_do", language),
        }

    def wire(self, language: Any) -> None:
        """Make the tab work."""
        given = [self._topic, self._sources, language]
        gr.on([self._compare.click, self._topic.submit], self.compare, given, self._found, **PRIVATE)

    async def compare(self, topic: str, sources: list[str], language: str) -> str:
        """Compare and show the rows."""
        spoken = as_language(language)
        if not topic.strip():
            return ""
        if len(sources) < FEWEST_SOURCES:
            return notice("choose_two", spoken)
        asked = {"topic": topic, "sources": sources, "language": spoken}
        try:
            found = await self._client.post("/api/v1/comparisons", asked, Comparison)
        except ApiError as error:
            return notice("not_done", spoken, isolated(str(error)))
        return self._frame.fragment("compare_result.html", spoken, found=found)


class CoverageTab:
    """Themes by sources: where each speaks, and where it is silent."""

    def __init__(self, client: Client, frame: Frame, tabs: gr.Tabs) -> None:
        self._client = client
        self._frame = frame
        self._tabs = tabs
        with gr.Tab(said("coverage", "en"), elem_id="tab-coverage") as self._tab:
            self._open = gr.State(False)
            self._lead = html(lead("coverage_lead", "/coverage", "en"))
            self._sources = gr.CheckboxGroup([], value=[*FIRST_VIEW], label=said("coverage_sources", "en"))
            self._found = html("", elem_id="coverage-found", elem_classes="found")
        self.spoken: list[Any] = [self._tab, self._lead, self._sources]

    def speak(self, language: Language, library: Library) -> Updates:
        """Return every wording in a language."""
        return {
            self._tab: gr.update(label=said("coverage", language)),
            self._lead: lead("coverage_lead", "/coverage", language),
            self._sources: gr.update(
                choices=library.choices(language), label=said("coverage_sources", language)
            ),
        }

    def wire(self, language: Any) -> None:
        """Make the tab work: the map is drawn when the tab is opened, and anew while it is open."""
        given = [self._sources, language]
        self._tabs.select(self.select, given, [self._open, self._found], **PRIVATE)
        self._sources.input(self.cover, given, self._found, **PRIVATE)
        language.change(self.turn, [self._open, *given], self._found, **PRIVATE)

    async def select(self, sources: list[str], language: str, chosen: gr.SelectData) -> tuple[bool, Any]:
        """Draw the map if it is this tab that was chosen."""
        if chosen.index != self._tabs.children.index(self._tab):
            return False, gr.skip()
        return True, await self.cover(sources, language)

    async def turn(self, is_open: bool, sources: list[str], language: str) -> str:
        """Draw the map in another language; behind a closed tab it waits until that is opened."""
        return await self.cover(sources, language) if is_open else ""

    async def cover(self, sources: list[str], language: str) -> str:
        """Draw the map of the chosen sources; none: all."""
        spoken = as_language(language)
        try:
            found = await self._client.get("/api/v1/coverage", Coverage, {"source": sources})
        except ApiError as error:
            return notice("not_done", spoken, isolated(str(error)))
        return self._frame.fragment("coverage_result.html", spoken, **coverage_values(found, GROUPS))
