import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.gold import assign_splits, faults, load_gold
from corpus import load_catalogue

GOLD = Path(__file__).parents[1] / "gold"
LEAST = {"english": 150, "urdu": 60, "roman_urdu": 40, "unanswerable": 80}
TOO_NEAR = 0.85
"""Short questions on one subject share most of their words by chance; this is the same question."""


@pytest.fixture(scope="module")
def gold():
    return load_gold(GOLD)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def test_every_key_exists_and_no_question_contradicts_itself(gold, catalogue):
    keys = {provision.key for table in catalogue.provisions.values() for provision in table.values()}
    assert faults(gold, keys) == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_enough_questions_in_both_splits(name, least):
    questions = load_gold(GOLD / f"{name}.jsonl")
    assert len(questions) >= least
    counts = Counter(question.split for question in questions)
    assert abs(counts["dev"] - counts["test"]) <= 0.1 * len(questions)


def test_no_question_stands_twice(gold):
    asked = Counter((q.question.casefold(), tuple(turn.content for turn in q.history)) for q in gold)
    assert [key for key, count in asked.items() if count > 1] == []


def test_the_split_is_the_one_that_was_dealt():
    for name in (*LEAST, "followup"):
        questions = load_gold(GOLD / f"{name}.jsonl")
        dealt = assign_splits([(q.id, f"{name}:{q.why or q.kind}") for q in questions])
        assert {q.id: q.split for q in questions} == dealt


def test_no_gold_question_is_indexed_with_the_provisions(gold, catalogue):
    """Not even nearly: readers' questions that repeat the gold would make every later number a lie."""
    indexed: dict[str, list[frozenset[str]]] = {}
    for table in catalogue.provisions.values():
        for provision in table.values():
            for language, questions in provision.questions.items():
                indexed.setdefault(language, []).extend(map(_words, questions))
    near = [
        question.id
        for question, asked in [(question, _words(question.question)) for question in gold]
        for words in indexed.get(question.language, ())
        if _overlap(asked, words) >= TOO_NEAR
    ]
    assert near == []


def _words(text):
    return frozenset("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _overlap(one, other):
    """Share of common words (Jaccard)."""
    common = len(one & other)
    return common / max(len(one) + len(other) - common, 1)


def test_groups_of_a_list_cover_its_gold(gold):
    for question in gold:
        if question.kind == "list":
            assert set(question.gold) <= set().union(*question.groups), question.id


def test_a_comparison_has_at_least_two_sides(gold):
    assert all(len(question.groups) >= 2 for question in gold if question.kind == "comparison")


def test_splits_are_balanced_in_every_stratum_and_do_not_depend_on_order():
    ids = [(f"en-{number:03d}", "fact" if number % 3 else "list") for number in range(90)]
    dealt = assign_splits(ids)
    assert dealt == assign_splits(ids[::-1])
    for stratum in ("fact", "list"):
        counts = Counter(dealt[name] for name, its in ids if its == stratum)
        assert abs(counts["dev"] - counts["test"]) <= 1


ROW = {
    "id": "en-001",
    "question": "Who?",
    "language": "en",
    "persona": "student",
    "kind": "fact",
    "answerable": True,
    "gold": ["s/1"],
    "split": "dev",
}


def _write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_split_is_chosen(tmp_path):
    file = _write(tmp_path / "a.jsonl", ROW, {**ROW, "id": "en-002", "split": "test"})
    assert [question.id for question in load_gold(file, "test")] == ["en-002"]
    with pytest.raises(EvaluationError, match="choose dev, test or all"):
        load_gold(file, "train")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW, ROW], "en-001 stands twice"),
        ([{**ROW, "colour": "red"}], "a.jsonl:1: colour"),
        ([{**ROW, "split": "train"}], "a.jsonl:1: split"),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(tmp_path, rows, message):
    with pytest.raises(EvaluationError, match=message):
        load_gold(_write(tmp_path / "a.jsonl", *rows))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(EvaluationError, match="holds no gold questions"):
        load_gold(tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="holds no gold questions"):
        load_gold(tmp_path)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"gold": ["s/2"]}, "there is no provision s/2"),
        ({"gold": []}, "answerable is True with 0 gold keys"),
        ({"answerable": False, "gold": []}, "`why` belongs"),
        ({"kind": "list"}, "`groups` belongs"),
        ({"kind": "followup"}, "needs `history`"),
    ],
)
def test_faults_are_named(tmp_path, change, fault):
    question = load_gold(_write(tmp_path / "a.jsonl", {**ROW, **change}))
    assert any(fault in found for found in faults(question, {"s/1"}))
