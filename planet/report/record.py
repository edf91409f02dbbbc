"""What is on record of a feed: when it was asked, what came, and when it is asked next."""

from __future__ import annotations

from datetime import datetime

from planet import urls
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
        return "never read" if is_file(health.feed_url) else "never asked"
    if is_file(health.feed_url):
        return _file_line(health)
    traffic = health.traffic
    parts = [
        f"asked {moment(health.last_try_at)}: {traffic.status or 'no answer'}, {cost(traffic)}",
        f"last read {moment(health.last_ok_at) or 'never'}",
        f"last change {moment(health.last_change_at) or 'never'}",
        _entries(health),
    ]
    if traffic.redirects:
        parts.insert(1, f"redirected to {plain(' then '.join(traffic.redirects))}")
    if health.failures:
        parts.append(f"{count(health.failures, 'failure')} in a row")
    return "; ".join((*parts, f"due {moment(health.next_try_at) or 'at once'}"))


def _file_line(health: FeedHealth) -> str:
    """A file has no status, no redirects and no time at which it is due: it is read in every build."""
    parts = [
        f"looked at {moment(health.last_try_at)}: {in_bytes(health.traffic.received_bytes)}",
        f"last read {moment(health.last_ok_at) or 'never'}",
        f"last change {moment(health.last_change_at) or 'never'}",
        _entries(health),
    ]
    if health.failures:
        parts.append(f"{count(health.failures, 'failure')} in a row")
    return "; ".join((*parts, "read in every build"))


def _entries(health: FeedHealth) -> str:
    seen = f"{health.entries_seen} {'entry' if health.entries_seen == 1 else 'entries'} seen"
    return f"{seen}, {health.entries_new} new"


def is_file(url: str) -> bool:
    """Whether a feed is a file, and not on the web."""
    return urls.scheme_of(url) not in {"http", "https"}


def count(number: int, thing: str) -> str:
    """A number of things."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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
