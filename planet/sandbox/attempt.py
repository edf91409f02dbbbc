"""The one net that catches everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def attempt(function: Callable[[T], R], argument: T) -> R | Exception:
    """The result, or what was raised."""
    try:
        return function(argument)
    # The one place that catches everything: a document may break a parser in ways that nobody has seen, and that must
    # cost one feed; in the threads that read values it carries the error over to the thread that asked.
    except Exception as error:  # noqa: BLE001 - see above
        return error
