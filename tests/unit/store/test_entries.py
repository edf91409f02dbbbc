from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from planet.model.atom import Link, Person, RawText
from planet.model.fetching import Validators
from planet.urls import entry_name

OTHER = "https://bob.example.org/feed"
DAY = timedelta(days=1)


@pytest.fixture
def stored(opened, url):
    """Every stored entry of Ann's feed by key."""

    def read(*urls):
        with opened() as store:
            return {entry.key: entry for entry in store.entries(urls or [url])}

    return read


@pytest.fixture
def text_of(opened):
    """The stored text of one entry, and what the store had to say."""

    def read(name):
        with opened() as store:
            return dict(store.raw_entries([name]))[name], store.warnings

    return read


def test_a_new_entry_is_remembered_with_all_that_composing_needs(save, told, stored, url, now):
    raw = told.entry(authors=(Person(name="Ann"), Person(name="Бob")), updated_at=now - timedelta(microseconds=1))

    saved = save(told.taken_in(raw))

    assert (saved.new, saved.edited) == (1, 0)
    entry = stored()["one"]
    assert entry.feed_url == url
    assert entry.name == entry_name(url, "one")
    assert entry.first_seen_at == entry.changed_at == now
    assert entry.id == "one"
    assert entry.link == "https://ann.example.org/one"
    assert entry.authors == ("Ann", "Бob")
    assert entry.published_at == now - DAY
    assert entry.updated_at == now - timedelta(seconds=1)
    assert entry.atom_id is None
    assert len(entry.content_hash) == 32


def test_an_entry_may_have_nothing_but_its_key(save, told, stored):
    save(told.taken_in(told.entry(id=None, title=None, links=(), authors=(), published_at=None, content=None)))

    entry = stored()["one"]

    assert (entry.id, entry.link, entry.authors, entry.published_at, entry.updated_at) == (None, None, (), None, None)


def test_what_a_feed_had_when_it_was_first_read_is_its_backlog(save, told, stored, now):
    save(told.failed())
    save(told.taken_in(told.entry("old")))
    save(told.taken_in(told.entry("old", content=RawText(value="edited")), told.entry("new")), at=now + DAY)

    assert {key: entry.backlog for key, entry in stored().items()} == {"old": True, "new": False}


def test_a_feed_that_was_empty_when_it_was_first_read_has_no_backlog(save, told, stored, now):
    save(told.taken_in())
    save(told.taken_in(told.entry("new")), at=now + DAY)

    assert not stored()["new"].backlog


def test_an_edited_address_makes_no_backlog_of_what_is_new(opened, told, now, url):
    moved = "https://ann.example.org/feed.xml"
    with opened() as store:
        store.save(told.taken_in(told.entry("old")), told.health(), now)
    with opened() as store:
        store.follow([moved])
        document = told.taken_in(told.entry("old"), told.entry("new"), url=moved)
        store.save(document, told.health(url=moved), now + DAY)

        assert {entry.key: entry.backlog for entry in store.entries([moved])} == {"old": True, "new": False}


def test_an_entry_seen_again_writes_nothing(save, told, stored, now):
    save(told.taken_in(told.entry()))
    before = stored()

    saved = save(told.taken_in(told.entry()), at=now + DAY)

    assert (saved.new, saved.edited) == (0, 0)
    assert stored() == before


def test_an_edit_keeps_the_first_seen_time(save, told, stored, text_of, now):
    save(told.taken_in(told.entry()))
    edited = told.entry(content=RawText(value="edited"), links=(Link(href="https://ann.example.org/new"),))

    saved = save(told.taken_in(edited), at=now + DAY)

    assert (saved.new, saved.edited) == (0, 1)
    entry = stored()["one"]
    assert (entry.first_seen_at, entry.changed_at) == (now, now + DAY)
    assert entry.link == "https://ann.example.org/new"
    assert text_of(entry.name) == (edited, ())


def test_an_entry_that_leaves_the_feed_stays(save, told, stored):
    save(told.taken_in(told.entry("one"), told.entry("two")))

    save(told.taken_in(told.entry("three")))

    assert set(stored()) == {"one", "two", "three"}


def test_a_feed_that_comes_up_empty_keeps_its_entries(save, told, stored):
    save(told.taken_in(told.entry()))

    save(told.taken_in())

    assert set(stored()) == {"one"}
    assert set(stored()) == {"one"}


def test_a_feed_that_leaves_and_returns_has_its_history(save, told, stored, url):
    save(told.taken_in(told.entry()), told.taken_in(told.entry("bobs"), url=OTHER))

    assert set(stored(OTHER)) == {"bobs"}
    assert set(stored(OTHER, url)) == {"one", "bobs"}


def test_the_same_key_in_two_feeds_is_two_entries(save, told, stored, url):
    save(told.taken_in(told.entry()), told.taken_in(told.entry(content=RawText(value="stolen")), url=OTHER))

    (mine,), (other,) = stored(url).values(), stored(OTHER).values()

    assert mine.name != other.name
    assert mine.content_hash != other.content_hash


def test_two_entries_with_one_key_never_flip(save, told, stored, now):
    first, second = told.entry(title=RawText(value="first")), told.entry(title=RawText(value="second"))
    save(told.taken_in(first, second))
    before = stored()

    for day in range(1, 4):
        saved = save(told.taken_in(first, second), at=now + day * DAY)
        assert saved.edited == 0

    assert stored() == before


def test_a_clock_that_goes_back_moves_nothing(save, told, stored, now):
    save(told.taken_in(told.entry()))

    save(told.taken_in(told.entry(), told.entry("two")), at=now - 3650 * DAY)

    assert stored()["one"].first_seen_at == now
    assert stored()["two"].first_seen_at == now - 3650 * DAY


@pytest.mark.parametrize("year", [1, 1969, 9999])
def test_a_date_far_away_comes_back(save, told, stored, year):
    date = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)

    save(told.taken_in(told.entry(published_at=date)))

    assert stored()["one"].published_at == date


def test_hostile_text_does_no_harm(save, told, stored, text_of):
    raw = told.entry(
        "'; DROP TABLE entries; --\x00\ud800",
        links=(Link(href="https://ann.example.org/\ud800"),),
        authors=(Person(name="\udfff"),),
        title=RawText(value="\ud800\x00" * 5000),
    )
    save(told.taken_in(raw))

    (entry,) = stored().values()

    assert entry.link == "https://ann.example.org/?"
    assert text_of(entry.name)[0] == raw


def test_the_id_that_an_entry_was_published_under_survives_its_edits(save, told, stored, opened):
    save(told.taken_in(told.entry()))
    name = stored()["one"].name

    with opened() as store:
        store.give_atom_ids({name: "urn:planet:1", "0" * 16: "urn:planet:nobody"})
    save(told.taken_in(told.entry(content=RawText(value="edited"))))

    assert stored()["one"].atom_id == "urn:planet:1"


def test_texts_come_in_the_order_that_was_asked(save, told, stored, opened):
    save(told.taken_in(*(told.entry(str(number)) for number in range(500))))
    names = [entry.name for entry in reversed(stored().values())]

    with opened() as store:
        texts = list(store.raw_entries(["f" * 16, *names]))

    assert [name for name, _ in texts] == names
    assert [raw.key for _, raw in texts] == [str(number) for number in reversed(range(500))]


def test_texts_are_read_as_they_are_used(save, told, stored, opened):
    save(told.taken_in(told.entry()))

    with opened() as store:
        texts = store.raw_entries(
            [stored_entry.name for stored_entry in store.entries(["https://ann.example.org/feed"])]
        )
        assert next(texts)[1] == told.entry()
        assert next(texts, None) is None


@pytest.fixture
def damaged(save, told, stored, state_file):
    """The name of an entry whose stored text is damaged; there is a whole one too."""
    save(told.taken_in(told.entry("one"), told.entry("two")))
    name = stored()["one"].name
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute(
            "UPDATE texts SET raw = x'00' WHERE entry = (SELECT id FROM entries WHERE name = ?)", (name,)
        )
        connection.commit()
    return name


def test_a_damaged_text_costs_only_itself(damaged, told, stored, text_of):
    rest, warnings = text_of(damaged)

    assert rest.links == (Link(href="https://ann.example.org/one"),)
    assert (rest.key, rest.title, rest.authors) == ("one", None, (Person(name="Ann"),))
    assert warnings == ("The stored text of https://ann.example.org/one is damaged; its feed is asked again.",)
    assert text_of(stored()["two"].name) == (told.entry("two"), ())


def test_a_damaged_text_is_asked_for_again(damaged, text_of, opened, url):
    text_of(damaged)

    with opened() as store:
        assert store.validators([url])[url] == Validators()


def test_a_damaged_text_is_mended_when_it_comes_again(damaged, save, told, text_of, stored):
    first_seen_at = stored()["one"].first_seen_at
    text_of(damaged)

    save(told.taken_in(told.entry("one"), told.entry("two")), at=first_seen_at + DAY)

    assert text_of(damaged) == (told.entry("one"), ())
    assert stored()["one"].first_seen_at == first_seen_at


def test_a_name_made_to_collide_with_anothers_entry_changes_nothing(save, told, stored, url, state_file):
    save(told.taken_in(told.entry()))
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute("UPDATE entries SET name = ?", (entry_name(OTHER, "trap"),))
        connection.commit()
    before = stored(url)

    saved = save(told.taken_in(told.entry("trap"), told.entry("honest"), url=OTHER))

    assert saved.new == 1
    assert stored(url) == before
    assert set(stored(OTHER)) == {"honest"}
