"""Entries: light rows for composing, heavy text for cleaning. `saving.py` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from sqlite3 import Row

from planet.model.atom import Link, Person, RawEntry, RawText
from planet.model.entries import StoredEntry
from planet.store.codec import CodecError, unpack
from planet.store.columns import json_list, seconds_of, storable, time_of
from planet.store.connection import Connection, Value
from planet.store.feeds import forget_validators

_LIGHT = (
    "feed, key, name, first_seen_at, changed_at, placed_at, placed_by, content_hash, entry_id, link, page, title,"
    " authors, categories, words, language, fingerprint, beginning, published_at, updated_at, atom_id, backlog,"
    " unread"
)

_BATCH = 200
"""Texts read at once: enough to be quick, few enough to be small in memory."""


def light_entries(
    connection: Connection, urls: Sequence[str], condition: str = "1", values: Sequence[Value] = ()
) -> Iterator[StoredEntry]:
    """Every stored entry of the feeds that fits the condition, without its text, oldest row first."""
    asked = {storable(url): url for url in urls}
    moment, texts = cache(time_of), cache(_read_texts)  # mostly a date is given twice, and authors and tags are few
    feeds = {row: asked[url] for row, url in connection.rows("SELECT id, url FROM feeds") if url in asked}
    # Taken apart in one step: asking a row for each column by its name takes longer than all the rest.
    for (
        feed, key, name, first_seen_at, changed_at, placed_at, placed_by, content_hash, entry_id, link, page, title,
        authors, categories, words, language, fingerprint, beginning, published_at, updated_at, atom_id, backlog,
        unread,
    ) in _light_rows(connection, condition, values):  # fmt: skip
        if feed in feeds:
            yield StoredEntry(
                feed_url=feeds[feed],
                key=key,
                name=name,
                first_seen_at=moment(first_seen_at),
                changed_at=moment(changed_at),
                placed_at=moment(placed_at),
                placed_by=placed_by,
                content_hash=content_hash,
                id=entry_id,
                link=link,
                page=page,
                title=title,
                authors=texts(authors) if authors else (),
                categories=texts(categories) if categories else (),
                words=words,
                language=language,
                fingerprint=fingerprint,
                beginning=beginning,
                published_at=None if published_at is None else moment(published_at),
                updated_at=None if updated_at is None else moment(updated_at),
                atom_id=atom_id,
                unread=bool(unread),
                backlog=bool(backlog),
            )


def _light_rows(connection: Connection, condition: str, values: Sequence[Value]) -> list[Row]:
    return connection.rows(
        f"SELECT {_LIGHT} FROM entries WHERE forgotten = 0 AND {condition} ORDER BY id",  # noqa: S608 - our own words
        values,
    )


def newest_dates(connection: Connection) -> list[datetime]:
    """The newest date that each feed has given to an entry of its own; feeds without any are left out."""
    rows = connection.rows("SELECT max(published_at) FROM entries WHERE published_at IS NOT NULL GROUP BY feed")
    return [time_of(row[0]) for row in rows]


def bring_back(connection: Connection, now: datetime) -> None:
    """What was first seen after `now` was first seen now, in the same order; nothing stands in the future."""
    limit = seconds_of(now)
    row = connection.row("SELECT max(first_seen_at) - ? FROM entries", (limit,))
    ahead = int(row[0]) if row and row[0] else 0
    connection.write(
        "UPDATE entries SET placed_at = CASE WHEN placed_by IN ('undated', 'future', 'backlog') THEN placed_at - ?"
        " ELSE min(placed_at, ?) END, first_seen_at = first_seen_at - ? WHERE first_seen_at > ?",
        (ahead, limit, ahead, limit),
    )
    connection.write("UPDATE entries SET changed_at = ? WHERE changed_at > ?", (limit, limit))


def heavy_entries(connection: Connection, names: Sequence[str]) -> Iterator[tuple[str, RawEntry | None]]:
    """Name and text of each entry, in the order asked, a batch at a time; None where it is damaged or missing.

    A name that is not stored is left out.
    """
    asked = iter(names)
    while batch := tuple(islice(asked, _BATCH)):
        rows = connection.rows(
            "SELECT e.name, t.raw FROM entries e LEFT JOIN texts t ON t.entry = e.id"
            " WHERE e.name IN (SELECT value FROM json_each(?)) AND e.forgotten = 0 AND e.unread = 0",
            (json_list(batch),),
        )
        packed = {str(name): bytes(raw or b"") for name, raw in rows}
        yield from ((name, _read(packed[name])) for name in batch if name in packed)


def rescue(connection: Connection, name: str) -> RawEntry:
    """What the light row still knows of an entry whose text is lost; its feed will be asked for the text again, once.

    An entry without a hash is one whose feed has been asked: the text comes when the feed still has it.
    """
    row = connection.row("SELECT * FROM entries WHERE name = ?", (name,))
    if row is None:
        raise LookupError(name)  # the caller has just read it
    if row["content_hash"]:
        connection.write("UPDATE entries SET content_hash = '' WHERE id = ?", (row["id"],))
        forget_validators(connection, row["feed"])
    return RawEntry(
        key=row["key"],
        id=row["entry_id"],
        title=RawText(value=row["title"]) if row["title"] else None,
        links=(Link(href=row["link"]),) if row["link"] else (),
        authors=tuple(Person(name=author) for author in _read_texts(row["authors"] or "[]")),
        categories=_read_texts(row["categories"] or "[]"),
        published_at=None if row["published_at"] is None else time_of(row["published_at"]),
        updated_at=None if row["updated_at"] is None else time_of(row["updated_at"]),
    )


def has_text(connection: Connection, name: str) -> bool:
    """Whether there is a text of the entry, whole or damaged: the copy of a memory may not have had room for it."""
    return (
        connection.row("SELECT 1 FROM texts t JOIN entries e ON e.id = t.entry WHERE e.name = ?", (name,)) is not None
    )


def give_atom_ids(connection: Connection, ids: Mapping[str, str]) -> None:
    """Keep the ids under which entries are published; what is as it was writes nothing."""
    rows = connection.rows(
        "SELECT name, atom_id FROM entries WHERE name IN (SELECT value FROM json_each(?))", (json_list(ids),)
    )
    kept = {str(name): atom_id for name, atom_id in rows}
    connection.write_many(
        "UPDATE entries SET atom_id = ? WHERE name = ?",
        [(storable(atom_id), name) for name, atom_id in ids.items() if kept.get(name) != storable(atom_id)],
    )


def _read_texts(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _read(packed: bytes) -> RawEntry | None:
    try:
        return unpack(RawEntry, packed)
    except CodecError:
        return None
