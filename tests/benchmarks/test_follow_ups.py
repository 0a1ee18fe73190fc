"""The conversations that follow-ups are measured on: what they name exists, and who is held out is decided by their text."""

import hashlib
import json

from assistant.language import detect
from benchmarks.follow_ups import CONVERSATIONS, last_answer

ROWS = [json.loads(line) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]


def test_every_gold_provision_exists_and_every_third_conversation_is_held_out(catalogue):
    for row in ROWS:
        for key in row["gold"]:
            source_id, _, locator = key.partition("/")
            assert locator in catalogue.provisions[source_id]
        number = int(hashlib.sha256("\n".join(row["turns"]).encode()).hexdigest()[:8], 16)
        assert (row["split"] == "held_out") == (number % 3 == 0)


def test_pairs_are_the_languages_of_the_last_two_turns():
    for row in ROWS:
        first, last = row["pair"].split(">")
        assert last == detect(row["turns"][-1])
        assert first in {detect(turn) for turn in row["turns"][:-1]}


def test_earlier_turns_go_along(toy_reading_assistant):
    answer = last_answer(toy_reading_assistant, ["What does paragraph 26 say?", "explain it simply"])
    assert answer.rephrased == "What does paragraph 26 say?"
