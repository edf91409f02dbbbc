"""A file of the maintainer's as text: bounded, UTF-8, and every way in which it is neither in plain words."""

from __future__ import annotations

import codecs
import errno
import stat
from pathlib import Path

from planet.config.problems import Problems
from planet.config.wording import did_you_mean, nearest
from planet.errors import Place

LARGEST = 4 * 1024 * 1024


def read_text_file(file: Path, problems: Problems) -> str | None:
    """The text of a file without byte order mark, with plain line ends; None when a problem says why not."""
    place = Place(file=str(file))
    try:
        data = _bounded_bytes(file)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        problems.add(*_why(file, error, place))
        return None
    if data is None:
        problems.add("this is not a file", place, "name a file")
        return None
    if len(data) > LARGEST:
        problems.add(f"the file is larger than {LARGEST // 1024**2} MiB", place, "split it or make it shorter")
        return None
    return _decoded(data, place, problems)


def _bounded_bytes(file: Path) -> bytes | None:
    """At most one byte more than is allowed; None for what is not a regular file (a pipe could wait for ever)."""
    if not stat.S_ISREG(file.stat().st_mode):
        return None
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _why(file: Path, error: OSError | ValueError, place: Place) -> tuple[str, Place, str]:
    if isinstance(error, OSError) and error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "there is no such file", place, _neighbour(file)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the file cannot be read: {reason}", place, "check its name and its permissions"


def _neighbour(file: Path) -> str:
    otherwise = "start in the folder that has it, or name it with -c FILE"
    try:
        names = sorted(path.name for path in file.parent.iterdir() if path.suffix in {".yaml", ".yml"})
    except OSError:
        return otherwise
    close = nearest(file.name, names)
    return did_you_mean(str(file.with_name(close)) if close else None) or otherwise


def _decoded(data: bytes, place: Place, problems: Problems) -> str | None:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Place(file=place.file, line=line, column=column)
        problems.add("the file is not UTF-8", place, "save it as UTF-8 in your editor")
        return None
