"""The shells of feeds: the document of which entries are unread, whole, as long as one of them waits in it."""

from __future__ import annotations

from collections.abc import Iterable

from planet.model.atom import Shell
from planet.store.codec import CodecError, from_json, to_json
from planet.store.connection import Connection
from planet.values import replace


def keep_shell(connection: Connection, feed: int, shell: Shell) -> None:
    """Keep the shell of the feed's first document."""
    about = to_json(replace(shell, document=b""))
    connection.write_many(
        "INSERT OR REPLACE INTO shells (feed, about, document) VALUES (?, ?, ?)", [(feed, about, shell.document)]
    )


def shell_of(connection: Connection, feed: int) -> Shell | None:
    """The shell in which the feed's unread entries are read; None when it is damaged, or there are no such entries."""
    row = connection.row("SELECT about, document FROM shells WHERE feed = ?", (feed,))
    try:
        return replace(from_json(Shell, row["about"]), document=bytes(row["document"])) if row else None
    except CodecError:
        return None


def drop_empty_shells(connection: Connection, feeds: Iterable[int]) -> None:
    """Forget the shells of these feeds in which there is nothing left to read."""
    connection.write_many(
        "DELETE FROM shells WHERE feed = ? AND NOT EXISTS (SELECT 1 FROM entries WHERE feed = ? AND unread = 1)",
        [(feed, feed) for feed in feeds],
    )
