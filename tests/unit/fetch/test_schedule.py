"""Who is due, and how long a feed is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planet.errors import Kind
from planet.fetch import feeds_due, health_after
from planet.fetch.schedule import BACK_OFF
from planet.model.atom import RawFeed
from planet.model.fetching import Failed, FeedHealth, TakenIn, Unchanged
from planet.model.settings import FeedConfig
from planet.model.site import BuildRequest

URL = "https://blog.example/feed"
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
INTERVAL = 25 * MINUTE
WEB = FeedConfig(url=URL)
FILE = FeedConfig(url="a.xml", file=Path("/a.xml"))


def due(next_try_at, *, feed=WEB, **request):
    health = {feed.url: FeedHealth(feed_url=feed.url, next_try_at=next_try_at)}
    return bool(feeds_due([feed], health, BuildRequest(now=NOW, **request)))


def failed(kind=Kind.TIMEOUT, **more):
    return Failed(feed_url=URL, kind=kind, problem="it broke", hint="mend it", **more)


def after(outcome, before=None, now=NOW, min_interval=INTERVAL):
    return health_after(outcome, before or FeedHealth(feed_url=URL), now, min_interval)


def test_a_feed_is_due_when_its_time_has_come():
    assert due(NOW)
    assert due(NOW - HOUR)
    assert not due(NOW + MINUTE)


def test_a_feed_that_was_never_asked_is_due():
    assert due(None)
    assert feeds_due([WEB], {}, BuildRequest(now=NOW)) == (WEB,)


def test_a_file_is_always_due():
    assert due(NOW + DAY, feed=FILE)
    assert due(NOW + DAY, feed=FILE, offline=True)


def test_offline_no_server_is_asked_even_by_force():
    assert not due(None, offline=True)
    assert not due(None, offline=True, force=True)


def test_force_asks_before_the_time():
    assert due(NOW + DAY, force=True)


def test_the_order_is_that_of_the_configuration():
    feeds = [FeedConfig(url=f"https://{name}.example/") for name in "cab"]

    assert feeds_due(feeds, {}, BuildRequest(now=NOW)) == tuple(feeds)


def test_a_clock_that_was_wrong_once_blocks_no_feed():
    assert due(NOW + 365 * DAY)
    assert not due(NOW + 30 * DAY)


def test_a_feed_that_works_is_asked_again_after_the_interval():
    health = after(Unchanged(feed_url=URL))

    assert (health.state, health.since, health.next_try_at) == ("ok", NOW, NOW + INTERVAL)
    assert (health.last_ok_at, health.last_try_at, health.failures, health.problem) == (NOW, NOW, 0, None)


@pytest.mark.parametrize(
    ("max_age", "interval", "wait"),
    [
        (None, None, INTERVAL),
        (MINUTE, MINUTE, INTERVAL),
        (HOUR, None, HOUR),
        (HOUR, 6 * HOUR, 6 * HOUR),
        (12 * HOUR, 6 * HOUR, 12 * HOUR),
        (365 * DAY, None, 7 * DAY),
        (None, 365 * DAY, 7 * DAY),
        (timedelta(0), -HOUR, INTERVAL),
    ],
)
def test_server_and_feed_can_only_lengthen_the_interval_to_a_week(max_age, interval, wait):
    outcome = TakenIn(feed_url=URL, feed=RawFeed(url=URL, interval=interval), max_age=max_age)

    assert after(outcome).next_try_at == NOW + wait


def test_since_is_kept_while_the_state_stays():
    first = after(Unchanged(feed_url=URL))

    second = after(Unchanged(feed_url=URL), first, NOW + DAY)

    assert (second.since, second.last_ok_at) == (NOW, NOW + DAY)


def test_a_feed_that_keeps_failing_is_asked_ever_more_rarely():
    health, waits = None, []
    for _ in range(len(BACK_OFF) + 2):
        health = after(failed(), health)
        waits.append(health.next_try_at - NOW)

    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, *[DAY] * 7, *[7 * DAY] * 3]
    assert (health.state, health.since, health.failures) == ("failing", NOW, 14)


def test_a_failure_keeps_when_the_feed_last_worked_and_says_what_to_do():
    worked = after(Unchanged(feed_url=URL), now=NOW - DAY)

    health = after(failed(), worked)

    assert (health.last_ok_at, health.last_try_at, health.since) == (NOW - DAY, NOW, NOW)
    assert (health.kind, health.problem, health.hint) == (Kind.TIMEOUT, "it broke", "mend it")


def test_a_success_forgets_the_failures():
    health = after(Unchanged(feed_url=URL), after(failed()), NOW + HOUR)

    assert (health.state, health.since, health.failures) == ("ok", NOW + HOUR, 0)
    assert (health.kind, health.problem, health.hint) == (None, None, None)


@pytest.mark.parametrize(("retry_after", "wait"), [(MINUTE, HOUR), (5 * HOUR, 5 * HOUR), (None, HOUR)])
def test_retry_after_can_only_lengthen_the_back_off(retry_after, wait):
    health = after(failed(Kind.RATE_LIMIT, status=429, retry_after=retry_after))

    assert health.next_try_at == NOW + wait


def test_a_long_interval_of_the_maintainers_counts_for_failures_too():
    assert after(failed(), min_interval=12 * HOUR).next_try_at == NOW + 12 * HOUR


def test_410_means_gone_at_once():
    health = after(failed(Kind.GONE, status=410))

    assert (health.state, health.next_try_at) == ("gone", NOW + 30 * DAY)


def test_a_month_of_404_means_gone():
    missing = failed(Kind.STATUS, status=404)
    first = after(missing)

    assert after(missing, first, NOW + 29 * DAY).state == "failing"
    gone = after(missing, first, NOW + 30 * DAY)

    assert (gone.state, gone.since, gone.next_try_at) == ("gone", NOW + 30 * DAY, NOW + 60 * DAY)


def test_a_month_of_any_other_failure_is_not_gone():
    first = after(failed())

    assert after(failed(), first, NOW + 90 * DAY).state == "failing"


def test_gone_stays_gone_until_the_feed_works():
    gone = after(failed(Kind.GONE, status=410))

    later = after(failed(Kind.DNS), gone, NOW + 30 * DAY)

    assert (later.state, later.since) == ("gone", NOW)
    assert after(Unchanged(feed_url=URL), later, NOW + 60 * DAY).state == "ok"


def test_a_gone_feed_is_due_once_a_month():
    assert not due(NOW + 30 * DAY)
    assert due(NOW)


def test_a_build_that_ran_out_of_time_says_nothing_of_the_feed():
    before = after(failed())

    assert after(failed(Kind.NOT_REACHED), before, NOW + DAY) == before
