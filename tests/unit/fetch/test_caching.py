"""How long to stay away, in the server's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planet.fetch.caching import max_age, retry_after

DATE = b"Sun, 06 Nov 1994 08:49:37 GMT"
HOUR_LATER = b"Sun, 06 Nov 1994 09:49:37 GMT"
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"max-age=3600", 3600),
        (b"public, max-age=60", 60),
        (b'Max-Age = "60"', 60),
        (b"s-maxage=10, max-age=60", 60),
        (b"max-age=99999999999999999999999999", WEEK.total_seconds()),
    ],
)
def test_max_age_is_read_in_seconds(value, seconds):
    assert max_age({b"cache-control": value}) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", [b"no-cache", b"max-age=0", b"max-age=-1", b"max-age=soon", b"s-maxage=60", b"", b"\xff"]
)
def test_an_answer_that_is_not_fresh_for_any_time_says_none(value):
    assert max_age({b"cache-control": value}) is None


def test_expires_counts_from_the_answers_own_date():
    assert max_age({b"expires": HOUR_LATER, b"date": DATE}) == timedelta(hours=1)


@pytest.mark.parametrize("expires", [b"0", b"-1", DATE, b"never", b"x" * 100_000])
def test_expires_that_is_past_or_nonsense_says_none(expires):
    assert max_age({b"expires": expires, b"date": DATE}) is None


def test_cache_control_wins_over_expires():
    assert max_age({b"cache-control": b"no-cache", b"expires": HOUR_LATER, b"date": DATE}) is None


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (b"120", timedelta(seconds=120)),
        (b" 120 ", timedelta(seconds=120)),
        (b"1000000000", WEEK),
        (HOUR_LATER, timedelta(hours=1)),
        (b"Sunday, 06-Nov-94 09:49:37 GMT", timedelta(hours=1)),
        (b"Sun Nov  6 09:49:37 1994", timedelta(hours=1)),
        (b"Sun, 06 Nov 2094 08:49:37 GMT", WEEK),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_at_most_a_week(value, wait):
    assert retry_after({b"retry-after": value, b"date": DATE}) == wait


@pytest.mark.parametrize(
    "value", [b"", b"0", b"-5", b"soon", b"1e9", b"9" * 50, b"Sun, 99 Nov 1994 99:99:99 GMT", b"\xff\xfe"]
)
def test_nonsense_says_nothing_about_when_to_come_back(value):
    assert retry_after({b"retry-after": value, b"date": DATE}) is None


def test_a_date_without_a_date_beside_it_says_nothing():
    assert retry_after({b"retry-after": HOUR_LATER}) is None


def test_a_date_in_the_past_says_nothing():
    assert retry_after({b"retry-after": DATE, b"date": HOUR_LATER}) is None
