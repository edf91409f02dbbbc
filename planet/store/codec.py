"""Our dataclasses as JSON and back, compressed: readable by any tool, and deaf to fields that it does not know.

What equals a field's default is left out, so a field that a later Planet adds with a default changes neither what is
stored nor its hash. Keys stand in alphabetical order for the same reason. Times are RFC 3339 in UTC, durations are
seconds. Types are checked on the way in: what does not fit its field's type is a `CodecError`, never a wrong value.

Lone surrogates survive the journey (`surrogatepass`), and so does U+0000.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from typing import TypeVar, cast

from planet.store.shapes import ShapeError, shape_of

T = TypeVar("T")

LEVEL = 1
"""zlib's. 10,000 entries of real feeds (2.8 kB each as JSON) shrink to 40 % in 52 µs each; level 6: 37 % in 74 µs."""

_ASCII = json.JSONEncoder(separators=(",", ":"))
_UNICODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class CodecError(ValueError):
    """What was stored cannot be read as the type that is asked for. Never leaves the room."""


def pack(value: object) -> bytes:
    """The dataclass, compressed."""
    return compress(to_bytes(value))


def compress(written: bytes) -> bytes:
    """What `to_bytes` or `joined` gave, as `unpack` reads it."""
    return zlib.compress(written, LEVEL)


def unpack(kind: type[T], packed: bytes) -> T:
    """The dataclass `kind` that was packed. Raises CodecError."""
    try:
        text = zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise CodecError(str(error)) from error
    return from_json(kind, text)


def to_bytes(value: object) -> bytes:
    """The dataclass as canonical JSON in UTF-8: the same bytes for the same value, to be hashed or compressed."""
    return _utf8(shape_of(type(value)).write(value))


def to_two(value: object, apart: Collection[str]) -> tuple[bytes, bytes]:
    """The same as two objects: all but the fields named in `apart`, and those. `joined` makes one of them."""
    written = cast("dict[str, object]", shape_of(type(value)).write(value))
    rest = {name: written.pop(name) for name in sorted(apart) if name in written}
    return _utf8(written), _utf8(rest)


def joined(first: bytes, second: bytes) -> bytes:
    """Two JSON objects without a common key, each without spaces, as one; spares writing a long text twice."""
    return first[:-1] + (b"," if len(first) > len(b"{}") and len(second) > len(b"{}") else b"") + second[1:]


def to_json(value: object, *, without: Collection[str] = ()) -> str:
    """The dataclass as canonical JSON in ASCII, for a column: SQLite takes no text with a lone surrogate."""
    written = cast("dict[str, object]", shape_of(type(value)).write(value))
    for name in without:
        written.pop(name, None)
    return _ASCII.encode(written)


def from_json(kind: type[T], text: str) -> T:
    """The dataclass `kind` from its JSON. Raises CodecError."""
    try:
        return cast("T", shape_of(kind).read(json.loads(text)))
    except (ShapeError, ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"not a {kind.__name__}: {error}") from error


def to_line(value: object) -> bytes:
    """The dataclass as canonical JSON in ASCII: on one line, whatever stands in it."""
    return to_json(value).encode("ascii")


def read_as(kind: type[T], value: object) -> T:
    """The dataclass `kind` from JSON's own types. Raises CodecError."""
    try:
        return cast("T", shape_of(kind).read(value))
    except (ShapeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"not a {kind.__name__}: {error}") from error


def decompressed(packed: bytes) -> bytes:
    """What `compress` was given. Raises CodecError."""
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise CodecError(str(error)) from error


def _utf8(written: object) -> bytes:
    return _UNICODE.encode(written).encode("utf-8", "surrogatepass")
