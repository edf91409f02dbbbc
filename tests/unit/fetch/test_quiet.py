"""Hours and days in which a feed asks not to be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planet.fetch import feeds_due, health_after
from planet.fetch.quiet import first_open
from planet.model.atom import RawFeed
from planet.model.fetching import FeedHealth, Quiet, TakenIn, Unchanged
from planet.model.settings import FeedConfig
from planet.model.site import BuildRequest

URL = "https://blog.example/feed"
MONDAY = datetime(2026, 11, 2, 12, 20, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
INTERVAL = timedelta(minutes=25)


@pytest.mark.parametrize(
    ("quiet", "opens"),
    [
        (Quiet(), MONDAY),
        (Quiet(hours=(11, 13)), MONDAY),
        (Quiet(hours=(12, 13)), MONDAY.replace(hour=14, minute=0)),
        (Quiet(hours=tuple(range(12, 24))), MONDAY.replace(hour=0, minute=0) + DAY),
        (Quiet(days=(0,)), MONDAY.replace(hour=0, minute=0) + DAY),
        (Quiet(days=(0, 1), hours=(0,)), MONDAY.replace(hour=1, minute=0) + 2 * DAY),
        (Quiet(hours=tuple(range(24))), MONDAY),
        (Quiet(days=tuple(range(7))), MONDAY),
        (Quiet(hours=tuple(range(24)), days=(0,)), MONDAY.replace(hour=0, minute=0) + DAY),
    ],
)
def test_the_next_moment_in_which_a_feed_may_be_read(quiet, opens):
    assert first_open(quiet, MONDAY) == opens


def test_a_feed_is_not_due_in_an_hour_that_it_skips_unless_forced():
    health = {URL: FeedHealth(feed_url=URL, next_try_at=MONDAY - HOUR, quiet=Quiet(hours=(12,)))}
    feeds = [FeedConfig(url=URL)]

    assert feeds_due(feeds, health, BuildRequest(now=MONDAY)) == ()
    assert feeds_due(feeds, health, BuildRequest(now=MONDAY + HOUR)) == tuple(feeds)
    assert feeds_due(feeds, health, BuildRequest(now=MONDAY, force=True)) == tuple(feeds)


def test_when_a_feed_is_due_next_is_never_within_what_it_skips():
    feed = RawFeed(url=URL, interval=HOUR, skip_hours=(13, 14), skip_days=(5,))

    health = health_after(TakenIn(feed_url=URL, feed=feed), FeedHealth(feed_url=URL), MONDAY, INTERVAL)

    assert health.next_try_at == MONDAY.replace(hour=15, minute=0)
    assert health.quiet == Quiet(interval=HOUR, hours=(13, 14), days=(5,))


def test_what_a_feed_asks_for_holds_after_a_304_too():
    feed = RawFeed(url=URL, interval=6 * HOUR)
    read = health_after(TakenIn(feed_url=URL, feed=feed), FeedHealth(feed_url=URL), MONDAY, INTERVAL)

    again = health_after(Unchanged(feed_url=URL), read, MONDAY + DAY, INTERVAL)

    assert again.next_try_at == MONDAY + DAY + 6 * HOUR
