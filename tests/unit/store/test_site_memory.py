from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest

from planet.model.atom import Content, Entry, SafeHtml
from planet.model.record import SiteRecord

DAY = timedelta(days=1)


@pytest.fixture
def clean():
    """A clean entry: `clean("one")`."""
    return lambda key: Entry(
        feed_url="https://ann.example.org/feed",
        key=key,
        name="0" * 16,
        title=f"Title of {key}",
        content=Content(html=SafeHtml(f"<p>{key}</p>"), lang="en", dir="ltr", removed=("style",)),
    )


def test_the_first_build_is_remembered_for_ever(opened, now):
    with opened(now) as store:
        assert store.created_at == now
    with opened(now + 300 * DAY) as store:
        assert store.created_at == now


def test_the_feeds_id_is_made_once_and_kept(opened):
    with opened() as store:
        first = store.feed_id("Planet Ann")
    with opened() as store:
        again = store.feed_id("Planet Bob")

    assert first == again
    assert UUID(first.removeprefix("urn:uuid:")).version == 5


def test_the_feeds_id_depends_on_the_title_alone(tmp_path, now):
    from planet.store import open_store

    ids = []
    for folder, title in (("a", "Planet Ann"), ("b", "Planet Ann"), ("c", "Planet Bob")):
        with open_store(tmp_path / folder, now) as store:
            ids.append(store.feed_id(title))

    assert ids[0] == ids[1] != ids[2]


def test_a_new_store_has_no_site(opened):
    with opened() as store:
        assert store.site_record() is None
        assert store.revision() == 0


def test_the_last_site_is_remembered(opened):
    record = SiteRecord(inputs="abc", files={"index.html": "1", "a.css": "2"}, entries_shown=3)
    with opened() as store:
        store.keep_site_record(SiteRecord(inputs="older"))
        store.keep_site_record(record)

    with opened() as store:
        assert store.site_record() == record


def test_a_site_record_that_cannot_be_read_is_none(opened, state_file):
    with opened() as store:
        store.keep_site_record(SiteRecord(inputs="abc"))
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("UPDATE planet SET value = '{}' WHERE name = 'site_record'")
        connection.commit()

    with opened() as store:
        assert store.site_record() is None


def test_clean_entries_are_found_under_their_keys(opened, clean):
    with opened() as store:
        store.keep_cleaned({"k1": clean("one"), "k2": clean("two")})

    with opened() as store:
        assert store.cleaned(["k1", "k3"]) == {"k1": clean("one")}


def test_clean_entries_that_nothing_shows_are_forgotten(opened, clean):
    with opened() as store:
        store.keep_cleaned({"k1": clean("one"), "k2": clean("two")})
        store.drop_cleaned_except(["k2", "k3"])
        store.drop_cleaned_except(["k2"])

        assert store.cleaned(["k1", "k2"]) == {"k2": clean("two")}


def test_a_damaged_clean_entry_is_cleaned_again(opened, clean, state_file):
    with opened() as store:
        store.keep_cleaned({"k1": clean("one"), "k2": clean("two")})
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("UPDATE cleaned SET entry = x'00' WHERE key = 'k1'")
        connection.commit()

    with opened() as store:
        assert store.cleaned(["k1", "k2"]) == {"k2": clean("two")}
        store.keep_cleaned({"k1": clean("one")})
        assert store.cleaned(["k1"]) == {"k1": clean("one")}


def test_what_only_the_build_needs_changes_no_page(opened, clean):
    with opened() as store:
        store.keep_cleaned({"k1": clean("one")})
        store.drop_cleaned_except([])
        store.keep_site_record(SiteRecord(inputs="abc"))
        store.feed_id("Planet Ann")
        store.give_atom_ids({"0" * 16: "urn:planet:1"})

        assert store.revision() == 0


def test_a_build_with_nothing_to_say_leaves_the_file_as_it_was(opened, state_file, clean, now):
    record = SiteRecord(inputs="abc", files={"index.html": "1"})
    for _ in range(2):
        with opened(now) as store:
            store.keep_site_record(record)
            store.drop_cleaned_except([])
    before = state_file.read_bytes()

    with opened(now + DAY) as store:
        store.keep_site_record(record)
        store.drop_cleaned_except([])
        store.revision()

    assert state_file.read_bytes() == before


def test_what_is_put_on_the_disk_is_there_before_the_store_is_closed(opened, clean, state_file):
    def kept():
        with closing(sqlite3.connect(state_file)) as other:
            return other.execute("SELECT count(*) FROM cleaned").fetchone()[0]

    with opened() as store:
        store.keep_cleaned({"k1": clean("one")})
        before = kept()

        store.put_on_disk()

        assert (before, kept()) == (0, 1)
