"""What templates may do with a value: dates, numbers and sizes in the planet's language, tiles of sources.

Here alone times leave UTC for the planet's time zone. Every filter is in docs/themes.md.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache, lru_cache

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from babel.units import format_unit

from planet.render.languages import Language

HUES = 24
"""The style sheet has as many classes `hue-0` …"""

_SIZES = ((1_000_000_000, "digital-gigabyte"), (1_000_000, "digital-megabyte"), (1_000, "digital-kilobyte"))

Filter = Callable[..., str]


def make_filters(language: Language, changed_at: datetime) -> dict[str, Filter]:
    """All filters by name. `changed_at` gives the year that short dates leave out."""
    zone, comma = language.zone, language.words["comma"]
    this_year = changed_at.astimezone(zone).year
    # Every entry has a moment of its own; of days, minutes and offsets there are few, and each is put into words once.
    day = cache(lambda on, with_year=True: _day(language, on, with_year=with_year))
    long_day = cache(lambda on: _day(language, on, weekday=False))
    short_day = cache(lambda on: _short_day(language, on, this_year))
    minute = cache(lambda hour, past: str(format_time(time(hour, past), "short", locale=language.locale)))
    names: dict[tuple[object, ...], str] = {}

    def time_of_day(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return minute(local.hour, local.minute)

    def full_time(moment: datetime) -> str:
        local = moment.astimezone(zone)
        which = (local.utcoffset(), local.dst())
        if which not in names:
            names[which] = _zone_name(language, local)
        return f"{day(local.date())}{comma}{minute(local.hour, local.minute)} {names[which]}"

    return {
        "time": time_of_day,
        "full_time": full_time,
        "day": day,
        "short_date": lambda moment: short_day(moment.astimezone(zone).date()),
        "long_date": lambda moment: long_day(moment.astimezone(zone).date()),
        "utc": utc,
        "number": lru_cache(maxsize=None, typed=True)(lambda number: format_decimal(number, locale=language.locale)),
        "size": lambda size_bytes: _size(language, size_bytes),
        "duration": duration,
        "initials": cache(initials),
        "hue": cache(hue),
    }


def utc(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second or, where it has a fraction, the microsecond."""
    return moment.isoformat().replace("+00:00", "Z")


def duration(seconds: int) -> str:
    """Minutes and seconds, hours where there are any: 38:20, 1:02:09."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def initials(name: str) -> str:
    """Two letters for a name of Latin, Greek or Cyrillic words, one for others; a dot when there is no letter."""
    words = [letters for word in name.split() if (letters := [letter for letter in word if letter.isalnum()])]
    if not words:
        return "•"
    first = words[0][0]
    if not _has_case(first):
        return first
    return (first + words[1][0] if len(words) > 1 and _has_case(words[1][0]) else first).upper()[:2]


def hue(name: str) -> str:
    """The class of a name's colour: the same name has the same one on every planet."""
    return f"hue-{int(hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest(), 16) % HUES}"


def _has_case(letter: str) -> bool:
    return unicodedata.category(letter) in {"Lu", "Ll", "Lt", "Nd"}


def _zone_name(language: Language, local: datetime) -> str:
    """The name that the zone has at this moment: it depends on nothing but its offset, and whether that is summer's."""
    zone = str(format_time(local, "z", tzinfo=language.zone, locale=language.locale))
    if zone[0] in "+-":  # the locale has no short name for it
        zone = f"UTC{format_time(local, 'xxx', tzinfo=language.zone, locale=language.locale)}"
    return zone


def _day(language: Language, on: date, *, with_year: bool = True, weekday: bool = True) -> str:
    pattern = "full" if weekday else "long"
    if not with_year and language.native:
        pattern = str(language.words["day"])
    text = str(format_date(on, pattern, locale=language.locale))
    return text[:1].upper() + text[1:]


def _short_day(language: Language, on: date, this_year: int) -> str:
    if on.year != this_year:
        return str(format_skeleton("yMMM", on, locale=language.locale))
    if language.native:
        return str(format_date(on, str(language.words["short"]), locale=language.locale))
    return str(format_skeleton("MMMd", on, locale=language.locale))


def _size(language: Language, size_bytes: int) -> str:
    for size, unit in _SIZES:
        if size_bytes >= size:
            value = round(size_bytes / size, 1 if size_bytes < 10 * size else 0)
            return str(format_unit(value, unit, "short", locale=language.locale))
    return str(format_unit(size_bytes, "digital-byte", "short", locale=language.locale))
