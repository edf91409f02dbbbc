"""What the store remembers of the planet itself: its age, its id, its last site, and what was cleaned for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from planet.model.atom import Entry
from planet.model.record import SiteRecord
from planet.store.codec import CodecError, from_json, pack, to_json, unpack
from planet.store.columns import json_list, storable
from planet.store.connection import Connection

_FEED_IDS = "0d3a7e0c-6a56-5b0c-9a35-6f1d7a1c2be4"
"""The namespace (RFC 9562 §5.5) of the ids of planets without an address of their own. Never changes."""


def created_at(connection: Connection, now: datetime) -> datetime:
    """When the first build began; said once, kept for ever."""
    kept = kept_value(connection, "created_at")
    if kept is None:
        keep_value(connection, "created_at", now.astimezone(UTC).isoformat())
        return now
    return datetime.fromisoformat(kept)


def revision(connection: Connection) -> int:
    """A number that grows with every write that could change a page."""
    return int(kept_value(connection, "revision") or 0)


def count_revision(connection: Connection) -> None:
    """Say that pages may have to change."""
    connection.write(
        "INSERT INTO planet (name, value) VALUES ('revision', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1"
    )


def last_build_at(connection: Connection) -> datetime | None:
    """When the last build that brought anything began."""
    kept = kept_value(connection, "last_build_at")
    return datetime.fromisoformat(kept) if kept else None


def keep_build_time(connection: Connection, now: datetime) -> None:
    """Remember that a build at `now` brought something."""
    keep_value(connection, "last_build_at", now.astimezone(UTC).isoformat())


def feed_id(connection: Connection, title: str) -> str:
    """The id of the merged feed of a planet without an address: made of its first title, the same for ever."""
    from uuid import UUID, uuid5  # noqa: PLC0415 - start-up

    kept = kept_value(connection, "feed_id")
    if kept is None:
        kept = uuid5(UUID(_FEED_IDS), storable(title)).urn
        keep_value(connection, "feed_id", kept)
    return kept


def kept_feed_id(connection: Connection) -> str | None:
    """The id that `feed_id` made; None when nobody has asked for one."""
    return kept_value(connection, "feed_id")


def take_over(connection: Connection, created: datetime, last_build: datetime | None, feed: str | None) -> None:
    """Be as old as another memory, and keep its feed's id."""
    keep_value(connection, "created_at", created.astimezone(UTC).isoformat())
    if last_build is not None:
        keep_build_time(connection, last_build)
    if feed is not None:
        keep_value(connection, "feed_id", feed)


def site_record(connection: Connection) -> SiteRecord | None:
    """What the last build made; None when there was none, or a newer Planet wrote what we cannot read."""
    kept = kept_value(connection, "site_record")
    try:
        return from_json(SiteRecord, kept) if kept else None
    except CodecError:
        return None


def keep_site_record(connection: Connection, record: SiteRecord) -> None:
    """Remember what this build made."""
    keep_value(connection, "site_record", to_json(record))


def cleaned(connection: Connection, keys: Sequence[str]) -> dict[str, Entry]:
    """The clean entries that are kept under these keys. The one place where stored text becomes SafeHtml again.

    Sound because a key is a hash of all that the result depends on, the version of the policy included. What is
    damaged is left out, and so cleaned again.
    """
    rows = connection.rows(
        "SELECT key, entry FROM cleaned WHERE key IN (SELECT value FROM json_each(?))", (json_list(keys),)
    )
    found: dict[str, Entry] = {}
    for key, packed in rows:
        try:
            found[key] = unpack(Entry, packed)
        except CodecError:
            continue
    return found


def keep_cleaned(connection: Connection, entries: Mapping[str, Entry]) -> None:
    """Keep clean entries under their keys."""
    connection.write_many(
        "INSERT OR REPLACE INTO cleaned (key, entry) VALUES (?, ?)",
        [(key, pack(entry)) for key, entry in entries.items()],
    )


def drop_cleaned(connection: Connection, keys: Sequence[str]) -> None:
    """Forget the clean entries under these keys."""
    connection.write_many("DELETE FROM cleaned WHERE key = ?", [(key,) for key in keys])


def drop_cleaned_except(connection: Connection, keys: Sequence[str]) -> None:
    """Forget the clean entries that nothing shows any more; their raw text stays."""
    gone = connection.row(
        "SELECT 1 FROM cleaned WHERE key NOT IN (SELECT value FROM json_each(?)) LIMIT 1", (json_list(keys),)
    )
    if gone:
        connection.write("DELETE FROM cleaned WHERE key NOT IN (SELECT value FROM json_each(?))", (json_list(keys),))


def kept_value(connection: Connection, name: str) -> str | None:
    """What is kept of the planet under a name; None when nothing is."""
    row = connection.row("SELECT value FROM planet WHERE name = ?", (name,))
    return None if row is None else str(row[0])


def keep_value(connection: Connection, name: str, value: str) -> None:
    """Keep it; what is as it was writes nothing."""
    if kept_value(connection, name) != value:
        connection.write("INSERT OR REPLACE INTO planet (name, value) VALUES (?, ?)", (name, value))
