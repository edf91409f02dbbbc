"""Which date counts, and the one order of the river."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from planet.model.site import PlacedEntry, StoredEntry

CLOCK_TOLERANCE = timedelta(hours=1)
"""How far ahead of our first sight of it an entry's date may be: clocks differ, and zones get lost."""


def shown_at(entry: StoredEntry) -> datetime:
    """The date that gives an entry its place: published, else updated, else first seen.

    A date from the future counts as first seen. "Future" is measured against the entry's own first-seen time and
    never against the clock of a later build, so that the decision is made once: an entry must neither sit on top for
    two years nor jump there on the day that it had announced.
    """
    date = entry.published_at or entry.updated_at
    if date is None or date > entry.first_seen_at + CLOCK_TOLERANCE:
        return entry.first_seen_at
    return date


def revised_at(entry: StoredEntry) -> datetime:
    """When the author last changed the entry: never before it was shown, never after we saw the change."""
    shown = shown_at(entry)
    if entry.updated_at is None or entry.updated_at > entry.changed_at + CLOCK_TOLERANCE:
        return shown
    return max(entry.updated_at, shown)


def in_order(entries: Iterable[StoredEntry]) -> tuple[PlacedEntry, ...]:
    """The entries newest first; those of one second are told apart by feed and key, so that the order is total."""
    placed = [PlacedEntry(stored=entry, shown_at=shown_at(entry), revised_at=revised_at(entry)) for entry in entries]
    placed.sort(key=lambda one: (one.stored.feed_url, one.stored.key))
    placed.sort(key=lambda one: one.shown_at, reverse=True)
    return tuple(placed)
