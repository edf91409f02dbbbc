"""The one order of the river."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from planet.model.entries import StoredEntry
from planet.model.settings import Order
from planet.model.site import PlacedEntry

CLOCK_TOLERANCE = timedelta(hours=1)
"""How far ahead of our first sight of it an entry's date may be: clocks differ, and zones get lost."""


def revised_at(entry: StoredEntry) -> datetime:
    """When the author last changed the entry: never before it was shown, never after we saw the change."""
    updated_at, placed_at = entry.updated_at, entry.placed_at
    if updated_at is None or updated_at <= placed_at or updated_at > entry.changed_at + CLOCK_TOLERANCE:
        return placed_at
    return updated_at


def in_order(
    entries: Iterable[StoredEntry],
    order: Order = "published",
    twins: Mapping[str, tuple[StoredEntry, ...]] | None = None,
) -> tuple[PlacedEntry, ...]:
    """The entries newest first; those of one second are told apart by feed and key, so that the order is total.

    `order`: by the place that an entry got when it was first seen, or by when its author last changed it. `twins`
    gives the name of an entry those that it stands for.
    """
    twins = twins or {}
    placed = [
        PlacedEntry(
            stored=entry,
            revised_at=(revised := revised_at(entry)),
            shown_at=entry.placed_at if order == "published" else revised,
            twins=twins.get(entry.name, ()),
        )
        for entry in entries
    ]
    placed.sort(key=lambda one: (one.stored.feed_url, one.stored.key))
    placed.sort(key=lambda one: one.shown_at, reverse=True)
    return tuple(placed)
