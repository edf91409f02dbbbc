"""The time zones that every machine knows."""

from __future__ import annotations


def zone_names() -> frozenset[str]:
    """The names in the tzdata package.

    Not `zoneinfo.available_timezones()`: what the machine has more, such as `localtime`, would give other pages
    elsewhere; and on a file system that ignores case it finds `europe/berlin`, which others do not.
    """
    from pkgutil import get_data  # noqa: PLC0415 - start-up: UTC needs no list

    return frozenset((get_data("tzdata", "zones") or b"UTC").decode("ascii").split())
