"""A state file of many entries, written as SQL: taking them in one by one would take hours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from planet.store import FILE_NAME, open_store
from planet.urls import entry_name

NEWEST = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp())
_WORDS = [
    "river",
    "planet",
    "bread",
    "python",
    "garden",
    "casino",
    "music",
    "tower",
    "winter",
    "letter",
    "stone",
    "market",
    "bridge",
    "window",
]


def fill(state_dir, feeds, entries):
    """Entries in these feeds (addresses), one every ten minutes before `NEWEST`."""
    with open_store(state_dir, datetime.fromtimestamp(NEWEST, UTC)):
        pass
    with closing(sqlite3.connect(state_dir / FILE_NAME)) as connection, connection:
        connection.executemany(
            "INSERT INTO feeds (id, url, origin, added_at, health, validators, raw) VALUES (?, ?, ?, 0, '{}', '{}', ?)",
            [(row, url, url, f'{{"url": "{url}"}}') for row, url in enumerate(feeds, start=1)],
        )
        connection.executemany(
            "INSERT INTO entries (id, feed, name, key, first_seen_at, changed_at, placed_at, placed_by, content_hash,"
            " entry_id, link, page, title, authors, categories, words, language, fingerprint, beginning, published_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'published', ?, ?, ?, ?, ?, '[\"Ann\"]', '[\"a\"]', 300, 'en', ?, ?, ?)",
            (_row(number, feeds) for number in range(entries)),
        )
        connection.executemany(
            "INSERT INTO openings (entry, opening) VALUES (?, ?)",
            ((number + 1, " ".join(_words(number, 30))) for number in range(entries)),
        )


def _row(number, feeds):
    feed = number % len(feeds)
    at = NEWEST - 600 * number
    link = f"{feeds[feed]}/{number}"
    mark = f"{number:032x}"
    title = " ".join(_words(number, 6))
    key = f"tag:{number}"
    name = entry_name(feeds[feed], key)
    page = link.removeprefix("https://")
    return (number + 1, feed + 1, name, key, at, at, at, mark, key, link, page, title, mark, mark[:16], at)


def _words(number, count):
    return [_WORDS[(number * 7 + place * place + number // (place + 1)) % len(_WORDS)] for place in range(count)]
