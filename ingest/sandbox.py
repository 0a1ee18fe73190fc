"""Read a document in a process of its own, with limits on memory, processor, time and output.

`parse` starts `python -m ingest.sandbox FILE` with an empty environment. The child sets its own limits
before it opens the file, so that a hostile one costs at most a child; it answers with JSON.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from corpus.types import Record
from ingest.errors import ReadError
from ingest.formats import Format, read
from ingest.scan import Suspicion, scan
from ingest.segment.drafts import Found
from ingest.segment.general import segment_general

ROOT = Path(__file__).parent.parent
CHILD = "ingest.sandbox"
"""Module that the child runs; a test puts a reader that eats memory or time in its place."""
REFUSED = 3
"""Exit code of a child that refuses the file in one sentence, which it writes to its output."""
OUT_OF_MEMORY = 4


@dataclass(frozen=True)
class Limits:
    """What one document may cost."""

    memory: int = 2_000_000_000
    """Bytes of address space."""
    cpu: int = 300
    """Seconds of processor time."""
    wall: float = 600.0
    """Seconds in all."""
    output: int = 64_000_000
    """Bytes of JSON, and of any other file the child would write."""


LIMITS = Limits()


class Parsed(Record):
    """What the child answers."""

    format: Format
    pages: int | None
    found: Found
    notes: tuple[str, ...]
    warnings: tuple[Suspicion, ...]


def parse(path: Path, limits: Limits = LIMITS) -> Parsed:
    """Read, segment and scan a document in a child process.

    Raises:
        ReadError: the file is refused, the child crashed, or it reached a limit and was killed.
    """
    with tempfile.TemporaryFile() as output:
        code = _run(path, limits, output.fileno())
        output.seek(0)
        answer = output.read(limits.output + 1)
    if code == REFUSED:
        raise ReadError(answer.decode("utf-8", "replace"))
    if code != 0:
        raise ReadError(_reason(path.name, code, limits))
    try:
        return Parsed.model_validate_json(answer)
    except ValidationError as error:
        raise ReadError(f"{path.name} could not be read: the reader gave no whole answer") from error


def _run(path: Path, limits: Limits, output: int) -> int:
    """Run the child; return its exit code, negative for a signal, -SIGKILL where the time was over."""
    command = [sys.executable, "-m", CHILD, str(path.resolve())]
    for name, value in vars(limits).items():
        command += [f"--{name}", str(value)]
    child = subprocess.Popen(  # noqa: S603  (our own interpreter and module; the path is one argument)
        command,
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return child.wait(limits.wall)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _environment() -> dict[str, str]:
    """Nothing of the parent's environment but what the interpreter needs to find our packages."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1", "LANG": "C.UTF-8"}


def _reason(name: str, code: int, limits: Limits) -> str:
    if code in {-signal.SIGALRM, -signal.SIGXCPU}:
        seconds = limits.wall if code == -signal.SIGALRM else limits.cpu
        return f"{name} was given up after {seconds:g} seconds; divide it, or save it anew in a simpler form"
    if code == OUT_OF_MEMORY:
        return f"{name} needs more than {limits.memory // 1_000_000:,} MB of memory to read; divide it"
    if code == -signal.SIGXFSZ:
        return f"{name} holds more text than {limits.output // 1_000_000:,} MB; divide it"
    return f"{name} is damaged: its reader crashed on it (code {code}); save it anew from its program"


def limit(limits: Limits) -> None:
    """Set the limits on this process. It also ends itself when its time is over, if its parent is gone."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output, limits.output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, limits.wall)


def read_and_segment(path: Path) -> Parsed:
    """Do the work of the child.

    Raises:
        ReadError: the file is refused.
    """
    reading = read(path)
    found = segment_general(reading)
    if not found.pieces:
        raise ReadError(f"{path.name} holds headings, but no text that could be cited")
    texts = ((piece.locator, "\n".join((*piece.heading[-1:], *piece.parts))) for piece in found.pieces)
    return Parsed(
        format=reading.format, pages=reading.pages, found=found, notes=reading.notes, warnings=scan(texts)
    )


def main(arguments: list[str]) -> int:
    """Run the child: limits first, then the work; the answer goes to the output, and so does a refusal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    for name, default in vars(LIMITS).items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    options = parser.parse_args(arguments)
    limit(Limits(options.memory, options.cpu, options.wall, options.output))
    try:
        answer = read_and_segment(options.path).model_dump_json().encode()
        code = 0
    except ReadError as error:
        answer, code = str(error).encode(), REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
