"""What is stored, looked at without a lock and without a trace: for commands that only tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from planet.errors import StoreError
from planet.model.atom import RawFeed
from planet.model.entries import StoredEntry
from planet.model.fetching import FeedHealth
from planet.store.connection import Connection
from planet.store.entries import light_entries
from planet.store.feeds import counts_of, feeds_of, health_of
from planet.store.migrations import APPLICATION_ID, MIGRATIONS
from planet.values import dataclass, field

_HINT = "Run planet build once: it makes the state file usable, or says what is wrong with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known of some feeds at one moment; `feeds` and `counts` leave out those that were never read."""

    health: Mapping[str, FeedHealth]
    feeds: Mapping[str, RawFeed] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    entries: tuple[StoredEntry, ...] = ()


def look_at(path: Path, feed_urls: Sequence[str]) -> Snapshot:
    """What the state file at `path` knows of the feeds; without such a file every feed is new.

    Raises StoreError when the file cannot be read as it is.
    """
    if not path.exists():
        return Snapshot(health={url: FeedHealth(feed_url=url) for url in feed_urls})
    with open_to_look(path) as connection:
        return Snapshot(
            health=health_of(connection, feed_urls),
            feeds=feeds_of(connection, feed_urls),
            counts=counts_of(connection, feed_urls),
            entries=tuple(light_entries(connection, feed_urls)),
        )


@contextmanager
def open_to_look(path: Path) -> Iterator[Connection]:
    """The state file at `path`, which must be there, of our present schema. Raises StoreError."""
    with closing(Connection(path, read_only=True)) as connection:
        marks = [connection.row(f"PRAGMA {name}") for name in ("application_id", "user_version")]
        if [mark[0] for mark in marks if mark] != [_signed(APPLICATION_ID), len(MIGRATIONS)]:
            raise StoreError(f"{path} is not a state file of this Planet", hint=_HINT)
        yield connection


def _signed(number: int) -> int:
    """The number as SQLite gives it, in 32 bits with a sign."""
    return number - 2**32 if number >= 2**31 else number
