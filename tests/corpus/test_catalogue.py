"""The catalogue is complete, consistent, and refuses what is not."""

import json
import shutil

import pytest

from corpus import CatalogueError, load_catalogue
from corpus.catalogue import ROOT, parse_summaries
from corpus.questions import load_questions

COUNTS = {
    "unesco-recommendation-2021": 166,
    "pakistan-draft-ai-policy-2023": 253,
    "unesco-pakistan-dialogue-2025": 13,
    "pakistan-binding-framework-call-2023": 10,
    "pakistan-ai-policy-2025": 18,
}
STATUSES = {
    "unesco-recommendation-2021": ("adopted", "2021-11-23"),
    "pakistan-draft-ai-policy-2023": ("draft", "2023-05"),
    "unesco-pakistan-dialogue-2025": ("consultation_output", "2025-05-10"),
    "pakistan-binding-framework-call-2023": ("statement", "2023-11-24"),
    "pakistan-ai-policy-2025": ("approved", "2025-07-30"),
}


def test_every_source_with_its_status_and_every_provision(catalogue):
    assert {s: len(t) for s, t in catalogue.provisions.items()} == COUNTS
    assert {s.id: (s.status, s.date) for s in catalogue.sources.values()} == STATUSES


def test_every_provision_is_complete(catalogue):
    for table in catalogue.provisions.values():
        for provision in table.values():
            assert set(provision.summaries) == {"en", "ur"}, provision.key
            assert 1 <= len(provision.themes) <= 4, provision.key
            assert provision.heading, provision.key
            assert provision.heading_ur, provision.key
            assert set(provision.questions) == {"en", "ur", "ur-Latn"}, provision.key
            assert provision.text is None, "no official text may be in the repository"


def test_themes_are_those_of_the_recommendation_and_the_draft(catalogue):
    groups = [theme.group for theme in catalogue.themes.values()]
    assert [groups.count(g) for g in ("value", "principle", "policy_area", "cross_cutting")] == [4, 10, 11, 7]


def test_the_known_conflicts_have_both_sides(catalogue):
    sides = {conflict.id: conflict.provisions for conflict in catalogue.conflicts}
    assert len(sides["number-of-pillars"]) == 3
    for conflict in catalogue.conflicts:
        for key in conflict.provisions:
            assert conflict in catalogue.conflicts_by_provision[key]


def test_labels_speak_in_both_languages(catalogue):
    table = catalogue.provisions["pakistan-draft-ai-policy-2023"]
    assert catalogue.label(table["Target-7"]) == "Target 7"
    assert catalogue.label(table["4.3.1(I)"]) == "clause 4.3.1(I)"
    assert catalogue.label(table["Target-7"], "ur") == "ہدف 7"
    assert catalogue.label(table["7(NAIF)"]) == "acronym NAIF"


def test_a_summary_twice_or_empty_is_refused():
    with pytest.raises(CatalogueError, match="26 is summarised twice"):
        parse_summaries("## 26\nOne.\n## 26\nTwo.\n")
    with pytest.raises(CatalogueError, match="the summary of 27 is empty"):
        parse_summaries("## 26\nOne.\n## 27\n")


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT, tmp_path / "corpus", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "corpus"


def test_broken_files_are_named(copy):
    (copy / "themes.toml").write_text("not = toml = at all")
    with pytest.raises(CatalogueError, match=r"themes\.toml is not valid TOML"):
        load_catalogue(copy)


def test_a_reference_to_nowhere_is_refused(copy):
    path = copy / "conflicts.toml"
    path.write_text(path.read_text().replace("/Target-7", "/Target-77"))
    with pytest.raises(CatalogueError, match="Target-77, which does not exist"):
        load_catalogue(copy)


def test_a_name_of_two_terms_is_refused(copy):
    path = copy / "glossary.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("also = [", 'also = ["NADRA", ', 1), encoding="utf-8"
    )
    with pytest.raises(CatalogueError, match="AI is also called 'nadra', which is empty or taken"):
        load_catalogue(copy)


def test_a_missing_file_is_named(copy):
    (copy / "labels.toml").unlink()
    with pytest.raises(CatalogueError, match=r"labels\.toml is missing"):
        load_catalogue(copy)


def test_replies_are_to_questions_of_their_provision(catalogue):
    assert {reply for replies in catalogue.replies.values() for reply in replies.values()} == {
        "yes",
        "no",
        "depends",
    }
    for key, replies in catalogue.replies.items():
        source_id, _, locator = key.partition("/")
        questions = catalogue.provisions[source_id][locator].questions
        assert replies.keys() <= {question for asked in questions.values() for question in asked}


@pytest.mark.parametrize(
    ("replies", "complaint"),
    [
        ({"yes": ["May I?"], "no": ["Must I?"]}, "is no question of this line"),
        ({"yes": ["May I?"], "depends": ["May I?"]}, "has two replies, yes and depends"),
    ],
)
def test_a_reply_without_its_question_is_refused(tmp_path, replies, complaint):
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"locator": "1", "en": ["May I?"], **replies}), encoding="utf-8")
    with pytest.raises(CatalogueError, match=complaint):
        load_questions(file)
