"""Marked text: the same drafts however it is cut."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.stream import LONGEST_STATEMENT, Draft, MarkedText

SAMPLE = "- One says this. [ab12]\nTwo say that [ab12, cd34][ef56]. Three. [x9]\nno mark at all\n[odd mark!] kept [k2"


def drafts(*pieces):
    parser = MarkedText()
    return [draft for piece in pieces for draft in parser.feed(piece)] + parser.close()


def test_reads_statements_and_identifiers():
    assert drafts(SAMPLE) == [
        Draft("- One says this.", ("ab12",)),
        Draft("Two say that", ("ab12", "cd34", "ef56")),
        Draft("Three.", ("x9",)),
        Draft("no mark at all", ()),
        Draft("[odd mark!] kept [k2", ()),
    ]


def test_every_split_point_of_the_sample_gives_the_same():
    whole = drafts(SAMPLE)
    for place in range(len(SAMPLE) + 1):
        assert drafts(SAMPLE[:place], SAMPLE[place:]) == whole


@given(st.lists(st.text(alphabet="ab1 .,[]\n;۔م", max_size=12), max_size=12))
def test_pieces_do_not_matter(pieces):
    assert drafts(*pieces) == drafts("".join(pieces)) == drafts(*"".join(pieces))


def test_a_flood_without_end_stays_small():
    parser = MarkedText()
    for _ in range(200):
        parser.feed("x" * 1000)
    (draft,) = parser.close()
    assert len(draft.text) == LONGEST_STATEMENT
