"""Which provisions are on a topic, and which of them goes first; toy encoders, so that words alone decide."""

import pytest

from assistant.comparison.bearing import Reader
from assistant.comparison.topic import words_of
from corpus import Localised, Provision

UNESCO, DRAFT = "unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"


def provision(locator, text, heading="Of other things", kind="clause"):
    return Provision(source_id="s", locator=locator, kind=kind, section="1", heading=(heading,), text=text)


TABLE = {
    p.key: p
    for p in (
        provision("named", "Cats shall be fed.", "On cats"),
        provision("laid-down", "Dogs bark. Each cat shall be fed."),
        provision("passing", "Some cats sleep."),
        provision("recital", "Every cat should be honoured.", kind="recital"),
        provision("other", "Dogs shall be fed."),
        provision("titled", "They shall be fed."),
    )
}
READER = Reader(TABLE, {"s/titled": Localised(en="Cats", ur="بلیاں")})


def weight(locator, topic="cats"):
    words = words_of(topic, "en", lambda term, script: 3.0)
    return READER.bearing(f"s/{locator}", words).weight


def test_what_lays_something_down_goes_before_what_touches_it():
    assert weight("named") > weight("laid-down") > weight("passing") > weight("recital") > weight("other")


def test_our_short_name_of_a_provision_counts_as_its_heading():
    assert weight("titled") == 1.0


@pytest.mark.parametrize(
    ("topic", "source", "first"),
    [
        ("surveillance", UNESCO, {"26", "72"}),
        ("سینڈ باکس", UNESCO, {"69", "134"}),
        ("خواتین", DRAFT, {"4.2.4(I)", "4.2.4(II)", "4.2.4(III)", "4.2.4", "Target-4"}),
        ("data sharing", DRAFT, {"4.3.1(VIII)", "4.3.1(IX)", "4.3.1(XIII)"}),
    ],
)
def test_a_provision_that_holds_the_topics_words_is_a_match(toy_reading_assistant, topic, source, first):
    match = toy_reading_assistant.comparer.matcher.match(topic, source)
    assert match.provisions[0].provision.locator in first
    assert 1 <= match.foremost <= len(match.provisions)


def test_a_theme_brings_what_was_filed_under_it_and_nothing_that_only_shares_its_word(
    toy_reading_assistant, catalogue
):
    match = toy_reading_assistant.comparer.matcher.match("mahauliyat", DRAFT, "ur-Latn")
    themes = {"environment-policy", "environment-flourishing"}
    assert match.provisions
    assert all(themes & set(hit.provision.themes) for hit in match.provisions)
