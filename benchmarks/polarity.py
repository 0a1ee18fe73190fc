"""How often yes or no is stated, and how often rightly, on readers' questions labelled by hand: one JSON line.

    python -m benchmarks.polarity [--data DIR] [--rules]

The questions (`yes_no.jsonl`) are readers' questions of our own that their provision answers with yes or no. The
rules of `assistant.polarity` were written with sight of them, so they show what a rule costs, not how it will do
on other questions: for that there is `rahnuma eval answers`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.composition.evidence import Span
from assistant.polarity import Case, decide
from assistant.service import Assistant
from assistant.settings import Settings
from ingest.passages import introduction

LABELLED = Path(__file__).with_name("yes_no.jsonl")


def decided(assistant: Assistant) -> Iterator[tuple[str, str | None, str]]:
    """Yield for each question the rule that decided, what it says, and what is right."""
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        provision = assistant.snapshot.provisions[row["key"]]
        spans = assistant.composer.spans(provision, row["question"])
        best = spans[0] if spans else Span(provision.summaries.get("en", ""), 0, 0.0, 0.0)
        text = f"{introduction(provision, best.text) or ''} {best.text}"
        name, said = decide(Case(row["question"], text, best.coverage))
        yield name, said, row["answer"]


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--rules", action="store_true", help="right and stated by rule")
    given = parser.parse_args()
    with closing(Assistant(Settings(data=given.data))) as assistant:
        found = list(decided(assistant))
    stated = [(name, said == right) for name, said, right in found if said is not None]
    line: dict[str, object] = {
        "questions": len(found),
        "stated": round(len(stated) / len(found), 3),
        "right": round(sum(right for _, right in stated) / max(len(stated), 1), 3),
    }
    if given.rules:
        rights = Counter(name for name, right in stated if right)
        line["rules"] = {name: [rights[name], count] for name, count in Counter(n for n, _ in stated).items()}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
