"""Prompts are files with declared variables; the hash of what a model was told is kept with each answer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "prompts"
PLACE = re.compile(r"\{\{(\w+)\}\}")
PARTS = re.compile(
    r"\Avariables: (?P<variables>[^\n]*)\n--- system ---\n(?P<system>.*)\n--- user ---\n(?P<user>.*)\Z",
    re.DOTALL,
)
Message = tuple[str, str]
"""Role and text, as LangChain takes them."""


class PromptError(Exception):
    """A prompt file is not as it should be, or was not given its variables."""


@dataclass(frozen=True)
class Prompt:
    """A system and a user message with places for variables."""

    name: str
    system: str
    user: str
    variables: frozenset[str]

    @classmethod
    def load(cls, name: str, folder: Path = FOLDER) -> Prompt:
        """Read `name.md`.

        Raises:
            PromptError: malformed, or the places in the text are not the declared variables.
        """
        found = PARTS.match((folder / f"{name}.md").read_text(encoding="utf-8"))
        if found is None:
            raise PromptError(
                f"{name}.md: `variables:`, `--- system ---` and `--- user ---` are wanted in this order"
            )
        declared = frozenset(filter(None, re.split(r"[,\s]+", found["variables"])))
        used = frozenset(PLACE.findall(found["system"] + found["user"]))
        if declared != used:
            raise PromptError(f"{name}.md: declared and used differ: {', '.join(sorted(declared ^ used))}")
        return cls(name, found["system"].strip(), found["user"].strip(), declared)

    def messages(self, **values: str) -> list[Message]:
        """Fill in the variables; values are inserted as they are and never filled in themselves.

        Raises:
            PromptError: a variable is missing or unknown.
        """
        if frozenset(values) != self.variables:
            raise PromptError(f"{self.name}.md: {', '.join(sorted(self.variables ^ frozenset(values)))}")
        return [
            (role, PLACE.sub(lambda place: values[place[1]], text))
            for role, text in (("system", self.system), ("user", self.user))
        ]


def prompts_hash(*prompts: Prompt) -> str:
    """SHA-256 of the prompts' texts, first 16 digits."""
    text = "\0".join(f"{prompt.name}\0{prompt.system}\0{prompt.user}" for prompt in prompts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
