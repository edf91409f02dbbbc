"""One child process as its parent sees it: a value goes in over a socket, what became of it comes out."""

from __future__ import annotations

import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from planet.errors import ChildError, Kind
from planet.sandbox.limits import ChildLimits

_START_S: Final = 60.0
"""What a child may take to start, to import its rooms, and to begin: on a crowded machine that is not its fault."""

_GRACE_S: Final = 2.0
"""The child's own alarm comes first; this is for a child that lost it."""

# Our own modules come from where this process has them, and nothing from the folder that we happen to stand in.
_BEGIN: Final = (
    "import sys; descriptor, rooms, *sys.path[:] = sys.argv[1:]; "
    "from planet.sandbox.child import live; live(int(descriptor), rooms.split())"
)


class Child:
    """A process that works on one value at a time. Only one thread asks it; any may kill it."""

    def __init__(self, rooms: Sequence[str] = ()) -> None:
        """Start it, and have it import these modules at once. Raises OSError."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, *_flags(), "-c", _BEGIN, str(theirs.fileno()), " ".join(rooms), *sys.path]
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
                )
            except OSError:
                ours.close()
                raise
        self._socket = ours
        self.is_alive = True

    def begin(self, payload: bytes, limits: ChildLimits, rooms: Sequence[str], later: Sequence[str]) -> bool:
        """Have it begin with a value; False when it was dead before it could, which says nothing about the value."""
        orders = pickle.dumps((rooms, later, limits.wall_s, limits.memory_bytes))
        try:
            self._socket.settimeout(_START_S)
            for message in (orders, payload):
                self._socket.sendall(len(message).to_bytes(8, "big"))
                self._socket.sendall(message)
            self._receive(1)
        except (OSError, EOFError):
            self.end()
            return False
        return True

    def answer(self, limits: ChildLimits) -> bytearray | ChildError:
        """What it made of the value that it has begun with, or why nothing became of that."""
        self._socket.settimeout(limits.wall_s + _GRACE_S)
        try:
            return self._receive(int.from_bytes(self._receive(8), "big"))
        except TimeoutError:
            self.kill()
            self.end()
            return _too_slow(limits)
        except (OSError, EOFError):
            return _cause_of_death(self.end(), limits)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.is_alive = False
        self._process.kill()

    def wait(self, at_most_s: float | None = None) -> int:
        """Wait until it is gone: its exit code, or the negative number of the signal. Raises TimeoutExpired."""
        return self._process.wait(at_most_s)

    def end(self) -> int:
        """Let go of it; only for the thread that asks it. A child that is dying may say how."""
        self.is_alive = False
        self._socket.close()
        try:
            return self.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.wait()

    def _receive(self, size: int) -> bytearray:
        received = bytearray(size)
        rest = memoryview(received)
        while rest:
            count = self._socket.recv_into(rest)
            if not count:
                raise EOFError
            rest = rest[count:]
        return received


def _flags() -> list[str]:
    """How this interpreter was told to see the world."""
    flags = {"-I": sys.flags.isolated, "-E": sys.flags.ignore_environment, "-B": sys.dont_write_bytecode}
    return [flag for flag, is_set in flags.items() if is_set]


def _cause_of_death(exit_code: int, limits: ChildLimits) -> ChildError:
    if exit_code == -signal.SIGALRM:
        return _too_slow(limits)
    return ChildError(Kind.CRASHED, f"the process that read it died ({_signal_name(exit_code)})")


def _too_slow(limits: ChildLimits) -> ChildError:
    return ChildError(Kind.TOO_SLOW, f"reading it took more than {limits.wall_s:g} s")


def _signal_name(exit_code: int) -> str:
    return signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else f"exit code {exit_code}"
