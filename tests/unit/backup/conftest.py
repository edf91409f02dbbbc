"""A planet's settings, a store in a folder of the test's own, and a copy of the memory to bring back."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from planet.model.settings import FeedConfig, FetchPolicy, Settings, SiteSettings, StateSettings
from planet.store import open_store
from planet.urls import entry_name

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FEED = "https://ann.example/feed"
MOMENT = "2026-11-01T00:00:00Z"


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def settings_of(tmp_path):
    def make(*feeds, url=None, publish=True, **sections):
        return Settings(
            config_file=tmp_path / "config.yaml",
            folder=tmp_path,
            site=SiteSettings(title="Planet", url=url),
            feeds=tuple(FeedConfig(url=feed) if isinstance(feed, str) else feed for feed in feeds or (FEED,)),
            output_dir=tmp_path / "output",
            state_dir=tmp_path / "state",
            state=StateSettings(publish=publish),
            fetch=FetchPolicy(allow_private_addresses=True),
            **sections,
        )

    return make


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "state", NOW) as opened:
        yield opened


@pytest.fixture
def state():
    """A copy of a memory with one feed and its entries, packed."""

    def make(*keys, feed=FEED, more=(), **header):
        dates = dict.fromkeys(("first_seen_at", "changed_at", "placed_at"), MOMENT)
        lines = [
            {"header": {"version": 1, "created_at": MOMENT, **header}},
            {"feed": {"url": feed, "origin": feed, "added_at": MOMENT, "health": {"feed_url": feed, "state": "ok"}}},
        ]
        for key in keys:
            stored = {"feed_url": feed, "key": key, "name": entry_name(feed, key), "content_hash": "0" * 32, **dates}
            lines.append({"entry": {"stored": stored}, "raw": {"key": key, "title": {"value": f"Title of {key}"}}})
        text = "".join(json.dumps(line) + "\n" for line in (*lines, *more))
        return gzip.compress(text.encode(), mtime=0)

    return make
