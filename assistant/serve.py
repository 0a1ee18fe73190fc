"""Run the server: one process with the chat, or several that share the snapshot's pages and serve the API alone.

Gradio keeps each conversation's queue in the process that began it, so several processes behind one port cannot
serve the chat; run one more process with a single worker for it, and let a proxy send `/` and `/gradio_api` there.
Processes are started afresh, not forked: neither torch's threads nor Chroma's survive a fork. So each has encoders
of its own, while vectors and words are mapped files, whose pages all share.
"""

from __future__ import annotations

from typing import Any

import uvicorn
from fastapi import FastAPI

from assistant.settings import Settings

DRAIN = 10
"""Seconds that answers in progress have after SIGTERM."""


def api_of_environment() -> FastAPI:
    """Make the API with the settings of the environment: what each of several workers does."""
    from assistant.api import create_app
    from assistant.logs import configure
    from assistant.settings import load_settings

    settings = load_settings()
    configure(settings.log_level)
    _one_thread_a_pass()
    return create_app(settings)


def run(settings: Settings, site: FastAPI) -> None:
    """Serve an application in this process until SIGTERM or SIGINT."""
    _one_thread_a_pass()
    uvicorn.run(site, **_options(settings))


def run_workers(settings: Settings) -> None:
    """Serve the API in several processes, which read their settings from the environment as this one did."""
    uvicorn.run(
        "assistant.serve:api_of_environment", factory=True, workers=settings.workers, **_options(settings)
    )


def _one_thread_a_pass() -> None:
    """Let each encoder work in one thread: it is the questions that run side by side here.

    Threads of one pass wait for each other by spinning. With two of them, beside other work on two cores, a question
    took eight times the processor time that it takes with one.
    """
    import torch

    torch.set_num_threads(1)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # the application looks at them, and only where a setting names the proxies
        "timeout_graceful_shutdown": DRAIN,
    }
