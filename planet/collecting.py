"""When Python looks for garbage that lies in circles, which alone needs looking for: nothing here makes much of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 10_000
"""So many new values more than were let go, and the newest are looked through. Python's own 700 is for small programs:
a build keeps tens of thousands, and looked through them four hundred times."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nobody looks, for work that keeps nearly all that it makes, and leaves no circles but a few hundred values."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
