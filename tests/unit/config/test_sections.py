from __future__ import annotations

import pytest

from planet.config.checks import read_text
from planet.config.keys import ROOT, Key, Kind
from planet.config.sections import Section

PERSON = Key(
    name="author",
    kind=Kind.SECTION,
    meaning="",
    below=(Key(name="name", kind=Kind.TEXT, meaning=""), Key(name="url", kind=Kind.WEB, meaning="")),
)


def test_a_key_that_is_written_is_read(reading):
    section = Section(reading("name: Jane", PERSON).value)

    assert section.read("name", read_text, "nobody") == "Jane"


@pytest.mark.parametrize("text", ["url: x", "name:\nurl: x", "name: ~", "name: null"])
def test_a_key_without_a_value_is_the_same_as_no_key(reading, text):
    found = reading(text, PERSON)

    assert Section(found.value).read("name", read_text, "nobody") == "nobody"
    assert not found.problems


def test_a_wrong_value_gives_the_default_and_a_problem_with_its_whole_path(reading):
    found = reading("name: [a]", PERSON)

    assert Section(found.value).read("name", read_text, "nobody") == "nobody"
    assert found.said() == "config.yaml:1:7: the.key.name: found a list, but a text is wanted"


def test_a_needed_key_that_is_missing_is_a_problem_of_its_mapping(reading):
    found = reading("url: x", PERSON)

    assert Section(found.value).need("name", "write it") is None
    assert found.said() == '"name" is missing\n  hint: write it'


def test_a_needed_key_that_is_only_misspelt_is_one_problem(reading):
    found = reading("nmae: Jane", PERSON)

    assert Section(found.value).need("name", "write it") is None
    assert found.said() == '"nmae" is not a key that Planet knows\n  hint: did you mean "name"?'


def test_a_needed_key_without_a_value_is_a_problem_at_its_place(reading):
    found = reading("name:", PERSON)

    assert Section(found.value).need("name", "write it") is None
    assert "the.key.name: is empty\n  hint: write it" in found.said()


def test_something_else_than_a_mapping_is_one_problem(reading):
    found = reading("[a]", PERSON)

    assert Section(found.value).need("name") is None
    assert found.said() == "found a list, but a mapping (name: …, url: …) is wanted"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("nam", 'did you mean "name"?'),
        ("NAME", 'did you mean "name"?'),
        ("xyz", "keys that may stand here: name, url"),
        ("<<", "merge keys are not read; write the keys out"),
        ("per_page", 'did you mean "river.per_page"?'),
        ("https://example.org/x", "an address that is a feed with more keys is written as: url: ADDRESS"),
    ],
)
def test_an_unknown_key_gets_the_nearest_right_one(reading, key, hint):
    found = reading(f"{key}: {{}}", PERSON)

    Section(found.value)

    assert found.said() == f'"{key}" is not a key that Planet knows\n  hint: {hint}'


def test_an_unknown_key_never_shows_its_value(reading):
    found = reading("password: hunter2", PERSON)

    Section(found.value)

    assert "hunter2" not in found.said()


def test_the_items_of_a_list_have_their_number(reading):
    items = list(reading("[a, b]", ROOT).value.items())

    assert [item.path for item in items] == ["the.key[0]", "the.key[1]"]


def test_a_dash_with_nothing_behind_it_is_a_problem(reading):
    found = reading("- a\n-\n- b\n", ROOT)

    assert len(list(found.value.items())) == 2
    assert found.said() == (
        'config.yaml:2:2: the.key[1]: there is nothing behind this "-"\n  hint: write a value or delete it'
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a", 'the text "a"'),
        ("5", 'a whole number "5"'),
        ("2024-01-01", 'a date "2024-01-01"'),
        ("off", 'yes or no "off"'),
        ("~", "nothing"),
        ("{a: b}", "a mapping"),
    ],
)
def test_what_was_found_in_place_of_a_list_is_named(reading, text, named):
    found = reading(text, Key(name="tags", kind=Kind.TEXTS, meaning=""))

    assert list(found.value.items()) == []
    assert found.said() == f'found {named}, but a list is wanted\n  hint: start each item of "tags:" with "- "'
