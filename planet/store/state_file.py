"""Opens the SQLite file, whatever state it is in: missing, ours, damaged, from the future, or not ours at all.

missing          made beside its place and moved there whole, so that an empty file always means damage
damaged          set aside under another name, with all that lies beside it, and a fresh one started
from the future  StoreError; nothing is written
not ours         StoreError; nothing is written
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from planet.errors import SetAsideError, StoreError
from planet.store.connection import Connection, DamagedError
from planet.store.migrations import APPLICATION_ID, MIGRATIONS, migrate
from planet.values import dataclass

_MAGIC = b"SQLite format 3\x00"
_BESIDE = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open state file, and sentences on what was wrong with it."""

    connection: Connection
    warnings: tuple[str, ...] = ()


def open_state_file(path: Path) -> Opened:
    """The state file at `path`, of the present schema. The caller holds the lock. Raises StoreError."""
    try:
        warnings = _set_aside_stray_log(path)
        if path.exists():
            try:
                return Opened(connection=_open_ours(path), warnings=warnings)
            except DamagedError as error:
                warnings = (*warnings, set_aside(path, error))
        _make(path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be used: {error.strerror}", hint="Planet must be able to write its state folder."
        ) from error
    return Opened(connection=_open_ours(path), warnings=warnings)


def set_aside(path: Path, error: StoreError) -> str:
    """Give the file and what lies beside it a name that is free, and say so."""
    kept = _free_name(path)
    for ending in _BESIDE:
        if Path(f"{path}{ending}").exists():
            Path(f"{path}{ending}").rename(f"{kept}{ending}")
    path.rename(kept)
    return f"{error.problems[0].text}. It is kept as {kept.name}. Planet starts with an empty memory."


def make_folder(state_dir: Path) -> None:
    """Make the folder of the state, where there is none. Raises StoreError."""
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{state_dir} cannot be made: {error.strerror}", hint="Planet must be able to write its state folder."
        ) from error


def given_up(path: Path, error: DamagedError) -> StoreError:
    """What to raise when the file turns out to be damaged in the middle; it is set aside, if that can be."""
    try:
        return SetAsideError(set_aside(path, error), hint="Build again.")
    except OSError:
        return StoreError(error.problems[0].text, hint=f"Move {path} away; the next build then starts afresh.")


def _free_name(path: Path) -> Path:
    number = 1
    while Path(f"{path}.damaged-{number}").exists():
        number += 1
    return Path(f"{path}.damaged-{number}")


def _make(path: Path) -> None:
    fresh = Path(f"{path}.new")
    for leftover in (fresh, *(Path(f"{fresh}{ending}") for ending in _BESIDE)):
        leftover.unlink(missing_ok=True)
    with closing(Connection(fresh)) as connection:
        migrate(connection, 0)
    fresh.rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_ours(path: Path) -> Connection:
    _refuse_foreign(path)
    _refuse_read_only(path)
    interrupted = any(Path(f"{path}{ending}").exists() for ending in _BESIDE)
    connection = Connection(path)
    try:
        version = _checked_version(connection, path)
        # A log of writes is not ours, but a tool that looked into the file may have left it in that mode.
        connection.rows("PRAGMA journal_mode = DELETE")
        migrate(connection, version)
        _check(connection, path, thoroughly=interrupted)
        if interrupted:
            # A journal in which SQLite finds nothing to undo stays until the first commit, and would be asked again.
            connection.write(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(path: Path) -> None:
    """Look at the first 100 bytes (https://sqlite.org/fileformat2.html#the_database_header) before SQLite does."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise DamagedError(f"{path} is empty")
    if len(header) < 100 or not header.startswith(_MAGIC):  # noqa: PLR2004 - the header's length
        raise DamagedError(f"{path} is not a SQLite file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID and _has_tables(path):
        raise StoreError(
            f"{path} belongs to another program",
            hint="Set state.path to a folder of Planet's own, or move the file away.",
        )


def _refuse_read_only(path: Path) -> None:
    """SQLite would find out at the first write only, which may come after the site has changed."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise StoreError(f"{place} is read-only", hint="Planet must be able to write its state folder.")


def _has_tables(path: Path) -> bool:
    """Whether the file holds any table; `immutable` keeps SQLite from touching it or what lies beside it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"{path} is damaged: {error}") from error


def _checked_version(connection: Connection, path: Path) -> int:
    row = connection.row("PRAGMA user_version")
    version = int(row[0]) if row else 0
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer Planet (schema {version}; this one knows {len(MIGRATIONS)})",
            hint="Update planet-feeds, or move the file away to start with an empty memory.",
        )
    return version


def _check(connection: Connection, path: Path, *, thoroughly: bool) -> None:
    """Touch every table; read all of the file only when a killed build, or somebody's copying, left traces.

    Raises DamagedError.
    """
    for table in connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        connection.row(f'SELECT * FROM "{table[0]}" LIMIT 1')  # noqa: S608 - a table's own name
    if thoroughly:
        found = [str(row[0]) for row in connection.rows("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise DamagedError(f"{path} is damaged: {' '.join(found)}")


def _set_aside_stray_log(path: Path) -> tuple[str, ...]:
    """A `-wal` beside a file that never had one is of another day or file; SQLite would replay it into ours."""
    log = Path(f"{path}-wal")
    if not log.exists() or not path.exists() or _keeps_log(path):
        return ()
    kept = _free_name(log)
    log.rename(kept)
    Path(f"{path}-shm").unlink(missing_ok=True)
    return (f"{log} does not belong to {path.name}. It is kept as {kept.name}.",)


def _keeps_log(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(100)[18:20] == b"\x02\x02"
