"""One feed's result into the store, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from planet.model.fetching import FeedHealth, FeedOutcome, TakenIn
from planet.store import feeds, site_memory
from planet.store.connection import Connection
from planet.store.saved import Saved


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
        before = feeds.feed_row(connection, outcome.feed_url)
        after = feeds.feed_after(before, outcome, health)
        feeds.keep_feed(connection, before, after, now)
        if feeds.looks_new(before, after, health, healths):
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
        before = feeds.feed_row(connection, outcome.feed_url)
        plan = saving.plan_entries(connection, before, outcome.feed)
        saved = Saved.counted(len(plan.new), len(plan.edited), health, outcome.feed, now)
        after = feeds.feed_after(before, outcome, saved.health, plan.listed)
        row = feeds.keep_feed(connection, before, after, now)
        saving.keep_entries(connection, row, plan, outcome.feed, now)
        if saved.new or saved.edited or feeds.looks_new(before, after, saved.health, healths):
            _count_revision(connection, now)
    return saved, taken_over


def _count_revision(connection: Connection, now: datetime) -> None:
    """Once for all that goes to the disk together: nobody reads the number in between."""
    if connection.is_first_told(f"revision at {now}"):
        site_memory.count_revision(connection)
        site_memory.keep_build_time(connection, now)
