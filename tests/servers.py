"""A real server on loopback for tests of clients."""

import threading
import time
from contextlib import contextmanager

import uvicorn


@contextmanager
def served(app):
    """Serve an application on a free port; give its address."""
    # A client that keeps its connection open must not hold up the end.
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    assert server.started
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(15)
