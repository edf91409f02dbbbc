"""Feeds and entries as values, and a store in a folder of the test's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planet.errors import HINTS, Kind
from planet.model.atom import Link, Person, RawEntry, RawFeed, RawText, TextFacts
from planet.model.fetching import Failed, FeedHealth, TakenIn, Unchanged, Validators
from planet.store import open_store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://ann.example.org/feed"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Makes what the stages before the store would have made."""

    def entry(self, key="one", **fields):
        return RawEntry(
            **{
                "key": key,
                "id": key,
                "title": RawText(value=f"Title of {key}"),
                "links": (Link(href=f"https://ann.example.org/{key}"),),
                "authors": (Person(name="Ann"),),
                "published_at": NOW - 24 * HOUR,
                "content": RawText(value=f"<p>Text of {key}</p>", kind="html"),
                "facts": TextFacts(words=3, opening=f"Text of {key}"),
                **fields,
            }
        )

    def feed(self, *entries, url=URL, **fields):
        return RawFeed(**{"url": url, "title": RawText(value="Ann's blog"), "entries": entries, **fields})

    def taken_in(self, *entries, url=URL, etag='"1"', **fields):
        return TakenIn(feed_url=url, feed=self.feed(*entries, url=url, **fields), validators=Validators(etag=etag))

    def unchanged(self, url=URL, **given):
        return Unchanged(feed_url=url, validators=Validators(**given))

    def failed(self, url=URL, kind=Kind.TIMEOUT, problem="no answer within 30 s"):
        return Failed(feed_url=url, kind=kind, problem=problem, hint=HINTS[kind])

    def health(self, url=URL, *, at=NOW, **fields):
        return FeedHealth(
            **{
                "feed_url": url,
                "state": "ok",
                "since": NOW,
                "last_try_at": at,
                "last_ok_at": at,
                "next_try_at": at + HOUR,
                **fields,
            }
        )


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def state_dir(tmp_path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def state_file(state_dir) -> Path:
    return state_dir / "planet.sqlite3"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def url() -> str:
    return URL


@pytest.fixture
def opened(state_dir):
    """Opens the store as a build does: `with opened() as store`."""
    return lambda at=NOW: open_store(state_dir, at)


@pytest.fixture
def save(opened, told):
    """One whole build that saves these outcomes: `save(outcome, …, at=…)`; what `save` said of the last."""

    def build(*outcomes, at=NOW, health=None):
        saved = None
        with opened(at) as store:
            for outcome in outcomes:
                saved = store.save(outcome, health or told.health(outcome.feed_url, at=at), at)
        return saved

    return build
