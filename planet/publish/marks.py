"""Whether a file is still the one that was written, without reading it: by what its file system says of it.

A file that was replaced has another inode, and one that was written to has another time of change, which no program
can set. Where a mark does not fit (a folder that was copied, or came back from a cache) the file is read and hashed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from planet.publish.disk import digest_of
from planet.publish.paths import MANIFEST_NAME


def marks_of(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """Path → mark, of those of the files that lie there, and of the manifest."""
    found = {path: _mark_of(f"{folder}/{path}") for path in (*paths, MANIFEST_NAME)}
    return {path: mark for path, mark in found.items() if mark}


def fits(folder: Path, path: str, mark: str | None) -> bool:
    """Whether the file at `path` has this mark."""
    return mark is not None and _mark_of(f"{folder}/{path}") == mark


def digest_by_mark(folder: Path, path: str, digest: str | None, marks: Mapping[str, str]) -> str | None:
    """The sha256 of the file at `path`: `digest`, if its mark is the one that is known, else read from the file.

    None when nothing is there. Raises OSError, and InTheWayError for anything but a file.
    """
    if digest is not None and fits(folder, path, marks.get(path)):
        return digest
    return digest_of(folder, PurePosixPath(path))


def _mark_of(file: str) -> str | None:
    # Not a Path: thousands of files are looked at, and making one costs more than asking for its file.
    try:
        found = os.lstat(file)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"
