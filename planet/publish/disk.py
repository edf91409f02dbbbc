"""The folder as it is: read without following links, and changed so that a file is always whole, old or new.

Every function raises OSError; `output.py` explains it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

from planet.publish.paths import TEMPORARY_PREFIX

_AT_ONCE = 8


class InTheWayError(Exception):
    """What lies where our file or its folder should be cannot be ours; `why` says what it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def digest_of(folder: Path, path: PurePosixPath) -> str | None:
    """The sha256 of the file; None when nothing is there. Raises InTheWayError for anything but a file."""
    for parent in reversed(path.parents[:-1]):
        if not _is_folder(folder / parent):
            return None
    try:
        # Not to wait for a named pipe's writer, and not to follow a link.
        descriptor = os.open(folder / path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EMLINK}:
            raise InTheWayError(folder / path, "a symbolic link") from error
        if error.errno in {errno.ENXIO, errno.EOPNOTSUPP}:
            raise InTheWayError(folder / path, "not a file") from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InTheWayError(folder / path, "not a file")
        return _read_digest(descriptor)
    finally:
        os.close(descriptor)


def _is_folder(path: Path) -> bool:
    """Whether a folder is there; False when nothing is. Raises InTheWayError for anything else."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(mode):
        raise InTheWayError(path, "a symbolic link" if stat.S_ISLNK(mode) else "not a folder")
    return True


def _read_digest(descriptor: int) -> str:
    digest = sha256()
    while block := os.read(descriptor, 1 << 20):
        digest.update(block)
    return digest.hexdigest()


def temporary_for(target: Path) -> Path:
    """The name, in the target's folder, under which its bytes are written before they are moved in."""
    return target.with_name(TEMPORARY_PREFIX + sha256(os.fsencode(target.name)).hexdigest()[:16])


def write_beside(target: Path, data: bytes) -> Path:
    """Write the bytes to the target's temporary file, safe from a power cut; nothing is left of it on failure."""
    temporary = temporary_for(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(temporary, data)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(target)  # what the reader of the message knows
        _clear(temporary)
        raise
    return temporary


def write_all_beside(files: Mapping[Path, bytes]) -> None:
    """`write_beside` for each target, several at once: a disk syncs eight files in the time of two."""
    _several_at_once(lambda target: write_beside(target, files[target]), files)


def sync_folders(folders: Iterable[Path]) -> None:
    """Make what was moved into and out of the folders survive a power cut."""
    _several_at_once(_sync_folder, sorted(set(folders)))


def _several_at_once(do: Callable[[Path], object], paths: Iterable[Path]) -> None:
    """Raises what the first that failed raised, when none is running any more."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - start-up

    with ThreadPoolExecutor(_AT_ONCE) as workers:
        deque(workers.map(do, paths), maxlen=0)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that does not sync folders has no need to
            raise
    finally:
        os.close(descriptor)


def _write_synced(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    # Not `tempfile`: its files are for the owner's eyes alone, and a web server is somebody else.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def remove_empty_folders(folder: Path, paths: Iterable[PurePosixPath]) -> None:
    """Remove the folders of these files, up to but not `folder`, that are empty now."""
    parents = {parent for path in paths for parent in path.parents if parent.parts}
    for parent in sorted(parents, key=lambda parent: (-len(parent.parts), str(parent))):
        try:
            if _leads_nowhere_else(folder, parent):
                (folder / parent).rmdir()
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}:
                raise


def sweep(folder: Path, paths: Iterable[PurePosixPath]) -> None:
    """Remove what killed builds left half-written beside files with these paths."""
    for parent in sorted({path.parent for path in paths} | {PurePosixPath()}):
        for leftover in sorted((folder / parent).glob(f"{TEMPORARY_PREFIX}*")):
            if _leads_nowhere_else(folder, parent) and not leftover.is_dir():
                leftover.unlink(missing_ok=True)


def _leads_nowhere_else(folder: Path, parent: PurePosixPath) -> bool:
    return not any((folder / part).is_symlink() for part in (parent, *parent.parents[:-1]) if part.parts)


@contextmanager
def cleared_on_failure(temporaries: Iterable[Path]) -> Iterator[None]:
    """Remove the temporary files that are still there when the block fails, as far as that can be done."""
    try:
        yield
    except BaseException:
        for temporary in temporaries:
            _clear(temporary)
        raise


def _clear(temporary: Path) -> None:
    with suppress(OSError):  # what failed first is what to tell; the next build sweeps
        temporary.unlink(missing_ok=True)
