"""The load benchmark against a real server over toy encoders: every reader is counted, whatever it does."""

import sys
from pathlib import Path

import pytest

from benchmarks.load import (
    ASKS,
    ROWS,
    Row,
    dealt,
    measure,
    measure_start,
    plot,
    questions_of,
    serving,
    table,
)
from benchmarks.loopback import free_port
from ingest.build import build
from tests.faults.small import small_catalogue, toys

ROOT = Path(__file__).parents[2]
QUESTIONS = [f"What did the Foreign Secretary say about AI weapons, part {number}?" for number in range(5)]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data, at = tmp_path_factory.mktemp("small"), free_port()
    build(small_catalogue(), data, toys())
    command = [sys.executable, str(ROOT / "tests/faults/toy_server.py"), str(data), str(at), "0"]
    limit = {"PYTHONPATH": str(ROOT), "RAHNUMA_RATE_LIMIT_ASKS": "16/day"}
    with serving(command, at, limit) as server:
        yield server


def test_rows_over_a_real_server(server, tmp_path):
    """One test, in this order: what is left of the limit decides the last row."""
    start = measure_start("rahnuma", server)
    assert start["ready_seconds"] > 0
    whole = measure("rahnuma", server, Row("whole", 2, 5), QUESTIONS)
    assert (whole["answered"], whole["errors"], whole["refused"]) == (5, 0, 0)
    assert 0 < whole["p50_ms"] <= whole["p95_ms"] <= whole["p99_ms"]
    assert whole["first_event_p50_ms"] is None
    assert whole["peak_mb"] > 50
    mixed = measure("rahnuma", server, Row("slow and gone", 4, 5, stream=True, mixed=True), QUESTIONS)
    assert mixed["errors"] == 0
    assert mixed["left"] >= 1
    assert mixed["first_event_p50_ms"] > 0
    limited = measure("rahnuma", server, Row("over", 2, 8), [*QUESTIONS, *QUESTIONS[:3]])
    assert (limited["answered"], limited["refused"], limited["refused_without_retry_after"]) == (6, 2, 0)
    assert table([start, whole, mixed, limited]).count("\n") == 4


def test_a_server_that_does_not_start_is_told(tmp_path):
    with (
        pytest.raises(TimeoutError, match="did not become ready"),
        serving([sys.executable, "-c", ""], free_port(), {}),
    ):
        pass


def test_no_row_has_a_question_of_another_but_where_it_repeats():
    questions = questions_of(ROOT / "tests/gold")
    assert sum(row.questions for row in ROWS) + ASKS <= len(questions)
    seen = set()
    for row, own in dealt(ROWS, questions):
        assert len(own) == row.questions
        distinct = row.questions * 2 // 3 if row.repeated else row.questions
        assert len(set(own)) == distinct
        assert not seen & set(own)
        seen |= set(own)


def test_the_plot_is_a_picture(tmp_path):
    lines = [
        {"system": system, "row": "whole", "readers": n, "per_second": n, "p50_ms": n, "server_cpu_ms": n}
        for system in ("rahnuma", "langchain")
        for n in (1, 8)
    ]
    plot(lines, tmp_path / "load.png")
    assert (tmp_path / "load.png").read_bytes().startswith(b"\x89PNG")
