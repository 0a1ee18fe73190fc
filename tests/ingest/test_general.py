"""The general segmenter: what it believes, what it leaves alone, and what it reports."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import letters
from ingest.formats import Block, Reading, read
from ingest.formats.blocks import count_letters
from ingest.segment.general import language_of, segment_general
from tests.fixtures.render import FORMATS, NAMES, write

EXPECTED = {
    "articles": [
        *(f"preamble-{n}" for n in range(1, 9)),
        *[
            "1(1)",
            "1(2)",
            "2(1)",
            "2(2)",
            "2(3)",
            "3",
            "3(1)",
            "3(2)",
            "3(3)",
            "3(4)",
            "4(1)",
            "4(2)",
            "4(3)",
            "4(4)",
            "5(1)",
            "5(2)",
            "5(3)",
            "5(4)",
        ],
        *[
            "6(1)",
            "6(2)",
            "6(3)",
            "7(1)",
            "7(2)",
            "7(3)",
            "8(1)",
            "8(2)",
            "8(3)",
            "9(1)",
            "9(2)",
            "10(1)",
            "10(2)",
            "11(1)",
            "11(2)",
            "11(3)",
        ],
        *["12(1)", "12(2)", "13", "14(1)", "14(2)", "14(3)", "15", "16(1)", "16(2)"],
    ],
    "sections": [
        *[
            "1.1",
            "1.2",
            "1.3",
            "2.1(1)",
            "2.1(2)",
            "2.1(3)",
            "2.2",
            "2.3",
            "3.1(1)",
            "3.1(2)",
            "3.1(3)",
            "3.2",
            "3.3",
            "4.1",
            "4.2",
            "4.3(1)",
            "4.3(2)",
        ],
        *[
            "4.3(3)",
            "4.4",
            "5.1",
            "5.2(1)",
            "5.2(2)",
            "5.2(3)",
            "5.3",
            "6.1",
            "6.2",
            "6.3",
            "7.1",
            "7.2",
            "7.3",
            "8.1",
            "8.2",
            "8.3",
        ],
    ],
    "prose": ["s1.1", "s2.1", "s3.1", "s3.2", "s4.1", "s4.2", "s5.1", "s5.2", "s6.1", "s7.1"],
}
SAFE = re.compile(r"[A-Za-z0-9().-]+")


def reading(*lines):
    """A reading of these blocks; `# ` and `## ` head a heading."""
    blocks = []
    for line in lines:
        marks = re.match(r"(#*) ?", line)
        blocks.append(Block(line[marks.end() :], len(marks[1]) or None))
    return Reading("markdown", tuple(blocks), letters=sum(count_letters(block.text) for block in blocks))


def segment(*lines):
    return segment_general(reading(*lines))


def locators(found):
    return [piece.locator for piece in found.pieces]


# --- whole documents --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_expected_provisions(name, suffix, tmp_path):
    found = segment_general(read(write(name, suffix, tmp_path)))
    master = segment_general(read(write(name, "md", tmp_path)))
    assert locators(found) == EXPECTED[name]
    assert found.gaps == found.duplicates == ()
    assert found.accounted == 1.0
    assert found.language == "en"
    assert found.title == master.title
    for piece, same in zip(found.pieces, master.pieces, strict=True):
        assert (piece.parts, piece.heading, piece.kind) == (same.parts, same.heading, same.kind)
    assert all((piece.page is not None) == (suffix == "pdf") for piece in found.pieces)


def test_articles_keep_their_path_limbs_and_labels(tmp_path):
    found = segment_general(read(write("articles", "md", tmp_path)))
    piece = next(piece for piece in found.pieces if piece.locator == "9(1)")
    assert piece.kind == "article"
    assert piece.heading == ("Chapter III – Practices that are ruled out", "Article 9 – Excluded uses")
    assert piece.parts[0] == "Public bodies shall not use an automated system to:"
    assert [part[:3] for part in piece.parts[1:]] == ["(a)", "(b)", "(c)", "(d)"]
    assert found.counts == {"recital": 8, "article": 43}


def test_table_rows_belong_to_their_section(tmp_path):
    found = segment_general(read(write("sections", "docx", tmp_path)))
    milestones = next(piece for piece in found.pieces if piece.locator == "7.3")
    assert milestones.parts[4:7] == (
        "List of products in use is published",
        "District data officers",
        "End of March 2027",
    )


@pytest.mark.official
def test_the_recommendation_is_cut_letter_for_letter_without_knowing_it(sources_folder):
    found = segment_general(read(sources_folder / "380455eng.pdf"))
    ours = {piece.locator: letters("".join(piece.parts)) for piece in found.pieces}
    reference = json.loads(
        (sources_folder / "reference" / "unesco-recommendation-2021.paragraphs.json").read_text()
    )
    paragraphs = {str(row["para"]): letters(row["text"]) for row in reference["paragraphs"]}
    numbered = [str(number) for number in range(1, 142)]
    assert [number for number in numbered if ours.get(number) != paragraphs[number]] == []
    assert found.gaps == found.duplicates == ()


# --- what is believed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks",
    [("1.", "2.", "3."), ("1)", "2)", "3)"), ("(1)", "(2)", "(3)"), ("§1", "§ 2", "§3"), ("۱۔", "۲۔", "۳۔")],
)
def test_paragraphs_in_every_style(marks):
    found = segment(*(f"{mark} Offices keep a list." for mark in marks))
    assert locators(found) == ["1", "2", "3"]
    assert found.pieces[0].parts == ("Offices keep a list.",)


@pytest.mark.parametrize("head", ["Article {}", "Art. {}", "ARTICLE {}:", "دفعہ {}", "آرٹیکل {}۔"])
def test_articles_in_every_style(head):
    found = segment(*(line for n in (1, 2, 3) for line in (f"## {head.format(n)}", "Offices keep a list.")))
    assert locators(found) == ["1", "2", "3"]
    assert {piece.kind for piece in found.pieces} == {"article"}


def test_articles_without_heading_styles():
    found = segment("Article 1", "Purpose", "This is why.", "Article 2. Offices keep a list, and publish it.")
    assert locators(found) == ["1", "2"]
    assert found.pieces[0].heading == ("Article 1 – Purpose",)
    assert found.pieces[1].parts == ("Offices keep a list, and publish it.",)


def test_a_sentence_about_an_article_is_not_its_head():
    found = segment(
        "## Article 1", "One.", "## Article 2", "Two.", "Article 3 applies to ferries.", "## Article 3", "X."
    )
    assert locators(found) == ["1", "2", "3"]
    assert found.pieces[1].parts == ("Two.", "Article 3 applies to ferries.")


def test_numbering_that_runs_on_under_headings_stays_bare():
    found = segment("# A", "1. One.", "2. Two.", "# B", "3. Three.", "# C", "4. Four.")
    assert locators(found) == ["1", "2", "3", "4"]
    assert found.pieces[2].heading == ("B",)


def test_numbering_that_begins_again_is_told_apart_by_its_heading():
    found = segment("# A", "1. One.", "2. Two.", "# B", "1. One.", "2. Two.", "# C", "1. One.", "2. Two.")
    assert locators(found) == ["s1(1)", "s1(2)", "s2(1)", "s2(2)", "s3(1)", "s3(2)"]
    assert found.duplicates == ()


def test_paragraphs_that_run_on_through_numbered_sections_stay_bare():
    found = segment("# 1. Aims", "1. One.", "2. Two.", "# 2. Means", "3. Three.", "4. Four.", "5. Five.")
    assert locators(found) == ["1", "2", "3", "4", "5"]
    assert found.counts == {"paragraph": 5}


def test_a_list_that_a_sentence_announces_stays_in_its_provision():
    found = segment(
        "# 1.1 Duties", "Offices shall:", "1. keep a list;", "2. publish it.", "They do so yearly."
    )
    assert locators(found) == ["1.1"]
    assert found.pieces[0].parts[1] == "1. keep a list;"


def test_a_list_in_another_style_stays_in_its_paragraph():
    found = segment("1. One.", "2. Two has:", "1) first", "2) second", "3. Three.", "4. Four.", "5. Five.")
    assert locators(found) == ["1", "2", "3", "4", "5"]
    assert len(found.pieces[1].parts) == 3


def test_a_few_numbers_in_prose_are_no_numbering():
    found = segment(
        "# Aims", *["Prose goes on and on here."] * 8, "1. One.", "2. Two.", "3. Three.", *["More."] * 4
    )
    assert {piece.kind for piece in found.pieces} == {"window"}


def test_a_heading_that_begins_with_a_count_is_no_section():
    found = segment("# 10 principles for ferries", "Text.", "# 3 harbours", "Text.")
    assert locators(found) == ["s1.1", "s2.1"]


def test_a_year_at_the_head_of_a_sentence_is_no_number():
    found = segment("1. One.", "2. Two.", "2021. That was the year.", "3. Three.")
    assert locators(found) == ["1", "2", "3"]


def test_recitals_by_name_and_by_bracket():
    found = segment(
        "Recital 1: Ferries are late.", "Recital 2: So are trams.", "# Article 1", "X.", "# Article 2", "Y."
    )
    assert locators(found) == ["preamble-1", "preamble-2", "1", "2"]


def test_numbered_parts_of_an_article_belong_to_it():
    found = segment(
        "# Article 1", "1.1 Ferries wait.", "1.2 Trams do not.", "# Article 2", "2.1 Boats float."
    )
    assert locators(found) == ["1.1", "1.2", "2.1"]
    assert {piece.kind for piece in found.pieces} == {"article"}
    assert found.gaps == ()


# --- windows ----------------------------------------------------------------------------------------------


def test_text_without_numbers_is_cut_into_windows_and_nothing_is_lost():
    sentence = "The harbour office keeps a list of its systems and reads it aloud. "
    found = segment(sentence * 40, "# A heading", sentence * 40)
    assert all(sum(map(len, piece.parts)) <= 1000 for piece in found.pieces)
    assert locators(found)[:2] == ["w1", "w2"]
    assert "s1.1" in locators(found)
    assert found.accounted == 1.0


def test_windows_know_their_pages():
    blocks = [Block("First page. " * 70, page=1), Block("Second page. " * 70, page=2)]
    found = segment_general(Reading("pdf", tuple(blocks), 2, 1))
    assert (found.pieces[0].page, found.pieces[-1].page) == (1, 2)


# --- reports ----------------------------------------------------------------------------------------------


def test_gaps_are_reported_in_words():
    found = segment("1. One.", "2. Two.", "4. Four.", "5. Five.", "# 1.1 A", "X.", "# 1.4 B", "Y.")
    assert found.gaps == ("paragraph 4 follows paragraph 2", "section 1.4 follows 1.1")


def test_a_missing_article_is_reported():
    found = segment("# Article 1", "A.", "# Article 2", "B.", "# Article 5", "E.", "# Article 5a", "F.")
    assert found.gaps == ("article 5 follows 2",)
    assert locators(found) == ["1", "2", "5", "5a"]


def test_a_number_that_stands_twice_is_filed_and_reported():
    found = segment("1. One.", "2. Two.", "2. Two again.", "3. Three.")
    assert locators(found) == ["1", "2", "2-2", "3"]
    assert found.duplicates == ("2",)


def test_letters_that_the_reader_lost_show_in_the_share():
    whole = reading("1. One.", "2. Two.", "3. Three.")
    found = segment_general(Reading("markdown", whole.blocks, letters=whole.letters * 2))
    assert found.accounted == 0.5


def test_language_is_told_by_script():
    assert language_of("ہر ادارہ اپنے نظاموں کی فہرست رکھے گا۔ AI") == "ur"
    assert language_of("Every office keeps a list (فہرست).") == "en"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["", "# ", "## ", "1. ", "2. ", "(3) ", "Article 1 ", "# Article 2 ", "1.2 ", "# 3 ", "§4 "]
            ),
            st.text("abc XYZ.:;1", min_size=1, max_size=40),
        ),
        max_size=30,
    )
)
def test_any_document_keeps_its_letters_and_has_unique_safe_locators(lines):
    made = reading(*("".join(line).strip() or "x" for line in lines))
    found = segment_general(made)
    assert len(set(locators(found))) == len(found.pieces)
    assert all(SAFE.fullmatch(locator) for locator in locators(found))
    assert found.accounted == (1.0 if made.letters else 0.0)
