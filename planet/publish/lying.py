"""A file of the site as it lies in the output folder now: for whoever would make it again only when it says less."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath


def lying_file(folder: Path, path: PurePosixPath, most: int) -> bytes | None:
    """The bytes of a file at the top of the folder; None for anything else, and for more than `most` bytes."""
    try:
        # Not to wait for a named pipe's writer, and not to follow a link.
        descriptor = os.open(folder / path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        try:
            return file.read(most)
        except OSError:  # publishing will say what is wrong
            return None
