"""Edits of Urdu sentences that a verifier must notice: numbers, negations, words of strength."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

NUMBER = re.compile(r"\d+")
STRENGTH = ("چاہیے", "چاہئیں", "لازم", "ضروری", "گا", "گی", "گے", "سکتا", "سکتی", "سکتے")
CHANGED = {
    "چاہیے": "لازم ہے",
    "چاہئیں": "لازم ہے",
    "لازم": "مناسب",
    "ضروری": "مناسب",
    "گا": "سکتا ہے",
    "گی": "سکتی ہے",
    "گے": "سکتے ہیں",
    "سکتا": "گا",
    "سکتی": "گی",
    "سکتے": "گے",
}
MARKS = "۔،؛:()"


def edits(sentence: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, altered sentence)."""
    words = sentence.split()
    for place, word in enumerate(words):
        plain = word.strip(MARKS)
        if plain in CHANGED:
            yield "modal", _replaced(words, place, word.replace(plain, CHANGED[plain]))
        elif plain == "نہیں":
            yield "negation", " ".join([*words[:place], *words[place + 1 :]])
        elif NUMBER.search(word):
            yield (
                "number",
                _replaced(
                    words, place, NUMBER.sub(lambda m: str(int(m[0]) + rng.choice((1, 9))), word, count=1)
                ),
            )
    verbs = [
        i
        for i, word in enumerate(words)
        if word.strip(MARKS) in {"ہے", "ہیں", "کرنا", "ہونا", "ہونی", *STRENGTH}
    ]
    if verbs:
        place = rng.choice(verbs)
        yield "inserted not", " ".join([*words[:place], "نہیں", *words[place:]])


def _replaced(words: list[str], place: int, word: str) -> str:
    return " ".join([*words[:place], word, *words[place + 1 :]])
