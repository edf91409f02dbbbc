"""Which unread entries must be read before it is decided what is shown."""

from __future__ import annotations

import pytest

from planet.compose import needs_reading
from planet.model.filters import Clause, Condition, Filter
from planet.model.settings import FeedConfig, HideRules, StateSettings, TagRules

A, B = "https://a.example/feed", "https://b.example/feed"


@pytest.fixture
def unread(make_entry):
    def make(key, *, feed=A, **fields):
        return make_entry(key, feed=feed, **{"unread": True, "beginning": f"begins like {key}", **fields})

    return make


def test_nothing_is_read_for_a_planet_that_asks_for_nothing(unread, settings_of):
    assert needs_reading([unread("1"), unread("2", feed=B)], settings_of(A, B)) == []


def test_two_that_begin_alike_in_two_feeds_are_read(unread, settings_of):
    one, two, other = unread("1", beginning="x"), unread("2", feed=B, beginning="x"), unread("3")

    assert needs_reading([one, other, two], settings_of(A, B)) == [one.name, two.name]


def test_one_that_begins_like_one_that_was_read_is_read(unread, make_entry, settings_of):
    one = unread("1", beginning="x")

    assert needs_reading([make_entry("2", feed=B, beginning="x"), one], settings_of(A, B)) == [one.name]


def test_posts_of_one_feed_may_begin_alike(unread, settings_of):
    entries = [unread(key, beginning="x", page=f"a.example/{key}") for key in "123"]

    assert needs_reading(entries, settings_of(A)) == []


def test_but_not_when_they_are_one_page(unread, settings_of):
    entries = [unread(key, beginning="x", page="a.example/1") for key in "12"]

    assert needs_reading(entries, settings_of(A)) == [entry.name for entry in entries]


def test_a_third_feed_is_seen_beside_two_posts_of_the_first(unread, settings_of):
    mine = [unread(key, beginning="x", page=f"a.example/{key}") for key in "12"]
    theirs = unread("3", feed=B, beginning="x")

    assert needs_reading([*mine, theirs], settings_of(A, B)) == [entry.name for entry in (*mine, theirs)]


def test_texts_without_letters_do_not_begin_alike(unread, settings_of):
    assert needs_reading([unread("1", beginning=None), unread("2", feed=B, beginning=None)], settings_of(A, B)) == []


CATS = Filter(exclude=(Condition(kind="words", clause=Clause(path="filter", text="cats"), values=("cats",)),))


@pytest.mark.parametrize(
    "sections",
    [
        {"hide": HideRules(authors=frozenset({"Ann"}))},
        {"state": StateSettings(publish=True)},
        {"filter": CATS},
        {"tags": (TagRules(tag="pets", filter=CATS),)},
    ],
    ids=["hidden author", "published memory", "filter", "filter of a tag"],
)
def test_all_is_read_where_the_planet_asks_what_is_in_entries(unread, make_entry, settings_of, sections):
    one, two = unread("1"), unread("2", feed=B)

    assert needs_reading([one, make_entry("3"), two], settings_of(A, B, **sections)) == [one.name, two.name]


def test_all_is_read_where_one_feed_has_a_filter(unread, settings_of):
    one, two = unread("1"), unread("2", feed=B)

    assert needs_reading([one, two], settings_of(A, FeedConfig(url=B, filter=CATS))) == [one.name, two.name]
