"""How each of our types looks in JSON, worked out once from its type hints: a pair of functions, there and back."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

from planet.values import MISSING, Field, dataclass, fields, is_dataclass

Turn = Callable[[object], object]


class ShapeError(ValueError):
    """A piece of JSON is not what its field's type says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One type in JSON. `write` is None where JSON holds the value as it is: most fields are text, and calls cost."""

    read: Turn
    write_or_same: Turn | None = None

    def write(self, value: object) -> object:
        """The value in JSON's own types."""
        return self.write_or_same(value) if self.write_or_same else value


def shape_of(hint: object) -> Shape:
    """The shape of a dataclass, or of what may be the type of its fields. TypeError: a type it was not taught."""
    return _shape(hint)


@cache
def _shape(hint: Hashable) -> Shape:
    if isinstance(hint, NewType):
        return shape_of(hint.__supertype__)
    if isinstance(hint, type) and is_dataclass(hint):
        return Shape(read=_object_reader(hint), write_or_same=_object_writer(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Shape(read=hint, write_or_same=attrgetter("value"))
    if get_origin(hint) is not None or isinstance(hint, UnionType):
        return _generic_shape(get_origin(hint), get_args(hint))
    return _plain_shape(hint)


def _plain_shape(hint: object) -> Shape:
    if hint is datetime:
        return Shape(read=_read_time, write_or_same=_write_time)
    if hint is timedelta:
        return Shape(read=_read_duration, write_or_same=_write_duration)
    if hint is bytes:
        return Shape(read=_read_bytes, write_or_same=_write_bytes)
    if hint is str or hint is int or hint is bool:
        return Shape(read=_exactly(hint))
    raise TypeError(f"the codec has not been taught {hint}")


def _generic_shape(origin: object, arguments: tuple[object, ...]) -> Shape:
    if origin is Literal:
        return Shape(read=_one_of(arguments))
    if origin is Union or origin is UnionType:
        return _optional(shape_of(next(option for option in arguments if option is not NoneType)))
    if origin is tuple:
        return _many(shape_of(arguments[0]))
    if origin is Mapping and arguments == (str, str):
        return Shape(read=_read_texts, write_or_same=_write_texts)
    raise TypeError(f"the codec has not been taught {origin}{arguments}")


@cache
def _layout(kind: type) -> tuple[tuple[str, ...], tuple[object, ...], tuple[Shape, ...]]:
    """The names of a dataclass' fields in alphabetical order, their defaults (`MISSING`: none), and their shapes."""
    hints = get_type_hints(kind)
    parts = sorted(fields(kind), key=attrgetter("name"))
    names = tuple(part.name for part in parts)
    return names, tuple(_default(part) for part in parts), tuple(shape_of(hints[name]) for name in names)


def _default(field: Field[object]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _object_writer(kind: type) -> Turn:
    names, defaults, shapes = _layout(kind)
    plan = tuple(
        (name, attrgetter(name), default, default not in (None, MISSING), shape.write_or_same)
        for name, default, shape in zip(names, defaults, shapes, strict=True)
    )

    def write(value: object) -> object:
        written: dict[str, object] = {}
        for name, read_field, default, may_equal, write_field in plan:
            part = read_field(value)
            if part is default or (may_equal and part == default):
                continue
            written[name] = part if write_field is None else write_field(part)
        return written

    return write


def _object_reader(kind: type) -> Turn:
    names, defaults, shapes = _layout(kind)
    readers = {name: shape.read for name, shape in zip(names, shapes, strict=True)}
    required = frozenset(name for name, default in zip(names, defaults, strict=True) if default is MISSING)

    def read(value: object) -> object:
        if not isinstance(value, dict) or not required <= value.keys():
            raise ShapeError(f"not all of {kind.__name__} is there")
        return kind(**{name: readers[name](part) for name, part in value.items() if name in readers})

    return read


def _exactly(kind: type) -> Turn:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise ShapeError(f"{value!r:.80} is not {kind.__name__}")
        return value

    return read


def _one_of(allowed: tuple[object, ...]) -> Turn:
    def read(value: object) -> object:
        if value not in allowed:
            raise ShapeError(f"{value!r:.80} is not one of {allowed}")
        return value

    return read


def _optional(shape: Shape) -> Shape:
    read, write = shape.read, shape.write_or_same
    return Shape(
        read=lambda value: None if value is None else read(value),
        write_or_same=write and (lambda value: None if value is None else write(value)),
    )


def _many(shape: Shape) -> Shape:
    read, write = shape.read, shape.write_or_same

    def read_all(value: object) -> object:
        if not isinstance(value, list):
            raise ShapeError(f"{value!r:.80} is not a list")
        return tuple([read(part) for part in value])

    def write_all(value: object) -> object:
        parts = cast("tuple[object, ...]", value)
        return list(parts) if write is None else [write(part) for part in parts]

    return Shape(read=read_all, write_or_same=write_all)


def _read_texts(value: object) -> object:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ShapeError(f"{value!r:.80} does not map text to text")
    return value


def _write_texts(value: object) -> object:
    return dict(sorted(cast("Mapping[str, str]", value).items()))


def _read_bytes(value: object) -> object:
    try:
        return a2b_base64(cast("str", value))
    except (TypeError, Error) as error:
        raise ShapeError(f"{value!r:.80} is not base64") from error


def _write_bytes(value: object) -> object:
    return b2a_base64(cast("bytes", value), newline=False).decode("ascii")


def _read_time(value: object) -> object:
    if not isinstance(value, str):
        raise ShapeError(f"{value!r:.80} is not a time")
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ShapeError(f"{value!r:.80} has no zone")
    return time


def _write_time(value: object) -> object:
    time = cast("datetime", value)
    if time.tzinfo is not UTC:
        time = time.astimezone(UTC)
    return time.isoformat()[: -len("+00:00")] + "Z"


def _read_duration(value: object) -> object:
    if isinstance(value, (int, float)):
        return timedelta(seconds=value)
    raise ShapeError(f"{value!r:.80} is not a number of seconds")


def _write_duration(value: object) -> object:
    return cast("timedelta", value).total_seconds()
