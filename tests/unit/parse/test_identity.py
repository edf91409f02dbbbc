"""What names an entry within its feed."""

import itertools
from datetime import UTC, datetime

import pytest

from planet.model.atom import Enclosure, Link, RawEntry, RawText
from planet.parse.identity import with_keys


def entry(id=None, link=None, title=None, content=None, day=None, **more):  # noqa: A002 - the word of RFC 4287
    return RawEntry(
        key="",
        id=id,
        links=(Link(href=link),) if link else (),
        title=RawText(value=title) if title else None,
        content=RawText(value=content, kind="html") if content else None,
        published_at=datetime(2026, 1, day, tzinfo=UTC) if day else None,
        **more,
    )


def keys(*entries):
    return [found.key for found in with_keys(entries)]


def test_an_id_is_the_key():
    assert keys(entry("tag:1", "https://a.example/1", "One")) == ["tag:1"]


def test_60_without_an_id_the_link_is_the_key():
    assert keys(entry(None, "https://a.example/1", "One")) == ["https://a.example/1"]


def test_60_without_id_and_link_the_key_is_made_from_title_and_content():
    [key] = keys(entry(title="One", content="text"))

    assert key.startswith("text:")
    assert keys(entry(title="One", content="text", day=3)) == [key]
    assert keys(entry(title="One", content="other")) != [key]


def test_entries_that_have_only_a_file_are_told_apart():
    files = [entry(enclosures=(Enclosure(href=f"https://a.example/{number}.mp3"),)) for number in range(3)]

    assert len(set(keys(*files))) == 3


SAME_ID = (
    entry("1", "https://a.example/1", "One", "a"),
    entry("1", "https://a.example/2", "Two", "b"),
    entry("1", "https://a.example/", "Three", "c"),
    entry("1", "https://a.example/", "Four", "d"),
    entry("1", None, None, "e", day=1),
    entry("1", None, None, "f", day=2),
    entry("1", None, None, "g"),
    entry("1", None, None, "h"),
)


def test_66_different_entries_with_one_id_are_told_apart():
    found = keys(*SAME_ID)

    assert len(set(found)) == len(SAME_ID)
    assert all(key.startswith("1#") for key in found)


def test_66_keys_do_not_depend_on_the_order():
    by_content = {found.content.value: found.key for found in with_keys(SAME_ID)}

    for order in itertools.islice(itertools.permutations(SAME_ID), 0, 40_000, 997):
        assert {found.content.value: found.key for found in with_keys(order)} == by_content


def test_66_an_edit_does_not_change_the_key_where_the_link_tells_entries_apart():
    edited = (entry("1", "https://a.example/1", "Edited", "other"), *SAME_ID[1:])

    assert keys(*edited)[0] == keys(*SAME_ID)[0]


def test_the_others_of_a_group_do_not_change_a_key():
    assert keys(*SAME_ID)[0] == keys(*SAME_ID[:2])[0]


def test_an_entry_that_comes_twice_is_one():
    one = entry("1", "https://a.example/1", "One", "a")

    assert keys(one, one) == ["1"]


@pytest.mark.parametrize("order", [1, -1])
def test_which_of_two_copies_stays_does_not_depend_on_the_order(order):
    copies = [entry("1", title="One", content="a", categories=(tag,)) for tag in ("x", "y")]

    [found] = with_keys(copies[::order])

    assert found.categories == ("y",)


def test_entries_keep_their_order():
    entries = [entry(str(number)) for number in (3, 1, 2, 1, 3)]

    assert keys(*entries) == ["3", "1", "2"]


def test_a_very_long_id_is_named_by_its_hash():
    [key] = keys(entry("x" * 1_000_000))

    assert key.startswith("long:")
    assert len(key) < 64
