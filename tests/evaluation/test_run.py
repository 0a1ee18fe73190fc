"""The whole way on the toy index: generate, evaluate, report."""

import json
import math

import pytest

from assistant import evaluation
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.gold import GoldQuestion, load_gold
from assistant.evaluation.judging import (
    judge_answer,
    judge_quote,
    judge_ranking,
    note_ranking,
    stated_polarity,
)
from assistant.evaluation.quotations import gold_cases, quote_cases
from assistant.evaluation.records import Answered, Found, Judged, Ranking, read_predictions
from assistant.evaluation.report import write_report
from assistant.settings import Settings
from tests.toys import ToyEncoder

UNESCO = "unesco-recommendation-2021"
BASE = {"persona": "student", "language": "en", "split": "dev", "answerable": True}
GOLD = [
    {
        "id": "en-001",
        "question": "proportionality and harm",
        "kind": "fact",
        "gold": [f"{UNESCO}/25"],
        **BASE,
    },
    {
        "id": "en-002",
        "question": "list safety and privacy",
        "kind": "list",
        "complete": True,
        "gold": [f"{UNESCO}/27", f"{UNESCO}/32"],
        "groups": [[f"{UNESCO}/27"], [f"{UNESCO}/32", f"{UNESCO}/33"]],
        **BASE,
        "split": "test",
    },
    {
        "id": "un-001",
        "question": "weather tomorrow",
        "kind": "fact",
        "why": "chit_chat",
        "gold": [],
        **{**BASE, "answerable": False},
    },
]


@pytest.fixture
def gold_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    return path


@pytest.fixture
def toy_settings(toy_data, toy_encoders, monkeypatch):
    monkeypatch.setattr("assistant.service.configured_encoders", lambda settings: toy_encoders)
    monkeypatch.setattr("assistant.evaluation.baselines.load_encoder", lambda name: ToyEncoder(f"toy-{name}"))
    return Settings(data=toy_data, vector_store="memory")


@pytest.mark.parametrize("task", ["retrieval", "answers", "refusals"])
def test_a_run_leaves_a_complete_results_folder(task, toy_settings, gold_file, tmp_path):
    folder = evaluation.run(task, toy_settings, gold_file, "all", tmp_path / "results")
    assert folder.name.endswith(f"-{task}")
    names = {"config.json", "predictions.jsonl", "metrics.json", "table.md", "plot.png"}
    assert {path.name for path in folder.iterdir()} == names
    assert (folder / "plot.png").read_bytes().startswith(b"\x89PNG")
    config = json.loads((folder / "config.json").read_text())
    assert config["encoders"] == {"english": "toy-en", "multilingual": "toy-multi"}
    assert {"settings", "snapshot", "git", "weights", "gold", "state"} <= config.keys()
    systems = json.loads((folder / "metrics.json").read_text())["systems"]
    assert set(systems) == ({"rahnuma", "bm25", "minilm"} if task == "retrieval" else {"rahnuma"})
    assert systems["rahnuma"]["all"]["questions"] == (2 if task == "retrieval" else 3)


def test_predictions_can_be_judged_again_without_the_assistant(
    toy_settings, gold_file, tmp_path, toy_assistant
):
    folder = evaluation.run("retrieval", toy_settings, gold_file, "all", tmp_path / "results")
    before = (folder / "metrics.json").read_text()
    (folder / "metrics.json").unlink()
    provisions = toy_assistant.snapshot.provisions
    evaluation.evaluate_folder("retrieval", folder, load_gold(gold_file), provisions, toy_assistant.catalogue)
    assert (folder / "metrics.json").read_text() == before


def test_the_report_shows_the_last_results_and_keeps_test_questions_to_itself(
    toy_settings, gold_file, tmp_path
):
    results, docs = tmp_path / "results", tmp_path / "docs"
    with pytest.raises(EvaluationError, match="no finished results"):
        write_report(results, docs)
    evaluation.run("retrieval", toy_settings, gold_file, "dev", results)
    folder = evaluation.run("retrieval", toy_settings, gold_file, "all", results)
    evaluation.run("refusals", toy_settings, gold_file, "all", results)
    metrics = json.loads((folder / "metrics.json").read_text())
    missed = {
        "split": "test",
        "question": "held out wording",
        "gold": ["x/1"],
        "found": [],
        "rank": None,
        "why": "y",
    }
    told = {**missed, "split": "dev", "question": "one two three four five six seven eight nine ten"}
    metrics["missed"] = [{"id": "en-002", **missed}, {"id": "en-003", **told}]
    (folder / "metrics.json").write_text(json.dumps(metrics))
    text = write_report(results, docs).read_text(encoding="utf-8")
    assert folder.name in text
    assert "en-002" in text
    assert "held out wording" not in text
    assert "seven eight …" in text
    assert "eight nine" not in text
    assert "](evaluation/retrieval-bundled.png)" in text
    assert (docs / "evaluation" / "retrieval-bundled.png").is_file()
    assert text.count("## Finding the right provision") == 1


def test_gold_that_does_not_fit_the_index_is_refused(toy_settings, tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**GOLD[0], "gold": [f"{UNESCO}/999"]}), encoding="utf-8")
    with pytest.raises(EvaluationError, match="999"):
        evaluation.run("retrieval", toy_settings, path, "all", tmp_path / "results")


def test_the_command_prints_the_table(toy_settings, gold_file, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("assistant.evaluation.load_settings", lambda: toy_settings)
    out = str(tmp_path / "results")
    assert evaluation.main(["refusals", "--gold", str(gold_file), "--out", out, "--split", "dev"]) == 0
    assert "| rahnuma |" in capsys.readouterr().out
    assert evaluation.main(["report", "--out", str(tmp_path / "none"), "--docs", str(tmp_path)]) == 1
    assert "no finished results" in capsys.readouterr().err


def test_predictions_of_another_task_are_refused(toy_settings, gold_file, tmp_path):
    folder = evaluation.run("refusals", toy_settings, gold_file, "all", tmp_path / "results")
    with pytest.raises(EvaluationError, match="does not hold predictions"):
        read_predictions(folder, Ranking)


# --- judging -----------------------------------------------------------------------------------------------


def question(**change):
    return GoldQuestion.model_validate({**GOLD[1], **change})


def ranking(*keys):
    return Ranking(id="en-002", ms=1.0, ranked=tuple(Found(key=key, score=1.0) for key in keys))


def test_hit_is_over_the_union_and_recall_over_the_groups():
    row = judge_ranking(ranking(f"{UNESCO}/33", f"{UNESCO}/1"), question())
    assert row.measures["hit@1"] == (1.0, 1.0)
    assert row.measures["recall@10"] == (0.5, 1.0)


def test_a_miss_says_what_was_found_instead(toy_assistant):
    provisions = toy_assistant.snapshot.provisions
    assert note_ranking(ranking(f"{UNESCO}/27"), question(), provisions) is None
    note = note_ranking(ranking("pakistan-draft-ai-policy-2023/Target-1"), question(), provisions)
    assert note["why"] == "another source came first"
    assert note["rank"] is None
    assert "nothing" in note_ranking(ranking(), question(), provisions)["why"]


class _Clean:
    """Stands in for the checker, which has tests of its own."""

    def check(self, answer):
        from assistant.evaluation.checker import Report

        return Report((), len(answer["statements"]), len(answer["statements"]))


def answer(*locators, status="answered", text="It says so."):
    citations = [{"number": n, "source_id": UNESCO, "locator": loc} for n, loc in enumerate(locators, 1)]
    statements = [{"text": text, "citations": [n], "support": "summary"} for n in range(1, len(locators) + 1)]
    timings = {"total": 10.0, "retrieve": 7.0}
    given = {"status": status, "statements": statements, "citations": citations, "timings_ms": timings}
    return Answered(id="en-002", ms=12.0, answer=given)


def measures(prediction, asked):
    return judge_answer(prediction, asked, _Clean()).measures


def test_an_answer_is_held_against_the_gold():
    half = measures(answer("33", "1"), question())
    assert half["gold cited first"] == (1.0, 1.0)
    assert half["complete lists"] == (0.0, 1.0)
    assert half["parts of lists cited"] == (0.5, 1.0)
    assert measures(answer("27", "33"), question())["complete lists"] == (1.0, 1.0)


def test_refusing_and_answering_wrongly_are_told_apart():
    refusal = answer(status="no_provision")
    assert measures(refusal, question())["wrongly refused"] == (1.0, 1.0)
    assert measures(refusal, question())["gold cited"] == (0.0, 1.0)
    unanswerable = GoldQuestion.model_validate(GOLD[2])
    assert measures(answer("27"), unanswerable)["wrongly answered"] == (1.0, 1.0)
    assert measures(refusal, unanswerable)["wrongly answered"] == (0.0, 1.0)


def test_citing_what_states_the_absence_first_is_as_good_as_refusing():
    asked = GoldQuestion.model_validate({**GOLD[2], "states_absence": [f"{UNESCO}/27"]})
    assert measures(answer("27", "1"), asked)["wrongly answered"] == (0.0, 1.0)
    assert measures(answer("1", "27"), asked)["wrongly answered"] == (1.0, 1.0)


def test_time_over_retrieval_is_what_remains_of_the_total():
    assert judge_answer(answer("27"), question(), _Clean()).ms == {"answering": 12.0, "over retrieval": 3.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes. It may.", "yes"),
        ("“No, it may not.”", "no"),
        ("جی نہیں۔ ایسا نہیں۔", "no"),
        ("ہاں، ہو سکتا ہے", "yes"),
        ("Nobody may.", None),
        ("Yesterday it was.", None),
        ("", None),
    ],
)
def test_polarity_is_read_from_the_first_words(text, said):
    assert stated_polarity(answer("27", text=text).answer) == said


def test_a_field_with_the_polarity_comes_before_the_words():
    assert stated_polarity({**answer("27", text="Yes.").answer, "polarity": "no"}) == "no"


def test_polarity_does_not_count_where_none_is_stated():
    asked = question(kind="yes_no", complete=False, groups=[], polarity="yes")
    assert measures(answer("27"), asked)["polarity right"] == (0.0, 0.0)
    assert measures(answer("27", text="No. Never."), asked)["polarity right"] == (0.0, 1.0)


@pytest.mark.parametrize(
    ("expected", "verdict", "right"),
    [
        ("exact", "exact", 1.0),
        ("exact", "exact_elsewhere", 1.0),
        ("exact", "altered", 0.0),
        ("altered", "altered", 1.0),
        ("altered", "absent", 1.0),
        ("altered", "exact", 0.0),
    ],
)
def test_a_verdict_is_right_if_only_exact_wording_is_accepted(expected, verdict, right):
    judged = Judged(id="x", ms=1.0, quote="q", expected=expected, edit="none", verdict=verdict)
    assert judge_quote(judged).measures["right"] == (right, 1.0)


def test_quotations_are_made_alike_every_time_and_no_edit_is_in_a_text(toy_assistant):
    text = (
        "Member States should set up 3 offices in every province. They may ask the public for help at once."
    )
    some = list(toy_assistant.snapshot.provisions.values())[:5]
    provisions = {p.key: p.model_copy(update={"text": text}) for p in some}
    cases = quote_cases(provisions)
    assert cases == quote_cases(provisions)
    assert {case.edit for case in cases} == {"none", "not", "modal", "number", "dropped word"}
    assert all((case.quote in text) == (case.expected == "exact") for case in cases)
    assert quote_cases({p.key: p for p in some}) == []


def test_quotations_of_gold_questions_are_taken_out():
    asked = question(kind="quotation", groups=[], verdict="altered", question='Is "tools are banned" in it?')
    assert [(case.quote, case.expected) for case in gold_cases([asked])] == [("tools are banned", "altered")]


def test_an_undefined_measure_is_nan_in_the_file_and_in_the_table(toy_settings, gold_file, tmp_path):
    folder = evaluation.run("answers", toy_settings, gold_file, "dev", tmp_path / "results")
    found = json.loads((folder / "metrics.json").read_text())["systems"]["rahnuma"]["all"]["measures"]
    assert math.isnan(found["complete lists"]["value"])  # the one list is in the test split
    assert "| NaN |" in (folder / "table.md").read_text()
