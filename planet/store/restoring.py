"""A memory made again from its copy (`StateCopy`, every value checked): all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from planet.model.backup import EntryCopy, FeedCopy, StateCopy, TakenBack
from planet.model.fetching import Validators
from planet.store import site_memory
from planet.store.codec import to_json
from planet.store.columns import json_list, seconds_of, storable
from planet.store.connection import Connection, Value
from planet.store.openings import keep_openings

_COLUMNS = (
    "id, feed, name, key, first_seen_at, changed_at, placed_at, placed_by, content_hash, entry_id, link, page, title,"
    " authors, categories, words, language, fingerprint, beginning, published_at, updated_at, atom_id, forgotten,"
    " backlog"
)


def is_empty(connection: Connection) -> bool:
    """Whether no feed was ever asked for this memory."""
    return connection.row("SELECT 1 FROM feeds LIMIT 1") is None


def take_back(connection: Connection, copy: StateCopy, feed_urls: Collection[str] | None) -> TakenBack:
    """Write what the copy holds into an empty memory; of its feeds only those in `feed_urls` (None: all of them)."""
    feeds = [feed for feed in copy.feeds if feed_urls is None or feed.url in feed_urls]
    if not feeds:
        return TakenBack(strangers=len(copy.feeds), refused=copy.refused)
    urls = {feed.url for feed in feeds}
    entries = [one for one in copy.entries if one.stored.feed_url in urls]
    names = {one.stored.name for one in entries}
    texts = {name: text for name, text in copy.texts.items() if name in names}
    with connection.together():
        header = copy.header
        site_memory.take_over(connection, header.created_at, header.last_build_at, header.feed_id)
        rows = _write_feeds(connection, feeds, _to_ask_again(feeds, entries, texts))
        _write_entries(connection, entries, rows, texts)
        site_memory.count_revision(connection)
    return TakenBack(
        feeds=len(feeds),
        entries=len(entries),
        with_text=len(texts),
        strangers=len(copy.feeds) - len(feeds),
        refused=copy.refused,
    )


def _to_ask_again(
    feeds: Sequence[FeedCopy], entries: Sequence[EntryCopy], texts: Mapping[str, bytes]
) -> frozenset[str]:
    """The feeds that still have an entry whose text is lost: their next answer must be a document."""
    listed = {feed.url: frozenset(feed.listed) for feed in feeds}
    return frozenset(
        one.stored.feed_url
        for one in entries
        if not one.forgotten
        and one.stored.name not in texts
        and not listed[one.stored.feed_url].isdisjoint((one.stored.name, *one.aliases))
    )


def _write_feeds(connection: Connection, feeds: Sequence[FeedCopy], to_ask_again: Collection[str]) -> dict[str, int]:
    """Url → row."""
    return {
        feed.url: connection.write(
            "INSERT INTO feeds (url, origin, was, added_at, health, validators, raw, listed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                storable(feed.url),
                storable(feed.origin),
                json_list(feed.was) if feed.was else None,
                seconds_of(feed.added_at),
                to_json(feed.health),
                to_json(Validators() if feed.url in to_ask_again else feed.validators),
                to_json(feed.raw) if feed.raw else None,
                json_list(feed.listed) if feed.listed else None,
            ),
        )
        for feed in feeds
    }


def _write_entries(
    connection: Connection, entries: Sequence[EntryCopy], feeds: Mapping[str, int], texts: Mapping[str, bytes]
) -> None:
    numbered = list(enumerate(entries, start=1))
    connection.write_many(
        f"INSERT INTO entries ({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split(',')))})",  # noqa: S608 - our own words
        [_values(row, feeds[one.stored.feed_url], one, has_text=one.stored.name in texts) for row, one in numbered],
    )
    connection.write_many(
        "INSERT INTO texts (entry, raw) VALUES (?, ?)",
        [(row, texts[one.stored.name]) for row, one in numbered if one.stored.name in texts],
    )
    keep_openings(connection, ((row, one.opening) for row, one in numbered if not one.forgotten))
    connection.write_many(
        "INSERT OR IGNORE INTO aliases (name, entry) VALUES (?, ?)",
        [(alias, row) for row, one in numbered for alias in one.aliases],
    )
    connection.write_many(
        "INSERT OR IGNORE INTO decisions (entry, rule, detail, decided_at) VALUES (?, ?, ?, ?)",
        [
            (row, storable(line.rule), storable(line.detail), seconds_of(line.at))
            for row, one in numbered
            for line in one.decisions
        ],
    )


def _values(row: int, feed: int, copy: EntryCopy, *, has_text: bool) -> tuple[Value, ...]:
    """The values of `_COLUMNS`. Without its text an entry has no hash, so that it is taken when it comes again."""
    stored = copy.stored
    return (
        row,
        feed,
        stored.name,
        storable(stored.key),
        seconds_of(stored.first_seen_at),
        seconds_of(stored.changed_at),
        seconds_of(stored.placed_at),
        stored.placed_by,
        stored.content_hash if has_text else "",
        *map(_text, (stored.id, stored.link, stored.page)),
        storable(stored.title),
        json_list(stored.authors) if stored.authors else None,
        json_list(stored.categories) if stored.categories else None,
        stored.words,
        *map(_text, (stored.language, stored.fingerprint, stored.beginning)),
        None if stored.published_at is None else seconds_of(stored.published_at),
        None if stored.updated_at is None else seconds_of(stored.updated_at),
        _text(stored.atom_id),
        int(copy.forgotten),
        int(stored.backlog),
    )


def _text(text: str | None) -> str | None:
    return None if text is None else storable(text)
