"""A file of the site as it lies in the output folder now: for whoever would make it again only when it says less."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath


def lying_file(folder: Path, path: PurePosixPath, most: int) -> bytes | None:
    """The bytes of a file at the top of the folder; None for anything else, and for more than `most` bytes."""
    try:
        with open(folder / path, "rb", opener=_warily) as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(most + 1) if is_file else b""
    except OSError:  # publishing will say what is wrong
        return None
    return data if is_file and len(data) <= most else None


def _warily(path: str, flags: int) -> int:
    """Not to wait for a named pipe's writer, and not to follow a link."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
