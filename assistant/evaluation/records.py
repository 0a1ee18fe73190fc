"""What `generate` hands to `evaluate`: one JSON line a prediction, and the names of a results folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.evaluation.errors import EvaluationError

Task = Literal["retrieval", "answers", "refusals", "quotes"]
TASKS: tuple[Task, ...] = get_args(Task)

CONFIG = "config.json"
PREDICTIONS = "predictions.jsonl"
METRICS = "metrics.json"
TABLE = "table.md"
PLOT = "plot.png"

PRODUCT = "rahnuma"
"""Name of the product among the systems compared."""


class Prediction(BaseModel):
    """What one system gave for one question."""

    model_config = ConfigDict(frozen=True)

    id: str
    system: str = PRODUCT
    ms: float
    """Wall time, in milliseconds."""


class Found(BaseModel):
    """One provision in a ranking."""

    model_config = ConfigDict(frozen=True)

    key: str
    score: float


class Ranking(Prediction):
    """Provisions in order, best first."""

    ranked: tuple[Found, ...]

    @property
    def keys(self) -> list[str]:
        """The keys, best first."""
        return [found.key for found in self.ranked]


class Answered(Prediction):
    """The whole public answer, as JSON; its status is `error` where the assistant raised one."""

    answer: dict[str, Any]


class Judged(Prediction):
    """The verdict on a quotation, with what was asked."""

    quote: str
    expected: Literal["exact", "altered", "absent"]
    edit: str
    """How the quotation was altered, `none`, or `by hand` for a gold question."""
    verdict: str


P = TypeVar("P", bound=Prediction)


def write_predictions(folder: Path, predictions: Iterable[Prediction]) -> int:
    """Write one line a prediction as they come: a stopped run keeps what it has. Returns how many."""
    count = 0
    with (folder / PREDICTIONS).open("w", encoding="utf-8") as file:
        for prediction in predictions:
            file.write(prediction.model_dump_json() + "\n")
            count += 1
    return count


def read_predictions(folder: Path, model: type[P]) -> list[P]:
    """Read the predictions of a results folder.

    Raises:
        EvaluationError: there are none, or they belong to another task.
    """
    path = folder / PREDICTIONS
    try:
        return [model.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        raise EvaluationError(f"{path} is missing; run the evaluation anew") from None
    except ValidationError as error:
        raise EvaluationError(
            f"{path} does not hold predictions of this task: {error.errors()[0]['msg']}"
        ) from error
