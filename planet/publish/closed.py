"""The files of closed pages, of which there may be thousands: known by their marks, and by their lines in the manifest.

A build that leaves them as they are looks at each once, and reads none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from planet.model.closing import page_path
from planet.publish.manifest import line_of
from planet.publish.marks import fits
from planet.publish.paths import MANIFEST_NAME
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedFiles:
    """The files of the pages 1 to `count`, and the lines of the manifest that name them."""

    count: int
    lines: bytes


def closed_files(folder: Path, marks: Mapping[str, str], closed: Sequence[str]) -> ClosedFiles | None:
    """The files of closed pages that have these marks, page 1 first; None when one is not as the last build left it."""
    try:
        folder = folder.resolve()
        if not all(fits(folder, page_path(number), mark) for number, mark in enumerate(closed, start=1)):
            return None
        if not closed or not fits(folder, MANIFEST_NAME, marks.get(MANIFEST_NAME)):
            return None
        written = (folder / MANIFEST_NAME).read_bytes()
    except OSError:  # publishing will say what is wrong
        return None
    start, end = (written.find(line_of(page_path(number))) for number in (1, len(closed) + 1))
    lines = written[start:end]
    return ClosedFiles(count=len(closed), lines=lines) if 0 <= start < end and _names_all(lines, len(closed)) else None


def is_as_marked(folder: Path, files: Collection[str], marks: Mapping[str, str], closed: Sequence[str]) -> bool:
    """Whether every file of the last build, its manifest too, is known by its mark; nothing is read."""
    try:
        folder = folder.resolve()
    except OSError:
        return False
    pages = all(fits(folder, page_path(number), mark) for number, mark in enumerate(closed, start=1))
    return pages and all(fits(folder, path, marks.get(path)) for path in (*files, MANIFEST_NAME))


def _names_all(lines: bytes, count: int) -> bool:
    last = line_of(page_path(count))
    return lines.count(b"\n") == count and lines.endswith(b",\n") and (count == 1 or b"\n" + last in lines)
