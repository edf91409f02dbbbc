from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from planet.model.atom import TextFacts
from planet.model.settings import KeepRules


@pytest.fixture
def openings(opened, url):
    """How the text of each entry begins, by its key."""

    def read():
        with opened() as store:
            found = store.openings([url])
            return {entry.key: found.get(entry.name) for entry in store.entries([url])}

    return read


def test_how_a_text_begins_is_kept_for_filters(save, told, openings):
    save(told.taken_in(told.entry("one"), told.entry("two", facts=TextFacts())))

    assert openings() == {"one": "Text of one", "two": None}


def test_an_edited_text_begins_as_it_does_now(save, told, openings):
    save(told.taken_in(told.entry("one")))
    save(told.taken_in(told.entry("one", rights="edited", facts=TextFacts(opening="Other \ud800 words"))))

    assert openings() == {"one": "Other ? words"}


def test_other_feeds_are_not_read(save, told, opened):
    save(told.taken_in(told.entry("one")))

    with opened() as store:
        assert store.openings(["https://bob.example.org/feed"]) == {}


def test_what_is_forgotten_has_no_opening(save, told, opened, state_file):
    url, now = told.feed().url, told.health().last_ok_at
    save(told.taken_in(told.entry("one")))
    save(told.taken_in(told.entry("two", published_at=now)))

    with opened() as store:
        assert store.forget(KeepRules(per_feed=1), (), now) == 1
        assert list(store.openings([url]).values()) == ["Text of two"]
    with closing(sqlite3.connect(state_file)) as connection:
        assert connection.execute("SELECT opening FROM openings").fetchall() == [("Text of two",)]
