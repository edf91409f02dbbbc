"""What became of one feed's result."""

from __future__ import annotations

from datetime import datetime

from planet.model.atom import RawFeed
from planet.model.fetching import FeedHealth
from planet.values import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one feed's result: how many entries are new, and how many were edited; none without a document.

    `health` is the feed's, with these numbers in it.
    """

    health: FeedHealth
    new: int = 0
    edited: int = 0

    @classmethod
    def counted(cls, new: int, edited: int, health: FeedHealth, document: RawFeed, now: datetime) -> Saved:
        """What became of a document that was saved `now`."""
        changed_at = now if new or edited else health.last_change_at
        seen = len(document.entries) + len(document.left_out)
        health = replace(health, entries_seen=seen, entries_new=new, last_change_at=changed_at)
        return cls(health=health, new=new, edited=edited)
