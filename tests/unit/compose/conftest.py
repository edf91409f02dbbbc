"""Stored entries by the handful."""

from datetime import UTC, datetime, timedelta

import pytest

from planet.model.site import StoredEntry
from planet.urls import entry_name

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stored(key, *, feed="https://a.example/feed", hours=0.0, **fields):
    """An entry published `hours` before noon and first seen at noon."""
    fields.setdefault("published_at", NOON - timedelta(hours=hours))
    return StoredEntry(
        feed_url=feed,
        key=key,
        name=entry_name(feed, key),
        first_seen_at=fields.pop("first_seen_at", NOON),
        changed_at=fields.pop("changed_at", NOON),
        content_hash=key,
        **fields,
    )


@pytest.fixture(scope="session")
def make_entry():
    return stored


@pytest.fixture(scope="session")
def noon():
    return NOON


def keys_on(page):
    return [placed.stored.key for day in page.days for placed in day.entries]


@pytest.fixture(scope="session")
def keys():
    return keys_on
