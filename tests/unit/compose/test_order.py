from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planet.compose.order import in_order, revised_at


def test_an_edit_moves_the_revision_but_not_the_place(make_entry, noon):
    entry = make_entry("a", hours=48, updated_at=noon - timedelta(hours=1))

    assert entry.placed_at == noon - timedelta(hours=48)
    assert revised_at(entry) == noon - timedelta(hours=1)


def test_an_edit_from_the_future_is_not_believed(make_entry, noon):
    entry = make_entry("a", hours=48, updated_at=noon + timedelta(days=400))

    assert revised_at(entry) == entry.placed_at


def test_an_entry_is_never_revised_before_it_was_shown(make_entry, noon):
    entry = make_entry("a", hours=1, updated_at=noon - timedelta(days=3))

    assert revised_at(entry) == entry.placed_at


def test_a_river_by_changes_moves_what_was_edited(make_entry, noon):
    old, new = make_entry("old", hours=48, updated_at=noon), make_entry("new", hours=1)

    assert [one.stored.key for one in in_order([old, new])] == ["new", "old"]
    assert [one.stored.key for one in in_order([old, new], "updated")] == ["old", "new"]


@given(seed=st.integers(), hours=st.lists(st.integers(min_value=0, max_value=3), max_size=12))
def test_the_order_is_total_and_does_not_depend_on_the_order_of_arrival(make_entry, seed, hours):
    entries = [make_entry(f"k{i}", feed=f"https://f{i % 3}.example/", hours=h) for i, h in enumerate(hours)]
    shuffled = entries.copy()
    Random(seed).shuffle(shuffled)

    assert in_order(shuffled) == in_order(entries)
    dates = [placed.shown_at for placed in in_order(entries)]
    assert dates == sorted(dates, reverse=True)
