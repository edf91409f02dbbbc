"""`.planet-files.json`: the files in the output folder that are ours, each with the hash of what we wrote.

While a publication is under way the manifest says so (`finished` is false) and names every file that is or will be
ours, with the bytes that may still lie there in `before`. So a build that finds a killed one's folder knows what it may
overwrite and remove.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from planet.publish.paths import MANIFEST_NAME, is_safe
from planet.values import dataclass, field

_VERSION = 1
_NUMBERED = re.compile(r"page/[0-9]+/index\.html\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Path → sha256 of our files; `before` those of bytes that a build under way has not yet replaced.

    `closed` are lines, as they lie in the folder, of files that are not in `files`: those of closed pages.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    finished: bool = True
    closed: bytes = b""

    def wrote(self, path: str, digest: str) -> bool:
        """Whether the bytes with this hash at this path are ours."""
        return digest in {self.files.get(path), self.before.get(path)}

    def names(self) -> frozenset[str]:
        """Every path that is ours."""
        return frozenset(self.files) | frozenset(self.before)


def read_manifest(folder: Path, closed: bytes = b"") -> Manifest | None:
    """The folder's manifest; None when there is none, or none that we can trust. Never follows a symbolic link.

    Without one nothing in the folder counts as ours: what is there as we would write it stays, and what differs is in
    the way. The lines in `closed` are left out, when they are there. OSError: it cannot be read.
    """
    path = folder / MANIFEST_NAME
    if path.is_symlink() or not path.is_file():
        return None
    try:
        written = path.read_bytes()
        known = closed if closed in written else b""
        found = json.loads(written.replace(known, b"", 1) if known else written)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        return None
    files, before = _hashes(found.get("files")), _hashes(found.get("before", {}))
    if files is None or before is None:
        return None
    return Manifest(files=files, before=before, finished=found.get("finished") is True, closed=known)


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it lies in the folder: in order, one file a line, so that a diff of two sites reads well.

    Numbers count as such, so that the pages of the river stand in a row, and a new one at its end.
    """
    files = {path: manifest.files[path] for path in sorted(manifest.files, key=_place_of)}
    written = {
        "version": _VERSION,
        "finished": manifest.finished,
        "files": files,
    }
    if manifest.before:
        written["before"] = dict(sorted(manifest.before.items()))
    text = (json.dumps(written, indent=0) + "\n").encode()
    if not manifest.closed:
        return text
    at = text.index(line_of(next(filter(_NUMBERED.match, files))))
    return text[:at] + manifest.closed + text[at:]


def line_of(path: str) -> bytes:
    """How the line of a file begins."""
    return f"{json.dumps(path)}: ".encode()


def _place_of(path: str) -> tuple[tuple[int, str], ...]:
    return tuple((len(part) if part.isdecimal() else 0, part) for part in path.split("/"))


def _hashes(found: object) -> dict[str, str] | None:
    """Path → hash, or None when it is anything else: a path that leaves the folder was never ours."""
    if not isinstance(found, dict):
        return None
    for name, digest in found.items():
        path = PurePosixPath(name)
        if not isinstance(digest, str) or not is_safe(path) or str(path) != name:
            return None
    return found
