from __future__ import annotations

import pytest

from planet.store.recognition import Face, Known, is_another, recognise

NOON = 1_767_225_600


def face(key="new", **fields):
    return Face(**{"key": key, "page": "ann.example/one", "title": "one", "published_at": NOON, **fields})


def stored(row=1, **fields):
    return Known(row=row, feed=7, content_hash="", face=face(**{"key": "old", **fields}))


def rule_for(unknown, *known, document=(), taken=()):
    found = recognise({"name": unknown}, [unknown, *document], known, taken)
    return found["name"][1] if found else None


@pytest.mark.parametrize(
    ("now", "before", "rule"),
    [
        ({"key": "https://ann.example/1/"}, {"key": "http://www.ann.example/1"}, "plain-id"),
        ({}, {}, "page"),
        ({"title": "edited"}, {}, "page"),
        ({"page": "new.example/2020/one"}, {"page": "old.example/2020/one"}, "path"),
        ({"page": None, "fingerprint": "f", "published_at": 1}, {"page": None, "fingerprint": "f"}, "text"),
        ({"page": None}, {"page": None}, "title-and-date"),
    ],
)
def test_an_entry_is_known_by_the_first_rule_that_fits(now, before, rule):
    assert rule_for(face(**now), stored(**before)) == rule


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ({"title": "two", "published_at": 1}, {}),
        ({"page": "ann.example", "title": "two"}, {"page": "ann.example"}),
        ({"page": None, "title": "two", "fingerprint": "f", "published_at": 1}, {"page": None, "fingerprint": "f"}),
        ({"page": "ann.example/two", "published_at": 1}, {}),
        ({"page": "ann.example/two", "title": ""}, {"title": ""}),
    ],
    ids=[
        "a page that many posts share",
        "the home page is nobody's own",
        "one text under two titles",
        "one title on two days",
        "no title at all",
    ],
)
def test_what_only_looks_alike_is_new(now, before):
    assert rule_for(face(**now), stored(**before)) is None


def test_what_two_stored_entries_share_names_neither():
    assert rule_for(face(), stored(1), stored(2)) is None


def test_what_two_entries_of_the_document_share_names_neither():
    assert rule_for(face(), stored(), document=[face("other")]) is None


def test_an_entry_that_is_found_is_not_found_again():
    assert rule_for(face(), stored(1), taken=[1]) is None


def test_an_id_that_was_given_to_another_post_is_told_by_everything_else():
    other = face("old", page="ann.example/two", title="two", published_at=NOON + 1, fingerprint="g")

    assert is_another(other, face("old", fingerprint="f"))


@pytest.mark.parametrize(
    "kept",
    [{"page": "ann.example/one"}, {"title": "one"}, {"published_at": NOON}, {"fingerprint": "f"}, {"page": None}],
    ids=["page", "title", "date", "text", "no page to differ"],
)
def test_an_edit_that_leaves_one_thing_as_it_was_is_an_edit(kept):
    edited = {"page": "ann.example/two", "title": "two", "published_at": NOON + 1, "fingerprint": "g", **kept}

    assert not is_another(face("old", **edited), face("old", fingerprint="f"))
