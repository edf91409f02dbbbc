"""The store asked about single entries, without a lock and without a trace: for `planet list` and `planet explain`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from planet.model.atom import Entry, RawEntry, UnreadEntries
from planet.model.entries import StoryLine
from planet.store.columns import json_list, storable
from planet.store.connection import Connection
from planet.store.decisions import decisions_about
from planet.store.entries import heavy_entries, light_entries
from planet.store.feeds import counts_of, feeds_besides, feeds_of, health_of
from planet.store.openings import openings_of
from planet.store.site_memory import cleaned
from planet.store.snapshot import Snapshot, open_to_look
from planet.store.unread import UnreadShelf
from planet.urls import entry_name
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An entry that a build does not look at: it is `forgotten`, or its feed has left the configuration."""

    name: str
    feed_url: str
    title: str
    link: str | None
    forgotten: bool


@contextmanager
def look_into(path: Path) -> Iterator[Inquiry | None]:
    """The state file at `path`, to be asked; None when there is none. Raises StoreError when it cannot be read."""
    if not path.exists():
        yield None
        return
    with open_to_look(path) as connection:
        yield Inquiry(connection)


class Inquiry:
    """Questions to the state file. Every method may raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def snapshot(self, feed_urls: Sequence[str]) -> Snapshot:
        """All that is known of these feeds, and every entry of theirs without its text."""
        return Snapshot(
            health=health_of(self._connection, feed_urls),
            feeds=feeds_of(self._connection, feed_urls),
            counts=counts_of(self._connection, feed_urls),
            entries=tuple(light_entries(self._connection, feed_urls)),
        )

    def openings(self, feed_urls: Collection[str]) -> dict[str, str]:
        """Entry name → how its text begins."""
        return openings_of(self._connection, feed_urls)

    def left_feeds(self, feed_urls: Collection[str]) -> tuple[str, ...]:
        """Feeds that were read once and are not among these."""
        return feeds_besides(self._connection, feed_urls)

    def story(self, name: str) -> tuple[StoryLine, ...]:
        """What was decided about an entry, oldest first."""
        return decisions_about(self._connection, [name]).get(name, ())

    def raw_entry(self, name: str) -> RawEntry | None:
        """The text of an entry as it came; None when it is not stored, or damaged."""
        return next((raw for _, raw in heavy_entries(self._connection, [name])), None)

    def unread(self, names: Collection[str]) -> Iterator[UnreadEntries]:
        """What reading those of the entries takes that are stored unread."""
        return UnreadShelf(self._connection).named(names)

    def cleaned(self, key: str) -> Entry | None:
        """The clean entry that is kept under this key."""
        return cleaned(self._connection, [key]).get(key)

    def listed(self, feed_url: str) -> frozenset[str]:
        """The names of the entries that the feed's document had when it was last read, whatever their ids are now."""
        row = self._connection.row("SELECT listed FROM feeds WHERE url = ?", (storable(feed_url),))
        names = row["listed"] if row and row["listed"] else "[]"
        rows = self._connection.rows(
            "SELECT a.name, e.name FROM aliases a JOIN entries e ON e.id = a.entry"
            " WHERE a.name IN (SELECT value FROM json_each(?))",
            (names,),
        )
        renamed = {str(alias): str(name) for alias, name in rows}
        return frozenset(renamed.get(name, name) for name in json.loads(names))

    def earlier_addresses(self, feed_url: str) -> tuple[str, ...]:
        """The addresses that the feed had before, oldest first."""
        row = self._connection.row("SELECT was FROM feeds WHERE url = ?", (storable(feed_url),))
        return tuple(json.loads(row["was"])) if row and row["was"] else ()

    def names_of_id(self, text: str) -> tuple[str, ...]:
        """The names of the entries that some feed once called `text`, and calls otherwise now."""
        origins = self._connection.rows("SELECT origin FROM feeds")
        asked = [entry_name(row["origin"], text) for row in origins]
        rows = self._connection.rows(
            "SELECT e.name FROM aliases a JOIN entries e ON e.id = a.entry"
            " WHERE a.name IN (SELECT value FROM json_each(?)) ORDER BY e.id",
            (json_list(asked),),
        )
        return tuple(str(row[0]) for row in rows)

    def traces(self, text: str, page: str | None) -> tuple[Trace, ...]:
        """Entries of any feed with this name, id, address or `page` (as `plain_page` writes it)."""
        asked = storable(text)
        rows = self._connection.rows(
            "SELECT e.name, f.url, e.title, e.link, e.forgotten FROM entries e JOIN feeds f ON f.id = e.feed"
            " WHERE e.name = ? OR e.key = ? OR e.entry_id = ? OR e.link = ? OR e.page = ? ORDER BY e.id",
            (asked, asked, asked, asked, storable(page) if page else None),
        )
        return tuple(
            Trace(
                name=row["name"],
                feed_url=row["url"],
                title=row["title"],
                link=row["link"],
                forgotten=bool(row["forgotten"]),
            )
            for row in rows
        )
