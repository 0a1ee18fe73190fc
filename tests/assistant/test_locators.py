"""A question that names a provision finds it first, however the locator is written."""

from dataclasses import replace

import pytest

from assistant.locators import absent_places, find_locators, without_locators
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
        "2.23 trillion dollars by 2030",
        "a provision: 30% of the fund",
        "a target 6% higher",
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


@pytest.mark.parametrize(
    ("question", "place", "last"),
    [
        ("What does paragraph 152 of the Recommendation say?", f"{U}/152", "141"),
        ("پیراگراف ۲۰۰ کیا کہتا ہے؟", f"{U}/200", "141"),
        ("Explain Target 40 of the draft.", f"{P}/Target-40", "Target-15"),
        ("clause 4.1.2(XIV) me kya likha hai?", f"{P}/4.1.2(XIV)", "4.1.2(X)"),
        ("شق 4.1.1 کی ذیلی شق XIX میں کیا درج ہے؟", f"{P}/4.1.1(XIX)", "4.1.1(XIII)"),
        ("section 4.5 of the draft policy", f"{P}/4.5", "4.4.3"),
        ("section 12 of the draft", f"{P}/12", "9"),
        ("section 9.4 of the draft", f"{P}/9.4", "9"),
        ("recital 30", f"{U}/preamble-30", "preamble-21"),
        ("operative paragraph 7", f"{U}/P7", "P3"),
    ],
)
def test_a_place_that_no_document_has_is_absent(catalogue, question, place, last):
    (found,) = absent_places(question, catalogue, frozenset(catalogue.sources))
    assert (found.place.key, found.last.locator) == (place, last)


@pytest.mark.parametrize(
    "question",
    [
        "paragraph 26",
        "clause 4.3.1(IV)",
        "section 5.2",
        "operative paragraph 2",
        "What does Article 5 of the EU AI Act prohibit?",
        "What is in section 37 of the Data Protection Act?",
        "9.4 percent of firms",
        "Is a target 40% set for women?",
        "version 9.4",
    ],
)
def test_what_is_there_or_is_anothers_is_not_absent(catalogue, question):
    assert absent_places(question, catalogue, frozenset(catalogue.sources)) == []


def test_a_source_that_numbers_nothing_so_is_not_said_to_lack_it(catalogue):
    assert absent_places("paragraph 152 of the draft", catalogue, frozenset({P})) == []


def test_a_place_is_read_once(catalogue):
    assert keys("operative paragraph 2", catalogue) == [f"{U}/P2"]


def test_a_question_without_its_places(catalogue):
    assert without_locators("What does paragraph ۲۶ say?").split() == ["What", "does", "say?"]


@pytest.mark.parametrize(
    ("question", "locators"),
    [
        ("What do paragraphs 26, 27 and 36 say?", ["26", "27", "36"]),
        ("پیراگراف 26 اور 36 میں کیا ہے؟", ["26", "36"]),
        ("Targets 5 and 6", ["Target-5", "Target-6"]),
        ("Target 6 and 4 cities for the centres", ["Target-6"]),
        ("paragraph 26 and 30% of firms", ["26"]),
    ],
)
def test_numbers_after_the_first(catalogue, question, locators):
    assert [key.partition("/")[2] for key in keys(question, catalogue)] == locators


def test_a_limb_of_an_article_is_written_small(with_articles):
    sources = frozenset({"added"})
    assert absent_places("Article 5(A)", with_articles, sources) == []
    (found,) = absent_places("Article 5(Z)", with_articles, sources)
    assert found.place.locator == "5(z)"
