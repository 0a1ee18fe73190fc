"""The gold questions: their record, how they are read and checked, and how they were split."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evaluation.errors import EvaluationError
from assistant.schemas import Turn
from corpus.types import QuestionLanguage

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = ("dev", "test")
Kind = Literal[
    "fact",
    "list",
    "definition",
    "number",
    "yes_no",
    "named",
    "duty",
    "comparison",
    "gap",
    "state",
    "quotation",
    "followup",
]
Why = Literal[
    "other_law", "left_out", "chit_chat", "near_miss", "general_knowledge", "out_of_scope", "injection"
]


class GoldQuestion(BaseModel):
    """One question with everything that a right answer to it may rest on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]{2}-\d{3,}$")
    question: str = Field(min_length=2)
    language: QuestionLanguage
    persona: Literal["civil_servant", "student", "journalist"]
    kind: Kind
    answerable: bool
    gold: tuple[str, ...]
    """Keys (`source_id/locator`), best first, each of which answers by itself; of a list: its members."""
    split: Split
    groups: tuple[tuple[str, ...], ...] = ()
    """For a list or a comparison: for each thing asked for, the keys that give it."""
    complete: bool = False
    """The question asks for the whole list."""
    polarity: Literal["yes", "no"] | None = None
    verdict: Literal["exact", "altered", "absent"] | None = None
    """What the documents say of the quotation inside the question."""
    why: Why | None = None
    """Why it cannot be answered."""
    states_absence: tuple[str, ...] = ()
    """Keys that say the thing asked for is not there: citing one first is as good as refusing."""
    history: tuple[Turn, ...] = ()
    resolved: str | None = None
    """The follow-up as a question that stands alone."""
    note: str | None = None

    @property
    def relevant(self) -> frozenset[str]:
        """Every acceptable key."""
        return frozenset(self.gold).union(*self.groups)

    @property
    def source(self) -> str:
        """The one source of the acceptable keys, `several`, or `none`."""
        sources = {key.partition("/")[0] for key in self.relevant}
        if len(sources) > 1:
            return "several"
        return sources.pop() if sources else "none"

    @property
    def search_text(self) -> str:
        """What retrieval alone is asked: it sees no history, so a follow-up is asked as it was resolved."""
        return self.resolved or self.question


def load_gold(path: Path, split: str = "all") -> list[GoldQuestion]:
    """Read gold questions from one JSON Lines file, or from every one in a folder, in the order of names.

    Args:
        path: file or folder.
        split: `dev`, `test` or `all`.

    Raises:
        EvaluationError: no such file, a malformed line, an id that stands twice, or an unknown split.
    """
    if split not in {*SPLITS, "all"}:
        raise EvaluationError(f"there is no split {split!r}; choose dev, test or all")
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise EvaluationError(f"{path} holds no gold questions; give a .jsonl file or a folder of them")
    questions = [question for file in files for question in _read(file)]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise EvaluationError(f"the gold id {question.id} stands twice; give one of them another")
        seen.add(question.id)
    return [question for question in questions if split in {"all", question.split}]


def _read(file: Path) -> list[GoldQuestion]:
    questions = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            questions.append(GoldQuestion.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "line"
            raise EvaluationError(f"{file}:{number}: {where}: {first['msg']}") from error
    return questions


def faults(questions: Iterable[GoldQuestion], keys: Collection[str]) -> list[str]:
    """List what contradicts itself or the catalogue: unknown keys, missing gold, missing groups."""
    found: list[str] = []
    for question in questions:
        unknown = (question.relevant | set(question.states_absence)) - set(keys)
        found += [f"{question.id}: there is no provision {key}" for key in sorted(unknown)]
        if question.answerable != bool(question.gold):
            found.append(
                f"{question.id}: answerable is {question.answerable} with {len(question.gold)} gold keys"
            )
        if question.answerable != (question.why is None):
            found.append(f"{question.id}: `why` belongs to unanswerable questions, and to all of them")
        if question.answerable and (question.kind in {"list", "comparison"}) != bool(question.groups):
            found.append(f"{question.id}: `groups` belongs to lists and comparisons, and to all of them")
        if question.kind == "followup" and not (question.history and question.resolved):
            found.append(f"{question.id}: a follow-up needs `history` and `resolved`")
    return found


def assign_splits(ids: Sequence[tuple[str, str]]) -> dict[str, Split]:
    """Split ids in halves within each stratum.

    In a stratum ids are ordered by their SHA-256 and dealt out in turn. Which side begins depends on the hash
    of the stratum's name, so that odd strata do not all favour one side. Done once: the result stands in the
    files, and questions added later are dealt out among themselves; the old ones are never dealt again.

    Args:
        ids: (id, stratum) pairs.
    """
    strata: dict[str, list[str]] = {}
    for name, stratum in ids:
        strata.setdefault(stratum, []).append(name)
    dealt: dict[str, Split] = {}
    for stratum, names in strata.items():
        first = int(_hash(stratum), 16) % 2
        for place, name in enumerate(sorted(names, key=_hash)):
            dealt[name] = SPLITS[(first + place) % 2]
    return dealt


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
