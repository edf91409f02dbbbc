"""Results on their way between two threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from plugins.loopback import wait_until

from planet.fetch.outbox import CAPACITY_BYTES, Outbox
from planet.model.fetching import Fetched, NotModified, Validators

SIZE = CAPACITY_BYTES // 4


def document(number: int) -> Fetched:
    return Fetched(feed_url=str(number), final_url="", body=bytes(SIZE))


def filler(
    outbox: Outbox, count: int, put: list[int], document: Callable[[int], Fetched] = document
) -> threading.Thread:
    async def fill() -> None:
        with outbox.filled_by_this_task():
            for number in range(count):
                await outbox.put(document(number))
                put.append(number)

    def run() -> None:
        try:
            asyncio.run(fill())
            outbox.complete = True
        except asyncio.CancelledError:
            pass
        finally:
            outbox.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_results_come_out_in_the_order_in_which_they_were_put():
    outbox = Outbox()
    thread = filler(outbox, 20, [])

    assert [result.feed_url for result in outbox] == [str(number) for number in range(20)]
    thread.join(5)


def test_documents_wait_outside_while_the_reader_is_far_behind():
    outbox, put = Outbox(), []
    thread = filler(outbox, 20, put)

    assert wait_until(lambda: len(put) == 4)
    assert not wait_until(lambda: len(put) > 4, 0.1)

    reader = iter(outbox)
    next(reader)
    assert wait_until(lambda: len(put) == 5)
    assert len([*reader]) == 19
    thread.join(5)


def test_what_came_packed_takes_room_as_well():
    outbox, put = Outbox(), []
    thread = filler(outbox, 20, put, lambda number: replace(document(number), packed=bytes(SIZE)))

    assert wait_until(lambda: len(put) == 2)
    assert not wait_until(lambda: len(put) > 2, 0.1)
    assert len([*outbox]) == 20
    thread.join(5)


def test_what_has_no_document_does_not_wait_for_the_reader():
    outbox, put = Outbox(), []

    async def fill():
        for number in range(4):
            await outbox.put(document(number))
        await asyncio.wait_for(outbox.put(NotModified(feed_url="4", validators=Validators())), 5)
        put.append(4)

    asyncio.run(fill())

    assert put == [4]


def test_stopping_ends_the_side_that_fills():
    outbox, put = Outbox(), []
    thread = filler(outbox, 20, put)
    wait_until(lambda: len(put) == 4)

    outbox.stop()

    thread.join(5)
    assert not thread.is_alive()


def test_stopping_before_the_start_is_heard():
    outbox = Outbox()
    outbox.stop()

    thread = filler(outbox, 20, [])

    thread.join(5)
    assert not thread.is_alive()


def test_a_side_that_died_is_not_taken_for_one_that_is_done():
    outbox = Outbox()
    outbox.close()

    with pytest.raises(RuntimeError, match="broke off"):
        list(outbox)
