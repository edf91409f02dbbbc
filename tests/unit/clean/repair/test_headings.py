"""Headings begin below the entry's own title and skip no level."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.clean.html import clean_html
from planet.clean.surroundings import Surroundings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2, 3], [4, 5, 6]),
        ([2, 3, 3, 2], [4, 5, 5, 4]),
        ([1, 3, 2], [4, 5, 5]),
        ([3, 1], [4, 4]),
        ([1, 2, 3, 4, 5, 6], [4, 5, 6, 6, 6, 6]),
        ([6], [4]),
    ],
)
def test_levels_follow_from_the_headings_above(clean, before, after):
    html = clean("".join(f"<h{level}>x</h{level}>" for level in before))

    assert [int(level) for level in re.findall(r"<h(\d)", html)] == after


@given(st.lists(st.integers(min_value=1, max_value=6)))
def test_no_order_of_headings_leaves_a_gap(levels):
    html = clean_html("".join(f"<h{level}>x</h{level}>" for level in levels), Surroundings(name="0a")).html
    shown = [int(level) for level in re.findall(r"<h(\d)", html)]

    assert all(below - above <= 1 for above, below in zip([3, *shown], shown, strict=False))
