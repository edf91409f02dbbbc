"""The shells of documents of which entries are unread: what stands around them, without which none can be read."""

from __future__ import annotations

from collections.abc import Iterable

from planet.model.atom import Shell
from planet.store.codec import CodecError, pack, unpack
from planet.store.connection import Connection


def keep_shell(connection: Connection, feed: int, shell: Shell | None) -> None:
    """Keep the shell of the feed's first document; None leaves what is there."""
    if shell is not None:
        connection.write("INSERT OR REPLACE INTO shells (feed, shell) VALUES (?, ?)", (feed, pack(shell)))


def shell_of(connection: Connection, feed: int) -> Shell | None:
    """The shell in which the feed's unread entries are read; None when it is damaged, or there are no such entries."""
    row = connection.row("SELECT shell FROM shells WHERE feed = ?", (feed,))
    try:
        return unpack(Shell, bytes(row["shell"])) if row else None
    except CodecError:
        return None


def drop_empty_shells(connection: Connection, feeds: Iterable[int]) -> None:
    """Forget the shells of these feeds in which there is nothing left to read."""
    connection.write_many(
        "DELETE FROM shells WHERE feed = ? AND NOT EXISTS (SELECT 1 FROM entries WHERE feed = ? AND unread = 1)",
        [(feed, feed) for feed in feeds],
    )
