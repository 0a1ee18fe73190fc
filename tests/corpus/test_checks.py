"""The rules on summaries find what they are for, and find nothing in the catalogue as it is."""

import pytest

from corpus import Provision
from corpus.checks import check_catalogue, check_provision, copied_runs, load_exceptions
from ingest.documents import official_provisions

TEXT = "Member States should train 3,000 teachers by 2027 and may ask industry for help."
GOOD = {
    "en": "By 2027 Member States should train 3,000 teachers; they may turn to industry.",
    "ur": "رکن ممالک کو 2027 تک 3,000 اساتذہ کی تربیت کرنی چاہیے؛ وہ صنعت سے مدد لے سکتے ہیں۔",
}


def provision(**summaries):
    return Provision(
        source_id="s", locator="1", kind="paragraph", section="a", heading=("A",), text=TEXT, parts=(TEXT,),
        summaries={**GOOD, **summaries}, themes=("skills",),
    )  # fmt: skip


def rules(**summaries):
    return {(f.rule, f.detail.split(":")[0]) for f in check_provision(provision(**summaries))}


def test_a_good_summary_passes():
    assert rules() == set()


@pytest.mark.parametrize(
    ("language", "summary", "rule"),
    [
        ("en", GOOD["en"].replace("should", "must"), "strength"),
        ("en", GOOD["en"].replace("may", "will"), "strength"),
        ("en", GOOD["en"].replace("3,000", "300"), "numbers"),
        ("en", GOOD["en"].replace("By 2027 ", ""), "numbers"),
        ("en", GOOD["en"] + " word" * 60, "length"),
        ("ur", GOOD["ur"].replace("کرنی چاہیے", "لازماً کرنی ہے"), "strength"),
        ("ur", GOOD["ur"].replace("لے سکتے ہیں", "لیں"), "strength"),
        ("ur", GOOD["ur"].replace("2027", "2028"), "numbers"),
        ("ur", GOOD["ur"].replace("2027", "۲۰۲۷"), "script"),
        ("ur", "Member States کو train کرنا چاہیے 2027 3,000 سکتے", "script"),
    ],
)
def test_each_defect_is_found(language, summary, rule):
    assert rule in {name for name, _ in rules(**{language: summary})}


def test_a_missing_summary_is_found():
    lacking = provision().model_copy(update={"summaries": {"en": GOOD["en"]}})
    assert [f.rule for f in check_provision(lacking)] == ["completeness"]


def test_the_bundled_catalogue_keeps_the_rules(catalogue):
    assert check_catalogue(catalogue, {}, load_exceptions()) == []


@pytest.mark.official
def test_the_catalogue_keeps_every_rule_against_the_official_text(catalogue, sources_folder):
    texts = {
        p.key: p
        for source_id in ("unesco-recommendation-2021", "pakistan-draft-ai-policy-2023")
        for p in official_provisions(
            catalogue.source(source_id), catalogue.provisions[source_id], sources_folder
        ).values()
    }
    assert len(texts) == 419
    assert check_catalogue(catalogue, texts, load_exceptions()) == []
    assert copied_runs(catalogue, texts) == []


def test_a_copied_run_is_found(catalogue):
    key = "unesco-recommendation-2021/26"
    summary = catalogue.provisions["unesco-recommendation-2021"]["26"].summaries["en"]
    texts = {key: provision().model_copy(update={"text": summary})}
    assert [f.provision for f in copied_runs(catalogue, texts)] == [key]
