"""The whole API as a process of its own, over toy encoders: `python toy_server.py DATA PORT [SECONDS A QUESTION]`."""

import sys
import time
from pathlib import Path

import assistant.service
from assistant import serve
from assistant.api import create_app
from assistant.settings import Settings
from tests.faults.small import small_catalogue
from tests.toys import ToyEncoder


class Slow(ToyEncoder):
    """Thinks for a while, and says so, about every question that asks it to."""

    def queries(self, texts):
        slow = ["thinking" for text in texts if "slowly" in text]
        if slow:
            print(*slow, sep="\n", flush=True)
            time.sleep(float(sys.argv[3]))
        return super().queries(texts)


def main():
    encoders = {"english": Slow("toy-en"), "multilingual": ToyEncoder("toy-multi")}
    assistant.service.configured_encoders = lambda settings: encoders
    assistant.service.catalogue_of = lambda settings: small_catalogue()
    settings = Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), vector_store="memory")
    if len(sys.argv) > 4:
        serve.DRAIN = int(sys.argv[4])
    serve.run(settings, create_app(settings))


main()
