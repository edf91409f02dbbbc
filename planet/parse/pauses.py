"""RSS skipHours and skipDays, which feedparser reads as if there could be only one of each."""

from __future__ import annotations

import re

_SECTION = r"<skip{0}\b[^>]*>(.{{0,4096}}?)</skip{0}\s*>"
_HOURS = re.compile(_SECTION.format("hours"), re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(_SECTION.format("days"), re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour\b[^>]*>\s*0*(\d{1,2})\s*<", re.IGNORECASE)
_DAY = re.compile(r"<day\b[^>]*>\s*([a-z]{3,9})\s*<", re.IGNORECASE)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEARCHED = 64 * 1024
"""Characters: both belong to the channel, and a channel says what it is before it tells its items."""


def skipped_hours(text: str) -> tuple[int, ...]:
    """The hours of the day, UTC, in which the feed asks not to be read; RSS 0.91 writes midnight as 24."""
    found = _HOURS.search(text, 0, _SEARCHED)
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()  # noqa: PLR2004 - hours
    return tuple(sorted(hours))


def skipped_days(text: str) -> tuple[int, ...]:
    """The days of the week (Monday is 0) on which the feed asks not to be read."""
    found = _DAYS.search(text, 0, _SEARCHED)
    days = {_WEEK.index(day.lower()) for day in _DAY.findall(found[1]) if day.lower() in _WEEK} if found else set()
    return tuple(sorted(days))
