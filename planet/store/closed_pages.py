"""The files of closed pages, a row for each, and what a build asks to be sure that they are as they were.

What was written to entries since the last site was made is known without trust in whoever wrote it: new rows have
higher numbers, and triggers note the place of every row that is changed or goes (`touched`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from planet.model.closing import ClosedPages, page_path
from planet.model.entries import StoredEntry
from planet.model.record import SiteRecord
from planet.store.codec import CodecError, from_json, to_json
from planet.store.columns import json_list, seconds_of, storable
from planet.store.connection import Connection
from planet.store.entries import light_entries
from planet.store.site_memory import keep_site_record, keep_value, kept_value, site_record
from planet.values import replace

_NAME = "closed_pages"


def closed_pages(connection: Connection) -> ClosedPages | None:
    """What the last build knew of its closed pages; None when it closed none."""
    kept = kept_value(connection, _NAME)
    try:
        return from_json(ClosedPages, kept) if kept else None
    except CodecError:
        return None


def closed_marks(connection: Connection, count: int) -> tuple[str, ...]:
    """By what the files of so many closed pages are known, that of page 1 first; none when any is missing."""
    rows = connection.rows("SELECT mark FROM closed_pages WHERE number <= ? ORDER BY number", (count,))
    return tuple([row[0] for row in rows]) if len(rows) == count else ()


def whole_record(connection: Connection) -> SiteRecord | None:
    """What the last build made, with the files of closed pages."""
    record = site_record(connection)
    if record is None or not record.closed:
        return record
    rows = connection.rows(
        "SELECT number, digest, made_of, mark FROM closed_pages WHERE number <= ? ORDER BY number", (record.closed,)
    )
    named = [(page_path(number), *values) for number, *values in rows]
    return replace(
        record,
        files={**record.files, **{path: digest for path, digest, _, _ in named}},
        made_of={**record.made_of, **{path: made_of for path, _, made_of, _ in named}},
        marks={**record.marks, **{path: mark for path, _, _, mark in named}},
        closed=0,
    )


def keep_closing(connection: Connection, record: SiteRecord, closed: ClosedPages | None) -> None:
    """Remember what this build made; the files of pages that it closed leave the record for rows of their own."""
    if closed is not None and not _has_all(record, closed):
        closed = None
    if not record.closed:
        _empty(connection, "closed_pages")
    if closed is not None:
        paths = [(number, page_path(number)) for number in range(record.closed + 1, closed.count + 1)]
        connection.write_many(
            "INSERT OR REPLACE INTO closed_pages (number, digest, made_of, mark) VALUES (?, ?, ?, ?)",
            [(number, record.files[path], record.made_of[path], record.marks[path]) for number, path in paths],
        )
        record = without_files(record, {path for _, path in paths}, closed.count)
    keep_site_record(connection, record)
    keep_value(connection, _NAME, to_json(closed) if closed else "")
    _empty(connection, "touched")


def _empty(connection: Connection, table: Literal["closed_pages", "touched"]) -> None:
    if connection.row(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 - our own words
        connection.write(f"DELETE FROM {table}")  # noqa: S608 - our own words


def _has_all(record: SiteRecord, closed: ClosedPages) -> bool:
    paths = [page_path(number) for number in range(record.closed + 1, closed.count + 1)]
    return all(path in record.files and path in record.made_of and path in record.marks for path in paths)


def without_files(record: SiteRecord, paths: set[str], closed: int) -> SiteRecord:
    """The record of a site of which so many pages are `closed`, and no more among its files."""
    return replace(
        record,
        files={path: digest for path, digest in record.files.items() if path not in paths},
        made_of={path: made_of for path, made_of in record.made_of.items() if path not in paths},
        marks={path: mark for path, mark in record.marks.items() if path not in paths},
        closed=closed,
    )


# --- what is certain of older entries ---------------------------------------------------------------------------------


def last_row(connection: Connection) -> int:
    """The number of the newest row."""
    row = connection.row("SELECT max(id) FROM entries")
    return int(row[0] or 0) if row else 0


def is_as_it_was(connection: Connection, before: datetime, after: int) -> bool:
    """Whether nothing was written of entries placed before this time: neither new (a row `after` this one) nor touched.

    Nor may any new entry be one of those that came with the first reading of a feed: these may change what older
    entries show.
    """
    limit = seconds_of(before)
    new = "SELECT 1 FROM entries WHERE id > ? AND (placed_at < ? OR unread = 1 OR backlog = 1) LIMIT 1"
    touched = "SELECT 1 FROM touched WHERE placed_at < ? LIMIT 1"
    return connection.row(new, (after, limit)) is None and connection.row(touched, (limit,)) is None


def entries_since(connection: Connection, urls: Sequence[str], since: datetime) -> Iterator[StoredEntry]:
    """The stored entries of the feeds that are placed at `since` or later."""
    return light_entries(connection, urls, "placed_at >= ?", (seconds_of(since),))


def entries_like(
    connection: Connection, urls: Sequence[str], entries: Sequence[StoredEntry], before: datetime, most: int
) -> Iterator[StoredEntry] | None:
    """Older entries of the feeds that have the page or the text of one of these, or, unread, begin like one.

    None: these are more than `most`.
    """
    pages = json_list({one.page for one in entries if one.page and "/" in one.page})
    texts = json_list({one.fingerprint for one in entries if one.fingerprint})
    beginnings = json_list({one.beginning for one in entries if one.beginning})
    limit = seconds_of(before)
    found = connection.rows(
        "SELECT id FROM entries WHERE page IN (SELECT value FROM json_each(?)) AND placed_at < ?"
        " UNION SELECT id FROM entries WHERE fingerprint IN (SELECT value FROM json_each(?)) AND placed_at < ?"
        " UNION SELECT id FROM entries WHERE unread = 1 AND beginning IN (SELECT value FROM json_each(?))"
        " AND placed_at < ?",
        (pages, limit, texts, limit, beginnings, limit),
    )
    if len(found) > most:
        return None
    rows = json.dumps([int(row[0]) for row in found])
    return light_entries(connection, urls, "id IN (SELECT value FROM json_each(?))", (rows,))


def published_ids(connection: Connection, urls: Sequence[str], ids: Sequence[str]) -> frozenset[str]:
    """Those of the ids under which an entry of the feeds was published."""
    asked = {storable(one): one for one in ids}
    rows = connection.rows(
        "SELECT DISTINCT e.atom_id FROM entries e JOIN feeds f ON f.id = e.feed"
        " WHERE e.atom_id IN (SELECT value FROM json_each(?)) AND e.forgotten = 0"
        " AND f.url IN (SELECT value FROM json_each(?))",
        (json_list(asked), json_list(urls)),
    )
    return frozenset(asked[row[0]] for row in rows)
