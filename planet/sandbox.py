"""Run a pure function over values in child processes that can be killed. Knows nothing of feeds.

    values ──thread──▶ pool of warm children ──▶ (value, result), as they finish
                        each value: a deadline, a ceiling on memory

Children are started by a fork server (Linux) or anew (elsewhere), never forked from this process, which has threads
and sockets. Each guards itself: before a value the kernel's alarm is set, whose default is death, so that a regular
expression that never returns to Python ends as well, and even when this process is no longer there to end it.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from planet.errors import ChildError, FeedError, Kind, PlanetError

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

    from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")

_MOST_WORKERS: Final = 4
_GRACE_S: Final = 2.0
_LOOK_S: Final = 0.02
"""How often Pebble looks at its children; a pool ends only when it has. Its own 0.1 s are felt in every build."""

_MEMORY: Final = resource.RLIMIT_DATA if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What one value may cost.

    `wall_s` is in seconds. `memory_bytes` bounds the whole child's data (None: no bound; held to on Linux only, other
    systems accept such a limit and ignore it). `workers` is how many children at most (None: the cores, at most 4).
    """

    wall_s: float = 10.0
    memory_bytes: int | None = 512 * 1024 * 1024
    workers: int | None = None


def in_children(
    function: Callable[[T], R],
    values: Iterable[T],
    limits: ChildLimits,
    *,
    preload: Sequence[str] = (),
) -> Iterator[tuple[T, R | FeedError]]:
    """Each value with what `function` (of a module, pure) made of it, in the order in which they finish.

    `values` is read in a thread of its own, a few ahead, so it may block while results come out; what it raises is
    raised here. Without a value no process starts. A FeedError that the function raises is its result; a ChildError
    stands for a value whose child took too long, too much memory, or died. `preload` names modules that the fork
    server imports once for all children: it is started by the first call of a process that has a value, so every
    call should name all. Closing the iterator ends the children. Raises PlanetError when no child can be started.
    """
    work = _Work(function, limits, preload)
    reader = threading.Thread(target=work.read, args=(values,), name="values for children", daemon=True)
    reader.start()
    try:
        yield from work.results()
    finally:
        work.stop()


class _Work(Generic[T, R]):
    """The state that the reading thread, the pool's threads and the consumer share: two queues and a gate."""

    def __init__(self, function: Callable[[T], R], limits: ChildLimits, preload: Sequence[str]) -> None:
        self._function = function
        self._limits = limits
        self._preload = list(preload)
        self._workers = limits.workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        # One value for each child and one waiting behind it: no child idles, and little is lost when we stop.
        self._room = threading.Semaphore(2 * self._workers)
        self._done: queue.SimpleQueue[tuple[T, Future[bytes]] | _End] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._pool: ProcessPool | None = None

    def read(self, values: Iterable[T]) -> None:
        """Hand every value to the pool, as there is room; runs in the reading thread."""
        outcome = _attempt(self._submit_all, values)
        error = outcome if isinstance(outcome, Exception) else None
        self._done.put(_End(submitted=0 if error else cast("int", outcome), error=error))

    def results(self) -> Iterator[tuple[T, R | FeedError]]:
        """What comes out of the pool, until everything that went in has."""
        received, end = 0, None
        while end is None or received < end.submitted:
            item = self._done.get()
            if isinstance(item, _End):
                if item.error:
                    raise item.error
                end = item
                continue
            received += 1
            self._room.release()
            yield item[0], self._result(item[1])

    def stop(self) -> None:
        """End the children, whatever they are doing, and the reading as soon as its next value comes."""
        self._stopped.set()
        self._room.release()
        with self._starting:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves it without types
                self._pool.join()

    def _submit_all(self, values: Iterable[T]) -> int:
        submitted = 0
        for value in values:
            self._room.acquire()
            with self._starting:
                if self._stopped.is_set():
                    break
                self._submit(value)
            submitted += 1
        return submitted

    def _submit(self, value: T) -> None:
        future = self._schedule(pickle.dumps((self._function, value)))
        future.add_done_callback(lambda finished: self._done.put((value, finished)))

    def _schedule(self, payload: bytes) -> Future[bytes]:
        try:
            self._pool = self._pool or _new_pool(self._workers, self._preload)
            # The child's own alarm comes first; this is for a child that lost it.
            timeout_s = self._limits.wall_s + _GRACE_S
            return self._pool.schedule(_run, (payload, self._limits), timeout=timeout_s)
        except OSError as error:
            raise PlanetError(f"no child process can be started: {error}") from error
        except RuntimeError as error:  # Pebble's word for a pool that broke down: a child was killed while idle
            from concurrent.futures import Future  # noqa: PLC0415 - start-up

            broken: Future[bytes] = Future()
            broken.set_exception(error)
            return broken

    def _result(self, future: Future[bytes]) -> R | FeedError:
        error = future.exception()
        if error is None:
            return cast("R | FeedError", pickle.loads(future.result()))  # noqa: S301 - written by our own child
        return _cause_of_death(error, self._limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """All values have been read, or reading them failed."""

    submitted: int
    error: Exception | None = None


def _new_pool(workers: int, preload: list[str]) -> ProcessPool:
    from multiprocessing import forkserver, get_context  # noqa: PLC0415 - start-up

    # The fork server is a fresh process without our threads, sockets and locks; macOS has system libraries that do
    # not survive a fork, so there every child is fresh.
    context = get_context("forkserver" if sys.platform == "linux" else "spawn")
    context.set_forkserver_preload(["pebble.pool.process", __name__, *preload])
    if sys.platform == "linux":
        forkserver.ensure_running()  # it imports its rooms while we import Pebble

    from pebble import CONSTS, ProcessPool  # noqa: PLC0415 - start-up

    CONSTS.sleep_unit = _LOOK_S
    keeping = _Keeping(context)
    return ProcessPool(max_workers=workers, initializer=_settle_in, context=keeping)  # type: ignore[arg-type]  # it is one


class _Keeping:
    """A multiprocessing context that keeps the locks it made for as long as it lives.

    Pebble lets go of a pool's locks before it ends the children; one that has just been started then looks for a lock
    whose name is gone, and prints a traceback.
    """

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._locks: list[object] = []

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._context, name)
        return found

    def RLock(self) -> object:  # noqa: N802 - multiprocessing's name
        """A lock as the context makes it."""
        lock = self._context.RLock()
        self._locks.append(lock)
        return lock


def _cause_of_death(error: BaseException, limits: ChildLimits) -> ChildError:
    from pebble import ProcessExpired  # noqa: PLC0415 - start-up

    if isinstance(error, TimeoutError) or (isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGALRM):
        return ChildError(Kind.TOO_SLOW, f"reading it took more than {limits.wall_s:g} s")
    if isinstance(error, MemoryError):  # while the result was written
        return _too_much_memory(limits)
    if isinstance(error, ProcessExpired):
        return ChildError(Kind.CRASHED, f"the process that read it died ({_signal_name(error.exitcode)})")
    return ChildError(Kind.CRASHED, f"the process that read it broke down ({type(error).__name__})")


def _too_much_memory(limits: ChildLimits) -> ChildError:
    mebibytes = (limits.memory_bytes or 0) // 2**20
    return ChildError(Kind.TOO_MUCH_MEMORY, f"reading it took more than {mebibytes} MiB of memory")


def _signal_name(exitcode: int) -> str:
    return signal.Signals(-exitcode).name if -exitcode in set(signal.Signals) else f"exit code {exitcode}"


# What follows runs in the children.


def _settle_in() -> None:
    """Once for each child: Ctrl-C is the parent's business; an alarm is death, and so is the end of the parent."""
    gc.freeze()  # what the fork server imported is shared, until a search for garbage writes to all of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, name="parent watch", daemon=True).start()


def _die_with_parent() -> None:
    """Wait for the end of the pipe that only the parent holds: the kernel's own way would watch the fork server."""
    from multiprocessing import connection, parent_process  # noqa: PLC0415 - start-up

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(payload: bytes, limits: ChildLimits) -> bytes:
    """One value, pickled → its outcome, pickled: what cannot be read or written fails here, inside the limits."""
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s)
    unlimited = _limit_memory(limits.memory_bytes)
    try:
        return pickle.dumps(_outcome(_attempt(_answer, payload), limits))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if unlimited is not None and _MEMORY is not None:
            resource.setrlimit(_MEMORY, unlimited)


def _answer(payload: bytes) -> object:
    function, value = pickle.loads(payload)  # noqa: S301 - written by our own parent
    answer: object = function(value)
    return answer


def _outcome(answer: object, limits: ChildLimits) -> object:
    """What to send back: the answer, or an error that says what went wrong."""
    if isinstance(answer, FeedError) or not isinstance(answer, Exception):
        return answer
    if isinstance(answer, MemoryError):
        gc.collect()
        return _too_much_memory(limits)
    return ChildError(Kind.CRASHED, f"reading it failed ({type(answer).__name__})")


def _limit_memory(limit_bytes: int | None) -> tuple[int, int] | None:
    """Lower the ceiling for one value; the old one, to put back, or None where nothing was done."""
    if limit_bytes is None or _MEMORY is None:
        return None
    soft, hard = resource.getrlimit(_MEMORY)
    try:
        resource.setrlimit(_MEMORY, (limit_bytes, hard))
    except (ValueError, OSError):  # the system's own ceiling is lower
        return None
    return soft, hard


def _attempt(function: Callable[[T], R], argument: T) -> R | Exception:
    """The result, or what was raised."""
    try:
        return function(argument)
    # The one place that catches everything: a document may break a parser in ways that nobody has seen, and that must
    # cost one feed; in the reading thread it carries the error over to the thread that asked.
    except Exception as error:  # noqa: BLE001 - see above
        return error
