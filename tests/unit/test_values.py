"""Our dataclasses beside those of the standard library."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import fields

import pytest
from plugins.interpreter import said_by

from planet import values
from planet.values import dataclass, field, replace


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
    parts: tuple[str, ...] = dataclasses.field(default_factory=tuple)
    secret: str = dataclasses.field(default="", repr=False)
    place: int = dataclasses.field(default=0, compare=False)


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


def values_of(value):
    return {one.name: getattr(value, one.name) for one in fields(value)}


def test_it_shows_what_the_standard_one_shows():
    assert repr(Ours(**GIVEN)) == repr(Theirs(**GIVEN)).replace("Theirs", "Ours")


def test_it_has_the_same_fields_and_defaults():
    assert [one.name for one in fields(Ours)] == [one.name for one in fields(Theirs)]
    assert dataclasses.asdict(Ours(name="a")) == dataclasses.asdict(Theirs(name="a"))
    assert Ours.__slots__ == Theirs.__slots__


@pytest.mark.parametrize("change", [{"name": "b"}, {"size": 3}, {"parts": ()}, {"secret": "told"}, {"place": 8}])
def test_it_is_equal_when_the_standard_one_is(change):
    ours, theirs = Ours(**GIVEN), Theirs(**GIVEN)
    other, their_other = replace(ours, **change), dataclasses.replace(theirs, **change)

    assert (ours == other) == (theirs == their_other)
    assert (hash(ours) == hash(other)) == (hash(theirs) == hash(their_other))


def test_its_fields_are_told_without_the_standard_library():
    assert [(one.name, one.default) for one in values.fields(One)] == [("name", values.MISSING)]
    assert [one.name for one in values.fields(Ours(**GIVEN))] == [one.name for one in fields(Theirs)]
    assert values.is_dataclass(Ours)
    assert not values.is_dataclass(str)


def test_the_standard_library_sees_a_dataclass_in_it():
    described = [(one.name, one.repr, one.compare, one.kw_only, one.default) for one in fields(Ours)]

    assert described == [(one.name, one.repr, one.compare, one.kw_only, one.default) for one in fields(Theirs)]
    assert dataclasses.is_dataclass(Ours)
    assert dataclasses.replace(Ours(**GIVEN), size=3) == replace(Ours(**GIVEN), size=3)


def test_what_is_made_anew_has_a_part_of_its_own():
    kind = dataclass(slots=True)(type("Kind", (), {"__annotations__": {"a": "list"}, "a": field(default_factory=list)}))

    kind().a.append(1)

    assert kind().a == []


def test_a_change_of_what_is_no_field_is_refused():
    with pytest.raises(TypeError, match="other"):
        replace(One(name="a"), other=1)


def test_a_value_without_what_it_needs_is_refused_each_time():
    for _ in range(2):
        with pytest.raises(TypeError, match="size"):
            Positional("a")


def test_a_field_of_the_standard_library_is_refused_rather_than_misread():
    kind = type("Kind", (), {"__annotations__": {"a": "int"}, "a": dataclasses.field(default=1)})

    with pytest.raises(TypeError, match="comes from"):
        dataclass(slots=True)(kind)


def test_what_has_no_slots_is_refused():
    with pytest.raises(TypeError, match="slots"):
        dataclass(frozen=True)(type("Kind", (), {"__annotations__": {}}))


def test_defining_one_loads_nothing_of_the_standard_dataclasses():
    code = "import sys, planet.model.atom, planet.model.fetching; print({'dataclasses', 'inspect'} & {*sys.modules})"

    assert said_by(code) == "set()\n"


def test_it_is_not_equal_to_another_kind():
    assert Ours(name="a") != Theirs(name="a")
    assert One(name="a") != ("a",)


def test_a_value_of_one_part_is_compared_by_it():
    assert One(name="a") == One(name="a")
    assert One(name="a") != One(name="b")
    assert len({One(name="a"), One(name="a"), One(name="b")}) == 2


@pytest.mark.parametrize("value", [Ours(**GIVEN), One(name="a"), Positional("a", 1), Changing("a")], ids=repr)
def test_it_travels_to_a_child_and_back(value):
    first, second = pickle.loads(pickle.dumps((value, value.__class__(**values_of(value)))))

    assert first == second == value
    assert values_of(first) == values_of(second) == values_of(value)


def test_one_that_lacks_a_part_does_not_arrive():
    for state in (("a",), ("a", 1, 2)):
        with pytest.raises(ValueError, match="unpack"):
            Positional("b", 2).__setstate__(state)


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
