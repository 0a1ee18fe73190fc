"""The verifier of statements: what it must never let pass, and what it must not hold up."""

import pytest

from assistant.generation.evidence import evidence_of
from assistant.generation.verifier import URDU, Evidence, Reason, Verifier

SCORING = (
    "AI systems should not serve social scoring or mass surveillance. The method should be appropriate; its use "
    "must not violate human rights. A human should take the final decision where life and death are at stake."
)
FUND = (
    "The National AI Fund shall be audited every year by a reputable firm. A partnership may run for not more than 5 "
    "years, unless it is extended for another 2 years. States are encouraged to publish the report."
)


@pytest.fixture
def verifier(toy_encoders):
    return Verifier(toy_encoders["english"].passages)


@pytest.mark.parametrize(
    ("source", "statement", "reason"),
    [
        (SCORING, "AI systems should not serve mass surveillance or social scoring.", None),
        (SCORING, "Its use must not violate human rights.", None),
        (FUND, "The National AI Fund shall be audited by a reputable firm every year.", None),
        (FUND, "States are encouraged to publish the report.", None),
        (SCORING, "AI systems should serve social scoring.", Reason.NEGATION),
        (SCORING, "AI systems should not be appropriate.", Reason.NEGATION),
        (
            SCORING,
            "A government can run a scoring scheme with AI systems if it is appropriate.",
            None.__class__,
        ),
        (SCORING, "AI systems must not serve social scoring.", Reason.STRENGTH),
        (SCORING, "AI systems may not serve social scoring.", Reason.STRENGTH),
        (FUND, "The National AI Fund should be audited every year.", Reason.STRENGTH),
        (FUND, "The National AI Fund is audited every year by a reputable firm.", Reason.STRENGTH),
        (FUND, "States shall publish the report.", Reason.STRENGTH),
        (FUND, "A partnership may run for not more than 7 years, unless it is extended.", Reason.NUMBER),
        (FUND, "The National AI Fund shall be audited every 2 years by a reputable firm.", Reason.NUMBER),
        (SCORING, "AI systems should not be profitable.", None.__class__),
        (SCORING, "AI systems should be taxed.", None.__class__),
        (FUND, "A partnership may run for not more than 5 years.", Reason.EXCEPTION),
        (FUND, "The National AI Fund shall be audited every year by Deloitte.", Reason.NAME),
        (FUND, "The National AI Fund shall be audited only by a reputable firm.", Reason.LIMIT),
        (
            SCORING,
            "AI systems should be insured against earthquakes and floods by their makers.",
            None.__class__,
        ),
        (SCORING, "Children should learn to swim before they visit beaches.", None.__class__),
    ],
)
def test_statements(verifier, source, statement, reason):
    found = verifier.check(Evidence((source,)), statement)
    if reason is None.__class__:
        assert found is not None
    else:
        assert found == reason


def test_a_weak_models_flipped_answer_over_paragraph_26_never_passes(verifier, catalogue):
    evidence = evidence_of(catalogue.provisions["unesco-recommendation-2021"]["26"], catalogue, "en")
    for flipped in (
        "Yes, a government can run a citizen scoring scheme with AI if it is justified.",
        "A government can run a citizen scoring scheme with AI if it is justified in the following ways.",
        "AI systems should serve social scoring where it is justified.",
        "Social scoring should be justified.",
        "Governments may use AI systems for social scoring.",
    ):
        assert verifier.check(evidence, flipped) is not None


def test_urdu_statements_are_verified_against_the_urdu_summary(toy_encoders, catalogue):
    verifier = Verifier(toy_encoders["multilingual"].passages, URDU)
    evidence = evidence_of(catalogue.provisions["unesco-recommendation-2021"]["26"], catalogue, "ur")
    last = evidence.texts[-1].split("۔")[-2].strip() + "۔"
    assert verifier.check(evidence, last) is None
    assert verifier.check(evidence, last.replace(" نہیں", "")) is not None
    assert verifier.check(evidence, last.replace("چاہیے", "لازم ہے")) is not None


def test_summaries_of_the_catalogue_stand_by_themselves(verifier, catalogue):
    for provision in list(catalogue.provisions["unesco-recommendation-2021"].values())[30:60]:
        summary = provision.summaries["en"]
        assert verifier.check(evidence_of(provision, catalogue, "en"), summary) is None, provision.key
