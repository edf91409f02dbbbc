"""feedparser as far as a child needs it: imported before feedparser, which the first document of every build waits for.

A child has bytes to read and asks nobody. `feedparser.http`, and `xml.sax` for entities that lie elsewhere, import
Python's own HTTP client, and that the library for mail, to read headers with. What would open an address, though
nothing should, finds nothing to open it with. Nor are feedparser's nine readers of dates loaded before a date is met
that only they may know. Together that is half of what feedparser takes to import.
"""

from __future__ import annotations

import sys

from planet.stand_in import stand_in

_DATES = "feedparser.datetimes"


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


stand_in("feedparser.http")
stand_in("urllib.request")
if "feedparser" not in sys.modules:
    stand_in(
        _DATES,
        _parse_date=lambda text: LaterDate(text) if text else None,
        registerDateHandler=lambda reader: None,  # noqa: ARG005 - feedparser's name for it
    )
_later_dates = sys.modules.get(_DATES)
