from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planet.store.columns import json_list, seconds_of, storable, time_of
from planet.store.connection import DamagedError


@settings(deadline=None)
@given(time=st.datetimes(timezones=st.just(UTC)))
def test_a_time_comes_back_to_the_second(time):
    assert time_of(seconds_of(time)) == time.replace(microsecond=0)


def test_a_time_before_1970_is_rounded_down_too():
    assert seconds_of(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1


def test_a_zone_does_not_move_a_time():
    assert seconds_of(datetime(1970, 1, 1, 5, tzinfo=timezone(timedelta(hours=5)))) == 0


@settings(deadline=None)
@given(text=st.text(st.characters()))
def test_every_text_can_be_stored(text):
    storable(text).encode()


def test_only_lone_surrogates_are_replaced():
    assert storable("Größe 😀 \x00 \ud800") == "Größe 😀 \x00 ?"


def test_a_list_of_texts_is_one_value():
    assert json.loads(json_list(['a"b', "\ud800", "ü"])) == ['a"b', "?", "ü"]


@pytest.mark.parametrize("stored", [10**15, -(10**15), "noon", 10**30])
def test_a_time_that_is_none_is_damage(stored):
    with pytest.raises(DamagedError, match="a time that is none"):
        time_of(stored)
