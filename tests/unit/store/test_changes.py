from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planet.model.atom import Enclosure, Link, Person, RawSource, RawText, TextFacts
from planet.store.changes import changes, entries_by_name
from planet.store.recognition import Face, Known
from planet.urls import entry_name


def known_as(digest, **fields):
    return Known(row=1, feed=7, content_hash=digest, face=Face(key="one"), **fields)


def change_of(raw, known=None):
    return changes({"name": raw}, {"name": known} if known else {})


def hash_of(raw):
    (change,) = change_of(raw)
    return change.content_hash


def test_an_unknown_entry_is_new(told):
    (change,) = change_of(told.entry())

    assert change.row is None
    assert change.raw == told.entry()
    assert json.loads(change.written)["key"] == "one"


def test_a_known_entry_with_the_same_text_is_no_change(told):
    known = known_as(hash_of(told.entry()))

    assert change_of(told.entry(), known) == ()


def test_a_known_entry_with_another_text_is_an_edit(told):
    known = known_as(hash_of(told.entry()))

    (change,) = change_of(told.entry(content=RawText(value="other")), known)

    assert change.row == 1


def test_what_is_forgotten_stays_so(told):
    forgotten = known_as("", forgotten=True)

    assert change_of(told.entry(), forgotten) == ()


@pytest.mark.parametrize(
    "seen",
    [
        {"title": RawText(value="other")},
        {"content": RawText(value="other")},
        {"summary": RawText(value="other")},
        {"links": (Link(href="https://ann.example.org/other"),)},
        {"authors": (Person(name="Bob"),)},
        {"categories": ("other",)},
        {"published_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"updated_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"enclosures": (Enclosure(href="https://ann.example.org/a.mp3"),)},
        {"source": RawSource(title="other")},
        {"rights": "other"},
        {"image": "https://ann.example.org/a.png"},
        {"lang": "de"},
    ],
    ids=lambda seen: next(iter(seen)),
)
def test_what_a_reader_sees_counts(told, seen):
    assert hash_of(replace(told.entry(), **seen)) != hash_of(told.entry())


@pytest.mark.parametrize("unseen", [{"key": "other"}, {"id": "other"}, {"facts": TextFacts(words=9)}])
def test_what_no_reader_sees_does_not_count(told, unseen):
    assert hash_of(replace(told.entry(), **unseen)) == hash_of(told.entry())


def test_the_first_of_two_entries_with_one_key_counts(told, url):
    first, second = told.entry(title=RawText(value="first")), told.entry(title=RawText(value="second"))

    named = entries_by_name(url, told.feed(first, second))

    assert named == {entry_name(url, "one"): first}
