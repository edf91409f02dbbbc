"""The one place that talks to sqlite3, and where its errors become StoreError.

A rollback journal, not a write-ahead log: between two commits the state is one whole file, so that a CI cache which
keeps or brings back only that file never tears it, and a `-wal` of another day is never replayed into it. SQLite writes
to the file only while it commits (`cache_spill` off), and syncs as it must to survive a power cut (`synchronous` FULL).

A commit costs two syncs, which on a slow disk are 10 ms and more; 800 feeds would be a minute. So what belongs together
is a savepoint (`together`: all of it or nothing), and a commit comes every second (`commit_when_due`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from planet.errors import StoreError

COMMIT_EVERY_S = 1.0
"""What a kill can undo is asked for again by the next build."""

COMMIT_BYTES = 8 * 1024 * 1024
"""And never much more than this waits in memory."""

_PATIENCE_S = 5.0
"""How long another program may hold the file; none of ours does, they respect the lock."""

_HINTS = {
    "SQLITE_FULL": "Free some space; what was stored before is whole.",
    "SQLITE_IOERR": "Look at the disk, and at the limits on it; what was stored before is whole.",
    "SQLITE_READONLY": "Planet must be able to write its state folder.",
    "SQLITE_CANTOPEN": "Planet must be able to write its state folder.",
    "SQLITE_BUSY": "Close the program that has the file open.",
    "SQLITE_LOCKED": "Close the program that has the file open.",
}
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_UNREADABLE = "Could not decode to UTF-8"
"""What Python says, and SQLite does not, of a text that is none; nothing but UTF-8 is ever stored as text."""

Value = str | int | bytes | None


class DamagedError(StoreError):
    """The file is not what SQLite wrote. Stays in the room: `state_file.py` sets the file aside."""


class Connection:
    """A connection to one SQLite file; used in the thread that made it. Every method may raise StoreError."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._committed_at_s = 0.0
        self._waiting_bytes = 0
        self._told: set[str] = set()
        self._translated = _Translated(path)
        with self._translated:
            address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._sqlite = sqlite3.connect(address, isolation_level=None, timeout=_PATIENCE_S, uri=True)
        self._translated.sqlite = self._sqlite
        self._sqlite.row_factory = sqlite3.Row
        try:
            self.rows("PRAGMA cache_spill = OFF")
            self.rows("PRAGMA synchronous = FULL")
            self.rows("PRAGMA temp_store = MEMORY")
        except StoreError:
            self._sqlite.close()
            raise

    def rows(self, statement: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._translated:
            return self._sqlite.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self._translated:
            row: sqlite3.Row | None = self._sqlite.execute(statement, values).fetchone()
        return row

    def write(self, statement: str, values: Sequence[Value] = ()) -> int:
        """Run one statement that writes; the number of the row that an INSERT made (else meaningless)."""
        with self._translated:
            self._begin()
            return self._sqlite.execute(statement, values).lastrowid or 0

    def write_many(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement that writes for each of the rows."""
        if not rows:
            return
        with self._translated:
            self._begin()
            self._sqlite.executemany(statement, rows)
        self._waiting_bytes += _blob_bytes(rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is kept as a whole or not at all."""
        with self._translated:
            self._begin()
            self._sqlite.execute("SAVEPOINT together")
        try:
            yield
        except BaseException:
            self._undo()
            raise
        with self._translated:
            self._sqlite.execute("RELEASE together")

    def is_first_told(self, what: str) -> bool:
        """Whether this was not told since the last commit, nor since anything written was undone."""
        with self._translated:
            self._begin()
        is_first = what not in self._told
        self._told.add(what)
        return is_first

    def commit_when_due(self, elapsed_s: float) -> None:
        """Commit when enough is waiting, or for long enough; `elapsed_s` is the time since any moment before."""
        if elapsed_s - self._committed_at_s >= COMMIT_EVERY_S or self._waiting_bytes >= COMMIT_BYTES:
            self.commit()
            self._committed_at_s = elapsed_s

    def commit(self) -> None:
        """Everything written so far is on the disk when this returns, also after a power cut."""
        with self._translated:
            if self._sqlite.in_transaction:
                self._sqlite.execute("COMMIT")
        self._waiting_bytes = 0

    def close(self) -> None:
        """Close the file; what was not committed is undone."""
        with self._translated:
            self._sqlite.close()

    def _begin(self) -> None:
        if not self._sqlite.in_transaction:
            self._sqlite.execute("BEGIN IMMEDIATE")
            self._told.clear()

    def _undo(self) -> None:
        self._told.clear()
        with self._translated:
            # After a full disk or an I/O error SQLite has already rolled everything back, the savepoint with it.
            if self._sqlite.in_transaction:
                self._sqlite.execute("ROLLBACK TO together")
                self._sqlite.execute("RELEASE together")


class _Translated:
    """Around what sqlite3 is asked: its errors leave as ours. A class, because a generator costs as much as a query."""

    __slots__ = ("path", "sqlite")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sqlite: sqlite3.Connection | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # A ProgrammingError is a mistake of ours, and never to be explained away.
        if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.ProgrammingError):
            raise _explained(error, self.path, damaged=self._is_damage(error)) from error

    def _is_damage(self, error: sqlite3.Error) -> bool:
        if isinstance(error, sqlite3.IntegrityError) and self.sqlite:  # an index may not know what its table holds
            return str(self.sqlite.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok"
        return str(error).startswith(_UNREADABLE)


def _blob_bytes(rows: Sequence[Sequence[Value]]) -> int:
    """How much there is in the columns that are blobs in the first row."""
    columns = [column for column, value in enumerate(rows[0]) if isinstance(value, bytes)]
    blobs = (row[column] for row in rows for column in columns)
    return sum(len(blob) for blob in blobs if isinstance(blob, bytes))


def _explained(error: sqlite3.Error, path: Path, *, damaged: bool) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    if damaged or name.startswith(_DAMAGED):
        return DamagedError(f"{path} is damaged: {error}")
    hint = next((hint for prefix, hint in _HINTS.items() if name.startswith(prefix)), None)
    return StoreError(f"{path} cannot be used: {error}", hint=hint)
