"""Follow-ups that ask of somebody in particular, dates and lists in words, and which provision comes first."""

from dataclasses import replace

import pytest

from assistant.composition.choosing import holding_first
from assistant.composition.fact import Fact, facts_asked
from assistant.composition.forms import state
from assistant.dates import spoken_date
from assistant.detail import absence, mentions, settle
from assistant.inquiry import Inquiry
from assistant.retrieval import Hit
from assistant.schemas import Question, Turn
from corpus import Provision

SCORING = "AI should not be used for scoring people."


def provision(locator, text, **questions):
    return Provision(
        source_id="charter", locator=locator, kind="paragraph", section="1", heading=("One",), text=text,
        questions=questions,
    )  # fmt: skip


def hit(locator, text, score, **questions):
    return Hit(provision(locator, text, **questions), score, None)


@pytest.mark.parametrize(
    ("detail", "mentioned"),
    [("children", True), ("kids", True), ("بچوں", True), ("bachon", True), ("prisoners", False)],
)
def test_a_detail_is_mentioned_in_any_language_and_in_readers_words(detail, mentioned):
    about = provision("1", "Schools protect each child.", en=("Are kids protected?",))
    assert mentions(about, detail) is mentioned


def asked(detail, *hits):
    return Inquiry(
        f"and for {detail}?", "en", "en", rephrased=f"For {detail}: may a state score people?", hits=list(hits),
        before="May a state score people?", detail=detail,
    )  # fmt: skip


def test_what_mentions_the_detail_but_not_the_matter_is_no_answer():
    scoring, schools = hit("1", SCORING, 5.0), hit("2", "Schools protect each child.", 6.0)
    inquiry = asked("children", schools, scoring)
    settle(inquiry, [scoring, hit("2", "Schools protect each child.", 1.0)])
    assert (inquiry.unmentioned, inquiry.rephrased) == (True, "May a state score people?")
    assert inquiry.shown == "For children: may a state score people?"
    assert inquiry.hits[0] is scoring


def test_what_speaks_of_both_comes_first():
    general, special = hit("1", SCORING, 6.0), hit("2", "No child is ever scored.", 5.5)
    inquiry = asked("children", general, special)
    settle(inquiry, [general, special])
    assert inquiry.hits == [special, general]
    assert not inquiry.unmentioned


def test_of_those_that_speak_of_both_the_one_that_answered_comes_first():
    seats, quota = hit("1", "100 seats go to each child.", 5.0), hit("2", "A quota for every child.", 6.0)
    inquiry = asked("children", quota, seats)
    settle(inquiry, [seats, quota])
    assert [h.provision.locator for h in inquiry.hits] == ["1", "2"]


def test_the_answer_says_that_a_detail_is_not_mentioned(toy_reading_assistant):
    history = [Turn(role="user", content="What does paragraph 26 say?"), Turn(role="assistant", content="…")]
    answer = toy_reading_assistant.answer(Question(question="and for astronauts?", history=history))
    assert answer.rephrased == "For astronauts: what does paragraph 26 say?"
    assert answer.statements[0].text.startswith("The provisions found on this do not mention astronauts.")
    assert answer.polarity is None


def test_the_sentence_is_taken_off_only_where_it_is_true():
    sentence = "The provisions found on this do not mention children. What they say in general:"
    assert absence(f"{sentence} “…”", "en", [provision("1", SCORING)]) == sentence
    assert absence(f"{sentence} “…”", "en", [provision("1", "Each child is protected.")]) == ""
    assert absence("Yes.", "en", [provision("1", SCORING)]) == ""


def test_a_number_and_its_date_are_looked_for_in_one_provision():
    trainers, target = (
        hit("1", "Train 500 teachers within three years.", 9.0),
        hit("2", "Train 9,000 people by 2031.", 8.0),
    )

    def places(question):
        return [
            h.provision.locator
            for h in holding_first([trainers, target], Fact(facts_asked(question)), question)
        ]

    assert places("How many people will be trained, and by when?") == ["2", "1"]
    assert places("How many people will be trained?") == ["1", "2"]


@pytest.mark.parametrize(
    ("iso", "english", "urdu"),
    [
        ("2021-11-23", "23 November 2021", "23 نومبر 2021"),
        ("2023-05", "May 2023", "مئی 2023"),
        ("2024", "2024", "2024"),
    ],
)
def test_dates_are_spoken(iso, english, urdu):
    assert (spoken_date(iso, "en"), spoken_date(iso, "ur")) == (english, urdu)


def test_a_list_is_introduced_by_a_sentence(toy_reading_assistant):
    question = "Which principles does the UNESCO Recommendation set out?"
    said = toy_reading_assistant.answer(Question(question=question)).answer
    assert said.startswith(
        "**UNESCO Recommendation** (adopted, 23 November 2021) names these 10, in the order of the text:"
    )


def test_nobody_counts_recitals_from_nought(catalogue):
    opening = catalogue.provisions["unesco-recommendation-2021"]["preamble-0"]
    assert catalogue.label(opening) == "preamble, opening"
    assert catalogue.label(opening, "ur") == "تمہید، آغاز"


def test_the_record_that_was_found_near_the_top_begins_the_state_of_a_policy(toy_reading_assistant):
    bench = toy_reading_assistant.composer.bench
    draft = bench.provision("pakistan-draft-ai-policy-2023", "4.1.2(VIII)")
    record = bench.provision("pakistan-ai-policy-2025", "18")
    inquiry = Inquiry("Did it survive?", "en", "en", hits=[Hit(draft, 2.0, None), Hit(record, 1.9, None)])
    assert state(inquiry, bench)[0].keys == (record.key,)
    assert state(replace(inquiry, hits=[Hit(draft, 2.0, None)]), bench)[0].keys[0].endswith("/5")
