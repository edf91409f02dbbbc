from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planet.compose.order import in_order, revised_at, shown_at


def test_published_comes_before_updated(make_entry, noon):
    entry = make_entry("a", published_at=noon - timedelta(days=2), updated_at=noon - timedelta(days=1))

    assert shown_at(entry) == noon - timedelta(days=2)


def test_updated_stands_in_for_a_missing_published(make_entry, noon):
    entry = make_entry("a", published_at=None, updated_at=noon - timedelta(days=1))

    assert shown_at(entry) == noon - timedelta(days=1)


def test_an_undated_entry_has_the_date_on_which_it_was_first_seen(make_entry, noon):
    entry = make_entry("a", published_at=None, first_seen_at=noon - timedelta(days=9))

    assert shown_at(entry) == noon - timedelta(days=9)


def test_a_date_from_the_future_counts_as_first_seen(make_entry, noon):
    entry = make_entry("a", published_at=noon.replace(year=2999))

    assert shown_at(entry) == noon


def test_a_clock_that_is_less_than_an_hour_ahead_is_believed(make_entry, noon):
    entry = make_entry("a", published_at=noon + timedelta(minutes=59))

    assert shown_at(entry) == noon + timedelta(minutes=59)


def test_the_future_is_measured_against_the_first_sight_and_never_against_today(make_entry, noon):
    announced = make_entry("a", published_at=noon, first_seen_at=noon - timedelta(days=30))

    assert shown_at(announced) == noon - timedelta(days=30)


def test_an_edit_moves_the_revision_but_not_the_place(make_entry, noon):
    entry = make_entry("a", hours=48, updated_at=noon - timedelta(hours=1))

    assert shown_at(entry) == noon - timedelta(hours=48)
    assert revised_at(entry) == noon - timedelta(hours=1)


def test_an_edit_from_the_future_is_not_believed(make_entry, noon):
    entry = make_entry("a", hours=48, updated_at=noon + timedelta(days=400))

    assert revised_at(entry) == shown_at(entry)


def test_an_entry_is_never_revised_before_it_was_shown(make_entry, noon):
    entry = make_entry("a", hours=1, updated_at=noon - timedelta(days=3))

    assert revised_at(entry) == shown_at(entry)


@given(seed=st.integers(), hours=st.lists(st.integers(min_value=0, max_value=3), max_size=12))
def test_the_order_is_total_and_does_not_depend_on_the_order_of_arrival(make_entry, seed, hours):
    entries = [make_entry(f"k{i}", feed=f"https://f{i % 3}.example/", hours=h) for i, h in enumerate(hours)]
    shuffled = entries.copy()
    Random(seed).shuffle(shuffled)

    assert in_order(shuffled) == in_order(entries)
    dates = [placed.shown_at for placed in in_order(entries)]
    assert dates == sorted(dates, reverse=True)
