"""The values of one call on their way through the children.

Each child has a thread here, which reads a value, has it worked on, and reads the next. The first starts at the first
value; meanwhile a thread that has no child yet reads on, for the sake of what needs none (`Past`). Starting a child
costs 0.15 s of a core, as much as reading a dozen documents: another is started only when values still come that long
after the first has begun.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar, cast

from planet.errors import ChildError, FeedError, Kind, PlanetError
from planet.sandbox.attempt import attempt
from planet.sandbox.limits import ChildLimits
from planet.sandbox.past import Past
from planet.sandbox.process import Child
from planet.sandbox.stock import Children
from planet.values import dataclass

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")

_MOST_WORKERS: Final = 4
_PATIENCE_S: Final = 0.15
_AHEAD: Final = 6
"""So many values are read at most while the first child starts, to find what goes past it."""

_TRIES: Final = 2
"""How many children may die before they begin with a value; that is not its fault, nor ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done(Generic[T]):
    """A value, and what its child answered or why it did not."""

    value: T
    answer: bytearray | ChildError


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """A thread has come to its end, for want of values or because of an error."""

    error: Exception | None


def work_through(
    function: Callable[[T], R],
    values: Iterable[T | Past[S]],
    limits: ChildLimits,
    rooms: Sequence[str],
    children: Children,
) -> Iterator[tuple[T, R | FeedError] | Past[S]]:
    """See `planet.sandbox.past_children`."""
    work: _Work[T, R, S] = _Work(function, values, limits, rooms, children)
    try:
        yield from work.results()
    finally:
        work.stop()


class _Work(Generic[T, R, S]):
    """The state that the children's threads and the consumer share. A thread's child is in `_held` under its number."""

    def __init__(
        self,
        function: Callable[[T], R],
        values: Iterable[T | Past[S]],
        limits: ChildLimits,
        rooms: Sequence[str],
        children: Children,
    ) -> None:
        self._function = function
        self._values = iter(values)
        self._ahead: deque[T] = deque()
        self._limits = limits
        self._rooms = (*rooms, function.__module__)  # else its import would count as work on the first value
        self._children = children
        self._workers = limits.workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        # What is worked on, and as much again that waits to be taken: little is lost when we stop.
        self._room = threading.Semaphore(2 * self._workers)
        self._done: queue.SimpleQueue[_Done[T] | Past[S] | _End] = queue.SimpleQueue()
        self._reading = threading.Lock()
        self._first_began = threading.Event()
        self._over = threading.Event()
        self._holding = threading.Lock()
        self._held = dict(enumerate(children.take_idle(self._workers)))
        self._stopped = False

    def results(self) -> Iterator[tuple[T, R | FeedError] | Past[S]]:
        """What comes out of the children, until every thread has ended."""
        for number in range(self._workers):
            threading.Thread(target=self._keep, args=(number,), name=f"child {number}", daemon=True).start()
        running = self._workers
        while running:
            item = self._done.get()
            if isinstance(item, _Done):
                self._room.release()
                yield item.value, self._result(item.answer)
                continue
            if isinstance(item, Past):
                yield item
                continue
            running -= 1
            if item.error:
                raise item.error

    def stop(self) -> None:
        """End what the children are still doing; a thread that waits for a value ends when that comes."""
        self._end()
        with self._holding:
            self._stopped = True
            for child in self._held.values():
                child.kill()
        self._room.release(self._workers)

    def _end(self) -> None:
        """No more values are to be read."""
        self._over.set()
        self._first_began.set()

    def _result(self, answer: bytearray | ChildError) -> R | FeedError:
        if isinstance(answer, ChildError):
            return answer
        return cast("R | FeedError", pickle.loads(answer))  # noqa: S301 - written by our own child

    # What follows runs in the children's threads.

    def _keep(self, number: int) -> None:
        # A child has the mask of the thread that starts it: Ctrl-C is not its business, from its first moment on.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        error = attempt(self._work, number)
        if error:
            self._end()
        with self._holding:
            child = self._held.pop(number, None)
        if child:
            self._children.put_back(child)
        self._done.put(_End(error=error))

    def _work(self, number: int) -> None:
        if number and number not in self._held:
            self._read_ahead()
            self._first_began.wait()
            self._over.wait(_PATIENCE_S)
        while (read := self._next()) is not None:
            answer = self._answer(number, pickle.dumps((self._function, read[0])))
            if answer is None:
                return
            self._done.put(_Done(value=read[0], answer=answer))

    def _next(self) -> tuple[T] | None:
        self._room.acquire()
        with self._reading:
            if self._ahead and not self._stopped:
                return (self._ahead.popleft(),)
            if not self._over.is_set():
                for value in self._for_children():
                    return (value,)
            self._end()
            return None

    def _read_ahead(self) -> None:
        """What goes past the children need not wait for the first of them; what does not is kept for it."""
        with self._reading:
            for value in () if self._first_began.is_set() else self._for_children():
                self._ahead.append(value)
                if self._first_began.is_set() or len(self._ahead) >= _AHEAD:
                    return

    def _for_children(self) -> Iterator[T]:
        """The values that come, without those that go past, which are done."""
        for value in self._values:
            if isinstance(value, Past):
                self._done.put(value)
            else:
                yield value

    def _answer(self, number: int, payload: bytes) -> bytearray | ChildError | None:
        """What became of a value; None when nobody wants to know any more."""
        for _ in range(_TRIES):
            child = self._child(number)
            if child is None:
                return None
            self._children.tell_of_first()
            if child.begin(payload, self._limits, self._rooms, self._children.later):
                self._first_began.set()
                return child.answer(self._limits)
        self._first_began.set()
        return ChildError(Kind.CRASHED, "the process that should have read it died")

    def _child(self, number: int) -> Child | None:
        """The thread's child, a new one in place of one that died; None when all has come to its end."""
        with self._holding:
            child = self._held.get(number)
            if child is None or not child.is_alive:
                if child:
                    self._children.put_back(self._held.pop(number))
                child = None if self._stopped else self._started()
                if child:
                    self._held[number] = child
            return child

    def _started(self) -> Child | None:
        try:
            return self._children.start()
        except OSError as error:
            raise PlanetError(f"no child process can be started: {error}") from error
