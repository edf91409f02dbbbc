"""An old memory makes room for one that is brought back, and is never lost."""

import pytest

from planet.errors import StoreError
from planet.store.replacing import move_away


def test_where_there_is_no_memory_nothing_is_moved(state_dir):
    assert move_away(state_dir) is None


def test_an_old_memory_is_kept_under_another_name(save, told, state_dir, state_file):
    for number in (1, 2):
        save(told.taken_in(told.entry()))
        before = state_file.read_bytes()

        assert move_away(state_dir) == f"planet.sqlite3.replaced-{number}"

        assert (state_dir / f"planet.sqlite3.replaced-{number}").read_bytes() == before
        assert not state_file.exists()


def test_what_lies_beside_it_goes_with_it(save, told, state_dir):
    save(told.taken_in(told.entry()))
    (state_dir / "planet.sqlite3-journal").write_bytes(b"half a build")

    move_away(state_dir)

    assert (state_dir / "planet.sqlite3.replaced-1-journal").read_bytes() == b"half a build"


def test_a_memory_that_a_build_is_using_is_not_moved(opened, state_dir, state_file):
    with opened(), pytest.raises(StoreError):
        move_away(state_dir)

    assert state_file.exists()
