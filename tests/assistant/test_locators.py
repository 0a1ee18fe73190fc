"""A question that names a provision finds it first, however the locator is written."""

from dataclasses import replace

import pytest

from assistant.locators import find_locators
from corpus import Provision

U, P = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


def keys(question, catalogue, *sources):
    return [m.key for m in find_locators(question, catalogue, frozenset(sources or catalogue.sources))]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What does paragraph 26 say?", f"{U}/26"),
        ("para. 68", f"{U}/68"),
        ("پیراگراف ۲۶ کیا کہتا ہے؟", f"{U}/26"),
        ("پیراگراف 26", f"{U}/26"),
        ("section 4.3.1 of the draft", f"{P}/4.3.1"),
        ("clause 4.3.1(IV)", f"{P}/4.3.1(IV)"),
        ("4.3.1 (iv)", f"{P}/4.3.1(IV)"),
        ("سیکشن 4.3.1", f"{P}/4.3.1"),
        ("4.2.1(2.III)", f"{P}/4.2.1(2.III)"),
        ("Target-7", f"{P}/Target-7"),
        ("target 12 timeline", f"{P}/Target-12"),
        ("ہدف ۷", f"{P}/Target-7"),
        ("recital 5", f"{U}/preamble-5"),
        ("operative paragraph 2", f"{U}/P2"),
        ("section 5.2", f"{P}/5.2(I)"),
        ("section 5 of the draft", f"{P}/5"),
    ],
)
def test_named_provisions(catalogue, question, key):
    assert keys(question, catalogue)[0] == key


@pytest.mark.parametrize(
    "question",
    [
        "26",
        "Article 5 of another act",
        "آرٹیکل 26",
        "In 2026, what changes?",
        "paragraph 999",
        "4 values and 10 principles",
        "over 2.5 billion",
    ],
)
def test_no_locator_is_invented(catalogue, question):
    assert keys(question, catalogue) == []


def test_only_sources_in_view(catalogue):
    assert keys("paragraph 26", catalogue, P) == []


@pytest.mark.parametrize("question", ["Target-7", "paragraph 26", "پیراگراف ۲۶", "section 4.3.1"])
def test_the_named_provision_is_the_first_hit(toy_assistant, question):
    hit = toy_assistant.retriever.search(question)[0]
    assert hit.named
    assert hit.provision.key in {f"{P}/Target-7", f"{U}/26", f"{P}/4.3.1"}


@pytest.fixture
def with_articles(catalogue):
    """The catalogue and a document of articles, as an operator adds one."""
    units = {"1": "1", "5(1)": "5", "5(2)": "5", "5(a)": "5"}
    provisions = {
        locator: Provision(
            source_id="added", locator=locator, kind="article", section="a", heading=("One",), text="Words."
        )
        for locator in units
    }
    return replace(catalogue, provisions={**catalogue.provisions, "added": provisions})


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What does article 5(2) say?", "added/5(2)"),
        ("Article 5 (a)", "added/5(a)"),
        ("art. 1", "added/1"),
        ("Article 5", "added/5(1)"),
        ("آرٹیکل ۵", "added/5(1)"),
        ("دفعہ 5 (2)", "added/5(2)"),
        ("article 5(9)", "added/5(1)"),
    ],
)
def test_articles_of_an_added_document(with_articles, question, key):
    assert keys(question, with_articles, "added") == [key]


def test_an_article_is_no_paragraph_of_another_text(with_articles):
    assert keys("article 5", with_articles, *with_articles.provisions) == ["added/5(1)"]
