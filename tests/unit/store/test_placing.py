from __future__ import annotations

from datetime import timedelta

from planet.store.placing import places

DAY = timedelta(days=1)


def placed(entries, now, *, first_read=False):
    return list(places(entries, now, first_read=first_read))


def place_of(raw, now):
    [place] = placed([raw], now)
    return place


def test_published_comes_before_updated(told, now):
    place = place_of(told.entry(published_at=now - 2 * DAY, updated_at=now - DAY), now)

    assert (place.at, place.rule) == (now - 2 * DAY, "published")


def test_updated_stands_in_for_a_missing_published(told, now):
    place = place_of(told.entry(published_at=None, updated_at=now - DAY), now)

    assert (place.at, place.rule) == (now - DAY, "updated")


def test_an_undated_entry_has_the_date_on_which_it_was_first_seen(told, now):
    place = place_of(told.entry(published_at=None), now)

    assert (place.at, place.rule) == (now, "undated")


def test_a_date_from_the_future_counts_as_first_seen(told, now):
    place = place_of(told.entry(published_at=now.replace(year=2999)), now)

    assert (place.at, place.rule) == (now, "future")


def test_a_clock_that_is_less_than_an_hour_ahead_is_believed(told, now):
    date = now + timedelta(minutes=59)

    assert place_of(told.entry(published_at=date), now).at == date


def test_undated_entries_that_came_together_keep_the_order_of_their_document(told, now):
    entries = [told.entry(key, published_at=None) for key in "abc"]

    dates = [place.at for place in placed(entries, now)]

    assert dates == sorted(dates, reverse=True)
    assert dates[0] == now
    assert now - dates[-1] < timedelta(minutes=1)


def test_the_undated_backlog_of_a_new_feed_is_spread_over_the_days_before(told, now):
    entries = [told.entry(key, published_at=None) for key in "abc"]

    found = placed(entries, now, first_read=True)

    assert [place.at for place in found] == [now - DAY, now - 2 * DAY, now - 3 * DAY]
    assert {place.rule for place in found} == {"backlog"}


def test_a_backlog_of_thousands_goes_back_a_year_and_no_further(told, now):
    entries = [told.entry(str(number), published_at=None) for number in range(5000)]

    assert placed(entries, now, first_read=True)[-1].at >= now - timedelta(days=366)


def test_the_dated_entries_of_a_new_feed_keep_their_dates(told, now):
    dated, undated = told.entry("a", published_at=now - 9 * DAY), told.entry("b", published_at=None)

    assert [place.at for place in placed([dated, undated], now, first_read=True)] == [now - 9 * DAY, now - DAY]
