"""On which page of a provision a span of it stands."""

from corpus import Provision

PROVISION = Provision(
    source_id="charter",
    locator="7",
    kind="paragraph",
    section="II",
    heading=("Duties",),
    page=3,
    page_end=5,
    text="Harbours keep logs.\nPilots sign them, and masters read them.",
    page_turns=((27, 4), (45, 5)),
)


def test_a_span_is_on_the_page_where_its_words_are():
    assert PROVISION.pages_of("Harbours keep logs.") == (3, 3)
    assert PROVISION.pages_of("sign them, and") == (4, 4)
    assert PROVISION.pages_of("masters read them.") == (4, 5)
    assert PROVISION.pages_of("read them.") == (5, 5)


def test_a_span_over_limbs_or_with_words_left_out_is_found():
    assert PROVISION.pages_of("keep logs. Pilots sign") == (3, 4)
    assert PROVISION.pages_of("Harbours … read them.") == (3, 5)


def test_of_no_span_and_of_a_foreign_one_all_pages_are_told():
    assert PROVISION.pages_of(None) == PROVISION.pages_of("Lighthouses burn.") == (3, 5)
