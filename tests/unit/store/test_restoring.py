"""A memory that is brought back is as good as the one that was lost, as far as the copy goes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planet.model.atom import Link, RawText
from planet.model.backup import BackupPlan, StateJob
from planet.model.fetching import Validators
from planet.store import open_store
from planet.store.state_reader import read_state

DAY = timedelta(days=1)


@pytest.fixture
def plan_of(url):
    def plan(store, *, without=(), known=(), max_bytes=10**6):
        names = [entry.name for entry in store.entries([url]) if entry.key not in known]
        texts = [entry.name for entry in store.entries([url]) if entry.key not in (*known, *without)]
        told = frozenset(names)
        return BackupPlan(site="https://p.example/", feeds=(url,), told=told, texts=tuple(texts), max_bytes=max_bytes)

    return plan


@pytest.fixture
def copied(opened, plan_of, now):
    """What the copy of the store holds, read again."""

    def copy(**given):
        with opened() as store:
            return read_state(StateJob(data=store.backup(plan_of(store, **given), None).data, now=now + DAY))

    return copy


@pytest.fixture
def next_day(now, told):
    """Saves a document of these entries into a store, a day later."""

    def save(store, *entries):
        return store.save(told.taken_in(*entries, etag='"3"'), told.health(), now + DAY)

    return save


@pytest.fixture
def again(tmp_path, now):
    """A new store, as a build opens it a day later."""
    return lambda: open_store(tmp_path / "again", now + DAY)


@pytest.fixture
def lived(save, told, now):
    """A feed with a past: an edit, an undated post, one under another id, one that has left."""
    leaving = told.entry("leaving", published_at=now - 9 * DAY)
    undated = told.entry("undated", published_at=None)
    first = (told.entry("one"), told.entry("renamed"), undated, leaving)
    save(told.taken_in(*first))
    edited = told.entry("one", content=RawText(value="other"), published_at=now)
    renamed = told.entry(
        "r2", links=(Link(href="https://ann.example.org/renamed"),), title=RawText(value="Title of r2")
    )
    save(told.taken_in(edited, renamed, undated, etag='"2"'), at=now + timedelta(hours=2))


def everything(store, url):
    entries = store.entries([url])
    names = [entry.name for entry in entries]
    return (entries, dict(store.raw_entries(names)), store.stories(names), store.feeds([url]), store.validators([url]))


def test_all_comes_back_that_was_told(lived, copied, opened, again, url):
    with opened() as store:
        before = everything(store, url)
    copy = copied()

    with again() as store:
        assert store.is_empty()
        taken = store.take_back(copy, None)
        after = everything(store, url)
        assert not store.is_empty()

    assert after == before
    assert all(entry.backlog for entry in after[0])
    assert (taken.feeds, taken.entries, taken.with_text, taken.refused) == (1, 4, 4, 0)


def test_the_copy_of_what_came_back_is_the_same_file(lived, copied, opened, again, plan_of):
    copy = copied(known={"leaving"})
    with opened() as store:
        first = store.backup(plan_of(store, known={"leaving"}), None)
    with again() as store:
        store.take_back(copy, None)

        assert store.backup(plan_of(store), None) == first


def test_the_planet_is_as_old_as_it_was(lived, copied, again, now):
    copy = copied()

    with again() as store:
        store.take_back(copy, None)

        assert store.created_at == now
        assert store.trusted_now(now + DAY) == now + DAY


@pytest.mark.usefixtures("lived")
def test_an_entry_is_known_again_by_every_id_it_had(copied, again, next_day, told, url):
    copy = copied()
    with again() as store:
        store.take_back(copy, None)
        before = {entry.name: entry.placed_at for entry in store.entries([url])}
        entries = (told.entry("one", content=RawText(value="new")), told.entry("r2"), told.entry("leaving"))

        saved = next_day(store, *entries)

        assert saved.new == 0
        assert {entry.name: entry.placed_at for entry in store.entries([url])} == before


@pytest.mark.usefixtures("lived")
def test_what_was_hidden_never_comes_back_as_new(copied, again, next_day, told, url):
    copy = copied(known={"one"})
    with again() as store:
        store.take_back(copy, None)

        saved = next_day(store, told.entry("one", content=RawText(value="new")))

        assert (saved.new, saved.edited) == (0, 0)
        assert "one" not in {entry.key for entry in store.entries([url])}


@pytest.mark.usefixtures("lived")
def test_a_text_that_was_left_out_is_asked_for_once_when_the_feed_still_has_it(copied, again, next_day, told, url):
    copy = copied(without={"undated"})
    with again() as store:
        store.take_back(copy, None)
        assert store.validators([url]) == {url: Validators()}
        undated = next(entry for entry in store.entries([url]) if entry.key == "undated")
        [(_, poor)] = store.raw_entries([undated.name])

        next_day(store, told.entry("undated", published_at=None))

        [(_, whole)] = store.raw_entries([undated.name])
        assert store.validators([url])[url].etag == '"3"'
        assert store.warnings == ()
    assert poor.content is None
    assert poor.link == "https://ann.example.org/undated"
    assert whole.content.value == "<p>Text of undated</p>"


def test_a_text_that_its_feed_no_longer_has_is_not_asked_for(lived, copied, again, url):
    copy = copied(without={"leaving"})
    with again() as store:
        store.take_back(copy, None)
        leaving = next(entry for entry in store.entries([url]) if entry.key == "leaving")

        [(_, poor)] = store.raw_entries([leaving.name])

        assert poor.content is None
        assert store.validators([url])[url].etag == '"2"'


def test_only_the_feeds_that_are_wanted_come_back(lived, copied, again):
    copy = copied()

    with again() as store:
        taken = store.take_back(copy, {"https://bob.example.org/"})

        assert (taken.feeds, taken.strangers) == (0, 1)
        assert store.is_empty()


def test_a_copy_that_cannot_be_written_leaves_nothing(lived, copied, again, url):
    copy = copied()
    twice = replace(copy, entries=(*copy.entries, copy.entries[0]))

    with again() as store:
        with pytest.raises(Exception, match="cannot be used"):
            store.take_back(twice, None)

        assert store.is_empty()
        assert store.entries([url]) == ()
