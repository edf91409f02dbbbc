"""Dates as feeds write them → aware UTC, to the second. What is not certain is None, never a guess.

feedparser's own reader is lossy: RFC 822 without a zone is None to it, 2026-13-45T99:99:99Z rolls over into another
year, and 1767225600 (seconds since 1970) is the year 1767. So the text is read here first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from planet.model.late import late
from planet.parse.month_names import MONTHS, ZONES

_LONGEST = 64
_FIRST_YEAR, _LAST_YEAR = 1990, 2199
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\.?(?![a-z]))?"
)
_ZONE = r"(?P<zone>(?:(?:gmt|utc?)\s?)?[+\-−]\d{1,2}:?\d{0,2}|[a-z]{1,5})?(?:\s?\([^()]{0,20}\))?"
_MONTH = r"(?P<name>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_WEEKDAY = r"(?:[^\W\d_]{1,14}(?:-[^\W\d_]{1,6})?\.?,?\s)?"
_BEFORE_TIME = r"(?:[,t\s]|at\s|um\s|в\s|à\s|kl\.?\s|-\s|–\s){1,4}"

# What nearly all feeds have, RFC 5322 and RFC 3339 to the letter: also among the shapes below, but four times faster.
_CLOCK = r"(\d\d):(\d\d):(\d\d)"
_MAIL = late(rf"(?:[a-z]{{3}}, )?(\d\d?) ([a-z]{{3}}) (\d{{4}}) {_CLOCK} (?:gmt|([+-])(\d\d)(\d\d))")
_INTERNET = late(rf"(\d{{4}})-(\d\d)-(\d\d)t{_CLOCK}(?:\.\d{{1,9}})?(?:z|([+-])(\d\d):(\d\d))")

_NAMED = (
    # Thu, 01 Jan 2026 10:00:00 +0100; 1 января 2026 г., 10:00; 01-Jan-26
    (
        rf"{_WEEKDAY}{_DAY}[\s-](?:de\s)?{_MONTH}(?:\sde|\sdel)?,?[\s-](?P<year>\d{{2,4}})(?:\s?г\.?)?"
        rf"(?:{_BEFORE_TIME}{_TIME}\s?{_ZONE})?"
    ),
    # January 1st, 2026 at 10:00 am EST
    rf"{_WEEKDAY}{_MONTH}\s{_DAY},?\s(?P<year>\d{{4}})(?:{_BEFORE_TIME}{_TIME}\s?{_ZONE})?",
    # Thu Jan  1 10:00:00 UTC 2026 (date and asctime)
    rf"{_WEEKDAY}{_MONTH}\s{_DAY}\s{_TIME}\s?{_ZONE}\s(?P<year>\d{{4}})",
)
_NUMBERED = (
    # RFC 3339, ISO 8601 with or without separators, 2026/01/01 10:00
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:(?:[t_,]|\s){{1,2}}{_TIME}\s?{_ZONE})?",
    (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
        rf"{_ZONE})?"
    ),
    # 2026-01-01T10 and 2026-01 (W3C date and time formats)
    rf"(?P<year>\d{{4}})-(?P<month>\d\d)(?:-(?P<day>\d\d)t(?P<hour>\d\d){_ZONE})?",
    # 2026年1月1日 10:00; 2026년 1월 1일
    (
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
        rf"(?:\s?\(?[^\W\d_]{{1,3}}\)?)?(?:\s?{_TIME}\s?{_ZONE})?"
    ),
    # 01.02.2026 10:00 is day, month, year wherever dots are used
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})(?:{_BEFORE_TIME}{_TIME}\s?{_ZONE})?",
)
_SLASHES = (
    rf"{_WEEKDAY}(?P<one>\d{{1,2}})[/-](?P<two>\d{{1,2}})[/-](?P<year>\d{{4}})(?:{_BEFORE_TIME}{_TIME}\s?{_ZONE})?"
)


def read_date(text: str, parsed: object = None) -> datetime | None:
    """The moment that the text means, or None when it is impossible, uncertain or outside 1990–2199.

    A time without a zone is UTC, as is an unknown zone (RFC 5322 §4.3); a date without a time is midnight.
    `parsed` is feedparser's reading (a struct_time in UTC), or what gives it when it is called: it is believed only for
    shapes that are unknown here, and only when its year stands in the text.
    """
    if not text:
        return None
    text = " ".join(text[: 4 * _LONGEST].split())[:_LONGEST].lower().strip()
    if not text:
        return None
    if text.isdecimal() and len(text) in {9, 10, 12, 13}:
        return _since_1970(int(text) // (1000 if len(text) > 10 else 1))  # noqa: PLR2004 - ten digits are seconds
    if standard := _standard(text):
        return standard
    for pattern, month_of in _SHAPES if text[0].isdigit() else reversed(_SHAPES):
        found = re.fullmatch(pattern, text)
        if found:
            return _moment(found.groupdict(), *month_of(found))
    return _believed(text, parsed)


def _standard(text: str) -> datetime | None:
    """The moment, where the text is written as a standard says; None for all others, and for what is not plausible."""
    if found := _INTERNET().fullmatch(text):
        year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    elif found := _MAIL().fullmatch(text):
        day, name, year, hour, minute, second, sign, hours, minutes = found.groups()
        month = MONTHS.get(name, 0)
    else:
        return None
    if sign and (int(hours) >= 14 or int(minutes) > 59):  # noqa: PLR2004 - UTC+14 is the farthest
        return None
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        if sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            moment = moment - offset if sign == "+" else moment + offset
    except (ValueError, OverflowError):
        return None
    return _plausible(moment)


def _numbered(found: re.Match[str]) -> tuple[int, int]:
    return int(found["month"]), int(found["day"] or 1)


def _named(found: re.Match[str]) -> tuple[int, int]:
    return MONTHS.get(found["name"], 0), int(found["day"])


def _slashed(found: re.Match[str]) -> tuple[int, int]:
    """13/01 and 01/13 are certain, 02/01 is January in Paris and February in Boston: month 0, which does not exist."""
    one, two = int(found["one"]), int(found["two"])
    if one == two or two > 12:  # noqa: PLR2004 - months
        return one, two
    return (two, one) if one > 12 else (0, 0)  # noqa: PLR2004 - months


_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], tuple[int, int]]], ...] = (
    *((pattern, _numbered) for pattern in _NUMBERED),
    (_SLASHES, _slashed),
    *((pattern, _named) for pattern in reversed(_NAMED)),
)


def _moment(found: dict[str, str | None], month: int, day: int) -> datetime | None:
    year = _full_year(found["year"] or "")
    offset = _offset_minutes(found.get("zone") or "")
    hour, minute, second = (int(found.get(part) or 0) for part in ("hour", "minute", "second"))
    hour = _on_24_hour_clock(hour, (found.get("half") or "").replace(".", ""))
    next_day = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    if offset is None:
        return None
    try:
        # A leap second is the last of its minute: no clock of ours has a 60th.
        second -= second == 60  # noqa: PLR2004 - see above
        moment = datetime(year, month, day, 0 if next_day else hour, minute, second, tzinfo=UTC)
        return _plausible(moment + next_day - timedelta(minutes=offset))
    except (ValueError, OverflowError):
        return None


def _full_year(digits: str) -> int:
    """RFC 5322 §4.3: 00–49 are 20xx, 50–99 are 19xx, three digits count from 1900."""
    year = int(digits or 0)
    if len(digits) == 4:  # noqa: PLR2004 - all four digits are there
        return year
    return year + (2000 if len(digits) == 2 and year < 50 else 1900)  # noqa: PLR2004 - the RFC's numbers


def _on_24_hour_clock(hour: int, half: str) -> int:
    """12 am is 0, 12 pm is 12; an hour that no 12-hour clock has stays as it is."""
    if half == "pm" and hour < 12:  # noqa: PLR2004 - noon
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour  # noqa: PLR2004 - midnight


def _offset_minutes(zone: str) -> int | None:
    """Minutes east of Greenwich; 0 for an unknown name, None for an offset that no place on Earth has."""
    found = re.search(r"([+\-−])(\d{1,2}):?(\d\d)?$", zone)
    if not found:
        return ZONES.get(zone, 0)
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60 or int(found[3] or 0) > 59:  # noqa: PLR2004 - UTC+14 is the farthest
        return None
    return minutes if found[1] == "+" else -minutes


def _since_1970(seconds: int) -> datetime | None:
    return _plausible(datetime.fromtimestamp(seconds, UTC))


def _plausible(moment: datetime) -> datetime | None:
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _believed(text: str, parsed: object) -> datetime | None:
    parsed = parsed() if callable(parsed) else parsed
    if not isinstance(parsed, tuple) or len(parsed) < 6 or str(parsed[0]) not in text:  # noqa: PLR2004 - year to second
        return None
    try:
        year, month, day, hour, minute, second = (int(part) for part in parsed[:6])
        return _plausible(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return None
