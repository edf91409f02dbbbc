"""What an answer's head says of time: how long it stays fresh, how long to stay away. Pure.

There is no clock below the cli, so a date counts from the answer's own Date header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(days=7)
"""A server that says 10**9 seconds has a bug, not a wish."""

_MAX_AGE = re.compile(rb'(?:^|[,\s])max-age\s*=\s*"?(\d+)', re.IGNORECASE)
_SECONDS = re.compile(rb"\d{1,18}")
_LONGEST_DATE = 64

Head = Mapping[bytes, bytes]
"""Header fields by lower-case name; several of one name are joined with commas (RFC 9110 §5.3)."""


def max_age(head: Head) -> timedelta | None:
    """How long the answer stays fresh (RFC 9111 §5.2.2.1, §5.3), never more than 7 days; None when it does not say."""
    directives = head.get(b"cache-control", b"")
    if match := _MAX_AGE.search(directives):
        return _bounded(match[1])
    if directives:
        return None
    return _until(head.get(b"expires"), head)


def retry_after(head: Head) -> timedelta | None:
    """How long the server asks us to stay away (RFC 9110 §10.2.3), never more than 7 days.

    Seconds or an HTTP date; None for nonsense, for the past, and for a date without a Date header beside it.
    """
    value = head.get(b"retry-after", b"").strip()
    return _bounded(value) if _SECONDS.fullmatch(value) else _until(value, head)


def _bounded(seconds: bytes) -> timedelta | None:
    return timedelta(seconds=min(int(seconds[:18]), int(LONGEST.total_seconds()))) or None


def _until(value: bytes | None, head: Head) -> timedelta | None:
    """From the answer's own Date until `value`."""
    if not value:
        return None
    then, now = _date(value), _date(head.get(b"date"))
    return min(then - now, LONGEST) if then and now and then > now else None


def _date(value: bytes | None) -> datetime | None:
    if not value or len(value) > _LONGEST_DATE:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - start-up: few answers need it

    try:
        moment = parsedate_to_datetime(value.decode("latin-1"))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
