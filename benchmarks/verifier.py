"""The verifier of generated statements as a classifier; one JSON line.

Run `python -m benchmarks.verifier [DATA]`; DATA is a data folder whose index holds the official texts (default:
`RAHNUMA_DATA`). Every figure is of the half of the items that thresholds were not tuned on (`--half tuned` shows
the other): provisions, and documents of SummEdits, are halved by the hash of their id. `--parts`, `--offset` and
`--limit` measure it in pieces.

- `own`: number, negation and modal edits of our provisions' sentences and summaries, caught; the unedited, kept
- `paraphrases`: sentences of our English summaries against their official provisions, kept; against the next
  provision, dropped
- `summedits`: balanced accuracy on the labelled edits in ../shared/benchmarks/summedits, by type of edit
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.generation.evidence import evidence_of
from assistant.generation.verifier import ENGLISH, URDU, Evidence, Verifier
from assistant.generation.verifier.analysis import split
from assistant.resources import catalogue_of, configured_encoders
from assistant.settings import Settings, load_settings
from benchmarks import urdu_edits
from benchmarks.quote_edits import edits
from corpus import Catalogue, Provision
from ingest.snapshot import open_snapshot

SUMMEDITS = Path(__file__).parent.parent.parent / "shared" / "benchmarks" / "summedits"
GRAVE = ("number", "negation", "modal", "inserted not")
FRAME = "The draft lists this task, naming no actor: "
LAYOUT = re.compile(
    r"^(?:the draft|it|objectives|they|sectors|the draft's list)\b.*"
    r"\b(?:lists?|listed|then (?:discusses|introduces|describes)|prints?|accessed|figure)\b",
    re.IGNORECASE,
)
"""Words, and sentences, of our summaries about the document's layout, which its wording cannot support."""
PARTS = ("own", "own_urdu", "paraphrases", "summedits")
SEED = 7
"""Of the edits: the same every time."""
Kept = Callable[[Evidence, str], bool]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--half", choices=["reported", "tuned"], default="reported")
    parser.add_argument("--parts", nargs="*", default=PARTS, choices=PARTS, help="what to measure")
    parser.add_argument("--offset", type=int, default=0, help="provisions, or summaries, to pass over")
    parser.add_argument("--limit", type=int, help="provisions, or summaries, to look at after those")
    arguments = parser.parse_args()
    settings = load_settings()
    settings = settings.model_copy(update={"data": arguments.data or settings.data})
    wanted = arguments.half == "reported"
    catalogue = catalogue_of(settings)
    english, urdu = verifiers(settings)
    end = None if arguments.limit is None else arguments.offset + arguments.limit
    piece = slice(arguments.offset, end)
    provisions = [p for p in load_provisions(settings) if is_reported(p.key) == wanted][piece]
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "own": lambda: own_edits(provisions, catalogue, english, "en"),
        "own_urdu": lambda: own_edits(provisions, catalogue, urdu, "ur"),
        "paraphrases": lambda: paraphrases(provisions, catalogue, english),
        "summedits": lambda: summedits(english, wanted, piece),
    }
    head = {"benchmark": "verifier", "half": arguments.half, "provisions": len(provisions)}
    print(json.dumps({**head, **{part: measures[part]() for part in arguments.parts}}))


def verifiers(settings: Settings) -> tuple[Kept, Kept]:
    """The verifiers of English and of Urdu statements, as yes or no."""
    encoders = configured_encoders(settings)
    english = Verifier(encoders["english"].passages, ENGLISH)
    urdu = Verifier(encoders["multilingual"].passages, URDU)
    return (lambda e, s: english.check(e, s) is None), (lambda e, s: urdu.check(e, s) is None)


def load_provisions(settings: Settings) -> list[Provision]:
    snapshot = open_snapshot(settings.data, configured_encoders(settings), store="memory")
    try:
        return [provision for provision in snapshot.provisions.values() if provision.text]
    finally:
        snapshot.close()


def is_reported(key: str) -> bool:
    """Tell which half an item is in."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 1


def own_edits(
    provisions: Iterable[Provision], catalogue: Catalogue, kept: Kept, language: str
) -> dict[str, Any]:
    """Edits of our own sentences: share caught by kind, share of the unedited kept."""
    rng = random.Random(SEED)  # noqa: S311
    made, caught = Counter[str](), Counter[str]()
    whole = stood = 0
    for provision in provisions:
        evidence = evidence_of(provision, catalogue, language)
        sayable = {
            s: None for text in evidence.texts for s in split(text) if len(s.split()) > 3 and "http" not in s
        }
        for sentence in sayable:
            whole += 1
            stood += kept(evidence, sentence)
            for kind, edited in _grave_edits(sentence, language, rng):
                made[kind] += 1
                caught[kind] += not kept(evidence, edited)
    return {
        "sentences": whole,
        "kept": _share(stood, whole),
        "edits": dict(made),
        "caught": {kind: _share(caught[kind], made[kind]) for kind in made},
        "caught_all": _share(caught.total(), made.total()),
    }


def _grave_edits(sentence: str, language: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    if language == "ur":
        yield from urdu_edits.edits(sentence, rng)
        return
    for kind, edited in edits(sentence, rng):
        added = [word for word in edited.split() if word in {"not", "never"}]
        if kind == "insertion" and len(added) > sum(w in {"not", "never"} for w in sentence.split()):
            kind = "inserted not"
        if kind in GRAVE:
            yield kind, edited


def paraphrases(provisions: Sequence[Provision], catalogue: Catalogue, kept: Kept) -> dict[str, Any]:
    """Sentences of our summaries against their own official text and against that of the next provision."""
    own = other = total = 0
    for i, provision in enumerate(provisions):
        right = _official(provision, catalogue)
        wrong = _official(provisions[(i + 1) % len(provisions)], catalogue)
        for sentence in split(provision.summaries["en"].replace(FRAME, "")):
            if LAYOUT.search(sentence):
                continue
            total += 1
            own += kept(right, sentence)
            other += kept(wrong, sentence)
    return {
        "sentences": total,
        "kept": _share(own, total),
        "of_another_dropped": _share(total - other, total),
    }


def _official(provision: Provision, catalogue: Catalogue) -> Evidence:
    evidence = evidence_of(provision, catalogue, "en")
    return Evidence((provision.text or "",), evidence.names)


def summedits(kept: Kept, wanted: bool, piece: slice) -> dict[str, Any]:
    """Balanced accuracy: mean of the shares of consistent summaries kept and of inconsistent ones dropped."""
    if not SUMMEDITS.is_dir():
        return {"absent": str(SUMMEDITS)}
    rows = [json.loads(line) for path in sorted(SUMMEDITS.glob("*.jsonl")) for line in path.open()]
    rows = [row for row in rows if is_reported(row["doc"]) == wanted][piece]
    verdicts = [kept(Evidence((row["doc"],)), row["summary"]) for row in rows]
    consistent = [v for v, row in zip(verdicts, rows, strict=True) if row["label"] == 1]
    types = sorted({kind for row in rows for kind in row["edit_types"]})
    dropped = {
        kind: [
            not v
            for v, row in zip(verdicts, rows, strict=True)
            if not row["label"] and kind in row["edit_types"]
        ]
        for kind in types
    }
    every = [not v for v, row in zip(verdicts, rows, strict=True) if row["label"] == 0]
    keeping = sum(consistent) / len(consistent)
    return {
        "summaries": len(rows),
        "consistent_kept": round(keeping, 4),
        "inconsistent_dropped": _share(sum(every), len(every)),
        "balanced_accuracy": round((keeping + sum(every) / len(every)) / 2, 4),
        "by_edit_type": {
            kind: {
                "edits": len(values),
                "balanced_accuracy": round((keeping + sum(values) / len(values)) / 2, 4),
            }
            for kind, values in dropped.items()
            if values
        },
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


if __name__ == "__main__":
    main()
