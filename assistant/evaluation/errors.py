"""The one error of the evaluation."""

from assistant.errors import AssistantError


class EvaluationError(AssistantError):
    """A gold file, a results folder or an argument cannot be used; the message says what to do."""

    title = "The evaluation cannot run"
    slug = "evaluation"
