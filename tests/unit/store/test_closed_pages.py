"""What the store remembers of closed pages, and what it notices of entries that were written since."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from planet.model.atom import RawText, TextFacts
from planet.model.closing import ClosedPages, Share, page_path
from planet.model.record import SiteRecord

URL = "https://ann.example.org/feed"
DAY = timedelta(days=1)


@pytest.fixture
def record():
    paths = [*(page_path(number) for number in range(1, 6)), "index.html"]
    values = {kind: {path: f"{kind} of {path}" for path in paths} for kind in ("files", "made_of", "marks")}
    return SiteRecord(inputs="abc", **values)


@pytest.fixture
def closed(now):
    share = Share(feed_url=URL, entries=3, newest_at=now)
    return ClosedPages(count=3, since=now, entries=6, shares=(share,), looked_at={"site": "1"}, kin=("x",), last_row=2)


def test_the_files_of_closed_pages_are_kept_apart_and_given_back_together(opened, record, closed):
    with opened() as store:
        store.keep_site_record(record, closed)

    with opened() as store:
        assert store.closed_pages() == closed
        assert sorted(store.site_record().files) == ["index.html", page_path(4), page_path(5)]
        assert store.site_record().closed == 3
        assert store.whole_site_record() == record
        assert store.closed_marks(3) == tuple(f"marks of {page_path(number)}" for number in (1, 2, 3))
        assert store.closed_marks(4) == ()


def test_more_pages_are_closed_later(opened, record, closed):
    with opened() as store:
        store.keep_site_record(record, closed)
        rest = replace(store.site_record(), inputs="next")
        store.keep_site_record(rest, replace(closed, count=4))

        assert store.site_record().closed == 4
        assert store.whole_site_record() == replace(record, inputs="next")


def test_a_site_without_closed_pages_forgets_them(opened, record, closed):
    with opened() as store:
        store.keep_site_record(record, closed)
        store.keep_site_record(record)

        assert store.closed_pages() is None
        assert store.site_record() == store.whole_site_record() == record
        assert store.closed_marks(3) == ()


def test_no_page_is_closed_whose_file_has_no_mark(opened, record, closed):
    unmarked = {path: mark for path, mark in record.marks.items() if path != page_path(2)}
    with opened() as store:
        store.keep_site_record(replace(record, marks=unmarked), closed)

        assert store.closed_pages() is None
        assert page_path(1) in store.site_record().files


def test_what_cannot_be_read_closes_nothing(opened, state_file, record, closed):
    with opened() as store:
        store.keep_site_record(record, closed)
    with closing_connection(state_file) as connection:
        connection.execute("UPDATE planet SET value = '{}' WHERE name = 'closed_pages'")

    with opened() as store:
        assert store.closed_pages() is None
        assert store.whole_site_record() == record


def closing_connection(path):
    connection = sqlite3.connect(path, isolation_level=None)
    return closing(connection)


# --- what was written since -------------------------------------------------------------------------------------------


@pytest.fixture
def saved(opened, told, now):
    """A store with an entry of each of the last ten days, after a site was made."""

    def entries(*, edited=(), news=()):
        old = [
            told.entry(f"{n}", published_at=now - n * DAY, title=RawText(value=f"{'Edited' if n in edited else n}"))
            for n in range(10)
        ]
        return [*old, *(told.entry(f"new{n}", published_at=now - n * DAY) for n in news)]

    def save(**what):
        with opened() as store:
            store.save(told.taken_in(*entries(**what)), told.health(), now)
            return store.last_row()

    save.last = save()
    with opened() as store:
        store.keep_site_record(SiteRecord(inputs="abc"))
    return save


@pytest.mark.parametrize(
    ("what", "as_it_was"),
    [
        ({}, True),
        ({"edited": [2]}, True),
        ({"edited": [7]}, False),
        ({"news": [1]}, True),
        ({"news": [1, 8]}, False),
    ],
)
def test_a_change_is_noticed_by_the_place_of_its_entry(opened, saved, now, what, as_it_was):
    saved(**what)

    with opened() as store:
        assert store.is_as_it_was(now - 5 * DAY, saved.last) is as_it_was
        store.keep_site_record(SiteRecord(inputs="next"))
        assert store.is_as_it_was(now - 5 * DAY, store.last_row())


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries WHERE key = '7'",
        "UPDATE entries SET forgotten = 1 WHERE key = '7'",
        "UPDATE entries SET placed_at = placed_at + 700000 WHERE key = '7'",
        "UPDATE entries SET feed = 99",
    ],
)
def test_whoever_writes_an_entry_is_noticed(opened, saved, state_file, now, statement):
    with closing_connection(state_file) as connection:
        connection.execute(statement)

    with opened() as store:
        assert not store.is_as_it_was(now - 5 * DAY, saved.last)


def test_the_id_under_which_an_entry_was_published_is_no_change(opened, saved, now):
    with opened() as store:
        store.give_atom_ids({entry.name: "tag:x" for entry in store.entries([URL])})

        assert store.is_as_it_was(now, saved.last)


def test_the_first_reading_of_a_feed_is_a_change_wherever_its_entries_stand(opened, told, saved, now):
    url = "https://bob.example.org/feed"
    with opened() as store:
        store.save(told.taken_in(told.entry("new", published_at=now), url=url), told.health(url), now)

        assert not store.is_as_it_was(now - 5 * DAY, saved.last)


def test_when_a_text_is_lost_while_the_site_is_made_nothing_is_closed(opened, saved, state_file, record, closed):
    with closing_connection(state_file) as connection:
        connection.execute("UPDATE texts SET raw = x'00'")

    with opened() as store:
        names = [entry.name for entry in store.entries([URL])]
        assert len(list(store.raw_entries(names))) == 10
        store.keep_site_record(record, closed)

        assert store.closed_pages() is None


# --- look-ups ---------------------------------------------------------------------------------------------------------


def test_entries_of_the_end_are_read_alone(opened, saved, now):
    with opened() as store:
        assert [entry.key for entry in store.entries_since([URL], now - 2 * DAY)] == ["0", "1", "2"]
        assert store.entries_since(["https://other.example/"], now - 2 * DAY) == ()


def test_older_entries_are_found_by_page_and_by_text(opened, told, saved, now):
    facts = TextFacts(words=30, fingerprint="f" * 16, beginning="b" * 16)
    with opened() as store:
        texts = [told.entry("a", published_at=now - 9 * DAY, facts=facts, links=()), told.entry("b", facts=facts)]
        store.save(told.taken_in(*texts), told.health(), now)
        end = [entry for entry in store.entries([URL]) if entry.key == "b"]
        same_page = [replace(end[0], page="ann.example.org/7", fingerprint=None)]

        assert [entry.key for entry in store.entries_like([URL], end, now - 5 * DAY, 10)] == ["a"]
        assert [entry.key for entry in store.entries_like([URL], same_page, now - 5 * DAY, 10)] == ["7"]
        assert store.entries_like([URL], same_page, now - 8 * DAY, 10) == ()
        assert store.entries_like([URL], end, now - 5 * DAY, 0) is None


def test_ids_that_were_published_are_found(opened, saved):
    with opened() as store:
        first = store.entries([URL])[0]
        store.give_atom_ids({first.name: "tag:given"})

        assert store.published_ids([URL], ["tag:given", "tag:other"]) == {"tag:given"}
        assert store.published_ids(["https://other.example/"], ["tag:given"]) == frozenset()


def test_openings_are_read_of_the_entries_that_are_named(opened, saved):
    with opened() as store:
        name = next(entry.name for entry in store.entries([URL]) if entry.key == "3")

        assert store.openings([URL], [name]) == {name: "Text of 3"}
