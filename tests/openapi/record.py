"""Record the responses of the examples from the bundled state: `python -m tests.openapi.record DATA`.

DATA is a data folder without official files, indexed by `rahnuma ingest`; feedback of the example is written to it.
"""

import json
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.openapi import EXAMPLES
from assistant.settings import Settings

FILE = Path(__file__).parents[2] / "assistant" / EXAMPLES
MOST = 2
"""Records of a list that an example shows."""


def main() -> None:
    examples = json.loads(FILE.read_text(encoding="utf-8"))
    with TestClient(create_app(Settings(data=Path(sys.argv[1]))), base_url="http://localhost:8000") as client:
        for name, example in examples.items():
            if "response" in example:
                example["response"] = shortened(send(client, name, example).json())
            if "stream" in example:
                example["stream"] = kinds(send(client, name, example, stream=True).text)
    FILE.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def send(client, name, example, stream=False):
    method, path = name.split(" ")
    parameters = example.get("parameters", {})
    query = {key: value for key, value in parameters.items() if f"{{{key}}}" not in path}
    body = example.get("request")
    if stream and path.startswith("/v1/"):
        body = body | {"stream": True}
    headers = {"accept": "text/event-stream"} if stream else {}
    response = client.request(method, path.format(**parameters), params=query, json=body, headers=headers)
    response.raise_for_status()
    return response


def kinds(stream):
    """Read the events of a stream and keep one of each kind, by name or by the fields that say something."""
    found = {}
    for block in stream.strip().split("\n\n"):
        event = dict(line.split(": ", 1) for line in block.split("\n"))
        said = json.loads(event["data"]) if event["data"].startswith("{") else {}
        delta = next(iter(said.get("choices", [])), {}).get("delta", {})
        found.setdefault((event.get("event"), *(delta or said)), event)
    return list(found.values())


def shortened(value):
    """Keep the first records of each list; what is short stays whole."""
    if isinstance(value, dict):
        return {key: shortened(part) for key, part in value.items()}
    if isinstance(value, list):
        long = len(value) > MOST and any(isinstance(part, dict) for part in value)
        return [shortened(part) for part in (value[:MOST] if long else value)]
    return value


if __name__ == "__main__":
    main()
