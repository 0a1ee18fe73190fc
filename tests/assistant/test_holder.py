"""One assistant in service: swapped without a mixed answer, closed after its last reader."""

import asyncio

import pytest

from assistant import holder as module
from assistant.errors import NotReadyError
from assistant.holder import Holder
from assistant.settings import Settings
from ingest.errors import SnapshotError
from ingest.snapshot import swap_in


class Opened:
    """What an opener returns; remembers its life."""

    def __init__(self, broken=False):
        self.warmed, self.closed, self.broken, self.gone = 0, 0, broken, ""

    def warm(self):
        self.warmed += 1
        if self.broken:
            raise SnapshotError("damaged; run `rahnuma ingest`")

    def away(self):
        return self.gone

    def close(self):
        self.closed += 1


@pytest.fixture
def opened():
    return []


@pytest.fixture
def holder(tmp_path, opened):
    (tmp_path / "snapshots").mkdir()
    swap_in(tmp_path, "one")

    def opener(settings):
        opened.append(Opened())
        return opened[-1]

    held = Holder(Settings(data=tmp_path), opener)
    held.open()
    return held


def test_it_is_warm_before_it_serves(holder, opened):
    assert holder.get() is opened[0]
    assert opened[0].warmed == 1


def test_an_unchanged_snapshot_is_not_opened_again(holder, opened):
    for _ in range(50):
        holder.refresh()
    assert len(opened) == 1


def test_a_new_snapshot_is_swapped_in_and_the_old_one_closed(holder, opened, tmp_path):
    swap_in(tmp_path, "two")
    holder.refresh()
    assert holder.get() is opened[1]
    assert (opened[0].closed, opened[1].closed) == (1, 0)


def test_a_snapshot_rebuilt_under_its_own_id_is_opened_anew(holder, opened, tmp_path):
    swap_in(tmp_path, "one")
    holder.refresh()
    assert len(opened) == 2


def test_an_answer_in_progress_finishes_on_its_snapshot(holder, opened, tmp_path):
    with holder.lease() as first, holder.lease() as second:
        assert first is second is opened[0]
        swap_in(tmp_path, "two")
        holder.refresh()
        with holder.lease() as third:
            assert third is opened[1]
        assert [one.closed for one in opened] == [0, 0]
    assert [one.closed for one in opened] == [1, 0]


def test_a_lease_that_fails_is_given_back(holder, opened):
    with pytest.raises(ZeroDivisionError), holder.lease():
        raise ZeroDivisionError
    holder.close()
    assert opened[0].closed == 1


def test_closing_waits_for_the_last_reader(holder, opened):
    with holder.lease():
        holder.close()
        assert opened[0].closed == 0
        with pytest.raises(NotReadyError):
            holder.get()
    assert opened[0].closed == 1


def test_a_new_snapshot_that_cannot_be_opened_leaves_the_old_one_in_service(tmp_path):
    (tmp_path / "snapshots").mkdir()
    swap_in(tmp_path, "one")
    made = [Opened(), Opened(broken=True), Opened()]
    waiting = iter(made)
    held = Holder(Settings(data=tmp_path), lambda settings: next(waiting))
    held.open()
    swap_in(tmp_path, "damaged")
    held.refresh()
    assert held.get() is made[0]
    assert "rahnuma ingest" in held.reason
    assert made[1].closed == 1
    assert held.notices == ["old_snapshot"]
    for _ in range(module.RETRY_AFTER):
        held.refresh()
    assert held.get() is made[2]
    assert (held.reason, made[0].closed) == ("", 1)


def test_a_vector_server_that_is_away_is_noticed_and_its_return_too(holder, opened):
    opened[0].gone = "the vector server does not answer"
    holder.refresh()
    assert holder.notices == ["by_words"]
    opened[0].gone = ""
    holder.refresh()
    assert holder.notices == []


def test_the_watch_goes_on_after_any_failure(monkeypatch):
    class Failing(Holder):
        looks = 0

        def refresh(self):
            self.looks += 1
            raise RuntimeError("anything")

    monkeypatch.setattr(module, "LOOK_EVERY", 0.001)
    held = Failing(Settings(), lambda settings: Opened())

    async def run():
        watch = asyncio.create_task(held.watch())
        while held.looks < 3:
            await asyncio.sleep(0.001)
        watch.cancel()

    asyncio.run(run())
