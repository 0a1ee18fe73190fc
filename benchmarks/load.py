"""Measure how many readers are served at once: `python -m benchmarks.load` prints one JSON line a row, then a table.

The real server (`rahnuma serve`) and the plain chain behind FastAPI run as processes of their own on loopback, over
the same texts, and are asked the same questions in turn, row by row, in English, Urdu and Roman Urdu, answerable or not,
each once: no cache is measured, but in the row that says so. Beside each row stands how many cores other programs of
the machine took meanwhile, and the processor time of the server for each answer, which depends on them less.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from assistant.evaluation.gold import load_gold
from assistant.evaluation.metrics import percentile
from benchmarks.drawing import draw
from benchmarks.fit_judge import TRAINING
from benchmarks.loopback import free_port
from benchmarks.readers import ANSWERS, Outcome, ask_all

SYSTEMS = ("rahnuma", "langchain")
SEED = 7
REPEATS = 3
"""In the row of repeated questions, one in so many was asked before."""
ASKS = 5
"""Runs of `rahnuma ask`."""
START = 300.0
"""Seconds that a server may take until it is ready."""
TICKS = os.sysconf("SC_CLK_TCK")
OPEN = {"RAHNUMA_RATE_LIMIT_ASKS": "", "RAHNUMA_RATE_LIMIT_READS": "", "RAHNUMA_LOG_LEVEL": "WARNING"}
"""Settings under which every question is let in: one reader asks as much as a thousand would."""
LIMITED = {"RAHNUMA_RATE_LIMIT_ASKS": "60/minute", "RAHNUMA_LOG_LEVEL": "WARNING"}


@dataclass(frozen=True)
class Row:
    """One measurement."""

    name: str
    readers: int
    questions: int
    stream: bool = False
    mixed: bool = False
    repeated: bool = False


ROWS = (
    Row("whole", 1, 60),
    Row("whole", 8, 120),
    Row("whole", 32, 180),
    Row("whole", 128, 192),
    Row("streamed", 1, 30, stream=True),
    Row("streamed", 32, 96, stream=True),
    Row("slow and gone", 32, 96, stream=True, mixed=True),
    Row("one in three repeated", 32, 120, repeated=True),
)
"""Together they ask fewer questions than there are."""


@dataclass(frozen=True)
class Server:
    """A server that runs: its address and its process."""

    url: str
    pid: int
    ready_seconds: float


@contextmanager
def serving(command: Sequence[str], at: int, changes: dict[str, str]) -> Iterator[Server]:
    """Run a server on a port until the block ends.

    Raises:
        TimeoutError: it does not become ready.
    """
    url, began = f"http://127.0.0.1:{at}", time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **changes}) as process:
        try:
            _wait(f"{url}/readyz", process, began + START)
            yield Server(url, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes], until: float) -> None:
    with httpx.Client(timeout=10) as client:
        while True:
            try:
                if client.get(url).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
            if process.poll() is not None or time.perf_counter() > until:
                raise TimeoutError(f"the server did not become ready: {process.args!r}")


def questions_of(gold: Path, training: Path = TRAINING) -> list[str]:
    """Questions of every language and kind, each once, shuffled the same way every time."""
    asked = [question.search_text for question in load_gold(gold)]
    asked += [json.loads(line)["question"] for line in training.read_text(encoding="utf-8").splitlines()]
    found = list(dict.fromkeys(asked))
    random.Random(SEED).shuffle(found)  # noqa: S311  (a reproducible choice, not a secret)
    return found


def dealt(rows: Sequence[Row], questions: Sequence[str]) -> Iterator[tuple[Row, list[str]]]:
    """Give each row questions that no row before it had."""
    waiting = iter(questions)
    for row in rows:
        new = row.questions - (row.questions // REPEATS if row.repeated else 0)
        own = [question for question, _ in zip(waiting, range(new), strict=False)]
        if row.repeated:
            own = [
                q
                for n, question in enumerate(own)
                for q in ([question, own[n // 2]] if n % 2 else [question])
            ]
        yield row, own


def busy() -> float:
    """Seconds of processor time that all programs of this machine have taken since it was started."""
    user, nice, system, _, _, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICKS


def used(pid: int | str = "self") -> float:
    """Seconds of processor time of one process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_mb(pid: int) -> float:
    """Most memory that a process ever held, in MiB (resident set)."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0


def measure(system: str, server: Server, row: Row, questions: Sequence[str]) -> dict[str, Any]:
    """Let the readers of one row ask; returns what is printed."""
    before = busy(), used(), used(server.pid)
    outcome = asyncio.run(ask_all(server.url, questions, row.readers, row.stream, row.mixed))
    everything, own, served = (
        now - then for now, then in zip((busy(), used(), used(server.pid)), before, strict=True)
    )
    answered = len(outcome.seconds)
    return {
        "benchmark": "load",
        "system": system,
        "row": row.name,
        "readers": row.readers,
        "questions": len(questions),
        **_times(outcome),
        "per_second": round((len(questions) - outcome.refused - len(outcome.errors)) / outcome.wall, 1),
        "answered": answered,
        "left": outcome.left,
        "errors": len(outcome.errors),
        "error_names": sorted(set(outcome.errors)),
        "refused": outcome.refused,
        "refused_without_retry_after": outcome.without_retry_after,
        "server_cpu_ms": round(served / len(questions) * 1000, 1),
        "other_cores": round(max(everything - own - served, 0.0) / outcome.wall, 2),
        "peak_mb": peak_mb(server.pid),
    }


def _times(outcome: Outcome) -> dict[str, float | None]:
    times = {f"p{p}_ms": _milliseconds(outcome.seconds, p / 100) for p in (50, 95, 99)}
    return {**times, "first_event_p50_ms": _milliseconds(outcome.first, 0.5)}


def _milliseconds(seconds: Sequence[float], share: float) -> float | None:
    return round(percentile(seconds, share) * 1000, 1) if seconds else None


def measure_start(system: str, server: Server) -> dict[str, Any]:
    """How long a server took until it was ready, and what it held then."""
    return {
        "benchmark": "load",
        "system": system,
        "row": "start",
        "ready_seconds": round(server.ready_seconds, 1),
        "server_cpu_ms": round(used(server.pid) * 1000),
        "peak_mb": peak_mb(server.pid),
        "load": round(os.getloadavg()[0], 1),
    }


def measure_ask(server: Server, questions: Sequence[str]) -> dict[str, Any]:
    """Time `rahnuma ask` against a running server, from the start of its process to its end."""
    seconds = []
    command = [sys.executable, "-m", "assistant.cli", "ask", "--server", server.url]
    began = os.times().children_user + os.times().children_system
    for question in questions:
        start = time.perf_counter()
        subprocess.run([*command, question], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    taken = os.times().children_user + os.times().children_system - began
    return {
        "benchmark": "load",
        "system": "rahnuma ask",
        "row": "command",
        "p50_ms": _milliseconds(seconds, 0.5),
        "least_ms": round(min(seconds) * 1000, 1),
        "command_cpu_ms": round(taken / len(questions) * 1000, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def run(data: Path, rows: Sequence[Row], gold: Path) -> Iterator[dict[str, Any]]:
    """Measure both systems row by row, so that both meet the machine in the same state."""
    questions = questions_of(gold)
    with ExitStack() as stack:
        servers = {}
        for system in SYSTEMS:
            servers[system] = stack.enter_context(served(system, data, OPEN))
            yield measure_start(system, servers[system])
            warm(servers[system])
        for row, own in dealt(rows, questions):
            for system, server in servers.items():
                yield measure(system, server, row, own)
        yield measure_ask(servers["rahnuma"], questions[-ASKS:])
    with served("rahnuma", data, LIMITED) as server:
        yield measure("rahnuma", server, Row("over 60 a minute", 8, 90), questions[:90])


def warm(server: Server) -> None:
    """Ask once, untimed: the chain loads its model only then."""
    httpx.post(
        server.url + ANSWERS, json={"question": "Is everything loaded?"}, timeout=START
    ).raise_for_status()


@contextmanager
def served(system: str, data: Path, settings: dict[str, str]) -> Iterator[Server]:
    """Run one of the systems over a data folder until the block ends."""
    at = free_port()
    with serving(command_of(system, data, at), at, environment(data, at, settings)) as server:
        yield server


def command_of(system: str, data: Path, at: int) -> list[str]:
    """The command that starts a server."""
    if system == "rahnuma":
        return [sys.executable, "-m", "assistant.cli", "serve", "--no-build"]
    return [sys.executable, "-m", "benchmarks.chain_server", str(data), str(at)]


def environment(data: Path, at: int, settings: dict[str, str]) -> dict[str, str]:
    """Variables of the environment of a server."""
    return {"RAHNUMA_DATA": str(data), "RAHNUMA_PORT": str(at), "HF_HUB_OFFLINE": "1", **settings}


COLUMNS = {
    "system": "system",
    "row": "row",
    "readers": "readers",
    "per_second": "answers a second",
    "p50_ms": "p50, ms",
    "p95_ms": "p95, ms",
    "p99_ms": "p99, ms",
    "first_event_p50_ms": "first event, ms",
    "errors": "errors",
    "refused": "429",
    "server_cpu_ms": "processor time an answer, ms",
    "other_cores": "cores taken by others",
    "peak_mb": "peak, MiB",
}


def table(lines: Sequence[dict[str, Any]]) -> str:
    """The rows as a table of Markdown."""
    rows = [list(COLUMNS.values()), ["---"] * len(COLUMNS)]
    rows += [
        ["–" if line.get(name) is None else str(line[name]) for name in COLUMNS]
        for line in lines
        if "readers" in line
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def plot(lines: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw answers a second, times and processor time by number of readers, one line a system."""
    panels = {
        "per_second": "answers a second",
        "p50_ms": "p50, ms",
        "server_cpu_ms": "processor time an answer, ms",
    }
    whole = [line for line in lines if line["row"] == "whole"]
    series = {system: [line for line in whole if line["system"] == system] for system in SYSTEMS}
    draw(path, panels, series, "readers")


def main(argv: Sequence[str] | None = None) -> int:
    """Print one JSON line a row, then the table on the error stream; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("RAHNUMA_DATA", "data")))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"), help="where questions come from")
    parser.add_argument("--plot", type=Path, help="draw the rows into this file")
    parser.add_argument(
        "--from", dest="lines", type=Path, help="draw and list the lines of this file, measure nothing"
    )
    given = parser.parse_args(argv)
    if given.lines:
        lines = [json.loads(line) for line in given.lines.read_text().splitlines()]
    else:
        lines = []
        for line in run(given.data, ROWS, given.gold):
            print(json.dumps(line), flush=True)
            lines.append(line)
    print(table(lines), file=sys.stderr)
    if given.plot:
        plot(lines, given.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
