"""The children of one run: started when there is a value for them, kept warm from one call to the next."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from planet.sandbox.process import Child


class Children:
    """Child processes that the calls of a run share; none before the first value.

    `later` names modules that some value will need in the end: a child imports them while it has nothing else to do.
    `at_first` is called when a child is about to get the first value.
    """

    def __init__(self, later: Sequence[str] = (), at_first: Callable[[], None] | None = None) -> None:
        self.later = tuple(later)
        self._at_first = at_first
        self._idle: list[Child] = []
        self._alive: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def take_idle(self, most: int) -> list[Child]:
        """Those that have nothing to do, no longer in stock."""
        with self._lock:
            taken, self._idle = self._idle[:most], self._idle[most:]
            return taken

    def start(self, rooms: Sequence[str] = ()) -> Child | None:
        """A new one, which imports `rooms` at once; None when all has come to its end.

        Raises OSError when no process can be started.
        """
        from planet.sandbox.process import Child  # noqa: PLC0415 - start-up

        with self._lock:
            if self._closed:
                return None
            child = Child(rooms)
            self._alive.add(child)
            return child

    def tell_of_first(self) -> None:
        """A child is about to get a value."""
        with self._lock:
            at_first, self._at_first = self._at_first, None
        if at_first:
            at_first()

    def prepare(self, rooms: Sequence[str] = ()) -> None:
        """Start a child for values that are sure to come, and have it import what they need.

        Where none can be started, whoever wants one will say so.
        """
        # As in the threads that start the others: Ctrl-C is not its business.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with suppress(OSError):
                child = self.start(rooms)
                if child:
                    self.put_back(child)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def put_back(self, child: Child) -> None:
        """This one has nothing to do, or has died; only for the thread that had it."""
        with self._lock:
            if child.is_alive and not self._closed:
                self._idle.append(child)
                return
            self._alive.discard(child)
        child.end()

    def close(self) -> None:
        """End them all, whatever they are doing."""
        with self._lock:
            self._closed = True
            for child in self._alive:
                child.kill()
            for child in self._alive:
                child.wait()
            for child in self._idle:
                child.end()
