from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from planet.errors import Kind
from planet.model.atom import Link, RawText
from planet.model.fetching import FeedHealth, Move, Validators

OTHER = "https://bob.example.org/feed"
DAY = timedelta(days=1)


def test_every_asked_feed_has_health_and_validators(opened, url):
    with opened() as store:
        assert store.health([url, OTHER]) == {url: FeedHealth(feed_url=url), OTHER: FeedHealth(feed_url=OTHER)}
        assert store.validators([url]) == {url: Validators()}
        assert store.stored_counts([url]) == {url: 0}
        assert store.feeds([url]) == {}


def test_what_was_saved_of_a_feed_comes_back(opened, save, told, url, now):
    outcome = told.taken_in(told.entry(), subtitle=RawText(value="News"), lang="de", interval=DAY)
    save(outcome, told.taken_in(told.entry(), url=OTHER))

    with opened() as store:
        assert store.health([url])[url] == told.health(entries_seen=1, entries_new=1, last_change_at=now)
        assert store.validators([url])[url] == Validators(etag='"1"')
        assert store.feeds([url]) == {
            url: told.feed(subtitle=RawText(value="News"), lang="de", interval=DAY, entries=())
        }
        assert store.stored_counts([url, OTHER]) == {url: 1, OTHER: 1}


def test_a_304_that_names_no_validators_keeps_those_we_have(opened, save, told, url):
    save(told.taken_in(told.entry()), told.unchanged())

    with opened() as store:
        assert store.validators([url])[url] == Validators(etag='"1"')


def test_a_304_that_names_validators_replaces_those_we_have(opened, save, told, url):
    save(told.taken_in(told.entry()), told.unchanged(etag='"2"'))

    with opened() as store:
        assert store.validators([url])[url] == Validators(etag='"2"')


def test_a_200_without_validators_drops_those_we_had(opened, save, told, url):
    save(told.taken_in(told.entry()), told.taken_in(told.entry(), etag=None))

    with opened() as store:
        assert store.validators([url])[url] == Validators()


def test_a_feed_that_fails_keeps_all_that_it_had(opened, save, told, url):
    save(told.taken_in(told.entry()))
    failing = told.health(state="failing", failures=1, kind=Kind.TIMEOUT, problem="no answer within 30 s")

    saved = save(told.failed(), health=failing)

    assert (saved.new, saved.edited) == (0, 0)
    with opened() as store:
        assert store.stored_counts([url]) == {url: 1}
        assert store.health([url])[url] == failing
        assert store.validators([url])[url] == Validators(etag='"1"')
        assert store.feeds([url])[url].title == RawText(value="Ann's blog")


def test_a_feed_that_never_worked_is_remembered_too(opened, save, told, url):
    save(told.failed(), health=told.health(state="failing", failures=4))

    with opened() as store:
        assert store.health([url])[url].failures == 4
        assert store.feeds([url]) == {}


def test_validators_come_back_byte_for_byte(opened, save, told, url):
    odd = 'W/"a\'b\\c\t\u00fc\udcff"'
    save(told.taken_in(told.entry(), etag=odd))

    with opened() as store:
        assert store.validators([url])[url].etag == odd


def test_a_title_and_an_address_with_lone_surrogates_do_no_harm(opened, save, told):
    url = "https://ann.example.org/\ud800"
    save(told.taken_in(told.entry(), url=url, title=RawText(value="Ann \udfff")))

    with opened() as store:
        assert store.feeds([url])[url].title == RawText(value="Ann \udfff")
        assert store.stored_counts([url]) == {url: 1}
        assert [entry.feed_url for entry in store.entries([url])] == [url]


def test_health_that_a_newer_planet_wrote_counts_as_new(opened, save, told, url, state_file):
    save(told.taken_in(told.entry()))
    with closing(sqlite3.connect(state_file)) as connection:
        connection.execute(
            """UPDATE feeds SET health = '{"feed_url":"u","kind":"alien"}', validators = '[]', raw = '7'"""
        )
        connection.commit()

    with opened() as store:
        assert store.health([url])[url] == FeedHealth(feed_url=url)
        assert store.validators([url])[url] == Validators()
        assert store.feeds([url]) == {}


def test_more_feeds_than_sqlite_has_placeholders_can_be_asked_for(opened, save, told, url):
    save(told.taken_in(told.entry()))
    many = [url, *(f"https://example.org/{number}" for number in range(40_000))]

    with opened() as store:
        assert len(store.health(many)) == 40_001
        assert store.health(many)[url].state == "ok"


# --- what makes pages change ------------------------------------------------------------------------------------------


@pytest.fixture
def grew(opened, told, now):
    """Whether saving `after` makes the revision grow once `before` was saved; each is (outcome, health)."""

    def compare(before, after):
        with opened() as store:
            store.save(*before, now)
            first = store.revision()
        with opened() as store:
            store.save(*after, now + DAY)
            return store.revision() > first

    return compare


def test_the_same_feed_at_another_time_changes_no_page(grew, told, now):
    before = (told.taken_in(told.entry()), told.health())

    assert not grew(before, (told.taken_in(told.entry(), etag='"2"'), told.health(at=now + DAY)))
    assert not grew(before, (told.unchanged(), told.health(at=now + 2 * DAY)))


def test_what_no_page_shows_of_a_feed_changes_no_page(grew, told):
    before = (told.taken_in(told.entry()), told.health())
    after = (told.taken_in(told.entry(), interval=DAY, warnings=("odd",), format="atom10"), told.health())

    assert not grew(before, after)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": RawText(value="Bob's")},
        {"links": (Link(href="https://bob.example.org/"),)},
        {"base": "https://b.org/"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_metadata_changes_pages(grew, told, fields):
    before = (told.taken_in(told.entry()), told.health())

    assert grew(before, (told.taken_in(told.entry(), **fields), told.health()))


def test_a_feed_that_begins_to_fail_changes_pages(grew, told):
    before = (told.taken_in(told.entry()), told.health())

    assert grew(before, (told.failed(), told.health(state="failing", problem="no answer within 30 s")))


def test_a_feed_that_goes_on_failing_changes_no_page(grew, told, now):
    before = (told.failed(), told.health(state="failing", problem="404 Not Found"))

    assert not grew(
        before, (told.failed(), told.health(state="failing", problem="404 Not Found", at=now + DAY, failures=2))
    )


def test_new_and_edited_entries_change_pages(grew, told):
    before = (told.taken_in(told.entry()), told.health())

    assert grew(before, (told.taken_in(told.entry(), told.entry("two")), told.health()))
    assert grew(before, (told.taken_in(told.entry(title=RawText(value="Edited"))), told.health()))


def test_how_many_entries_came_is_part_of_the_health(opened, told, url, now):
    with opened() as store:
        store.save(told.taken_in(told.entry("a"), told.entry("b")), told.health(), now)
        saved = store.save(told.taken_in(told.entry("b"), told.entry("c")), told.health(), now + DAY)

    assert (saved.health.entries_seen, saved.health.entries_new) == (2, 1)
    assert saved.health.last_change_at == now + DAY
    with opened() as store:
        assert store.health([url])[url] == saved.health


def test_a_feed_that_was_put_off_is_due_later_and_looks_the_same(opened, told, url, now):
    with opened() as store:
        store.save(told.taken_in(told.entry()), told.health(), now)
        before = store.revision()
        later = replace(store.health([url])[url], next_try_at=now + DAY)

        store.put_off(later)

        assert store.health([url])[url] == later
        assert store.revision() == before


@pytest.mark.parametrize(("keys", "same"), [(("a", "x"), True), (("x", "y"), False)])
def test_a_moved_feed_is_the_same_when_it_shares_an_entry_from_before(opened, told, now, keys, same):
    moved = replace(told.taken_in(*map(told.entry, keys)), moved_to="https://new.example/")
    with opened() as store:
        store.save(told.taken_in(told.entry("a"), told.entry("b")), told.health(), now - DAY)

        assert store.is_same_feed(moved, told.health(), now) is same

        # Its own entries, taken in over the redirect, are no witness.
        store.save(moved, told.health(), now)
        move = Move(to="https://new.example/", since=now)
        assert store.is_same_feed(moved, told.health(move=move), now + DAY) is same


def test_a_feed_that_was_never_read_at_its_old_address_has_nothing_to_share(opened, told, now):
    with opened() as store:
        assert store.is_same_feed(
            replace(told.taken_in(told.entry()), moved_to="https://n.example/"), told.health(), now
        )
        assert not store.is_same_feed(told.taken_in(told.entry()), told.health(), now)
        assert not store.is_same_feed(told.failed(), told.health(), now)
