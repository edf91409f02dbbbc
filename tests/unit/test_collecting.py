"""When Python looks for garbage."""

from __future__ import annotations

import gc

import pytest

from planet.collecting import without_collecting


@pytest.fixture(autouse=True)
def _as_it_was():
    yield
    gc.enable()


def test_nobody_looks_for_garbage_meanwhile_and_afterwards_as_before():
    with without_collecting():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_what_fails_does_not_leave_garbage_lying_for_ever():
    with pytest.raises(ValueError, match="fails"), without_collecting():
        raise ValueError("fails")

    assert gc.isenabled()


def test_where_nobody_looked_before_nobody_looks_afterwards():
    gc.disable()

    with without_collecting():
        pass

    assert not gc.isenabled()
