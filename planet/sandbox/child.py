"""What runs in a child process: values come in over a socket, one at a time, and their outcomes go out.

For each value: orders and value come in ─▶ import what it needs ─▶ say "begun" ─▶ the limits hold ─▶ answer
"""

from __future__ import annotations

import _thread
import gc
import os
import pickle
import resource
import select
import signal
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from planet.errors import ChildError, FeedError, Kind
from planet.sandbox.attempt import attempt
from planet.stand_in import leave_out, stand_in, take_back

BEGUN: Final = b"."

_PATIENCE_S: Final = 0.01
"""How long a child waits for the next value before it turns to what it will need later: an import takes longer."""

_HASHES: Final = ("_md5", "_sha1", "_sha256" if sys.version_info < (3, 12) else "_sha2")
"""Python's own; some systems build it without them."""

_CLIENT: Final = {
    "http.client": ("HTTPResponse",),
    "urllib.error": ("URLError",),
    "urllib.request": ("HTTPDefaultErrorHandler", "HTTPDigestAuthHandler", "HTTPRedirectHandler"),
    "urllib.response": ("addbase",),
}
"""Python's HTTP client, which brings the library for mail with it. Parsers look whether they were given what it gives,
and derive clients of their own: in its place are classes of which there is never a value."""

_MEMORY: Final = resource.RLIMIT_DATA if sys.platform == "linux" else None


def live(descriptor: int, rooms: Iterable[str]) -> None:
    """All that a child ever does: import `rooms`, then work on what comes until the parent is gone."""
    _settle_in(descriptor)
    _import(rooms)
    later: list[str] = []
    while True:
        wait_s = _PATIENCE_S
        while later and not _is_waiting(descriptor, wait_s):
            _import([later.pop(0)])
            wait_s = 0.0
        rooms, later, wall_s, memory_bytes = pickle.loads(_receive(descriptor))  # noqa: S301 - our own parent's
        payload = _receive(descriptor)
        _import(rooms)
        later = [room for room in later if room not in sys.modules]
        _send(descriptor, BEGUN)
        answer = _run(payload, wall_s, memory_bytes)
        _send(descriptor, len(answer).to_bytes(8, "big"))
        _send(descriptor, answer)


def _settle_in(descriptor: int) -> None:
    """Ctrl-C is the parent's business; an alarm is death, and so is the end of the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _do_without_libraries()
    _thread.start_new_thread(_die_with_parent, (descriptor,))


def _do_without_libraries() -> None:
    """A child speaks to nobody and unpacks nothing, and Python has hashes of its own: that is 5 MB and 10 ms less."""
    for name in ("ssl", "bz2", "lzma"):
        leave_out(name)
    if all(map(find_spec, _HASHES)):
        leave_out("_hashlib")
    for name, kinds in _CLIENT.items():
        import_module(name.partition(".")[0])
        stand_in(name, **{kind: type(kind, (OSError,), {}) for kind in kinds})


def _die_with_parent(descriptor: int) -> None:
    """Wait for the other end of the socket to go: the kernel's own way would watch the thread that started us."""
    watch = select.poll()
    watch.register(descriptor, 0)  # that it was hung up is always told
    watch.poll()
    os._exit(1)


def _import(rooms: Iterable[str]) -> None:
    """Imports make no garbage, only much to look through for it, at once and ever after."""
    missing = [room for room in rooms if room not in sys.modules]
    if not missing:
        return
    gc.collect()  # what the values before have left must not be kept for ever
    gc.disable()
    for room in missing:
        _import_one(room)
    gc.freeze()
    gc.enable()


def _import_one(room: str) -> None:
    """Import a module; a library that misses one of those that we do without gets them all."""
    try:
        import_module(room)
    except (ImportError, AttributeError):
        if not take_back():
            raise
        import_module(room)


def _is_waiting(descriptor: int, at_most_s: float) -> bool:
    """Whether something has come for us, or comes soon."""
    return bool(select.select([descriptor], [], [], at_most_s)[0])


def _receive(descriptor: int) -> bytearray:
    """The next message; nothing comes any more when the parent is gone."""
    return _read(descriptor, int.from_bytes(_read(descriptor, 8), "big"))


def _read(descriptor: int, size: int) -> bytearray:
    received = bytearray(size)  # read into at once: making room for each part takes longer than reading it
    rest = memoryview(received)
    while rest:
        count = os.readv(descriptor, [rest])
        if not count:
            os._exit(0)
        rest = rest[count:]
    return received


def _send(descriptor: int, message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BrokenPipeError:
            os._exit(0)


def _run(payload: bytearray, wall_s: float, memory_bytes: int | None) -> bytes:
    """One value, pickled → its outcome, pickled: what cannot be read or written fails here, inside the limits."""
    signal.setitimer(signal.ITIMER_REAL, wall_s)
    unlimited = _limit_memory(memory_bytes)
    try:
        answer = attempt(_answer, payload)
        written = attempt(pickle.dumps, _outcome(answer, memory_bytes))
        del answer
        return written if isinstance(written, bytes) else pickle.dumps(_broken(written, memory_bytes))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if unlimited is not None and _MEMORY is not None:
            resource.setrlimit(_MEMORY, unlimited)


def _answer(payload: bytearray) -> object:
    function, value = pickle.loads(payload)  # noqa: S301 - our own parent's
    answer: object = function(value)
    return answer


def _outcome(answer: object, memory_bytes: int | None) -> object:
    """What to send back: the answer, or an error that says what went wrong."""
    if isinstance(answer, FeedError) or not isinstance(answer, Exception):
        return answer
    return _broken(answer, memory_bytes)


def _broken(error: Exception, memory_bytes: int | None) -> ChildError:
    if isinstance(error, MemoryError):
        gc.collect()
        mebibytes = (memory_bytes or 0) // 2**20
        return ChildError(Kind.TOO_MUCH_MEMORY, f"reading it took more than {mebibytes} MiB of memory")
    return ChildError(Kind.CRASHED, f"reading it failed ({type(error).__name__})")


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
