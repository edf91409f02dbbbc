"""Entries: light rows for composing, heavy text for cleaning. An entry, once stored, stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice

from planet.model.atom import Link, Person, RawEntry, RawFeed
from planet.model.site import StoredEntry
from planet.store.changes import Change, Known, Saved, changes, entries_by_name
from planet.store.codec import CodecError, compress, unpack
from planet.store.columns import json_list, seconds_of, storable, time_of
from planet.store.connection import Connection, Value
from planet.store.feeds import forget_validators

_BATCH = 200
"""Texts read at once: enough to be quick, few enough to be small in memory."""


def save_entries(connection: Connection, feed: int, feed_url: str, document: RawFeed, now: datetime) -> Saved:
    """Write what is new and what was edited; what is as it was writes nothing."""
    named = entries_by_name(feed_url, document)
    to_write = changes(named, _known(connection, named), feed)
    new = [change for change in to_write if change.row is None]
    _insert(connection, feed, new, seconds_of(now))
    _update(connection, [change for change in to_write if change.row is not None], seconds_of(now))
    return Saved(new=len(new), edited=len(to_write) - len(new), stored=count_entries(connection, feed))


def count_entries(connection: Connection, feed: int) -> int:
    """How many entries of one feed are stored."""
    row = connection.row("SELECT count(*) FROM entries WHERE feed = ?", (feed,))
    return int(row[0]) if row else 0


def shares_entries(connection: Connection, feed_url: str, document: RawFeed, since: datetime) -> bool:
    """Whether the document has an entry of those stored before `since`; also when there were none to share."""
    older = "FROM entries e JOIN feeds f ON f.id = e.feed WHERE f.url = ? AND e.first_seen_at < ?"
    about = (storable(feed_url), seconds_of(since))
    if connection.row(f"SELECT 1 {older} LIMIT 1", about) is None:
        return True
    names = json_list(entries_by_name(feed_url, document))
    query = f"SELECT 1 {older} AND e.name IN (SELECT value FROM json_each(?)) LIMIT 1"  # noqa: S608 - words of ours
    return connection.row(query, (*about, names)) is not None


def light_entries(connection: Connection, urls: Sequence[str]) -> Iterator[StoredEntry]:
    """Every stored entry of the feeds, without its text, oldest row first."""
    asked = {storable(url): url for url in urls}
    moment, names = cache(time_of), cache(_read_names)  # builds and authors are few, entries are many
    feeds = {row: asked[url] for row, url in connection.rows("SELECT id, url FROM feeds") if url in asked}
    rows = connection.rows(
        "SELECT feed, key, name, first_seen_at, changed_at, content_hash, entry_id, link, authors,"
        " published_at, updated_at, atom_id FROM entries ORDER BY id"
    )
    for feed, key, name, seen, changed, digest, entry_id, link, authors, published, updated, atom_id in rows:
        if feed in feeds:
            yield StoredEntry(
                feed_url=feeds[feed],
                key=key,
                name=name,
                first_seen_at=moment(seen),
                changed_at=moment(changed),
                content_hash=digest,
                id=entry_id,
                link=link,
                authors=names(authors) if authors else (),
                published_at=None if published is None else time_of(published),
                updated_at=None if updated is None else time_of(updated),
                atom_id=atom_id,
            )


def heavy_entries(connection: Connection, names: Sequence[str]) -> Iterator[tuple[str, RawEntry | None]]:
    """Name and text of each entry, in the order asked, a batch at a time; None where the text is damaged.

    A name that is not stored is left out.
    """
    asked = iter(names)
    while batch := tuple(islice(asked, _BATCH)):
        rows = connection.rows(
            "SELECT e.name, t.raw FROM entries e JOIN texts t ON t.entry = e.id"
            " WHERE e.name IN (SELECT value FROM json_each(?))",
            (json_list(batch),),
        )
        packed = {str(name): bytes(raw) for name, raw in rows}
        yield from ((name, _read(packed[name])) for name in batch if name in packed)


def rescue(connection: Connection, name: str) -> RawEntry:
    """What the light row still knows of an entry whose text is damaged; its feed will be asked for the text again."""
    row = connection.row("SELECT * FROM entries WHERE name = ?", (name,))
    if row is None:
        raise LookupError(name)  # the caller has just read it
    connection.write("UPDATE entries SET content_hash = '' WHERE id = ?", (row["id"],))
    forget_validators(connection, row["feed"])
    return RawEntry(
        key=row["key"],
        id=row["entry_id"],
        links=(Link(href=row["link"]),) if row["link"] else (),
        authors=tuple(Person(name=author) for author in _read_names(row["authors"] or "[]")),
        published_at=None if row["published_at"] is None else time_of(row["published_at"]),
        updated_at=None if row["updated_at"] is None else time_of(row["updated_at"]),
    )


def give_atom_ids(connection: Connection, ids: Mapping[str, str]) -> None:
    """Keep the id under which an entry is published; one that was given stays."""
    connection.write_many(
        "UPDATE entries SET atom_id = ? WHERE name = ? AND atom_id IS NULL",
        [(storable(atom_id), name) for name, atom_id in ids.items()],
    )


def _known(connection: Connection, named: Mapping[str, RawEntry]) -> dict[str, Known]:
    rows = connection.rows(
        "SELECT name, id, feed, content_hash FROM entries WHERE name IN (SELECT value FROM json_each(?))",
        (json_list(named),),
    )
    return {name: Known(row=row, feed=feed, content_hash=digest) for name, row, feed, digest in rows}


def _insert(connection: Connection, feed: int, new: Sequence[Change], now: int) -> None:
    if not new:
        return
    row = connection.row("SELECT coalesce(max(id), 0) + 1 FROM entries")
    first = int(row[0]) if row else 1
    connection.write_many(
        "INSERT INTO entries (changed_at, content_hash, entry_id, link, authors, published_at, updated_at,"
        " id, feed, name, key, first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*_light_values(change, now), number, feed, change.name, storable(change.raw.key), now)
            for number, change in enumerate(new, start=first)
        ],
    )
    connection.write_many(
        "INSERT INTO texts (entry, raw) VALUES (?, ?)",
        [(number, compress(change.written)) for number, change in enumerate(new, start=first)],
    )


def _update(connection: Connection, edited: Sequence[Change], now: int) -> None:
    connection.write_many(
        "UPDATE entries SET changed_at = ?, content_hash = ?, entry_id = ?, link = ?, authors = ?,"
        " published_at = ?, updated_at = ? WHERE id = ?",
        [(*_light_values(change, now), change.row) for change in edited],
    )
    connection.write_many(
        "UPDATE texts SET raw = ? WHERE entry = ?", [(compress(change.written), change.row) for change in edited]
    )


def _light_values(change: Change, now: int) -> tuple[Value, ...]:
    raw = change.raw
    return (
        now,
        change.content_hash,
        None if raw.id is None else storable(raw.id),
        None if raw.link is None else storable(raw.link),
        json_list(person.name for person in raw.authors) if raw.authors else None,
        None if raw.published_at is None else seconds_of(raw.published_at),
        None if raw.updated_at is None else seconds_of(raw.updated_at),
    )


def _read_names(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _read(packed: bytes) -> RawEntry | None:
    try:
        return unpack(RawEntry, packed)
    except CodecError:
        return None
