"""How values lie in columns: times as whole seconds, text as SQLite can hold it, lists as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from planet.store.connection import DamagedError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_encode = json.JSONEncoder().encode


def seconds_of(time: datetime) -> int:
    """Whole seconds since 1970, rounded down; exact for every datetime, before 1970 too."""
    return (time - _EPOCH) // _SECOND


def time_of(seconds: int) -> datetime:
    """The aware UTC time. Raises DamagedError for what `seconds_of` never gave."""
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, TypeError) as error:
        raise DamagedError("the state file holds a time that is none") from error


def storable(text: str) -> str:
    """The text with `?` for lone surrogates, which SQLite refuses; the parser leaves none, and nothing may crash."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def json_list(texts: Iterable[str]) -> str:
    """The texts as one value for `json_each(?)`, which takes more of them than there may be placeholders."""
    return _encode([storable(text) for text in texts])
