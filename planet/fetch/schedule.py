"""Who is due, and when a feed is asked next: intervals, back-off and gone. Pure, and quick to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from planet.errors import Kind
from planet.fetch.moves import is_settled, move_after
from planet.fetch.quiet import first_open
from planet.model.atom import RawFeed
from planet.model.fetching import Failed, FeedHealth, FeedOutcome, HealthState, Move, Quiet, TakenIn, Unchanged
from planet.model.settings import FeedConfig
from planet.model.site import BuildRequest
from planet.values import replace

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BACK_OFF = (HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, *(DAY,) * 7, 7 * DAY)
"""How long a feed is left alone after its 1st, 2nd, … failure in a row; the last counts for all later ones.

Quick at first, because most faults are mended in hours; daily for a week; then weekly.
"""

GONE_AFTER = 30 * DAY
"""A feed that fails for so long, and now with 404, is gone."""

GONE_INTERVAL = 30 * DAY
"""How rarely a feed that is gone is asked, while it is still in the configuration."""

LONGEST_INTERVAL = 7 * DAY
"""How long a feed that works can ask to be left alone."""

LONGEST_WAIT = 31 * DAY
"""Nothing is ever put off for longer: a later `next_try_at` was written while the clock was wrong."""

NOT_FOUND = 404


def feeds_due(
    feeds: Sequence[FeedConfig], health: Mapping[str, FeedHealth], request: BuildRequest
) -> tuple[FeedConfig, ...]:
    """The feeds to read in this build: longest not asked first, else in the order of the configuration.

    A file is read every time.
    """
    due = [feed for feed in feeds if feed.file is not None or _is_due(health.get(feed.url), request)]
    return tuple(sorted(due, key=lambda feed: _last_try(health.get(feed.url))))


def health_after(
    outcome: FeedOutcome, before: FeedHealth, now: datetime, min_interval: timedelta, *, same_feed: bool = False
) -> FeedHealth:
    """How a feed is doing after this build asked for it; `same_feed` as in `moves.move_after`."""
    if not isinstance(outcome, Failed):
        return _after_success(outcome, before, now, min_interval, same_feed=same_feed)
    if outcome.kind is Kind.NOT_REACHED:
        return before  # the build ran out of time, which says nothing of the feed: it stays due
    return _after_failure(outcome, before, now, min_interval)


def _is_due(health: FeedHealth | None, request: BuildRequest) -> bool:
    if request.offline:
        return False
    if request.force or health is None or health.next_try_at is None:
        return True
    if first_open(health.quiet, request.now) > request.now:
        return False
    return health.next_try_at <= request.now or health.next_try_at > request.now + LONGEST_WAIT


def _last_try(health: FeedHealth | None) -> datetime:
    return health.last_try_at if health and health.last_try_at else datetime.min.replace(tzinfo=UTC)


def _after_success(
    outcome: TakenIn | Unchanged, before: FeedHealth, now: datetime, min_interval: timedelta, *, same_feed: bool
) -> FeedHealth:
    quiet = _quiet_of(outcome.feed) if isinstance(outcome, TakenIn) else before.quiet
    asked = [min(wait, LONGEST_INTERVAL) for wait in (outcome.max_age, quiet.interval) if wait]
    move = move_after(outcome, before, now, same_feed=same_feed)
    state: HealthState = "moved" if is_settled(move, now) else "ok"
    health = FeedHealth(
        feed_url=before.feed_url,
        state=state,
        since=_since(state, before, now),
        last_try_at=now,
        last_ok_at=now,
        next_try_at=first_open(quiet, now + max(min_interval, *asked, timedelta())),
        last_change_at=before.last_change_at,
        entries_seen=before.entries_seen,
        traffic=outcome.traffic,
        quiet=quiet,
        move=move,
    )
    return _with_edit_to_make(health, move) if state == "moved" and move else health


def _with_edit_to_make(health: FeedHealth, move: Move) -> FeedHealth:
    return replace(
        health,
        kind=Kind.MOVED,
        problem=f"has moved for good to {move.to}",
        hint=f"Put the new address into the configuration: {move.to}",
    )


def _quiet_of(feed: RawFeed) -> Quiet:
    return Quiet(interval=feed.interval, hours=feed.skip_hours, days=feed.skip_days)


def _after_failure(outcome: Failed, before: FeedHealth, now: datetime, min_interval: timedelta) -> FeedHealth:
    state = _state_after_failure(outcome, before, now)
    back_off = GONE_INTERVAL if state == "gone" else BACK_OFF[min(before.failures, len(BACK_OFF) - 1)]
    return replace(
        before,
        state=state,
        since=_since(state, before, now),
        last_try_at=now,
        failures=before.failures + 1,
        kind=outcome.kind,
        problem=outcome.problem,
        hint=outcome.hint,
        next_try_at=now + max(back_off, min_interval, outcome.retry_after or min_interval),
        entries_new=0,
        traffic=outcome.traffic,
    )


def _state_after_failure(outcome: Failed, before: FeedHealth, now: datetime) -> HealthState:
    """Gone is gone until the feed works again: a dead host often fails in another way each month."""
    if outcome.kind is Kind.GONE or before.state == "gone":
        return "gone"
    since = before.since if before.state == "failing" else None
    return "gone" if outcome.status == NOT_FOUND and since and now - since >= GONE_AFTER else "failing"


def _since(state: HealthState, before: FeedHealth, now: datetime) -> datetime:
    return before.since if before.state == state and before.since else now
