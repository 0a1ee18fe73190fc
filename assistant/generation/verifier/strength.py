"""The checks of words of strength: should, shall, must, may, can, encouraged, required."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.generation.verifier import words as table
from assistant.generation.verifier.analysis import Duty, Sentence

NOUN = tuple("ment ments tion tions sion sions ance ence ity ities ness er ers or ors ing".split())
"""Endings of words that name an action without telling it."""
TO_BE_DONE = re.compile(r"\b(?:is|are) to (?!\w+ing\b)")
NEEDED = frozenset({"requir", "need"})
"""Actions that are words of strength themselves."""


def wrong_strength(statement: Sentence, aligned: Sequence[Sentence], source: Sequence[Sentence]) -> bool:
    """A should, must, may … that the source does not use, or not of the same action.

    An action that the source also tells without its word of strength may have another of the nearest sentences'. A can
    or may of another action has to rest on one of the source that the statement has not used already, or on a verb
    such as enable. Who "should be able to" do what the source ensures that they can do is told of the duty to ensure it.
    """
    held = [duty for sentence in aligned for duty in sentence.duties]
    others = [duty for sentence in source for duty in sentence.duties]
    prospects = [duty for sentence in aligned for duty in sentence.prospects]
    used = set(statement.duties)
    free = {duty.strength for duty in held if duty.strength not in table.WEAK or duty not in used}
    if any(sentence.texts & table.ENABLING for sentence in aligned):
        free.add("can")
    for duty in (duty for duty in statement.duties if not duty.noun):
        same_action = _of(duty.action, held) or _of(duty.action, others)
        told = sum(len(sentence.occurrences.get(duty.action, ())) for sentence in aligned)
        freely = told > sum(other.action == duty.action for other in held)
        prospect = any(other[:2] == duty[:2] for other in prospects)
        if duty.able and "can" in same_action:
            same_action = set()
        purpose = duty.purpose and duty.strength == "can" and not same_action
        allowed = same_action | (free if freely or not same_action else set())
        if duty.strength not in allowed and not prospect and not purpose:
            return True
    return False


def _of(action: str, duties: Sequence[Duty]) -> set[str]:
    """Classes of strength that duties give to an action."""
    return {duty.strength for duty in duties if duty.action == action and action}


def lost_strength(statement: Sentence, aligned: Sequence[Sentence]) -> bool:
    """What the source says should or may be is told as a fact: the action is there, its word of strength is not.

    What "is to be done", or is told as a duty or task, keeps it. A can or could beside another word of strength may
    go: "so that laws can be tested", "to test laws".
    """
    if statement.texts & table.DUTIES or TO_BE_DONE.search(statement.text):
        return False
    said = {duty.strength for duty in statement.duties}
    told = {word.stem for word in statement.words if word.content and not word.text.endswith(NOUN)}
    return any(
        duty.strength not in said
        and duty.action in told
        and duty.action not in NEEDED
        and not said & table.SUBORDINATE.get(duty.strength, frozenset())
        for duty in (aligned[0].duties if aligned else ())
    )
