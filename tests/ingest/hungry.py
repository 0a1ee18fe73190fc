"""A child of the sandbox whose reader misbehaves as the name of the file says. Started by test_sandbox.py."""

import os
import sys
import time

from ingest import sandbox
from ingest.formats import Block, Reading


def read(path):
    if path.stem == "memory":
        eaten = []
        while True:
            eaten.append(bytearray(20_000_000))
    if path.stem == "processor":
        while True:
            pass
    if path.stem == "sleep":
        time.sleep(600)
    if path.stem == "crash":
        os.abort()
    if path.stem == "error":
        raise RuntimeError("a fault of the reader")
    return Reading("markdown", tuple(Block(f"Much text number {n}.") for n in range(50_000)), letters=1)


sandbox.read = read
sys.exit(sandbox.main(sys.argv[1:]))
