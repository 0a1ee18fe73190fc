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


GARDEN = (
    "The club should look after its garden, including but not limited to its trees and hedges. Care means not only "
    "watering but also pruning. A rain gauge is yet to be installed. Members may only enter with a key. Where no "
    "gardener is present, visitors should wait. Children, dogs and loud music should not be admitted during any part "
    "of the year. Members should avoid trampling or picking rare flowers. A shed is available, except for private "
    "parties in compliance with the rules; tools are lent free of charge to neighbours. It is important to keep a "
    "register so that every visitor can be found. Pesticides have the potential to harm bees. Seeds are sold to small "
    "and medium enterprises (SMEs) of the United Nations."
)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("The club should look after its garden, such as its trees and hedges.", None),
        ("The club should look after its garden, limited to its trees and hedges.", Reason.LIMIT),
        ("Care means both watering and pruning.", None),
        ("Care means only watering but also pruning.", Reason.LIMIT),
        ("Members may not only enter with a key.", Reason.NEGATION),
        ("A rain gauge has not yet been installed.", None),
        ("A rain gauge has been installed.", Reason.NEGATION),
        ("During no part of the year should children, dogs or loud music be admitted.", None),
        ("During any part of the year children, dogs and loud music should be admitted.", Reason.NEGATION),
        ("Where a gardener is present, visitors should wait.", Reason.NEGATION),
        ("Where no gardener is present, visitors should wait.", None),
        ("Members should neither trample nor pick rare flowers.", None),
        ("Members should be picking rare flowers.", Reason.NEGATION),
        ("Members should not avoid picking rare flowers.", Reason.NEGATION),
        ("Tools are lent free of charge to neighbours.", None),
        ("A shed is available in compliance with the rules for private parties.", Reason.EXCEPTION),
        ("A register should be kept so that every visitor can be found.", Reason.STRENGTH),
        ("Pesticides could harm bees.", None),
        ("Pesticides should harm bees.", Reason.STRENGTH),
        ("Seeds are sold to SMEs of the UN.", None),
        ("Seeds are sold to SMEs of the EU.", Reason.NAME),
        ("No child, dog or loud music should be admitted during any part of the year.", None),
        ("The duties of the club include looking after its garden.", None),
        ("The club looks after its garden and its trees.", Reason.STRENGTH),
    ],
)
def test_negations_that_reserve_shun_or_stand_elsewhere(verifier, statement, reason):
    assert verifier.check(Evidence((GARDEN,)), statement) == reason


ORCHARD = (
    "The orchard shall be opened by 2027 to all schools in the district after a survey of its paths. The third gate "
    "shall let carts pass, which will help growers deliver fruit to the market. Growers should record every harvest to "
    "prevent loss of fruit. Lack of a fence, without regular repair, may hinder the work of Pakistan's growers in the "
    "CoEs. Nothing in these rules may be read as replacing older rights, or as approval of harmful sprays. The keeper "
    "should ensure that growers favour slow ripening. Where fruit is scarce, care must be favoured. Decisions about "
    "the sale of fruit meet the needs of LMICs."
)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("By 2027, after a survey of its paths, the orchard shall be opened to all schools.", None),
        ("By 2026, after a survey of its paths, the orchard shall be opened to all schools.", Reason.NUMBER),
        ("Gate three shall let carts pass.", None),
        ("Gate four shall let carts pass.", Reason.NUMBER),
        ("The third gate shall let carts pass and so help growers deliver fruit to the market.", None),
        ("The third gate shall let carts pass, so carts can pass to the market.", None),
        ("For prevention of fruit loss, growers should record every harvest.", None),
        ("Loss of fruit should be prevented by growers, who should record every harvest.", None),
        ("Growers should not prevent loss of fruit.", Reason.NEGATION),
        ("Without regular repair, lack of a fence may hinder the work of Pakistani growers.", None),
        ("Lack of a fence may hinder the work of Indian growers.", Reason.NAME),
        ("Lack of a fence may hinder the work of growers in Centers of Excellence.", None),
        ("Nothing may be read to replace older rights, or to approve harmful sprays.", None),
        ("The rules may be read to replace older rights, or to approve harmful sprays.", Reason.NEGATION),
        ("Growers should favour slow ripening.", None),
        ("Growers must record every harvest.", Reason.STRENGTH),
        ("Growers decide about fruit sold to meet LMIC needs.", None),
    ],
)
def test_compressed_rewordings_of_the_same_commitments(verifier, statement, reason):
    assert verifier.check(Evidence((ORCHARD,)), statement) == reason


def test_a_list_is_held_against_a_sentence_for_each_of_its_limbs(verifier):
    limbs = [
        "70% of farms lack water",
        "50% of mills lack power",
        "30% of shops lack stock",
        "10% of banks lack cash",
    ]
    evidence = Evidence(("\n".join(limbs),))
    assert verifier.check(evidence, "; ".join(limbs) + ".") is None
    assert verifier.check(evidence, "; ".join([*limbs[:3], "20% of banks lack cash"]) + ".") is Reason.NUMBER


def test_the_name_of_an_abbreviation_in_the_plural_is_known(catalogue):
    provision = catalogue.provisions["unesco-recommendation-2021"]["preamble-17"]
    named = evidence_of(
        provision.model_copy(update={"text": "Attention is due to LDCs."}), catalogue, "en"
    ).names
    assert "least developed countries" in named


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


RECORDS = (
    "ریکارڈ خفیہ نہیں رکھا جائے گا اور تصویر اجازت کے بغیر شائع نہیں کی جائے گی، مگر فہرست دکھائی جا سکتی ہے۔"
)


@pytest.mark.parametrize(
    "turned",
    [
        "ریکارڈ خفیہ رکھا جائے گا اور تصویر اجازت کے بغیر شائع نہیں کی جائے گی، مگر فہرست دکھائی جا سکتی ہے۔",
        "ریکارڈ خفیہ نہیں رکھا جائے گا اور تصویر اجازت کے بغیر شائع کی جائے گی، مگر فہرست دکھائی جا سکتی ہے۔",
        "ریکارڈ خفیہ نہیں رکھا جائے گا اور تصویر اجازت کے ساتھ شائع نہیں کی جائے گی، مگر فہرست دکھائی جا سکتی ہے۔",
        "ریکارڈ خفیہ نہیں رکھا جائے گا اور تصویر اجازت کے بغیر شائع نہیں کی جائے گی، مگر فہرست دکھائی نہیں جا سکتی۔",
        "ریکارڈ خفیہ رکھا جائے گا اور تصویر اجازت کے بغیر شائع نہیں نہیں کی جائے گی، مگر فہرست دکھائی جا سکتی ہے۔",
    ],
)
def test_each_of_several_urdu_negations_counts(toy_encoders, turned):
    verifier = Verifier(toy_encoders["multilingual"].passages, URDU)
    assert verifier.check(Evidence((RECORDS,)), RECORDS) is None
    assert verifier.check(Evidence((RECORDS,)), turned) is not None


def test_summaries_of_the_catalogue_stand_by_themselves(verifier, catalogue):
    for provision in list(catalogue.provisions["unesco-recommendation-2021"].values())[30:60]:
        summary = provision.summaries["en"]
        assert verifier.check(evidence_of(provision, catalogue, "en"), summary) is None, provision.key
