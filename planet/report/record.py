"""What is on record of a feed: when it was asked, what came, and when it is asked next."""

from __future__ import annotations

from datetime import datetime

from planet.model.fetching import FeedHealth, Traffic
from planet.report.plain import plain

_KILO = 1000


def record_of(health: FeedHealth) -> dict[str, object]:
    """The record in JSON's own types; docs/json-report.md says what each key means."""
    traffic = health.traffic
    return {
        "since": moment(health.since),
        "last_try_at": moment(health.last_try_at),
        "last_ok_at": moment(health.last_ok_at),
        "last_change_at": moment(health.last_change_at),
        "next_try_at": moment(health.next_try_at),
        "failures": health.failures,
        "status": traffic.status,
        "bytes": traffic.received_bytes,
        "milliseconds": traffic.milliseconds,
        "redirects": list(traffic.redirects),
        "entries_seen": health.entries_seen,
        "entries_new": health.entries_new,
    }


def record_line(health: FeedHealth) -> str:
    """The record on one line."""
    if health.last_try_at is None:
        return "never asked"
    traffic = health.traffic
    parts = [
        f"asked {moment(health.last_try_at)}: {traffic.status or 'no answer'}, {cost(traffic)}",
        f"last read {moment(health.last_ok_at) or 'never'}",
        f"last change {moment(health.last_change_at) or 'never'}",
        f"{health.entries_seen} entries seen, {health.entries_new} new",
    ]
    if traffic.redirects:
        parts.insert(1, f"redirected to {plain(' then '.join(traffic.redirects))}")
    if health.failures:
        parts.append(f"{health.failures} failures in a row")
    return "; ".join((*parts, f"due {moment(health.next_try_at) or 'at once'}"))


def cost(traffic: Traffic) -> str:
    """How much came, and how long it took."""
    return f"{in_bytes(traffic.received_bytes)} in {traffic.milliseconds} ms"


def moment(time: datetime | None) -> str | None:
    """RFC 3339 in UTC, or None."""
    return time.isoformat().replace("+00:00", "Z") if time else None


def in_bytes(size: int) -> str:
    """A size as people say it."""
    if size < _KILO:
        return f"{size} B"
    return f"{size / _KILO:.1f} kB" if size < _KILO**2 else f"{size / _KILO**2:.1f} MB"
