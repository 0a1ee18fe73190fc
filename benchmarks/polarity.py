"""How often an answer says yes or no, and how often rightly, on questions labelled by hand: one JSON line.

    python -m benchmarks.polarity [--data DIR] [--part readers|tuning|held_out] [--wrong]

`stated` is the share of all questions whose reply is yes or no, refused ones included; `right` is of those stated.
`depends` counts the questions whose reply depends and that got a yes, or a no, all the same. Readers' questions
are the ones that replies are read off, so their figures mean nothing beside those of the other writers.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.schemas import Question
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.yes_no_questions import Labelled, others, readers

Found = tuple[Labelled, str | None]
"""A question and what the answer to it says."""
LANGUAGES = {"en": ("en",), "ur": ("ur",), "ur-Latn": ("ur-Latn",), "all": ("en", "ur", "ur-Latn")}


def asked(assistant: Assistant, part: str) -> Iterator[Found]:
    """Yield each question of a part with what the assistant says to it."""
    for one in [*readers(assistant.catalogue), *others()]:
        if one.part == part:
            yield one, assistant.answer(Question(question=one.question)).polarity


def figures(found: list[Found]) -> dict[str, float]:
    """Questions, share stated, share right of those, and what was said where it depends."""
    plain = [(one, said) for one, said in found if one.reply in {"yes", "no"}]
    stated = [said == one.reply for one, said in plain if said is not None]
    depends = [said for one, said in found if one.reply == "depends"]
    return {
        "questions": len(plain),
        "stated": round(len(stated) / max(len(plain), 1), 3),
        "right": round(sum(stated) / max(len(stated), 1), 3),
        "depends": len(depends),
        "depends_yes": depends.count("yes"),
        "depends_no": depends.count("no"),
    }


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--part", default="held_out", choices=["readers", "tuning", "held_out"])
    parser.add_argument("--wrong", action="store_true", help="the questions that were answered wrongly")
    given = parser.parse_args()
    with closing(Assistant(Settings(data=given.data))) as assistant:
        found = list(asked(assistant, given.part))
    line: dict[str, object] = {
        name: figures([(one, said) for one, said in found if one.language in languages])
        for name, languages in LANGUAGES.items()
    }
    if given.wrong:
        line["wrong"] = [one.question for one, said in found if said not in {None, one.reply}]
    print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
