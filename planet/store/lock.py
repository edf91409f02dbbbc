"""One build at a time: a lock that the kernel holds for us and lets go of when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planet.errors import BusyError, StoreError


@contextmanager
def only_build(path: Path) -> Iterator[None]:
    """Hold the lock file `path` (made when missing, never removed: a removed one could be locked twice).

    Raises BusyError at once when another process holds it, StoreError when it cannot be opened or locked.
    """
    with _opened(path) as descriptor:
        _lock(descriptor, path, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def wait_for_lock(path: Path) -> None:
    """Return when no process holds the lock `path`; another may take it before you do. Raises StoreError."""
    with _opened(path) as descriptor:
        _lock(descriptor, path, fcntl.LOCK_EX)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror}", hint="Planet must be able to write its state folder."
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path, how: int) -> None:
    # flock and not lockf: a POSIX record lock is lost as soon as any descriptor of the file is closed in the process.
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError as error:
        raise BusyError(
            f"another build is running with {path.parent}",
            hint="Wait until it has ended, or use --wait; the lock goes with its process, there is nothing to delete.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be locked: {error.strerror}", hint="Put state.path on a disk that knows file locks."
        ) from error
