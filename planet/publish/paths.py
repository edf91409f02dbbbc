"""Which paths a file of the site may have: the same file on every system, and never outside its folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from planet.errors import Problem

TEMPORARY_PREFIX = ".planet-tmp-"
"""Names that begin so are ours alone, and swept away when a build was killed."""

MANIFEST_NAME = ".planet-files.json"

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE)
_LONGEST_NAME = 255


def path_problems(paths: Iterable[PurePosixPath]) -> tuple[Problem, ...]:
    """Everything that keeps these paths from being the files of one site."""
    taken: dict[str, PurePosixPath] = {}
    problems = [Problem(text=text) for text in _collisions(paths, taken)]
    for path in taken.values():
        folder = next((parent for parent in path.parents if folded(parent) in taken), None)
        if folder is not None:
            problems.append(
                Problem(text=f"{str(path)!r} needs a folder where {str(taken[folded(folder)])!r} is a file")
            )
    return tuple(problems)


def _collisions(paths: Iterable[PurePosixPath], taken: dict[str, PurePosixPath]) -> Iterator[str]:
    for path in paths:
        if not is_safe(path):
            yield f"{str(path)!r} is not a path that a site may have"
            continue
        other = taken.setdefault(folded(path), path)
        if other is not path:
            yield f"{str(path)!r} and {str(other)!r} are one file on some systems"


def is_safe(path: PurePosixPath) -> bool:
    """Whether the path stays in its folder, means one file on every system, and is not one that publishing needs."""
    return not path.is_absolute() and bool(path.parts) and all(map(_is_safe_name, path.parts))


def folded(path: PurePosixPath) -> str:
    """The same for two paths that some system takes for one file: it ignores case, or how accents are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def _is_safe_name(name: str) -> bool:
    return not (
        name in {".", "..", MANIFEST_NAME}
        or name.startswith(TEMPORARY_PREFIX)
        or name.endswith((" ", "."))
        or _FORBIDDEN.search(name)
        or _RESERVED.match(name)
        or len(name.encode()) > _LONGEST_NAME
    )
