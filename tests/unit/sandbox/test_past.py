"""Values that go past the children."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from planet.sandbox import ChildLimits, Past, past_children

LIMITS = ChildLimits(wall_s=5.0, workers=2)


@pytest.fixture
def found(monkeypatch):
    """What comes out for these values, one after the other."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import child_work

    return lambda values: past_children(child_work.double, values, LIMITS)


def test_they_come_out_as_they_are_while_the_first_child_starts(found):
    values = [1, Past("a"), 2, Past("b"), 3]

    results = list(found(values))

    assert results[:2] == [Past("a"), Past("b")]
    assert sorted(results[2:]) == [(1, 2), (2, 4), (3, 6)]


def test_those_alone_start_no_child(found):
    before = threading.active_count()

    assert list(found([Past(1), Past(2)])) == [Past(1), Past(2)]
    assert threading.active_count() == before


def test_of_many_values_some_are_read_while_the_first_child_starts_and_none_is_lost(found):
    read = []

    def values():
        for value in range(100):
            read.append(value)
            yield Past(value) if value % 4 == 3 else value

    results = found(values())
    assert next(results) == Past(3)
    soon = len(read)
    rest = list(results)

    assert soon < 100
    assert sorted(one.value for one in rest if isinstance(one, Past)) == list(range(7, 100, 4))
    assert sorted(one for one in rest if not isinstance(one, Past)) == [
        (value, 2 * value) for value in range(100) if value % 4 != 3
    ]


def test_an_error_in_reading_ahead_is_raised_where_the_results_are_wanted(found):
    def values():
        yield 1
        yield Past("a")
        raise OSError("the web is gone")

    with pytest.raises(OSError, match="the web is gone"):
        list(found(values()))


def test_whoever_stops_early_leaves_no_thread_behind(found):
    before = threading.active_count()
    results = found(iter([1, Past("a"), *range(50)]))

    assert next(results) == Past("a")
    results.close()

    for thread in threading.enumerate():
        if thread.name.startswith("child "):
            thread.join(10)
    assert threading.active_count() <= before
