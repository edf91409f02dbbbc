"""A permanent redirect is believed late, and only when it leads to the same feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planet.errors import Kind
from planet.fetch import address_of, health_after
from planet.model.atom import RawFeed
from planet.model.fetching import Failed, FeedHealth, TakenIn, Unchanged

OLD, NEW = "https://old.example/feed", "https://new.example/feed"
START = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
INTERVAL = timedelta(minutes=25)


def read(health, now, moved_to=NEW, *, same_feed=True):
    outcome = TakenIn(feed_url=OLD, feed=RawFeed(url=OLD), moved_to=moved_to)
    return health_after(outcome, health, now, INTERVAL, same_feed=same_feed)


def after(days, **more):
    health = FeedHealth(feed_url=OLD)
    for day in days:
        health = read(health, START + day * DAY, **more)
    return health


@pytest.mark.parametrize(("days", "state"), [([0], "ok"), ([0, 2], "ok"), ([0, 1, 1.9], "ok"), ([0, 1, 2], "moved")])
def test_a_move_is_believed_after_three_builds_over_two_days(days, state):
    health = after(days)

    assert health.state == state
    assert address_of(OLD, health) == (NEW if state == "moved" else OLD)


def test_a_move_that_is_believed_is_an_edit_to_make():
    health = after([0, 1, 2])

    assert (health.kind, health.problem) == (Kind.MOVED, f"has moved for good to {NEW}")
    assert NEW in health.hint
    assert health.since == START + 2 * DAY


def test_a_target_that_shares_no_entry_is_never_remembered():
    assert after(range(10), same_feed=False).state == "ok"


def test_a_redirect_to_another_place_starts_to_count_anew():
    health = read(after([0, 1]), START + 2 * DAY, "https://third.example/")

    assert (health.state, health.move.to, health.move.builds) == ("ok", "https://third.example/", 1)


def test_a_feed_that_answers_by_itself_again_has_not_moved():
    assert read(after([0, 1]), START + 2 * DAY, None).move is None


def test_asked_at_its_new_address_it_stays_moved():
    health = health_after(Unchanged(feed_url=OLD), after([0, 1, 2]), START + 3 * DAY, INTERVAL)

    assert (health.state, health.since) == ("moved", START + 2 * DAY)
    assert address_of(OLD, health) == NEW


def test_a_304_at_the_end_of_the_redirect_counts_as_well():
    health = FeedHealth(feed_url=OLD)
    for day in range(3):
        outcome = Unchanged(feed_url=OLD, moved_to=NEW)
        health = health_after(outcome, health, START + day * DAY, INTERVAL, same_feed=True)

    assert health.state == "moved"


def test_when_the_new_address_fails_the_old_one_is_asked_again():
    failed = Failed(feed_url=OLD, kind=Kind.DNS, problem="no such host", hint="look")

    health = health_after(failed, after([0, 1, 2]), START + 3 * DAY, INTERVAL)

    assert health.state == "failing"
    assert address_of(OLD, health) == OLD
