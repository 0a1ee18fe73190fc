"""Every gate refuses what it is for, and says which."""

import pytest

from corpus import load_catalogue
from ingest import gates
from ingest.errors import GateError
from ingest.read import Document, Line
from ingest.segment.types import Segmentation, Unit
from ingest.segment.unesco import segment_unesco


def line(text, page=1, top=700.0, x=56.0):
    return Line(text, page, x, top, top - 10)


@pytest.fixture
def source():
    return load_catalogue().source("unesco-pakistan-dialogue-2025")


def check(source, found, outline=None):
    gates.check(source, Document((), 1), found, outline or {})


def good():
    return Segmentation(units=[Unit("1", [[line("States plan.")]]), Unit("2", [[line("States act.")]])])


def test_a_good_document_passes(source):
    check(source, good())


def test_a_numbering_gap_is_refused():
    texts = ["title", "PREAMBLE", "I. SCOPE OF APPLICATION", "1. First words.", "3. Third words."]
    lines = [line(text, top=700 - 40 * n) for n, text in enumerate(texts)]
    found = segment_unesco(Document(tuple(lines), 1))
    with pytest.raises(GateError, match="numbering gap: paragraph 2 is missing"):
        check(load_catalogue().source("unesco-pakistan-dialogue-2025"), found)


def test_a_duplicate_locator_is_refused(source):
    found = good()
    found.units.append(Unit("2", [[line("Again.")]]))
    with pytest.raises(GateError, match="duplicate locator: 2 stands 2 times"):
        check(source, found)


def test_an_empty_provision_is_refused(source):
    found = good()
    found.units.append(Unit("3", [[line("3.")]], strip="3."))
    with pytest.raises(GateError, match="empty provision: 3"):
        check(source, found)


def test_lost_letters_are_refused(source):
    found = good()
    found.left_over.append(line("words that no rule claims"))
    with pytest.raises(GateError, match=r"of the letters are accounted for .*words that no rule claims"):
        check(source, found)


def test_provisions_the_catalogue_does_not_expect_are_refused(source):
    outline = load_catalogue().provisions[source.id]
    with pytest.raises(GateError, match="missing provisions: 3, 4"):
        check(source, good(), outline)


def test_all_reasons_are_given_at_once(source):
    found = good()
    found.units.append(Unit("2", [[]]))
    found.left_over.append(line("words that no rule claims"))
    with pytest.raises(GateError) as refused:
        check(source, found)
    assert len(refused.value.problems) == 3
