"""The way from the event loop's thread to the build: bounded, and able to be stopped from either end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue

from planet.model.fetching import Fetched, FetchResult

CAPACITY_BYTES = 32 * 1024 * 1024
"""Documents that may wait for the build to take them; behind that, sockets wait."""


class Outbox:
    """Results on their way. `put` belongs to the event loop, the rest to the thread that reads.

    `complete` is set when every result has been put, `under_way` when the first requests have been sent. A result
    without a document takes no room, so nobody wakes the event loop to say that it was taken.
    """

    def __init__(self) -> None:
        self.complete = False
        self.under_way = threading.Event()
        self._results: SimpleQueue[FetchResult | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[object] | None = None
        self._room = asyncio.Event()
        self._held_bytes = 0
        self._stopped = False

    @contextmanager
    def filled_by_this_task(self) -> Iterator[None]:
        """While the block runs in the event loop, `stop` cancels the task that is in it."""
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopped and self._task:  # before we were here to hear it
            self._task.cancel()
        try:
            yield
        finally:
            self._loop = None

    async def put(self, result: FetchResult) -> None:
        """Hand a result over; waits while the reader is far behind."""
        while self._held_bytes >= CAPACITY_BYTES and _size(result):
            self._room.clear()
            await self._room.wait()
        self.put_at_once(result)

    def put_at_once(self, result: FetchResult) -> None:
        """Hand a result over that takes no room: one without a document."""
        self._held_bytes += _size(result)
        self._results.put(result)

    def close(self) -> None:
        """Tell the reader that nothing more comes."""
        self.under_way.set()
        self._results.put(None)

    def __iter__(self) -> Iterator[FetchResult]:
        """Every result as it comes, until `close`. Raises RuntimeError when some will never come: that is a bug."""
        while (result := self._results.get()) is not None:
            if size := _size(result):
                self._in_loop(self._taken, size)
            yield result
        if not self.complete:
            raise RuntimeError("fetching broke off; its thread has printed why")

    def stop(self) -> None:
        """Nobody reads any more: end the task that fills."""
        self._stopped = True
        if self._task:
            self._in_loop(self._task.cancel)

    def _taken(self, size: int) -> None:
        self._held_bytes -= size
        self._room.set()

    def _in_loop(self, call: Callable[..., object], *arguments: object) -> None:
        loop = self._loop
        if loop:
            with suppress(RuntimeError):  # the loop has just ended by itself
                loop.call_soon_threadsafe(call, *arguments)


def _size(result: FetchResult) -> int:
    return len(result.body) + len(result.packed or b"") if isinstance(result, Fetched) else 0
