"""Entries that wait in the store, unread."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from planet.model.atom import Link, Shell, Unread
from planet.model.settings import KeepRules
from planet.store.connection import Connection
from planet.store.unread import as_read

SHELL = Shell(
    document=gzip.compress(b" <rss>...</rss>"),
    lead="<?xml version='1.0'?>\n",
    skip=1,
    head=5,
    tail=8,
    base="https://ann.example.org/feed",
)
HOME = "https://ann.example.org/"
URL = f"{HOME}feed"
ELSEWHERE = "https://elsewhere.example.org/feed"


@pytest.fixture
def waiting(told):
    """A feed with entries as they came: those named wait, the first is read."""

    def make(*keys, **fields):
        light = [replace(told.entry(key), authors=(), content=None) for key in keys]
        unread = tuple(Unread(key=key, start=5 + at, end=6 + at) for at, key in enumerate(keys))
        return told.taken_in(told.entry("first"), *light, unread=unread, shell=SHELL, **fields)

    return make


def names(opened, keys=None):
    with opened() as store:
        return {entry.key: entry.name for entry in store.entries([URL]) if keys is None or entry.key in keys}


def names_in(store, *keys):
    return [entry.name for entry in store.entries([URL]) if entry.key in keys]


def light(opened):
    with opened() as store:
        return {entry.key: entry for entry in store.entries([URL])}


@pytest.fixture
def shells(state_file):
    """How many shells are kept."""
    return lambda: Connection(state_file).row("SELECT count(*) FROM shells")[0]


def test_what_waits_is_stored_with_what_is_plain_of_it(save, waiting, opened):
    saved = save(waiting("one", "two"))

    entries = light(opened)
    assert saved.new == 3
    assert [key for key, entry in entries.items() if entry.unread] == ["one", "two"]
    assert entries["one"].link == "https://ann.example.org/one"
    assert (entries["one"].authors, entries["one"].content_hash) == ((), "")
    assert entries["first"].authors == ("Ann",)


def test_reading_takes_the_document_and_where_the_elements_lie(save, waiting, opened):
    save(waiting("one", "two"))
    asked = names(opened)

    with opened() as store:
        [job] = store.unread.named([asked["first"], asked["two"]])

    assert (job.feed_url, job.shell) == (URL, SHELL)
    assert job.entries == (Unread(key="two", start=6, end=7),)


def test_what_was_read_is_stored_as_if_it_had_been_read_at_once(save, waiting, opened, told, shells):
    save(waiting("one"), at=told.health().since)
    [name] = names(opened, ["one"]).values()

    with opened() as store:
        [job] = store.unread.named([name])
        hashes = store.unread.keep(job, [told.entry("one")])

    entry = light(opened)["one"]
    assert hashes == {name: entry.content_hash}
    assert (entry.unread, entry.authors, entry.words) == (False, ("Ann",), 3)
    with opened() as store:
        assert dict(store.raw_entries([name])) == {name: told.entry("one")}
        assert store.openings([URL])[name] == "Text of one"
    assert shells() == 0


def test_a_reading_is_no_edit(save, waiting, opened, told):
    save(waiting("one"))
    before = light(opened)["one"]

    with opened(before.changed_at + timedelta(days=1)) as store:
        [job] = store.unread.named([before.name])
        store.unread.keep(job, [told.entry("one")])

    after = light(opened)["one"]
    assert after.changed_at == before.changed_at
    assert after == replace(as_read(before, told.entry("one")))


def test_the_shell_stays_as_long_as_something_waits_in_it(save, waiting, opened, told, shells):
    save(waiting("one", "two"))
    [name] = names(opened, ["one"]).values()

    with opened() as store:
        [job] = store.unread.named([name])
        store.unread.keep(job, [told.entry("one")])

    assert shells() == 1


def test_the_text_of_what_waits_is_never_taken_for_text(save, waiting, opened):
    save(waiting("one"))
    [name] = names(opened, ["one"]).values()

    with opened() as store:
        assert list(store.raw_entries([name])) == []


def test_what_could_not_be_read_is_asked_for_again(save, waiting, opened):
    save(waiting("one"))
    [name] = names(opened, ["one"]).values()

    with opened() as store:
        [job] = store.unread.named([name])
        store.unread.keep(job, [])
        [(_, raw)] = store.raw_entries([name])

    assert raw.link == f"{HOME}one"
    with opened() as store:
        assert store.validators([URL])[URL].etag is None


def test_its_text_is_told_to_be_damaged(save, waiting, opened):
    save(waiting("one", "two"))
    lost, waits = names(opened, ["one", "two"]).values()

    with opened() as store:
        [job] = store.unread.named([lost])
        store.unread.keep(job, [])
        list(store.raw_entries([lost]))

        [told_of] = store.warnings
        assert f"{HOME}one is damaged; its feed is asked again" in told_of
        assert [one.key for job in store.unread.named([lost, waits]) for one in job.entries] == ["two"]


def test_nothing_can_be_read_in_a_shell_that_is_damaged(save, waiting, opened, state_file):
    save(waiting("one"))
    with closing(sqlite3.connect(state_file)) as connection, connection:
        connection.execute("UPDATE shells SET about = '{'")

    with opened() as store:
        [job] = store.unread.named(names_in(store, "one"))

    assert job.shell == Shell()


def test_a_document_of_which_nothing_waits_is_not_kept(save, waiting, told, shells):
    save(replace(waiting("one"), feed=replace(waiting("one").feed, entries=(told.entry("first"),))))

    assert shells() == 0


def test_the_shell_goes_with_the_last_that_waits_to_be_forgotten(save, waiting, told, opened, shells):
    now = told.health().last_ok_at
    save(waiting("one", "two"))
    save(told.taken_in(told.entry("first", published_at=now), told.entry("new", published_at=now)))

    with opened() as store:
        assert store.forget(KeepRules(per_feed=1), names_in(store, "one"), now) == 1
        assert store.unread.named(names_in(store, "one"))
    kept = shells()
    with opened() as store:
        assert store.forget(KeepRules(per_feed=1), (), now) == 1

    assert (kept, shells()) == (1, 0)


@pytest.fixture
def titled(told):
    """An entry with a title among its facts."""
    return lambda key, title, **fields: told.entry(key, facts=replace(told.entry().facts, title=title), **fields)


@pytest.fixture
def like(save, told, titled, opened):
    """The keys of what is like an entry, while one with the id "one", the title "A title" and its link waits."""

    def ask(entry):
        unread = (Unread(key="one", start=5, end=6),)
        save(told.taken_in(titled("one", "A title"), unread=unread, shell=SHELL))
        with opened() as store:
            found = store.unread.like(told.taken_in(entry), ())
        return [key for key, name in names(opened).items() if name in found]

    return ask


@pytest.mark.parametrize(
    ("key", "title", "links"),
    [("one", "Another", ()), ("other", "a  TITLE", ()), ("other", "Another", (Link(href=f"{HOME}one"),))],
    ids=["id", "title", "address"],
)
def test_what_a_document_may_have_otherwise_is_named(like, titled, key, title, links):
    assert like(titled(key, title, links=links)) == ["one"]


def test_what_shares_nothing_with_it_leaves_it_alone(like, titled):
    assert like(titled("other", "Another", links=(Link(href=f"{HOME}other"),))) == []


def test_a_feed_under_another_address_is_thought_of(save, waiting, opened, told):
    save(waiting("one"))

    with opened() as store:
        moved = told.taken_in(told.entry("one"), url=ELSEWHERE)

        assert store.unread.like(moved, ()) == ()
        assert len(store.unread.like(moved, {URL})) == 1


def test_an_outcome_without_a_document_is_like_nothing(save, waiting, opened, told):
    save(waiting("one"))

    with opened() as store:
        assert store.unread.like(told.failed(), ()) == ()


def test_only_feeds_that_were_never_read_may_wait(save, told, opened):
    save(told.taken_in(told.entry()), told.failed(url=ELSEWHERE))

    with opened() as store:
        store.follow([URL, ELSEWHERE])
        assert store.may_wait([URL, ELSEWHERE]) == {ELSEWHERE}


def test_none_may_wait_while_a_feed_that_left_may_come_back_under_another_address(save, told, opened):
    save(told.taken_in(told.entry()))

    with opened() as store:
        store.follow([ELSEWHERE])
        assert store.may_wait([ELSEWHERE]) == frozenset()
