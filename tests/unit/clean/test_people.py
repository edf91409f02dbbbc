"""Authors as they may be shown."""

from __future__ import annotations

import pytest

from planet.clean.people import MAX_PEOPLE, people
from planet.model.atom import Person

BASE = "https://blog.example/"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (Person(name=" Ann\n"), Person(name="Ann")),
        (Person(name="<b>Ann</b>"), Person(name="<b>Ann</b>")),
        (Person(name="Ann", uri="/about", email="a@b.example"), None),
        (Person(name="Ann", uri="javascript:x", email="not one"), Person(name="Ann")),
        (Person(name="", email="ann@b.example"), Person(name="ann", email="ann@b.example")),
        (Person(name="", uri="https://ann.example/"), Person(name="ann.example", uri="https://ann.example/")),
    ],
)
def test_a_person_has_a_plain_name_and_safe_addresses(raw, shown):
    whole = Person(name="Ann", uri="https://blog.example/about", email="a@b.example")

    assert people((raw,), BASE) == (shown or whole,)


def test_nobody_without_a_name_and_nobody_twice():
    assert people((Person(name=""), Person(name="Ann"), Person(name=" Ann ")), BASE) == (Person(name="Ann"),)


def test_a_crowd_is_bounded():
    assert len(people((Person(name=str(number)) for number in range(1000)), BASE)) == MAX_PEOPLE


def test_a_long_name_is_shortened():
    assert len(people((Person(name="a" * 1000),), BASE)[0].name.encode()) <= 256
