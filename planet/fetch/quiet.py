"""When a feed asks not to be read at all: RSS skipHours and skipDays. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from planet.model.fetching import Quiet

HOUR = timedelta(hours=1)
_HOURS, _DAYS = 24, 7


def first_open(quiet: Quiet, moment: datetime) -> datetime:
    """`moment`, or the start of the next hour in which the feed may be read; a feed that skips all of them has a bug.

    Both count in UTC (https://www.rssboard.org/skip-hours-days), as `moment` does.
    """
    hours = quiet.hours if len(quiet.hours) < _HOURS else ()
    days = quiet.days if len(quiet.days) < _DAYS else ()
    while moment.hour in hours or moment.weekday() in days:
        moment = moment.replace(minute=0, second=0, microsecond=0) + HOUR
    return moment
