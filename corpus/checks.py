"""Rules that every summary must keep, by code: completeness, numbers, strength, length, script.

A summary that turns "should" into "must" is a defect like a crash. The rules compare a summary with the
official wording, so the ones on numbers, strength and length need the official file; the others do not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import ROOT, Catalogue
from corpus.text import AFTER_VERB
from corpus.types import Provision

WORDS = 60
WORDS_OF_MANY_LIMBS = 90
MANY_LIMBS, LONG_TEXT = 3, 110
"""A provision with this many limbs, or words, may be summarised in `WORDS_OF_MANY_LIMBS` words."""
LEAST_URDU = 0.9
"""Share of letters outside brackets that must be of the Arabic script."""

NUMBER = re.compile(r"(?<![A-Za-z\d.-])\d[\d,]*(?:\.\d+)?")
REFERENCE_MARK = re.compile(r"\[\d+\]")
ITEM_NUMBER = re.compile(r"^\d+\.\s")
WORD = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?")
COPIED_RUN = 9
"""Words in a row that count as copied."""
BRACKETED = re.compile(r"\([^)]*\)")
LIMB = re.compile(r"(?:^|\n)\s*(?:\((?:[a-z]|[ivx]+)\)|[a-z]\.|•)\s")
FOREIGN_LETTERS = re.compile("[\u064a\u0643\u0660-\u0669\u06f0-\u06f9]")

# Strength of a duty in English wording, and how it must sound in Urdu.
ENGLISH_STRENGTH: Mapping[str, re.Pattern[str]] = {
    "should": re.compile(r"\b(?:should|ought)\b", re.IGNORECASE),
    "shall or must": re.compile(r"\b(?:shall|must)\b", re.IGNORECASE),
    "may": re.compile(r"\bmay\b", re.IGNORECASE),
    "encouraged": re.compile(r"\bencourag", re.IGNORECASE),
}
URDU_STRENGTH: Mapping[str, re.Pattern[str]] = {
    "should": re.compile(r"چاہ(?:یے|ئے|یئے|ئیے|ئیں|ییں)"),
    "shall or must": re.compile(rf"{AFTER_VERB}(?:گا|گے|گی)\b|\b(?:لازم|ضروری|پابند)"),
    "may": re.compile(rf"{AFTER_VERB}سک(?:تا|تی|تے|ے|یں|ا|ی)\b"),
    "encouraged": re.compile(r"حوصلہ افزائی|ترغیب"),
}


@dataclass(frozen=True)
class Finding:
    """One summary that breaks one rule."""

    provision: str
    rule: str
    detail: str


def load_exceptions(path: Path = ROOT / "exceptions.toml") -> frozenset[tuple[str, str]]:
    """Read the reviewed exceptions as (provision key, rule)."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["exception"]
    return frozenset((row["provision"], row["rule"]) for row in rows)


def check_catalogue(
    catalogue: Catalogue, texts: Mapping[str, Provision], exceptions: frozenset[tuple[str, str]]
) -> list[Finding]:
    """Check every summary.

    Args:
        catalogue: what is checked.
        texts: provisions with official wording by key, for the rules that need it; may be empty.
        exceptions: (key, rule) pairs that were looked at by hand.
    """
    findings: list[Finding] = []
    for table in catalogue.provisions.values():
        for provision in table.values():
            found = check_provision(texts.get(provision.key, provision))
            findings += [f for f in found if (f.provision, f.rule) not in exceptions]
    return findings


def check_provision(provision: Provision) -> Iterator[Finding]:
    """Check the summaries and themes of one provision."""
    key = provision.key
    if not 1 <= len(provision.themes) <= 4:
        yield Finding(key, "themes", f"{len(provision.themes)} themes; one to four are wanted")
    for language in ("en", "ur"):
        summary = provision.summaries.get(language)
        if not summary:
            yield Finding(key, "completeness", f"no summary in {language}")
            continue
        yield from _length(provision, language, summary)
        if language == "ur":
            yield from _script(key, summary)
        if provision.text:
            yield from _numbers(key, language, provision.text, summary)
            yield from _strength(key, language, provision.text, summary)


def word_limit(provision: Provision) -> int:
    """Most words a summary of this provision may have."""
    text = provision.text
    if text is None:
        return WORDS_OF_MANY_LIMBS
    limbs = max(len(LIMB.findall(text)), len(provision.rows) * 2)
    return WORDS_OF_MANY_LIMBS if limbs >= MANY_LIMBS or len(text.split()) >= LONG_TEXT else WORDS


def numbers(text: str) -> set[str]:
    """Numbers of a text as digits without separators; reference marks and item numbers left out."""
    text = ITEM_NUMBER.sub("", REFERENCE_MARK.sub("", text))
    return {number.replace(",", "").rstrip(".") for number in NUMBER.findall(text)}


def _length(provision: Provision, language: str, summary: str) -> Iterator[Finding]:
    limit = word_limit(provision)
    if language == "ur":
        summary = BRACKETED.sub("", summary)  # English terms beside the Urdu ones
    words = len(summary.split())
    if words > limit:
        yield Finding(provision.key, "length", f"{language}: {words} words, at most {limit}")


def _script(key: str, summary: str) -> Iterator[Finding]:
    letters = [c for c in BRACKETED.sub("", summary) if c.isalpha()]
    urdu = sum("\u0600" <= c <= "\u06ff" for c in letters)
    if not letters or urdu / len(letters) < LEAST_URDU:
        yield Finding(key, "script", "too many Latin letters outside brackets")
    if FOREIGN_LETTERS.search(summary):
        yield Finding(key, "script", "Arabic yeh, kaf or digits; write ی, ک and 0-9")


def _numbers(key: str, language: str, text: str, summary: str) -> Iterator[Finding]:
    wanted, got = numbers(text), numbers(summary)
    if wanted - got:
        yield Finding(key, "numbers", f"{language}: missing {', '.join(sorted(wanted - got))}")
    if got - wanted:
        yield Finding(key, "numbers", f"{language}: not in the text: {', '.join(sorted(got - wanted))}")


def _strength(key: str, language: str, text: str, summary: str) -> Iterator[Finding]:
    patterns = ENGLISH_STRENGTH if language == "en" else URDU_STRENGTH
    for name, official in ENGLISH_STRENGTH.items():
        wanted, got = bool(official.search(text)), bool(patterns[name].search(summary))
        if wanted and not got:
            yield Finding(key, "strength", f"{language}: «{name}» of the text is lost")
        elif got and not wanted and (name == "should" or (language == "en" and name != "encouraged")):
            yield Finding(key, "strength", f"{language}: «{name}» is not in the text")


def copied_runs(catalogue: Catalogue, texts: Mapping[str, Provision]) -> list[Finding]:
    """Find English summaries that share a run of nine words with any official text."""
    official = {run for provision in texts.values() for run in _runs(provision.text or "")}
    return [
        Finding(provision.key, "wording", f"copied: {' '.join(run)}")
        for table in catalogue.provisions.values()
        for provision in table.values()
        for run in list(dict.fromkeys(r for r in _runs(provision.summaries.get("en", "")) if r in official))[
            :1
        ]
    ]


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.lower().replace("’", "'") for word in WORD.findall(text)]
    return [tuple(words[i : i + COPIED_RUN]) for i in range(len(words) - COPIED_RUN + 1)]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings by rule."""
    table: dict[str, int] = {}
    for finding in findings:
        table[finding.rule] = table.get(finding.rule, 0) + 1
    return table
