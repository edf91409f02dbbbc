"""Our dataclasses beside those of the standard library."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import field, fields, replace

import pytest

from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A value."""

    name: str
    size: int = 0
    parts: tuple[str, ...] = field(default_factory=tuple)
    secret: str = field(default="", repr=False)
    place: int = field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A value."""

    name: str
    size: int = 0
    parts: tuple[str, ...] = field(default_factory=tuple)
    secret: str = field(default="", repr=False)
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """A value of one part."""

    name: str


@dataclass(frozen=True, slots=True)
class Positional:
    """A value by place."""

    name: str
    size: int


@dataclass(slots=True)
class Changing:
    """A value that changes."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Itself:
    """A value that is only like itself."""

    name: str


GIVEN = {"name": "a", "size": 2, "parts": ("x",), "secret": "hush", "place": 7}


def test_it_shows_what_the_standard_one_shows():
    assert repr(Ours(**GIVEN)) == repr(Theirs(**GIVEN)).replace("Theirs", "Ours")


def test_it_has_the_same_fields_and_defaults():
    assert [one.name for one in fields(Ours)] == [one.name for one in fields(Theirs)]
    assert dataclasses.asdict(Ours(name="a")) == dataclasses.asdict(Theirs(name="a"))
    assert Ours.__slots__ == Theirs.__slots__


@pytest.mark.parametrize("change", [{"name": "b"}, {"size": 3}, {"parts": ()}, {"secret": "told"}, {"place": 8}])
def test_it_is_equal_when_the_standard_one_is(change):
    ours, theirs = Ours(**GIVEN), Theirs(**GIVEN)

    assert (ours == replace(ours, **change)) == (theirs == replace(theirs, **change))
    assert (hash(ours) == hash(replace(ours, **change))) == (hash(theirs) == hash(replace(theirs, **change)))


def test_it_is_not_equal_to_another_kind():
    assert Ours(name="a") != Theirs(name="a")
    assert One(name="a") != ("a",)


def test_a_value_of_one_part_is_compared_by_it():
    assert One(name="a") == One(name="a")
    assert One(name="a") != One(name="b")
    assert len({One(name="a"), One(name="a"), One(name="b")}) == 2


@pytest.mark.parametrize("value", [Ours(**GIVEN), One(name="a"), Positional("a", 1), Changing("a")], ids=repr)
def test_it_travels_to_a_child_and_back(value):
    assert pickle.loads(pickle.dumps(value)) == value


def test_what_takes_keywords_takes_nothing_else():
    with pytest.raises(TypeError):
        Ours("a")
    assert Positional("a", 1).size == 1


def test_it_has_no_room_for_what_is_no_field():
    with pytest.raises(AttributeError):
        Changing("a").other = 1


def test_what_may_change_is_no_key():
    with pytest.raises(TypeError):
        hash(Changing("a"))


def test_what_is_only_like_itself_is_told_from_its_copies():
    value = Itself(name="a")

    assert {value: "it"}.get(value) == "it"
    assert value != Itself(name="a")
