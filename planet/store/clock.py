"""Whether this machine's clock can be believed. Pure.

When it says less than at the last build, it was wrong then, or it is wrong now. The feeds are our witnesses: if most of
them have posts from after what the clock says, it is wrong now, and the build goes on at the time of the last. Else it
was wrong then, and what was first seen in the future is brought back (`Store.trusted_now`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

TOLERANCE = timedelta(hours=1)


def went_back(now: datetime, last_build_at: datetime | None) -> bool:
    """Whether the clock says clearly less than it did at the last build."""
    return last_build_at is not None and last_build_at > now + TOLERANCE


def is_behind(now: datetime, newest_of_feeds: Sequence[datetime]) -> bool:
    """Whether most feeds say that it is later. `newest_of_feeds` has the newest own date of each feed with any."""
    later = sum(newest > now + TOLERANCE for newest in newest_of_feeds)
    return later * 2 > len(newest_of_feeds)
