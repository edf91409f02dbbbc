from __future__ import annotations

import pytest

from planet.render.pager import make_pager, page_path


def numbers(number: int | None, last: int) -> list[int]:
    pager = make_pager(number, last)
    return [link.number for link in pager.numbers] if pager else []


@pytest.mark.parametrize("last", [0, 1])
def test_one_page_needs_no_pager(last):
    assert make_pager(None, last) is None


def test_the_index_goes_on_at_the_page_before_the_last_because_it_shows_the_last_one_whole():
    pager = make_pager(None, 10)

    assert pager is not None
    assert (pager.newest, pager.newer, pager.older, pager.oldest) == (None, None, page_path(9), page_path(1))
    assert numbers(None, 10) == [9, 8, 7]
    assert pager.gap


def test_a_page_leads_both_ways_and_to_both_ends():
    pager = make_pager(5, 10)

    assert pager is not None
    assert (pager.newest, pager.newer, pager.older, pager.oldest) == (
        "index.html",
        page_path(6),
        page_path(4),
        page_path(1),
    )
    assert numbers(5, 10) == [6, 5, 4, 3, 2]
    assert [link.number for link in pager.numbers if link.current] == [5]


def test_the_last_page_leads_to_the_index_and_the_first_to_nothing_older():
    last, first = make_pager(10, 10), make_pager(1, 10)

    assert last is not None
    assert first is not None
    assert last.newer == "index.html"
    assert (first.older, first.oldest, first.gap) == (None, None, False)
    assert numbers(1, 10) == [2, 1]


@pytest.mark.parametrize("number", range(1, 9))
def test_a_new_page_changes_no_page_but_the_last_two(number):
    assert make_pager(number, 10) == make_pager(number, 11)


def test_a_page_path_names_its_file_so_that_it_works_without_a_server():
    assert page_path(3) == "page/3/index.html"


def test_even_a_lone_numbered_page_leads_back():
    pager = make_pager(1, 1)

    assert pager is not None
    assert pager.newer == "index.html"
