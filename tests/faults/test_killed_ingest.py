"""kill -9 of an ingest at its every touch of the disk; the power cut before what was written is on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.build import build
from ingest.snapshot import current_id, open_snapshot, snapshots_folder
from tests.faults.small import small_catalogue, toys

ROOT = Path(__file__).parents[2]
DRIVER = """
import json, os, signal, sys
from pathlib import Path
import chromadb
from ingest.build import build
from ingest.snapshot import current_id, open_snapshot
from tests.faults.small import small_catalogue, toys

data = Path(sys.argv[1])
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "sqlite3.connect"}

def touches(words, killed_at=0):
    '''Build in a child; returns how often it touched the data folder, 0 if it killed itself at one of these times.'''
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0
        def hook(event, arguments):
            nonlocal seen
            if event in EVENTS and arguments and str(data) in str(arguments[0]):
                seen += 1
                if seen == killed_at:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        build(small_catalogue(words), data, toys())
        os.write(writing, str(seen).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        answer = told.read()
    os.waitpid(child, 0)
    return int(answer or 0)

most = touches("Words of a build that lives.")
served = [current_id(data)]

def survives(step):
    done = touches(f"Words of the build killed at touch {step}.", step)
    open_snapshot(data, toys(), store="memory").close()
    if current_id(data) != served[-1]:
        served.append(current_id(data))
    return done

for step in range(1, most, most // 9):
    survives(step)
step = most - 2
while not survives(step):  # clearing away may touch more than it did the first time
    step += 2
print(json.dumps({"most": most, "served": served}))
"""


def test_killed_at_any_touch_of_the_disk_a_whole_snapshot_serves(tmp_path):
    """The driver opens the snapshot in service after each kill, and fails if that is ever not whole."""
    build(small_catalogue(), tmp_path, toys())
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["most"] > 80  # every file, the swap and the clearing away
    assert len(told["served"]) > 2  # one of those killed had swapped its snapshot in, and it serves
    assert not list(snapshots_folder(tmp_path).glob(".building-*"))
    assert current_id(tmp_path) == told["served"][-1]


def test_everything_is_on_the_disk_before_the_new_snapshot_is_named(tmp_path, monkeypatch):
    events = []
    fsync, replace = os.fsync, Path.replace

    def noting(descriptor):
        events.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        fsync(descriptor)

    def swapping(self, target):
        events.append("swap")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Path, "replace", swapping)
    build(small_catalogue(), tmp_path, toys())
    before = events[: events.index("swap")]
    names = {path.rpartition("/")[2] for path in before}
    folder = snapshots_folder(tmp_path) / str(current_id(tmp_path))
    assert {path.name for path in folder.rglob("*")} <= names
    assert str(snapshots_folder(tmp_path)) in before
    assert events[-1] == str(snapshots_folder(tmp_path))  # and the swap itself after it


@pytest.mark.parametrize("order", ["future", "past"])
def test_a_clock_that_was_set_back_costs_no_snapshot_in_service(tmp_path, order):
    """Snapshots that seem to come from the future, or all from long ago, are told apart by CURRENT alone."""
    ids = []
    for number in range(4):
        ids.append(build(small_catalogue(f"Build number {number}."), tmp_path, toys()).id)
        for path in snapshots_folder(tmp_path).iterdir():
            if path.is_dir():
                at = 4e9 - 1000 * number if order == "future" else 1000.0 * number
                os.utime(path, (at, at))
        assert current_id(tmp_path) == ids[-1]
        opened = open_snapshot(tmp_path, toys(), store="memory")
        assert opened.id == ids[-1]
        opened.close()
    assert len([path for path in snapshots_folder(tmp_path).iterdir() if path.is_dir()]) <= 3
