"""One feed's result into the store, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from planet.model.fetching import FeedHealth, FeedOutcome, TakenIn
from planet.store import feeds, site_memory
from planet.store.connection import Connection
from planet.store.saved import Saved
from planet.values import replace


def save_result(  # noqa: PLR0913 - what came, and what is known besides
    connection: Connection,
    outcome: FeedOutcome,
    health: FeedHealth,
    now: datetime,
    *,
    healths: feeds.Healths,
    left: Collection[str],
) -> tuple[Saved, str | None]:
    """See `Store.save`; and which of the feeds that `left` the list this one has turned out to be."""
    if isinstance(outcome, TakenIn):
        return _save_document(connection, outcome, health, now, healths=healths, left=left)
    with connection.together():
        feed = feeds.save_feed(connection, outcome, health, now, healths)
        if feed.looks_new:
            _count_revision(connection, now)
    return Saved(health=health), None


def _save_document(  # noqa: PLR0913 - as above
    connection: Connection,
    outcome: TakenIn,
    health: FeedHealth,
    now: datetime,
    *,
    healths: feeds.Healths,
    left: Collection[str],
) -> tuple[Saved, str | None]:
    from planet.store import moves, saving  # noqa: PLC0415 - start-up

    with connection.together():
        taken_over = moves.take_over_history(connection, outcome.feed_url, outcome.feed, left, now)
        feed = feeds.save_feed(connection, outcome, health, now, healths)
        saved = saving.save_entries(connection, feed, outcome.feed, now)
        health = saved.counted(health, outcome.feed, now)
        feeds.keep_health(connection, health)
        if feed.looks_new or saved.new or saved.edited:
            _count_revision(connection, now)
    return replace(saved, health=health), taken_over


def _count_revision(connection: Connection, now: datetime) -> None:
    site_memory.count_revision(connection)
    site_memory.keep_build_time(connection, now)
