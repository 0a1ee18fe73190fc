"""A disk that is full, and a data folder that may not be written to: a sentence, and what served goes on serving."""

import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.build import build
from ingest.errors import DiskError
from ingest.snapshot import current_id, open_snapshot, snapshots_folder
from tests.faults.small import small_catalogue, toys

ROOT = Path(__file__).parents[2]
NEW = "Words of a snapshot for which there is no room."
BUILD = """
import json, os, sys
from pathlib import Path
from ingest.build import build
from ingest.errors import IngestError
from tests.faults.small import small_catalogue, toys
data = Path(sys.argv[1])
told = {}
try:
    build(small_catalogue(sys.argv[3]), data, toys())
except IngestError as error:
    told["error"] = str(error)
if sys.argv[2] == "reader":
    import assistant.service
    from assistant.service import Assistant
    from assistant.settings import Settings
    encoders = toys()
    assistant.service.configured_encoders = lambda settings: encoders
    for store in ("memory", "chroma"):
        opened = Assistant(Settings(data=data, vector_store=store), small_catalogue())
        told[store] = len(opened.retriever.search("nuclear weapons and AI", limit=3))
        opened.close()
print(json.dumps(told))
"""


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def run(data, who="writer", limit=None):
    def lower():
        if who == "reader":
            # Without this right the rules of files hold for root too; for other users they hold anyway.
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", BUILD, str(data), who, NEW],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def assert_as_before(data, first, done):
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert current_id(data) == first
    open_snapshot(data, toys(), store="memory").close()
    assert not list(snapshots_folder(data).glob(".building-*"))


@pytest.mark.parametrize("limit", [0, 60_000, 170_000])
def test_a_file_that_cannot_grow_leaves_the_old_snapshot_serving(tmp_path, limit):
    """The system refuses to write beyond a size, as it does on a full disk; another size, another file fails."""
    first = build(small_catalogue(), tmp_path, toys()).id
    done = run(tmp_path, limit=limit)
    assert_as_before(tmp_path, first, done)
    assert "run the command again" in json.loads(done.stdout)["error"]
    assert build(small_catalogue(NEW), tmp_path, toys()).id != first


@pytest.fixture
def little_disk(tmp_path):
    """A real file system with room for one snapshot and a bit."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a little disk; a limit on file sizes stands for it above")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_snapshot_serving_and_free_room(little_disk):
    first = build(small_catalogue(), little_disk, toys()).id
    ballast = little_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(little_disk).free - 40_000))
    done = run(little_disk)
    assert_as_before(little_disk, first, done)
    assert "no room is left on the disk" in json.loads(done.stdout)["error"]
    assert shutil.disk_usage(little_disk).free > 20_000
    ballast.unlink()
    assert build(small_catalogue(NEW), little_disk, toys()).id != first


def test_a_read_only_data_folder_serves_and_refuses_an_ingest_in_words(tmp_path):
    first = build(small_catalogue(), tmp_path, toys()).id
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = run(tmp_path, who="reader")
    for path in [tmp_path, *tmp_path.rglob("*")]:
        path.chmod(0o755)
    assert_as_before(tmp_path, first, done)
    told = json.loads(done.stdout)
    assert "may not be written to; give this user the right, or set RAHNUMA_DATA" in told["error"]
    assert (told["memory"], told["chroma"]) == (3, 3)


def test_no_descriptor_left_is_told_in_words(tmp_path):
    build(small_catalogue(), tmp_path, toys())
    another = small_catalogue(NEW)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        with pytest.raises(DiskError, match="too many files are open"):
            open_snapshot(tmp_path, toys(), store="memory")
        with pytest.raises(DiskError, match="too many files are open"):
            build(another, tmp_path, toys())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
