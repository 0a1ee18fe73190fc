"""What a segmented document must satisfy before anything of it is indexed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from corpus.types import Provision, Source
from ingest.errors import GateError
from ingest.read import Document
from ingest.segment.types import Segmentation

MINIMUM_ACCOUNTED = 0.99
"""Least share of the file's letters that must be in provisions, headings or known furniture."""


def check(source: Source, document: Document, found: Segmentation, outline: Mapping[str, Provision]) -> None:
    """Pass, or refuse the document with every reason at once.

    The gates: the number of pages, no break of the numbering, no locator twice, no empty provision, at
    least 99 % of the letters accounted for, and exactly the locators of the catalogue's outline (where the
    catalogue has one), each on its page.

    Raises:
        GateError: naming the gate and the locators.
    """
    problems = [f"numbering gap: {problem}" for problem in found.problems]
    if source.file is not None and document.pages != source.file.pages:
        problems.append(f"the file has {document.pages} pages, {source.file.pages} were expected")
    counts = Counter(unit.locator for unit in found.units)
    problems += [f"duplicate locator: {name} stands {n} times" for name, n in counts.items() if n > 1]
    problems += [
        f"empty provision: {unit.locator}" for unit in found.units if not "".join(unit.parts).strip()
    ]
    if found.accounted < MINIMUM_ACCOUNTED:
        sample = " / ".join(line.text.strip()[:40] for line in found.left_over[:3])
        problems.append(
            f"only {found.accounted:.1%} of the letters are accounted for (at least "
            f"{MINIMUM_ACCOUNTED:.0%} must be); left over: {sample}"
        )
    if outline:
        problems += _compare(found, outline)
    if problems:
        raise GateError(source.id, problems)


def _compare(found: Segmentation, outline: Mapping[str, Provision]) -> list[str]:
    located = {unit.locator: unit for unit in found.units}
    problems = []
    missing = [locator for locator in outline if locator not in located]
    unknown = [locator for locator in located if locator not in outline]
    if missing:
        problems.append(f"missing provisions: {', '.join(missing[:10])}")
    if unknown:
        problems.append(f"provisions that the catalogue does not know: {', '.join(unknown[:10])}")
    for locator, unit in located.items():
        page = outline[locator].page if locator in outline else None
        if page is not None and unit.lines and unit.pages[0] != page:
            problems.append(f"{locator} was found on page {unit.pages[0]}, the catalogue says {page}")
    return problems
