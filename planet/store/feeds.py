"""Feeds: how they have been doing, what their servers gave us, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from planet.model.atom import KnownEntries, RawFeed
from planet.model.fetching import FeedHealth, FeedOutcome, TakenIn, Unchanged, Validators
from planet.store.codec import CodecError, from_json, to_json
from planet.store.columns import json_list, seconds_of, storable
from planet.store.connection import Connection
from planet.store.readings import forget_reading
from planet.values import dataclass, replace

_NEVER_SHOWN = frozenset({"warnings", "interval", "skip_hours", "skip_days", "format"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed's row, as it is before a save or is to be after it.

    `row` is None before the feed is known. `origin` is the address after which its entries are named. What is JSON
    stays so: most of it is compared only. `raw` is None until a document of the feed was read, and `listed` has the
    names of the entries that its document had when that was last.
    """

    url: str
    row: int | None = None
    origin: str
    health: str = ""
    validators: str = ""
    raw: str | None = None
    listed: str | None = None

    @property
    def is_first_read(self) -> bool:
        """Whether no document of the feed was read before."""
        return self.raw is None


class Healths(dict[str, FeedHealth]):
    """Text → the health that it stands for: what was read once in a build need not be read when it is replaced."""

    def read(self, url: str, text: str | None) -> FeedHealth:
        """The health that is stored; that of a new feed, where there is none, or a newer Planet wrote it."""
        if not text:
            return FeedHealth(feed_url=url)
        found = self.get(text)
        if found is None or found.feed_url != url:
            found = self[text] = _read_health(url, text)
        return found


def health_of(connection: Connection, urls: Sequence[str], healths: Healths | None = None) -> dict[str, FeedHealth]:
    """Every asked feed's health; one that is not known, or whose health a newer Planet wrote, is new."""
    healths = Healths() if healths is None else healths
    rows = _values(connection, urls, "health")
    return {url: healths.read(url, rows.get(storable(url))) for url in urls}


def validators_of(connection: Connection, urls: Sequence[str]) -> dict[str, Validators]:
    """Every asked feed's validators; empty where there are none."""
    rows = _values(connection, urls, "validators")
    return {url: _read_validators(rows.get(storable(url))) for url in urls}


def feeds_of(connection: Connection, urls: Sequence[str]) -> dict[str, RawFeed]:
    """What those of the feeds that were ever read say of themselves, without entries."""
    rows = _values(connection, urls, "raw")
    read = {url: _read_feed(rows.get(storable(url))) for url in urls}
    return {url: feed for url, feed in read.items() if feed is not None}


def counts_of(connection: Connection, urls: Sequence[str]) -> dict[str, int]:
    """How many entries of each asked feed are stored."""
    counted = connection.rows("SELECT f.url, count(*) FROM entries e JOIN feeds f ON f.id = e.feed GROUP BY e.feed")
    counts = {str(url): int(count) for url, count in counted}
    return {url: counts.get(storable(url), 0) for url in urls}


def feeds_besides(connection: Connection, urls: Collection[str]) -> tuple[str, ...]:
    """The addresses of feeds that were ever read and are not asked for, in the order in which they came."""
    rows = connection.rows(
        "SELECT url FROM feeds WHERE raw IS NOT NULL AND url NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json_list(urls),),
    )
    return tuple(row[0] for row in rows)


def feed_row(connection: Connection, url: str) -> FeedRow:
    """The feed's row as it is."""
    url = storable(url)
    known = connection.row("SELECT id, origin, health, validators, raw, listed FROM feeds WHERE url = ?", (url,))
    if known is None:
        return FeedRow(url=url, origin=_free_origin(connection, url))
    row, origin, health, validators, raw, listed = known
    return FeedRow(url=url, row=row, origin=origin, health=health, validators=validators, raw=raw, listed=listed)


def feed_after(before: FeedRow, outcome: FeedOutcome, health: FeedHealth, listed: str | None = None) -> FeedRow:
    """The row as it is to be; metadata changes when the outcome brings some, and so do validators."""
    return FeedRow(
        url=before.url,
        row=before.row,
        origin=before.origin,
        health=to_json(health),
        validators=_validators_after(outcome, before),
        raw=to_json(_about_itself(outcome.feed)) if isinstance(outcome, TakenIn) else before.raw,
        listed=before.listed if listed is None else listed,
    )


def keep_feed(connection: Connection, before: FeedRow, after: FeedRow, now: datetime) -> int:
    """Write the row where it differs; its number."""
    values = (after.health, after.validators, after.raw, after.listed)
    if before.row is None:
        return connection.write(
            "INSERT INTO feeds (health, validators, raw, listed, url, origin, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, after.url, after.origin, seconds_of(now)),
        )
    if after != before:
        connection.write(
            "UPDATE feeds SET health = ?, validators = ?, raw = ?, listed = ? WHERE id = ?", (*values, before.row)
        )
    return before.row


def looks_new(before: FeedRow, after: FeedRow, health: FeedHealth, healths: Healths) -> bool:
    """Whether a page that shows the feed may have to change; `health` is the one after."""
    return _look(health) != _look(healths.read(health.feed_url, before.health)) or _looks_different(
        after.raw, before.raw
    )


def keep_health(connection: Connection, health: FeedHealth) -> None:
    """Write a known feed's health, of which no page shows what has changed."""
    connection.write("UPDATE feeds SET health = ? WHERE url = ?", (to_json(health), storable(health.feed_url)))


def forget_validators(connection: Connection, feed: int) -> None:
    """Ask for the whole document next time: something of what it gave us is lost."""
    connection.write("UPDATE feeds SET validators = '{}' WHERE id = ?", (feed,))
    forget_reading(connection, feed)


def _free_origin(connection: Connection, url: str) -> str:
    """The address itself, unless a feed that has moved away from it still names its entries after it."""
    origin, number = url, 1
    while connection.row("SELECT 1 FROM feeds WHERE origin = ?", (origin,)):
        number += 1
        origin = f"{url}#{number}"
    return origin


def _about_itself(feed: RawFeed) -> RawFeed:
    """What the feed says of itself: nothing of its entries."""
    return replace(feed, entries=(), left_out=(), known=KnownEntries(), unread=(), shell=None)


def _values(connection: Connection, urls: Sequence[str], column: str) -> dict[str, str | None]:
    """Stored url → what its row has in a column, of those of the feeds that are known."""
    rows = connection.rows(
        f"SELECT url, {column} FROM feeds WHERE url IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own words
        (json_list(urls),),
    )
    return {str(url): value for url, value in rows}


def _read_health(url: str, text: str) -> FeedHealth:
    try:
        return from_json(FeedHealth, text)
    except CodecError:
        return FeedHealth(feed_url=url)


def _read_validators(text: str | None) -> Validators:
    try:
        return from_json(Validators, text) if text else Validators()
    except CodecError:
        return Validators()


def _read_feed(text: str | None) -> RawFeed | None:
    try:
        return from_json(RawFeed, text) if text else None
    except CodecError:
        return None


def _validators_after(outcome: FeedOutcome, before: FeedRow) -> str:
    """A 200 replaces what we had, also with nothing; a 304 that names none leaves it (RFC 9110 §15.4.5)."""
    if isinstance(outcome, TakenIn) or (isinstance(outcome, Unchanged) and outcome.validators != Validators()):
        return to_json(outcome.validators)
    return before.validators or to_json(Validators())


def _look(health: FeedHealth) -> tuple[object, ...]:
    """What of a feed's health pages show: not when it was last tried, or they would change with every build."""
    return (health.state, health.since, health.kind, health.problem, health.hint)


def _looks_different(raw: str | None, before: str | None) -> bool:
    """Whether what pages show of a feed's metadata has changed."""
    if raw == before:
        return False
    now, then = _read_feed(raw), _read_feed(before)
    return (now and to_json(now, without=_NEVER_SHOWN)) != (then and to_json(then, without=_NEVER_SHOWN))
