"""Writes the site to its folder, so that the folder is a working site at every moment. Start at `output.py`."""

from planet.publish.closed import ClosedFiles, closed_files, is_as_marked
from planet.publish.hosts import host_files
from planet.publish.lying import lying_file
from planet.publish.marks import marks_of
from planet.publish.output import as_written, hashes_of, is_whole, publish

__all__ = [
    "ClosedFiles",
    "as_written",
    "closed_files",
    "hashes_of",
    "host_files",
    "is_as_marked",
    "is_whole",
    "lying_file",
    "marks_of",
    "publish",
]
