"""Permanent redirects: followed at once, believed late, and then reported as an edit to make. Pure.

A site in maintenance often answers 301 for an afternoon (ViennaRSS/vienna-rss#1546); an address that was rewritten for
it is lost. So three builds over two days must have seen the redirect, and what is there must be the same feed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from planet.model.fetching import FeedHealth, Move, TakenIn, Unchanged
from planet.values import replace

BUILDS = 3
SPAN = timedelta(days=2)


def address_of(url: str, health: FeedHealth) -> str:
    """Where to ask for a feed: where it has moved to, while that works, else where the configuration says."""
    return health.move.to if health.state == "moved" and health.move else url


def move_after(outcome: TakenIn | Unchanged, before: FeedHealth, now: datetime, *, same_feed: bool) -> Move | None:
    """What is known of the feed's move after it was read.

    `same_feed`: what came shares entries with what was stored before the move.
    """
    known = before.move
    if outcome.moved_to is None:
        return known if before.state == "moved" else None  # asked at its new address; else it is back
    if known is None or known.to != outcome.moved_to:
        return Move(to=outcome.moved_to, since=now, same_feed=same_feed)
    return replace(known, builds=known.builds + 1, same_feed=known.same_feed or same_feed)


def is_settled(move: Move | None, now: datetime) -> bool:
    """Whether a move is to be believed."""
    return move is not None and move.same_feed and move.builds >= BUILDS and now - move.since >= SPAN
