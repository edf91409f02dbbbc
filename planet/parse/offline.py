"""feedparser as far as a child needs it: imported before feedparser, which the first document of every build waits for.

A child has bytes to read and asks nobody. `feedparser.http`, and `xml.sax` for entities that lie elsewhere, import
Python's own HTTP client, and that the library for mail, to read headers with. What would open an address, though
nothing should, finds nothing to open it with. Nor are feedparser's nine readers of dates loaded before a date is met
that only they may know. Together that is half of what feedparser takes to import.
"""

from __future__ import annotations

import sys
from types import ModuleType


class LaterDate:
    """A date that feedparser has met, and that it reads when it is asked to."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        """The text: `planet.parse.watch` looks whether two states are the same."""
        return f"LaterDate({self._text!r})"

    def __call__(self) -> object:
        """What feedparser makes of it: a struct_time, or None."""
        if sys.modules.get(_DATES) is _later_dates:
            del sys.modules[_DATES]
        from feedparser.datetimes import _parse_date  # noqa: PLC0415 - start-up

        read: object = _parse_date(self._text)
        return read


_DATES = "feedparser.datetimes"
_later_dates = ModuleType(_DATES, "Reads no date before it is asked to: see planet.parse.offline.")
vars(_later_dates).update(
    _parse_date=lambda text: LaterDate(text) if text else None,
    registerDateHandler=lambda reader: None,  # noqa: ARG005 - feedparser's name for it
)


def _do_without_client() -> None:
    for name in ("feedparser.http", "urllib.request"):
        sys.modules.setdefault(name, ModuleType(name, "Nothing: see planet.parse.offline."))
    if "feedparser" not in sys.modules:
        sys.modules.setdefault(_DATES, _later_dates)


_do_without_client()
