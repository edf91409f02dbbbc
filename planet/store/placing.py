"""The one date that gives an entry its place in the river: chosen when it is first seen, and never again. Pure.

So neither an edit nor a change of its dates moves a post, and none sits on top for two years because it was dated so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from planet.model.atom import RawEntry
from planet.model.entries import PlacingRule
from planet.values import dataclass

CLOCK_TOLERANCE = timedelta(hours=1)
"""How far ahead of our first sight of it an entry's date may be: clocks differ, and zones get lost."""

_STEP = timedelta(days=1)
_SPREAD = timedelta(days=365)
"""Over how much time at most the undated posts of a new feed are spread, a day for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands in the river, and why."""

    at: datetime
    rule: PlacingRule


def places(new: Sequence[RawEntry], seen_at: datetime, *, first_read: bool) -> Iterator[Place]:
    """The place of each new entry of a document, in the document's order, which those without a date keep.

    `first_read`: the feed is new to us, so that its undated posts may be years old.
    """
    latest = seen_at + CLOCK_TOLERANCE
    dates = [_date(raw, latest) for raw in new]
    undated = sum(date is None for date in dates)
    step = min(_STEP, _SPREAD / max(undated, 1)) if first_read else timedelta(seconds=1)
    passed = 0
    for raw, date in zip(new, dates, strict=True):
        if date is not None:
            yield date
            continue
        future = raw.published_at or raw.updated_at
        backlog = first_read and future is None
        at = seen_at - step * (passed + backlog)
        yield Place(at=at.replace(microsecond=0), rule="future" if future else "backlog" if backlog else "undated")
        passed += 1


def _date(raw: RawEntry, latest: datetime) -> Place | None:
    """The entry's own date: published, else updated; None when it has none, or one from the future, after `latest`.

    "Future" is measured against the first sight and never again, so that the decision is made once: an entry must
    neither sit on top for two years nor jump there on the day that it had announced.
    """
    date = raw.published_at or raw.updated_at
    if date is None or date > latest:
        return None
    return Place(at=date, rule="published" if raw.published_at else "updated")
