"""Dataclasses that are quick to define: to whoever uses them and to the type checker, those of the standard library.

The standard one compiles six functions for each class, 0.6 ms; we have some hundred and seventy, and every start of
Planet and of each of its child processes waits for those that it needs. Here only what makes a value is compiled, when
the first one of a class is made; what compares, hashes, shows and pickles a value is one function for all classes. That
a frozen value stays as it is, is for the type checker to see to, which reads all of the package; a running build does
not look (docs/decisions/0019).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, cast

__all__ = ["MISSING", "Field", "dataclass", "field", "fields", "is_dataclass", "replace"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace

    Values = Callable[[object], tuple[object, ...]]
else:
    MISSING = object()

    class Field:
        """What is said of a field, as `dataclasses.Field` says it."""

        def __init__(self, default: object, default_factory: object, repr: bool, compare: bool) -> None:  # noqa: A002, FBT001 - theirs
            self.name = ""
            self.default, self.default_factory, self.repr, self.compare = default, default_factory, repr, compare

    def field(
        *,
        default: object = MISSING,
        default_factory: object = MISSING,
        repr: bool = True,  # noqa: A002 - theirs
        compare: bool = True,
    ) -> Field:
        """As `dataclasses.field`, for the parameters that we use."""
        return Field(default, default_factory, repr, compare)

    def fields(value: object) -> tuple[Field, ...]:
        """As `dataclasses.fields`, for our own."""
        return tuple(value.__parts__.values())

    def is_dataclass(value: object) -> bool:
        """As `dataclasses.is_dataclass`, for our own."""
        return hasattr(value, "__parts__")

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True) -> Callable:
        """As `dataclasses.dataclass`, for the parameters that we use: without slots there is none."""
        if not slots:
            raise TypeError("our dataclasses have slots")

        def define(kind: type) -> type:
            parts = {name: _part_of(kind, name) for name in kind.__annotations__}
            made = _with_slots(kind, parts)
            made.__init__ = _making(made, parts, kw_only=kw_only)
            made.__repr__ = _showing(made, [name for name, part in parts.items() if part.repr])
            if eq:
                values = _reading([name for name, part in parts.items() if part.compare])
                made.__eq__ = _comparing(values)
                made.__hash__ = (lambda self: hash(values(self))) if frozen else None
            state = _reading([*parts])
            made.__getstate__ = lambda self: state(self)  # noqa: PLW0108 - `attrgetter` does not become a method
            made.__setstate__ = _restoring(made, [*parts])
            made.__parts__ = parts
            made.__dataclass_fields__ = _StandardFields(parts, kw_only=kw_only)
            return made

        return define

    def replace(value: object, /, **changes: object) -> object:
        """As `dataclasses.replace`, for our own."""
        return value.__class__(**{name: getattr(value, name) for name in value.__slots__} | changes)


def _part_of(kind: type, name: str) -> Field[object]:
    said = kind.__dict__.get(name, MISSING)
    if said.__class__.__module__ == "dataclasses":
        raise TypeError(f"{kind.__qualname__}.{name}: `field` comes from planet.values")
    part: Field[object] = said if isinstance(said, Field) else field(default=said)
    part.name = name
    return part


def _with_slots(kind: type, parts: Mapping[str, Field[object]]) -> type:
    """The class again: a slot must be there from the beginning, and no default of its name."""
    left_out = parts.keys() | {"__dict__", "__weakref__"}
    names = {name: value for name, value in kind.__dict__.items() if name not in left_out}
    names |= {"__slots__": tuple(parts), "__qualname__": kind.__qualname__}
    return type(kind)(kind.__name__, kind.__bases__, names)


def _making(kind: type, parts: Mapping[str, Field[object]], *, kw_only: bool) -> Callable[..., None]:
    """An `__init__` that compiles the one that takes its place."""

    def begin(self: object, *words: object, **named: object) -> None:
        made = _compiled(kind, parts, kw_only=kw_only)
        kind.__init__ = made  # type: ignore[misc]  # no class of ours has children
        made(self, *words, **named)

    begin.__name__ = "__init__"
    return begin


def _compiled(kind: type, parts: Mapping[str, Field[object]], *, kw_only: bool) -> Callable[..., None]:
    words, lines = ["self", *("*" for _ in parts if kw_only)][:2], ["pass"]
    names: dict[str, object] = {"MISSING": MISSING}
    for name, part in parts.items():
        words.append(name if part.default is MISSING is part.default_factory else f"{name}=_{name}")
        names[f"_{name}"] = part.default
        value = name
        if part.default_factory is not MISSING:
            names[f"_make_{name}"] = part.default_factory
            value = f"_make_{name}() if {name} is MISSING else {name}"
        lines.append(f"self.{name} = {value}")
    exec("def __init__({}):\n    {}".format(", ".join(words), "\n    ".join(lines)), names)  # noqa: S102 - names of fields
    made = cast("Callable[..., None]", names["__init__"])
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


class _StandardFields:
    """What the standard library's own `fields` and `is_dataclass` look for, made when they do."""

    def __init__(self, parts: Mapping[str, Field[object]], *, kw_only: bool) -> None:
        self._parts, self._kw_only = parts, kw_only

    def __get__(self, value: object, kind: type) -> Mapping[str, object]:
        import dataclasses  # noqa: PLC0415 - start-up

        parts = []
        for name, part in self._parts.items():
            said = {"default": part.default, "default_factory": part.default_factory, "repr": part.repr}
            given = {key: value for key, value in said.items() if value is not MISSING}
            standard = dataclasses.field(compare=part.compare, **given)  # type: ignore[call-overload]  # one of both
            parts.append((name, kind.__annotations__[name], standard))
        made = dataclasses.make_dataclass(kind.__name__, parts, init=False, repr=False, eq=False, kw_only=self._kw_only)
        fields = {one.name: one for one in dataclasses.fields(made)}
        kind.__dataclass_fields__ = fields  # type: ignore[attr-defined]  # it has: this is what stands there
        return fields


def _reading(names: Sequence[str]) -> Values:
    """Gives the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _showing(kind: type, names: Sequence[str]) -> Callable[[object], str]:
    values = _reading(names)
    shown = f"{kind.__qualname__}({', '.join(f'{name}={{!r}}' for name in names)})"
    return lambda self: shown.format(*values(self))


def _comparing(values: Values) -> Callable[[object, object], bool]:
    def equals(self: object, other: object) -> bool:
        # `NotImplemented` asks the other side, as Python's own comparisons do.
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals


def _restoring(kind: type, names: Sequence[str]) -> Callable[[object, Sequence[object]], None]:
    """A `__setstate__` that compiles the one that takes its place: a loop takes twice as long."""

    def begin(self: object, state: Sequence[object]) -> None:
        found: dict[str, Callable[[object, Sequence[object]], None]] = {}
        slots = "".join(f"self.{name}, " for name in names)
        exec(f"def __setstate__(self, state):\n    ({slots}) = state", found)  # noqa: S102 - names of fields
        kind.__setstate__ = found["__setstate__"]  # type: ignore[attr-defined]  # it has: this is what stands there
        found["__setstate__"](self, state)

    begin.__name__ = "__setstate__"
    return begin
