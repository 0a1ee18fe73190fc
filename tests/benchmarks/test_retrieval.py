"""The benchmark commands on a tiny made-up set, with toy encoders."""

import json

import numpy as np
import pytest

from benchmarks import latency, retrieval
from benchmarks.systems import SYSTEMS, CountingCache, make_system
from tests.toys import ToyEncoder

TEXTS = {
    "p1": "A bridge must be inspected every second year by a sworn engineer.",
    "p2": "Shops may open on public holidays only with leave of the district office.",
    "p3": "Bees are kept at least ten metres away from a school.",
    "p4": "Milk is sold in closed vessels that show the day of milking.",
}
ASKED = {
    "q1": ("how often is a bridge inspected by an engineer", "p1"),
    "q2": ("may shops open on public holidays", "p2"),
    "q3": ("how far are bees kept from a school", "p3"),
}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    passages = write(tmp_path / "p.jsonl", [{"id": name, "text": text} for name, text in TEXTS.items()])
    questions = [{"id": name, "question": text, "gold": [gold]} for name, (text, gold) in ASKED.items()]
    return passages, write(tmp_path / "q.jsonl", questions)


@pytest.fixture
def toys(monkeypatch):
    monkeypatch.setattr(make_system, "__defaults__", (lambda name: ToyEncoder(f"toy-{name}"),))


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_finds_what_shares_its_words(name, tmp_path):
    system = make_system(
        name, CountingCache(tmp_path / "c.sqlite"), lambda encoder: ToyEncoder(f"toy-{encoder}")
    )
    system.index(list(TEXTS), list(TEXTS.values()))
    for question, gold in ASKED.values():
        found = system.search(question, 3)
        assert found[0] == gold
        assert len(found) == len(set(found)) <= 3


def test_an_unknown_system_is_named(tmp_path):
    with pytest.raises(ValueError, match="choose rahnuma"):
        make_system("oracle", CountingCache(tmp_path / "c.sqlite"))


def test_long_texts_count_once(tmp_path):
    system = make_system("langchain", CountingCache(tmp_path / "c.sqlite"), lambda name: ToyEncoder(name))
    long = " ".join(f"bees {number} school." for number in range(400))
    system.index(["long", *TEXTS], [long, *TEXTS.values()])
    found = system.search("bees near a school", 4)
    assert found.count("long") == 1


def test_one_json_line_with_every_measure(files, toys, tmp_path, capsys):
    passages, questions = files
    arguments = [
        "--passages",
        str(passages),
        "--questions",
        str(questions),
        "--cache",
        str(tmp_path / "c.sqlite"),
    ]
    assert retrieval.main([*arguments, "--system", "rahnuma", "langchain", "--limit", "2"]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 1
    line = json.loads(lines[0])
    assert line["system"] == "rahnuma"
    assert line["questions"] == 2
    assert line["passages"] == 4
    for found in (line, line["others"]["langchain"]):
        assert found["hit@1"] == found["MRR@10"] == found["accuracy@1"] == 1.0
        assert {
            "hit@5",
            "recall@10",
            "nDCG@10",
            "MAP@10",
            "questions_per_second",
            "peak_memory_mb",
        } <= found.keys()
        assert found["indexing_seconds"] >= 0
        assert found["peak_memory_mb"] > 10


def test_a_second_run_encodes_nothing_anew(files, toys, tmp_path, capsys):
    passages, questions = files
    arguments = [
        "--passages",
        str(passages),
        "--questions",
        str(questions),
        "--cache",
        str(tmp_path / "c.sqlite"),
    ]
    encoded = []
    for _ in range(2):
        retrieval.main(arguments)
        encoded.append(json.loads(capsys.readouterr().out)["texts_encoded"])
    assert encoded[0] > 0
    assert encoded[1] == 0


def test_the_formats_of_the_public_sets_are_read(tmp_path):
    document = {
        "chunk_id": "D01_C1",
        "document_id": "D01",
        "filename": "D01_calendar.txt",
        "text": "Term begins.",
    }
    passages = retrieval.read_passages(write(tmp_path / "p.jsonl", [document]))
    assert passages[0].id == "D01_C1"
    rows = [
        {"query_id": "1", "query": "when", "gold_document": "D01_calendar.txt", "level": "L4"},
        {"id": "2", "question_ur": "کب", "passage_id": "D01"},
        {"id": "3", "question": "when", "gold": ["D01_C1"]},
    ]
    questions = retrieval.read_questions(write(tmp_path / "q.jsonl", rows), passages)
    assert [q.relevant for q in questions] == [frozenset({"D01_C1"})] * 3
    assert [q.text for q in questions] == ["when", "کب", "when"]
    assert [q.level for q in questions] == ["L4", None, None]


@pytest.mark.parametrize(
    ("passages", "questions", "message"),
    [
        ([{"id": "1"}], [], "needs an id"),
        ([{"id": "1", "text": "a"}, {"id": "1", "text": "b"}], [], "stands twice"),
        (
            [{"id": "1", "text": "a"}],
            [{"id": "q", "question": "a", "gold": ["9"]}],
            "gold that names a passage",
        ),
        ([{"id": "1", "text": "a"}], [{"id": "q", "gold": ["1"]}], "needs a wording"),
    ],
)
def test_a_malformed_set_is_refused(tmp_path, passages, questions, message, capsys):
    paths = [str(write(tmp_path / "p.jsonl", passages)), str(write(tmp_path / "q.jsonl", questions))]
    cache = str(tmp_path / "c.sqlite")
    assert (
        retrieval.main(
            ["--passages", paths[0], "--questions", paths[1], "--cache", cache, "--system", "bm25"]
        )
        == 1
    )
    assert message in capsys.readouterr().err


def test_a_missing_file_is_refused_in_one_sentence(tmp_path, capsys):
    missing = str(tmp_path / "none.jsonl")
    assert retrieval.main(["--passages", missing, "--questions", missing]) == 1
    assert "is missing" in capsys.readouterr().err


# --- latency -----------------------------------------------------------------------------------------------


def test_intervals_side_by_side_count_once():
    assert latency.covered([]) == 0.0
    assert latency.covered([(0.0, 2.0), (1.0, 3.0), (1.5, 1.7), (5.0, 6.0)]) == pytest.approx(4.0)


def test_the_enlarged_index_repeats_but_does_not_copy(toy_assistant):
    large = latency.enlarged(toy_assistant.snapshot, 1500)
    assert (
        len(large.passages)
        == len(large.vectors["english_text"])
        == len(large.vectors["multilingual_text"])
        == 1500
    )
    assert len({passage.text for passage in large.passages}) > 1400
    assert np.allclose(np.linalg.norm(large.vectors["english_text"], axis=1), 1.0, atol=1e-5)
    again = latency.enlarged(toy_assistant.snapshot, 1500)
    assert np.array_equal(large.vectors["english_text"], again.vectors["english_text"])
    assert large.passages == again.passages


def test_the_quick_run_reports_every_size(toy_assistant, toy_encoders, toy_data, tmp_path, monkeypatch):
    from assistant.settings import Settings

    monkeypatch.setattr(latency, "configured_encoders", lambda settings: toy_encoders)
    gold = write(
        tmp_path / "g.jsonl",
        [
            {
                "id": f"en-00{n}",
                "question": f"question number {n}",
                "language": "en",
                "persona": "student",
                "kind": "fact",
                "answerable": True,
                "gold": ["unesco-recommendation-2021/25"],
                "split": "dev",
            }
            for n in range(5)
        ],
    )
    settings = Settings(data=toy_data, vector_store="memory")
    line = latency.measure(settings, gold, tmp_path / "c.sqlite", quick=True)
    assert set(line["sizes"]) == {"corpus", "2000"}
    for found in line["sizes"].values():
        for system in ("rahnuma", "langchain"):
            assert 0 < found[system]["p50_ms"] <= found[system]["p95_ms"]
            assert 0 <= found[system]["outside_encoders_share"] <= 1
        assert found["p50_ratio"] > 0
    assert json.loads(json.dumps(line)) == line


def test_no_index_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RAHNUMA_DATA", str(tmp_path))
    assert latency.main(["--quick"]) == 1
    assert "rahnuma ingest" in capsys.readouterr().err
