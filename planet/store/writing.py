"""Rows of entries: how new ones, edited ones, and those that were stored unread are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from planet.model.atom import Unread
from planet.store.changes import Change
from planet.store.codec import compress
from planet.store.columns import json_list, seconds_of, storable
from planet.store.connection import Connection, Value
from planet.store.openings import keep_openings
from planet.store.placing import Place
from planet.urls import plain_page


def insert_new(
    connection: Connection, feed: int, new: Sequence[tuple[Change, Place]], now: datetime, *, backlog: bool
) -> None:
    """Write entries that are new, each with its place, for the feed in this row.

    `backlog`: the feed had them already when it was read for the first time.
    """
    if not new:
        return
    row = connection.row("SELECT coalesce(max(id), 0) + 1 FROM entries")
    first = int(row[0]) if row else 1
    seen, own = seconds_of(now), (feed, int(backlog))
    connection.write_many(
        _INSERT,
        [
            (*_light_values(one, seen), row, *own, one.name, storable(one.raw.key), seen, seconds_of(at.at), at.rule)
            for row, (one, at) in enumerate(new, start=first)
        ],
    )
    read = [(row, one) for row, (one, _) in enumerate(new, start=first) if not one.unread]
    connection.write_many(
        "INSERT INTO texts (entry, raw) VALUES (?, ?)", [(row, compress(one.written)) for row, one in read]
    )
    keep_openings(connection, ((row, one.raw.facts.opening) for row, one in read))


def keep_read(connection: Connection, read: Sequence[Change]) -> None:
    """Write entries that were stored unread as they would have been written had they been read at once."""
    connection.write_many(
        f"UPDATE entries SET {', '.join(f'{column} = ?' for column in _COLUMNS[1:])} WHERE id = ?",  # noqa: S608 - our own words
        [(*_light_values(change, 0)[1:], change.row) for change in read],
    )
    _keep_texts(connection, read)


def keep_lost(connection: Connection, rows: Sequence[tuple[int]]) -> None:
    """Say of entries that were stored unread that their text is damaged."""
    connection.write_many(
        "UPDATE entries SET unread = 0, element_start = NULL, element_end = NULL, content_hash = 'lost' WHERE id = ?",
        rows,
    )
    connection.write_many("INSERT OR REPLACE INTO texts (entry, raw) VALUES (?, x'')", rows)


def update_edited(connection: Connection, edited: Sequence[Change], now: int) -> None:
    """Write entries that were edited, over what was known of them."""
    connection.write_many(
        f"UPDATE entries SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?",  # noqa: S608 - our own words
        [(*_light_values(change, now), change.row) for change in edited],
    )
    _keep_texts(connection, edited)


def _keep_texts(connection: Connection, changed: Sequence[Change]) -> None:
    connection.write_many(
        "INSERT OR REPLACE INTO texts (entry, raw) VALUES (?, ?)",  # the copy of a memory may have had no room for it
        [(change.row, compress(change.written)) for change in changed],
    )
    keep_openings(connection, ((change.row, change.raw.facts.opening) for change in changed if change.row is not None))


_OF_NEW = "id, feed, backlog, name, key, first_seen_at, placed_at, placed_by"
"""What is written of an entry once."""

_COLUMNS = (
    "changed_at",
    "content_hash",
    "entry_id",
    "link",
    "page",
    "title",
    "authors",
    "categories",
    "words",
    "language",
    "fingerprint",
    "beginning",
    "published_at",
    "updated_at",
    "unread",
    "element_start",
    "element_end",
)

_INSERT = f"INSERT INTO entries ({', '.join(_COLUMNS)}, {_OF_NEW}) VALUES ({', '.join('?' * (len(_COLUMNS) + 8))})"  # noqa: S608 - our own words


def _light_values(change: Change, now: int) -> tuple[Value, ...]:
    """The values of `_COLUMNS`."""
    raw, facts = change.raw, change.raw.facts
    link = raw.link
    page = plain_page(link) if link else None
    return (
        now,
        change.content_hash,
        None if raw.id is None else storable(raw.id),
        None if link is None else storable(link),
        None if page is None else storable(page),
        storable(facts.title),
        json_list(person.name for person in raw.authors) if raw.authors else None,
        json_list(raw.categories) if raw.categories else None,
        facts.words,
        facts.language,
        facts.fingerprint,
        facts.beginning,
        None if raw.published_at is None else seconds_of(raw.published_at),
        None if raw.updated_at is None else seconds_of(raw.updated_at),
        *_lying(change.unread),
    )


def _lying(unread: Unread | None) -> tuple[Value, ...]:
    """Whether the entry is unread, and where its element lies."""
    return (1, unread.start, unread.end) if unread else (0, None, None)
