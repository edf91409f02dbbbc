"""Writes the site, in an order in which its folder is a working site at every moment, whenever the build is killed.

    1. look            what lies there, what is ours; a file in the way ends it here, with nothing changed
    2. announce        the manifest names every file that is or will be ours
    3. write           every changed file under a temporary name: a full disk ends it here, the old site untouched
    4. move in         files that are new (nothing refers to them yet), then those that change, the index last
    5. remove          files of ours that nothing refers to any more, and the folders they leave empty
    6. say so          the manifest names the files of this site, and nothing else

A build that finds a killed one's folder does the same again, and what is already right is not written twice.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from planet.errors import Problem, PublishError
from planet.model.site import FileCounts, KeptFile, OutputFile
from planet.publish.closed import ClosedFiles
from planet.publish.disk import (
    InTheWayError,
    cleared_on_failure,
    digest_of,
    remove_empty_folders,
    sweep,
    sync_folders,
    temporary_for,
    write_all_beside,
    write_beside,
)
from planet.publish.manifest import Manifest, manifest_bytes, read_manifest
from planet.publish.marks import digest_by_mark
from planet.publish.order import INDEX, turn_of
from planet.publish.paths import MANIFEST_NAME, path_problems
from planet.values import dataclass

_HINTS = {
    errno.ENOSPC: "Free some space and build again; until then every file is whole, old or new.",
    errno.EDQUOT: "Free some space and build again; until then every file is whole, old or new.",
    errno.EFBIG: "Raise the limit on the size of files and build again; until then every file is whole, old or new.",
}
_OTHER_HINT = "Planet must be able to write its output folder; build again when it can."
_AGAIN = "Build again."
_FOREIGN_HINT = "Move it away, or set `output` to a folder of Planet's own; Planet overwrites only what it wrote."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be done: files to write and to remove, in order, and what the manifest says meanwhile and finally.

    `gone` are the paths that the site no longer has: removed, or never written by a killed build.
    """

    write: tuple[OutputFile, ...]
    remove: tuple[PurePosixPath, ...]
    gone: tuple[PurePosixPath, ...]
    meanwhile: Manifest
    finally_: Manifest


def publish(
    files: Sequence[OutputFile | KeptFile],
    folder: Path,
    marks: Mapping[str, str] = MappingProxyType({}),
    closed: ClosedFiles | None = None,
) -> FileCounts:
    """Make `folder` (made when missing) hold exactly these files of ours, beside what others put there.

    Files that are kept lie there already (`as_written`), and so do those of `closed` pages, which are not among the
    files; `marks` are those of the last build. Raises PublishError:
    before anything is written for unsafe paths and for files in the way, all of them at once; later when the disk is
    full or fails, with every file whole, old or new.
    """
    _refuse(path_problems(file.path for file in files))
    with _explained(folder):
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        found = read_manifest(folder, closed.lines if closed else b"")
        if closed and (found is None or found.closed != closed.lines):
            _refuse((Problem(text=f"{folder / MANIFEST_NAME} was changed while Planet was building", hint=_AGAIN),))
        plan = _planned(files, folder, found or Manifest(), marks)
        if plan.write or plan.remove or found != plan.finally_:
            _carry_out(plan, folder)
    unchanged = len(files) - len(plan.write) + (closed.count if closed else 0)
    return FileCounts(written=len(plan.write), unchanged=unchanged, removed=len(plan.remove))


def is_whole(folder: Path, files: Mapping[str, str], marks: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Whether the files of the last build (path → sha256) lie there as they were written, and no others of ours.

    What fits its mark (`marks_of`) need not be read.
    """
    try:
        folder = folder.resolve()
        manifest = read_manifest(folder)
        if manifest is None or not manifest.finished or manifest.files != files:
            return False
        return all(digest_by_mark(folder, path, digest, marks) == digest for path, digest in files.items())
    except (OSError, InTheWayError):  # publishing will say what is wrong
        return False


def as_written(
    folder: Path,
    files: Mapping[str, str],
    marks: Mapping[str, str] = MappingProxyType({}),
    closed: ClosedFiles | None = None,
) -> frozenset[str]:
    """Those of the files (path → sha256) that are ours and lie in the folder with these bytes; none is `closed`."""
    try:
        folder = folder.resolve()
        ours = read_manifest(folder, closed.lines if closed else b"") or Manifest()
        paths = [path for path, digest in files.items() if ours.wrote(path, digest)]
        return frozenset(path for path in paths if digest_by_mark(folder, path, files[path], marks) == files[path])
    except (OSError, InTheWayError):  # publishing will say what is wrong
        return frozenset()


def hashes_of(files: Sequence[OutputFile | KeptFile]) -> dict[str, str]:
    """Path → sha256, sorted by path."""
    return {
        str(file.path): file.digest if isinstance(file, KeptFile) else sha256(file.data).hexdigest()
        for file in sorted(files, key=lambda file: file.path.parts)
    }


# --- looking ----------------------------------------------------------------------------------------------------------


def _planned(files: Sequence[OutputFile | KeptFile], folder: Path, ours: Manifest, marks: Mapping[str, str]) -> _Plan:
    hashes = hashes_of(files)
    kept = {str(file.path): file.digest for file in files if isinstance(file, KeptFile)}
    lying = _look(hashes, folder, ours, lambda path: digest_by_mark(folder, path, kept.get(path), marks))
    differ = [file for file in files if lying.get(file.path) != hashes[str(file.path)]]
    write = [file for file in differ if isinstance(file, OutputFile)]
    _refuse(
        tuple(
            Problem(text=f"{folder / file.path} was changed while Planet was building", hint=_AGAIN)
            for file in differ
            if isinstance(file, KeptFile)
        )
    )
    stale = {path: digest for path in ours.names() - hashes.keys() if (digest := _stale_digest(folder, path, ours))}
    return _Plan(
        write=tuple(sorted(write, key=lambda file: turn_of(file.path, exists=file.path in lying))),
        remove=tuple(sorted(map(PurePosixPath, stale), key=lambda path: turn_of(path, exists=True), reverse=True)),
        gone=tuple(map(PurePosixPath, sorted(ours.names() - hashes.keys()))),
        meanwhile=Manifest(
            files=hashes | stale,
            before={str(file.path): lying[file.path] for file in write if file.path in lying},
            finished=False,
            closed=ours.closed,
        ),
        finally_=Manifest(files=hashes, closed=ours.closed),
    )


def _look(
    hashes: Mapping[str, str], folder: Path, ours: Manifest, digest_at: Callable[[str], str | None]
) -> dict[PurePosixPath, str]:
    """The hashes of what lies where our files go. Raises PublishError for all that is not ours and differs.

    What is not known to be ours but has the same bytes is taken as ours: so a site survives the loss of its manifest.
    """
    lying: dict[PurePosixPath, str] = {}
    problems: list[Problem] = []
    known = ours.names()
    for path, wanted in hashes.items():
        try:
            digest = digest_at(path)
        except InTheWayError as error:
            text = f"{error.path} is {error.why}, and Planet does not write over or through it"
            problems.append(Problem(text=text, hint=_FOREIGN_HINT))
            continue
        if digest is not None:
            lying[PurePosixPath(path)] = digest
        if digest not in {None, wanted} and path not in known:
            text = f"{folder / path} is in the way: Planet did not write it"
            problems.append(Problem(text=text, hint=_FOREIGN_HINT))
    _refuse(tuple(dict.fromkeys(problems)))
    return lying


def _stale_digest(folder: Path, path: str, ours: Manifest) -> str | None:
    """The hash of a file that the site no longer has; None when it is gone, or somebody has made it theirs."""
    try:
        digest = digest_of(folder, PurePosixPath(path))
    except InTheWayError:
        return None
    return digest if digest and ours.wrote(path, digest) else None


# --- writing ----------------------------------------------------------------------------------------------------------


def _carry_out(plan: _Plan, folder: Path) -> None:
    sweep(folder, (*map(PurePosixPath, plan.meanwhile.files), *plan.gone))
    _write_manifest(folder, plan.meanwhile)
    targets = {folder / file.path: file.data for file in plan.write}
    with cleared_on_failure(map(temporary_for, targets)):
        write_all_beside(targets)
        _move_in(tuple(targets), folder / INDEX)
    _remove(plan, folder)
    _write_manifest(folder, plan.finally_)


def _move_in(targets: tuple[Path, ...], index: Path) -> None:
    """Give each file its name, in the plan's order; the index after all others are safe from a power cut."""
    others = tuple(target for target in targets if target != index)
    for target in others:
        temporary_for(target).replace(target)
    sync_folders(target.parent for target in others)
    if index in targets:
        temporary_for(index).replace(index)
        sync_folders([index.parent])


def _remove(plan: _Plan, folder: Path) -> None:
    """Remove what is stale, unless a system that ignores case takes it for a file of the new site."""
    new = {path.casefold(): folder / path for path in plan.finally_.files}
    for stale in (folder / path for path in plan.remove):
        twin = new.get(str(stale.relative_to(folder)).casefold())
        if twin is None or not twin.exists() or not stale.samefile(twin):
            stale.unlink(missing_ok=True)
    remove_empty_folders(folder, plan.gone)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    target = folder / MANIFEST_NAME
    with cleared_on_failure([temporary_for(target)]):
        write_beside(target, manifest_bytes(manifest)).replace(target)
    sync_folders([folder])


# --- explaining -------------------------------------------------------------------------------------------------------


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        error = PublishError(problems[0].text)
        error.problems = problems
        raise error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the disk says into what a person can act on."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or folder
        hint = _HINTS.get(error.errno or 0, _OTHER_HINT)
        raise PublishError(f"{where} cannot be written: {error.strerror or error}", hint=hint) from error
