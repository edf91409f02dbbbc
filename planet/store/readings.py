"""What the last reading of a feed's document learnt, so that the next need not read what it knows by its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planet.model.atom import KnownEntries
from planet.store.codec import CodecError, from_json, to_json
from planet.store.columns import json_list, storable
from planet.store.connection import Connection


class Readings(Mapping[str, KnownEntries]):
    """Feed url → what is known of its document; made from its text when it is asked for, which most never are."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, url: str) -> KnownEntries:
        """What is known; nothing, where nothing is or where it cannot be read."""
        try:
            return from_json(KnownEntries, self._texts[storable(url)])
        except (KeyError, CodecError):
            return KnownEntries()

    def __iter__(self) -> Iterator[str]:
        """The feeds of which something is known."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many these are."""
        return len(self._texts)


def readings_of(connection: Connection, urls: Sequence[str]) -> Readings:
    """What is known of the documents of these feeds."""
    rows = connection.rows(
        "SELECT f.url, r.known FROM readings r JOIN feeds f ON f.id = r.feed"
        " WHERE f.url IN (SELECT value FROM json_each(?))",
        (json_list(urls),),
    )
    return Readings({str(url): str(known) for url, known in rows})


def keep_reading(connection: Connection, feed: int, known: KnownEntries) -> None:
    """Replace what is known of the feed's document, also by nothing."""
    if known.keys:
        connection.write("INSERT OR REPLACE INTO readings (feed, known) VALUES (?, ?)", (feed, to_json(known)))
    else:
        forget_reading(connection, feed)


def forget_reading(connection: Connection, feed: int) -> None:
    """Read the whole document next time."""
    if connection.row("SELECT 1 FROM readings WHERE feed = ?", (feed,)):
        connection.write("DELETE FROM readings WHERE feed = ?", (feed,))
