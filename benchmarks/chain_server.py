"""The plain chain behind FastAPI, for `benchmarks.load`: `python -m benchmarks.chain_server DATA PORT`.

As LangChain's and FastAPI's tutorials join them, over the same official texts: split by 1,000 and 200 characters,
MiniLM, Chroma; a question gets the text of its four nearest pieces. Nothing is judged, composed, cited or verified.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from benchmarks.systems import CACHE, make_system
from ingest.cache import EmbeddingCache
from ingest.snapshot import read_provisions

PIECES = 4


class Asked(BaseModel):
    """A question, by the name that it has in our API."""

    question: str


def chain_app(data: Path) -> FastAPI:
    """Index the official texts of the snapshot in service and make the application."""
    texts = {p.key: p.text or p.summaries.get("en", "") for p in read_provisions(data)[1]}
    system = make_system("langchain", EmbeddingCache(CACHE))
    system.index(list(texts), list(texts.values()))
    app = FastAPI()

    @app.get("/readyz")
    def readyz() -> dict[str, bool]:
        return {"ready": True}

    @app.post("/api/v1/answers")
    def answers(asked: Asked, request: Request) -> Any:
        found = [texts[key] for key in system.search(asked.question, PIECES)]
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(_events(found), media_type="text/event-stream")
        return {"status": "answered", "pieces": found}

    return app


def _events(found: list[str]) -> Iterator[str]:
    for text in found:
        yield f"event: piece\ndata: {json.dumps(text)}\n\n"
    yield "event: done\ndata: {}\n\n"


if __name__ == "__main__":
    uvicorn.run(chain_app(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning")
