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

    `complete` is set when every result has been put, `under_way` when the first requests have been sent. The event
    loop is only woken to hear that a document was taken while it waits for room.
    """

    def __init__(self) -> None:
        self.complete = False
        self.under_way = threading.Event()
        self._results: SimpleQueue[FetchResult | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[object] | None = None
        self._room = asyncio.Event()
        self._put_bytes = self._taken_bytes = 0  # each is counted by one side alone
        self._full = False
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
            self._full = True
            if self._held_bytes >= CAPACITY_BYTES:  # still, now that the reader would tell
                await self._room.wait()
        self.put_at_once(result)

    def put_at_once(self, result: FetchResult) -> None:
        """Hand a result over that takes no room: one without a document."""
        self._put_bytes += _size(result)
        self._results.put(result)

    def close(self) -> None:
        """Tell the reader that nothing more comes."""
        self.under_way.set()
        self._results.put(None)

    def __iter__(self) -> Iterator[FetchResult]:
        """Every result as it comes, until `close`. Raises RuntimeError when some will never come: that is a bug."""
        while (result := self._results.get()) is not None:
            self._taken_bytes += _size(result)
            if self._full:
                self._full = False
                self._in_loop(self._room.set)
            yield result
        if not self.complete:
            raise RuntimeError("fetching broke off; its thread has printed why")

    def stop(self) -> None:
        """Nobody reads any more: end the task that fills."""
        self._stopped = True
        if self._task:
            self._in_loop(self._task.cancel)

    @property
    def _held_bytes(self) -> int:
        return self._put_bytes - self._taken_bytes

    def _in_loop(self, call: Callable[..., object], *arguments: object) -> None:
        loop = self._loop
        if loop:
            with suppress(RuntimeError):  # the loop has just ended by itself
                loop.call_soon_threadsafe(call, *arguments)


def _size(result: FetchResult) -> int:
    return len(result.body) + len(result.packed or b"") if isinstance(result, Fetched) else 0
