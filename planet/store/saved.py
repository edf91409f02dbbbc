"""What became of one feed's result."""

from __future__ import annotations

from datetime import datetime

from planet.model.atom import RawFeed
from planet.model.fetching import FeedHealth
from planet.values import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one feed's result: entries that are new, that were edited, and that are stored in all.

    `health` is the feed's, with these numbers in it. Without a document all of them are 0.
    """

    health: FeedHealth | None = None
    new: int = 0
    edited: int = 0
    stored: int = 0

    def counted(self, health: FeedHealth, document: RawFeed, now: datetime) -> FeedHealth:
        """The health with these numbers, of the document that was saved `now`."""
        changed_at = now if self.new or self.edited else health.last_change_at
        seen = len(document.entries) + len(document.left_out)
        return replace(health, entries_seen=seen, entries_new=self.new, last_change_at=changed_at)
