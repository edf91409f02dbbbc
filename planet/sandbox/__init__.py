"""Run a pure function over values in child processes that can be killed. Knows nothing of feeds.

    values ──▶ a thread for each child ──▶ (value, result), as they finish          `work.py`
                        │ socket                 (idle children wait in `stock.py`)
                        ▼
                a child: a deadline, a ceiling on memory        `process.py` here, `child.py` there

Children are started anew, never forked from this process, which has threads and sockets. Each guards itself: before a
value the kernel's alarm is set, whose default is death, so that a regular expression that never returns to Python ends
as well, and even when this process is no longer there to end it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from planet.sandbox.limits import ChildLimits
from planet.sandbox.past import Past
from planet.sandbox.stock import Children

if TYPE_CHECKING:
    from planet.errors import FeedError

__all__ = ["ChildLimits", "Children", "Past", "in_children", "past_children"]

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")


def in_children(
    function: Callable[[T], R],
    values: Iterable[T],
    limits: ChildLimits,
    *,
    rooms: Sequence[str] = (),
    children: Children | None = None,
) -> Iterator[tuple[T, R | FeedError]]:
    """Each value with what `function` (of a module, pure) made of it, in the order in which they finish.

    `values` is read in other threads, as children have time for them, so it may block while results come out; what it
    raises is raised here. Without a value no process starts. A FeedError that the function raises is its result; a
    ChildError stands for a value whose child took too long, too much memory, or died. `rooms` names modules that a
    child imports before its first value, outside the limits. `children` are those to use, and to leave to the next
    call; without them the call has its own. Closing the iterator ends what they are doing. Raises PlanetError when no
    child can be started.
    """
    found: Iterator[object] = past_children(function, values, limits, rooms=rooms, children=children)
    yield from cast("Iterator[tuple[T, R | FeedError]]", found)  # nothing went past


def past_children(
    function: Callable[[T], R],
    values: Iterable[T | Past[S]],
    limits: ChildLimits,
    *,
    rooms: Sequence[str] = (),
    children: Children | None = None,
) -> Iterator[tuple[T, R | FeedError] | Past[S]]:
    """The same, with values among them that go past the children: they need not wait for the first to be started."""
    from planet.sandbox.work import work_through  # noqa: PLC0415 - start-up

    if children is not None:
        yield from work_through(function, values, limits, rooms, children)
        return
    with Children() as own:
        yield from work_through(function, values, limits, rooms, own)
