from __future__ import annotations

from datetime import timedelta

from planet.store.clock import is_behind, went_back

YEARS = timedelta(days=3650)


def test_a_clock_goes_back_when_it_says_clearly_less_than_at_the_last_build(now):
    assert went_back(now, now + YEARS)
    assert not went_back(now, now + timedelta(minutes=59))
    assert not went_back(now, now - YEARS)
    assert not went_back(now, None)


def test_most_feeds_know_better_than_a_clock_that_is_behind(now):
    assert is_behind(now - YEARS, [now, now - timedelta(days=9)])
    assert not is_behind(now, [now - timedelta(days=1), now - timedelta(days=9), now + YEARS])
    assert not is_behind(now, [])
