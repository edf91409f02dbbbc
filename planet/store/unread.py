"""Entries that were stored unread: which they are, what reading them takes, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from sqlite3 import Row

from planet.model.atom import RawEntry, RawFeed, Shell, Unread, UnreadEntries
from planet.model.entries import StoredEntry
from planet.model.fetching import FeedOutcome, TakenIn
from planet.store.changes import reading_of
from planet.store.columns import json_list, storable
from planet.store.connection import Connection
from planet.store.recognition import Face, face_of, marks_of, plain_title
from planet.store.shells import drop_empty_shells, shell_of
from planet.store.writing import keep_lost, keep_read
from planet.values import replace

_MOST_AT_ONCE = 100
"""Entries in one job: enough to be quick, few enough that one that costs too much takes few others with it."""


class UnreadShelf:
    """The unread entries of a memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def named(self, names: Collection[str]) -> Iterator[UnreadEntries]:
        """What reading those of the entries takes that are unread."""
        rows = self._connection.rows(
            "SELECT e.feed, f.url, e.key, e.element_start, e.element_end FROM entries e JOIN feeds f ON f.id = e.feed"
            " WHERE e.name IN (SELECT value FROM json_each(?)) AND e.unread = 1 AND e.forgotten = 0"
            " ORDER BY e.feed, e.id",
            (json_list(names),),
        )
        for (feed, url), found in groupby(rows, key=lambda row: (row["feed"], row["url"])):
            shell = shell_of(self._connection, feed) or Shell()
            entries = [Unread(key=row["key"], start=row["element_start"], end=row["element_end"]) for row in found]
            for at in range(0, len(entries), _MOST_AT_ONCE):
                yield UnreadEntries(feed_url=url, shell=shell, entries=tuple(entries[at : at + _MOST_AT_ONCE]))

    def like(self, outcome: FeedOutcome, left: Collection[str]) -> tuple[str, ...]:
        """The names of those that must be read before the outcome is saved: its document may have them otherwise.

        `left` are the feeds of which it may be one that has got another address (`store/moves.py`).
        """
        # Some wait of the first document of a feed only, and then none that could be like them came before.
        if not isinstance(outcome, TakenIn) or outcome.feed.unread:
            return ()
        rows = self._connection.rows(
            "SELECT e.name, e.key, e.page, e.title, e.published_at FROM feeds f JOIN entries e ON e.feed = f.id"
            " WHERE f.url IN (SELECT value FROM json_each(?)) AND e.unread = 1 AND e.forgotten = 0",
            (json_list([outcome.feed_url, *sorted(left)]),),
        )
        marks = {mark for raw in _read(outcome.feed) for mark in marks_of(face_of(raw))} if rows else set()
        return tuple(str(row["name"]) for row in rows if not marks.isdisjoint(marks_of(_face(row))))

    def keep(self, job: UnreadEntries, read: Sequence[RawEntry]) -> dict[str, str]:
        """Keep what reading has brought; name → content hash. What it has not brought is lost, but for its title.

        The next that asks for the text of such an entry asks its feed (`entries.rescue`).
        """
        connection, by_key = self._connection, {storable(raw.key): raw for raw in read}
        rows = connection.rows(
            "SELECT e.id, e.name, e.key, e.feed FROM feeds f JOIN entries e ON e.feed = f.id"
            " WHERE f.url = ? AND e.unread = 1 AND e.key IN (SELECT value FROM json_each(?))",
            (storable(job.feed_url), json_list(one.key for one in job.entries)),
        )
        changes = [reading_of(by_key[row["key"]], row["name"], row["id"]) for row in rows if row["key"] in by_key]
        lost = [(row["id"],) for row in rows if row["key"] not in by_key]
        with connection.together():
            keep_read(connection, changes)
            keep_lost(connection, lost)
            drop_empty_shells(connection, {row["feed"] for row in rows})
        return {change.name: change.content_hash for change in changes}


def as_read(entry: StoredEntry, raw: RawEntry) -> StoredEntry:
    """The unread entry as it will be stored when it has been read."""
    change, facts = reading_of(raw, entry.name, 0), raw.facts
    return replace(
        entry,
        unread=False,
        content_hash=change.content_hash,
        authors=tuple(person.name for person in raw.authors),
        categories=raw.categories,
        words=facts.words,
        language=facts.language,
        fingerprint=facts.fingerprint,
        beginning=facts.beginning,
    )


def never_read(connection: Connection, urls: Collection[str]) -> frozenset[str]:
    """Those of the feeds of which no document was ever read."""
    rows = connection.rows("SELECT url FROM feeds WHERE raw IS NOT NULL")
    read = {str(row[0]) for row in rows}
    return frozenset(url for url in urls if storable(url) not in read)


def _read(feed: RawFeed) -> Iterator[RawEntry]:
    unread = {one.key for one in feed.unread}
    return (raw for raw in feed.entries if raw.key not in unread)


def _face(row: Row) -> Face:
    return Face(key=row["key"], page=row["page"], title=plain_title(row["title"]), published_at=row["published_at"])
