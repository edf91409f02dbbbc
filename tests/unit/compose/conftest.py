"""Stored entries by the handful."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planet.model.entries import StoredEntry
from planet.model.settings import FeedConfig, Settings, SiteSettings
from planet.urls import entry_name, plain_page

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stored(key, *, feed="https://a.example/feed", hours=0.0, **fields):
    """An entry published `hours` before noon and first seen at noon."""
    published = fields.setdefault("published_at", NOON - timedelta(hours=hours))
    fields.setdefault("page", plain_page(fields.get("link") or ""))
    return StoredEntry(
        feed_url=feed,
        key=key,
        name=entry_name(feed, key),
        first_seen_at=fields.pop("first_seen_at", NOON),
        changed_at=fields.pop("changed_at", NOON),
        placed_at=fields.pop("placed_at", published or NOON),
        content_hash=key,
        **fields,
    )


def planet_of(*feeds, **sections):
    """Settings with these feeds (addresses or `FeedConfig`)."""
    nowhere = Path("/nowhere")
    return Settings(
        config_file=nowhere / "config.yaml",
        folder=nowhere,
        site=sections.pop("site", SiteSettings(title="Planet")),
        feeds=tuple(FeedConfig(url=feed) if isinstance(feed, str) else feed for feed in feeds),
        output_dir=nowhere / "output",
        state_dir=nowhere / ".planet",
        **sections,
    )


@pytest.fixture(scope="session")
def settings_of():
    return planet_of


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
