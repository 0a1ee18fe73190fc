"""Places for answers: as many as there are, first come first served, none lost, no thread held by who waits."""

import asyncio
import threading
from contextlib import suppress

import pytest

from assistant.places import Places


def test_no_more_than_there_are():
    places = Places(2)
    assert [places.take(0) for _ in range(3)] == [True, True, False]
    places.give_back()
    assert [places.take(0) for _ in range(2)] == [True, False]


def test_a_thread_and_a_coroutine_stand_in_one_line():
    places, came = Places(1), []

    async def run():
        assert await places.take_soon(1)
        thread = threading.Thread(target=lambda: came.append(("thread", places.take(10))))
        thread.start()
        while not places._line:
            await asyncio.sleep(0.001)
        later = asyncio.create_task(places.take_soon(10))
        await asyncio.sleep(0)
        places.give_back()
        await asyncio.to_thread(thread.join, 10)
        assert came == [("thread", True)]
        assert not later.done()
        places.give_back()
        assert await later

    asyncio.run(run())


def test_many_wait_without_a_thread_each():
    places = Places(1)

    async def run():
        before = threading.active_count()
        assert await places.take_soon(1)
        waiting = [asyncio.create_task(places.take_soon(10)) for _ in range(200)]
        await asyncio.sleep(0)
        assert threading.active_count() == before
        for one in waiting:
            places.give_back()
            assert await one

    asyncio.run(run())


@pytest.mark.parametrize("leaves", ["timeout", "cancel"])
def test_who_leaves_the_line_holds_up_nobody(leaves):
    places = Places(1)

    async def run():
        assert await places.take_soon(1)
        gone = asyncio.create_task(places.take_soon(0.01 if leaves == "timeout" else 10))
        await asyncio.sleep(0)
        if leaves == "cancel":
            gone.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gone
        else:
            assert not await gone
        places.give_back()
        assert await places.take_soon(1)

    asyncio.run(run())


def test_a_place_given_to_who_has_just_left_goes_on():
    places = Places(1)

    async def run():
        assert await places.take_soon(1)
        gone = asyncio.create_task(places.take_soon(10))
        await asyncio.sleep(0)
        places.give_back()  # the turn has come, and in the same moment …
        gone.cancel()  # … it is given up
        with suppress(asyncio.CancelledError):
            if await gone:  # up to Python 3.11 the turn comes first
                places.give_back()
        assert await places.take_soon(1)

    asyncio.run(run())
