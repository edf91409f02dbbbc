"""A host that sends one feed away is left alone as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planet.errors import Kind
from planet.fetch import held_back
from planet.model.fetching import Failed, FeedHealth, FetchFailed, Traffic
from planet.model.settings import FeedConfig

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEEDS = [FeedConfig(url=url) for url in ("https://a.example/1", "https://A.example:8443/2", "https://b.example/")]


def failed(status, retry_after=None, host="a.example"):
    return Failed(
        feed_url="https://a.example/1",
        kind=Kind.RATE_LIMIT,
        problem="429",
        hint="wait",
        status=status,
        retry_after=retry_after,
        traffic=Traffic(host=host),
    )


def put_off(outcome, **health):
    known = {feed.url: health.get(feed.url, FeedHealth(feed_url=feed.url)) for feed in FEEDS}
    return {held.feed_url: held.next_try_at for held in held_back([outcome], FEEDS, known, NOW)}


@pytest.mark.parametrize("status", [429, 503])
def test_every_feed_of_the_host_waits_as_long_as_it_asks(status):
    until = NOW + 5 * HOUR

    assert put_off(failed(status, 5 * HOUR)) == {"https://a.example/1": until, "https://A.example:8443/2": until}


def test_a_host_that_does_not_say_how_long_is_left_alone_for_an_hour():
    assert set(put_off(failed(429)).values()) == {NOW + HOUR}


@pytest.mark.parametrize("status", [404, 500, None])
def test_another_failure_is_that_of_one_feed(status):
    assert put_off(failed(status, HOUR)) == {}


def test_a_feed_that_waits_longer_already_keeps_waiting():
    later = {"https://b.example/": FeedHealth(feed_url="https://b.example/", next_try_at=NOW + 9 * HOUR)}

    assert put_off(failed(429, HOUR, host="b.example"), **later) == {}


def test_a_feed_that_was_last_read_from_the_host_waits_too():
    known = {"https://b.example/": FeedHealth(feed_url="https://b.example/", traffic=Traffic(host="a.example"))}

    assert "https://b.example/" in put_off(failed(429), **known)


def test_in_a_crawl_the_rest_of_the_host_is_not_asked(server, canary, crawl_all):
    server.serve("/0", status=429, headers={"Retry-After": "60"})
    for number in range(1, 6):
        server.serve(f"/{number}", b"<rss/>")
    elsewhere = canary.url("/", host="localhost")
    canary.serve("/", b"<rss/>")

    results = crawl_all([*(server.url(f"/{number}") for number in range(6)), elsewhere])

    by_url = {result.feed_url: result for result in results}
    assert len(server.requests) == 1
    assert by_url[server.url("/0")].kind is Kind.RATE_LIMIT
    held = [by_url[server.url(f"/{number}")] for number in range(1, 6)]
    assert {(type(one), one.kind) for one in held} == {(FetchFailed, Kind.NOT_REACHED)}
    assert "answered 429 to another feed" in held[0].problem
    assert by_url[elsewhere].body == b"<rss/>"
