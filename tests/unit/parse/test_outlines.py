"""A list of feeds in place of a feed; tests/badcases (101) has what a maintainer reads of it."""

import time

import pytest

from planet.parse.outlines import list_error


def test_what_stands_in_quotes_may_look_like_a_tag():
    error = list_error('<opml><outline text="a > b" xmlUrl="https://a.example/feed"/></opml>', None)

    assert "names 1" in error.problem
    assert "https://a.example/feed" in error.hint


def test_a_name_that_only_ends_like_the_attribute_is_another():
    assert "names" not in list_error('<opml><outline myxmlUrl="https://a.example/"/></opml>', None).problem


@pytest.mark.parametrize("piece", ["<outline ", '<outline "', "<outline x='", "<outline xmlUrl=", "<outline a='b' "])
def test_a_hostile_list_is_read_in_time_that_grows_with_its_length(piece):
    started = time.process_time()

    list_error("<opml>" + piece * 100_000, None)

    assert time.process_time() - started < 5
