"""How much each feed gives to the river, and how fresh it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from planet.model.site import River
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What one feed shows: how many entries, and the date of the newest (None when it shows nothing)."""

    entry_count: int = 0
    newest_at: datetime | None = None


def freshness_of(river: River, feed_urls: Iterable[str]) -> dict[str, Freshness]:
    """Feed → its freshness, for every feed that is asked for."""
    counts: dict[str, int] = {}
    newest: dict[str, datetime] = {}
    for share in river.closed.shares if river.closed else ():
        counts[share.feed_url], newest[share.feed_url] = share.entries, share.newest_at
    for page in river.pages:
        for day in page.days:
            for placed in day.entries:
                feed = placed.stored.feed_url
                counts[feed] = counts.get(feed, 0) + 1
                newest[feed] = max(newest.get(feed, placed.shown_at), placed.shown_at)
    return {feed: Freshness(entry_count=counts.get(feed, 0), newest_at=newest.get(feed)) for feed in feed_urls}
