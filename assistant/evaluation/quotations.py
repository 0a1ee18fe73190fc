"""Quotations to check, made from the official texts: sentences as they stand, and the same with one edit.

An edit is of the kind that changes what a rule says: "not" slipped in, one modal verb for another, another
number, a word left out. Every altered sentence is verified to stand nowhere in the corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.checker import literally_in
from assistant.evaluation.gold import GoldQuestion
from corpus import Provision

SEED = 20211123
MOST = 200
"""Provisions drawn on, at most."""
SHORTEST, LONGEST = 8, 40
"""Words of a quotation."""
SENTENCE = re.compile(r"[A-Z][^.;:?!\n]{20,400}[.;](?=\s|$)")
MODALS = ("should", "shall", "may", "must", "will", "can")
QUOTED = re.compile(r"[\"“«](.{10,})[\"”»]")
MODAL = re.compile(rf"\b({'|'.join(MODALS)})\b")


class QuoteCase(BaseModel):
    """One quotation and what a faithful check says of it."""

    model_config = ConfigDict(frozen=True)

    id: str
    quote: str
    expected: Literal["exact", "altered", "absent"]
    edit: str


Edit = Callable[[str, random.Random], str | None]


def slip_in_not(sentence: str, _: random.Random) -> str | None:
    """Negate the first modal verb."""
    return MODAL.sub(r"\1 not", sentence, count=1) if MODAL.search(sentence) else None


def swap_modal(sentence: str, chance: random.Random) -> str | None:
    """Put another modal verb for the first one."""
    found = MODAL.search(sentence)
    if not found:
        return None
    other = chance.choice([modal for modal in MODALS if modal != found[1]])
    return sentence[: found.start()] + other + sentence[found.end() :]


def change_number(sentence: str, _: random.Random) -> str | None:
    """Add one to the first number."""
    found = re.search(r"\b\d{1,6}\b", sentence)
    if not found:
        return None
    return sentence[: found.start()] + str(int(found[0]) + 1) + sentence[found.end() :]


def drop_word(sentence: str, chance: random.Random) -> str | None:
    """Leave out one word from the middle."""
    words = sentence.split()
    place = chance.randrange(2, len(words) - 2)
    return " ".join(words[:place] + words[place + 1 :])


EDITS: Mapping[str, Edit] = {
    "not": slip_in_not,
    "modal": swap_modal,
    "number": change_number,
    "dropped word": drop_word,
}


def quote_cases(provisions: Mapping[str, Provision], most: int = MOST) -> list[QuoteCase]:
    """Make quotations from the provisions whose official text is held; the same ones for the same texts."""
    chance = random.Random(SEED)  # noqa: S311  (a reproducible choice, not a secret)
    texts = {key: provision.text for key, provision in provisions.items() if provision.text}
    keys = chance.sample(sorted(texts), min(most, len(texts)))
    cases: list[QuoteCase] = []
    for key in keys:
        sentence = _sentence(texts[key], chance)
        if sentence is not None:
            cases.append(QuoteCase(id=f"{key}#exact", quote=sentence, expected="exact", edit="none"))
            cases += _altered(key, sentence, chance, texts)
    return cases


def gold_cases(questions: Iterable[GoldQuestion]) -> list[QuoteCase]:
    """Take the quotation out of every gold question that has a verdict."""
    found = [(question, QUOTED.search(question.question)) for question in questions if question.verdict]
    return [
        QuoteCase(id=question.id, quote=quoted[1], expected=question.verdict, edit="by hand")
        for question, quoted in found
        if quoted and question.verdict
    ]


def _sentence(text: str, chance: random.Random) -> str | None:
    whole = [" ".join(sentence.split()) for sentence in SENTENCE.findall(text)]
    fit = [sentence for sentence in whole if SHORTEST <= len(sentence.split()) <= LONGEST]
    fit = [sentence for sentence in fit if literally_in(sentence, text)]
    return chance.choice(fit) if fit else None


def _altered(key: str, sentence: str, chance: random.Random, texts: Mapping[str, str]) -> list[QuoteCase]:
    cases = []
    for name, edit in EDITS.items():
        changed = edit(sentence, chance)
        if changed is not None and not any(literally_in(changed, text) for text in texts.values()):
            cases.append(QuoteCase(id=f"{key}#{name}", quote=changed, expected="altered", edit=name))
    return cases
